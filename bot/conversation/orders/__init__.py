"""What a desk asks and orders in words besides where units stand: people, figures, several rounds, all at once."""
