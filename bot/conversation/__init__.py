"""A message goes in, replies come out: see handle.py."""
