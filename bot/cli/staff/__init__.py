"""People at the command line: invited, confirmed, changed, ended."""
