"""Engine, transaction, schema."""
