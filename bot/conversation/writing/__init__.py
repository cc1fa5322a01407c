"""The written report in the conversation: its draft, its words, and texts that are sent to be compared."""
