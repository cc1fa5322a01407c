"""Figures and lines of forms of several columns, and the questions, in words."""
