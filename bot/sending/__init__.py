"""What must still be sent, in which order and how fast; links to files."""
