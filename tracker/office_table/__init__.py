"""A table of an office's form: what is understood of it, its columns and their roles, and what is uncertain."""
