"""Words, days and choices that all texts share."""
