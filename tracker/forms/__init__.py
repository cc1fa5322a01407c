"""What a form is, which forms there are, what must hold between their rows; the official ones as data."""
