"""The chatbot: what people read, where they stand, and how messages come and go."""
