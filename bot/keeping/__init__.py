"""What is held of people, shown to them, deleted by age, and erased when they are."""
