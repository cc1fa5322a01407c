"""What does not add up, what follows from handing in, where everybody stands."""
