"""Filling a report, from opening it to what its review brings."""
