"""What the parts of the conversation stand on: the position of a person, the turn, what was heard."""
