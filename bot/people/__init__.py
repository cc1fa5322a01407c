"""Where officers are reached, how they join, whom no message reaches."""
