"""A roll-up as a spreadsheet: its totals, the units side by side or one after the other, what needs a decision."""
