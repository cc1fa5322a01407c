"""The desk in the conversation: where everybody stands, reviewing, entering on behalf, deciding, opening rounds, comparing."""
