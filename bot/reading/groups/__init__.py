"""Groups of a form that somebody names in one message, and what is said of them."""
