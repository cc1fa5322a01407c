"""The life of a message, the clock, the settings and the log."""
