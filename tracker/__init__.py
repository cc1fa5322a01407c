"""Units, officers, forms, rounds, reports and figures; knows no chat, no clock and no commit."""
