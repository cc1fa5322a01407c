"""Taking back what messages did to an open report: by saying so, by erasing figures, by editing a message."""
