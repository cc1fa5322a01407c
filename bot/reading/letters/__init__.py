"""Letters that ask for a report (công văn): what each of them says, with the words that it was read from."""
