"""The machine at the command line: set up, examined, served, copied and restored."""
