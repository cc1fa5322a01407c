"""Spreadsheets that people send: guarded, read in a child process with limits, each refusal by its own name."""
