"""A report is looked over before it is handed in."""
