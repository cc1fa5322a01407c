"""How the database got here, one file a step (Alembic)."""
