"""Every sheet and picture that is printed, with its words."""
