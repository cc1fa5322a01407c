"""Tasks: what is said to officers and desks."""
