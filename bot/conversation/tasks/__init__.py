"""Tasks in the conversation: lists and pages, working on them, assigning, settling, rates."""
