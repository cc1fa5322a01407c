"""What is asked next in a report, and lists, which are filled line by line."""
