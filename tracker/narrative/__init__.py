"""What is kept of written reports: the words under their headings, and the offices' own documents for them."""
