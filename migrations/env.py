"""Run by Alembic: compares and changes the database that the caller connected."""

from alembic import context
from sqlmodel import SQLModel

import bot.running.tables  # noqa: F401 - makes every table known


def run() -> None:
    """Migrate on the given connection, on SQLite by copying tables where it cannot alter them."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run()
