"""The log of who did what and who saw what: written in each transaction, sealed line by line, read and verified."""
