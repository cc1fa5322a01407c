"""What is held of people, shown, deleted by age, and erased."""
