"""Sentences about the office itself: the menu, joining, forms, plans, health."""
