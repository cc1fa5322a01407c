"""What somebody wrote: numbers, days, periods, questions, filled sheets."""
