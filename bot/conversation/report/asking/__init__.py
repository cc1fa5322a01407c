"""What is asked of a report, and in which order."""
