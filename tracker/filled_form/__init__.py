"""A filled appendix matched with its form."""
