"""A message cut into the words, figures and keys that it is made of."""
