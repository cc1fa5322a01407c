"""To the desk: what was done to reports and by whom, what goes out by itself, and what can be taken back."""
