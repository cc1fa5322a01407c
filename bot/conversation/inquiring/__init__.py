"""What is no answer and moves nobody, at whatever step it comes: an officer's questions, courtesy, an invitation's code."""
