"""Rounds, the reports that answer them, and their figures."""
