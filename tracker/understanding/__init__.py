"""A blank workbook understood: the form, what is uncertain about it, and the places for words in its head and foot."""
