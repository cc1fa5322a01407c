"""Periods, working days, deadlines and the rungs before them."""
