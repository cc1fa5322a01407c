"""Sentences about the report at hand."""
