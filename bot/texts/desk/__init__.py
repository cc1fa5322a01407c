"""Sentences for the desk."""
