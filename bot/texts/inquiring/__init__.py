"""Sentences for questions that were not put in known words."""
