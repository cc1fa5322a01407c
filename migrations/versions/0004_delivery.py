"""Bulk messages apart from replies, how many parts are through, why sending failed, and who blocked the bot."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = sa.text("sent_at is null and failed_at is null")
_UNSETTLED = "sent_at is null and failed_at is null and withdrawn_at is null"
_INDEXES = (
    ("outbox_replies", ["id"], "bulk = false and "),
    ("outbox_bulk", ["channel", "not_before", "id"], "bulk = true and "),
    ("outbox_addresses", ["address", "channel"], ""),
    ("outbox_failing", ["failure", "channel", "not_before"], "failure is not null and "),
)


def _where(only: str) -> dict[str, Any]:
    on_sqlite = only.replace("false", "0").replace("true", "1")
    return {"sqlite_where": sa.text(on_sqlite + _UNSETTLED), "postgresql_where": sa.text(only + _UNSETTLED)}


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("outbox_unsettled", sqlite_where=_BEFORE, postgresql_where=_BEFORE)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bulk", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("begun", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("failure", sa.String(), nullable=True))
    outbox = sa.table("outbox", sa.column("body", sa.String), sa.column("bulk", sa.Boolean))
    for value in (True, False):  # the body said it until now; a quotation mark inside a text is written \" there
        said = f'"bulk": {str(value).lower()}, '
        without = {"body": sa.func.replace(outbox.c.body, said, ""), "bulk": value}
        op.execute(outbox.update().where(outbox.c.body.contains(said)).values(without))
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("bulk", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
        batch_op.alter_column("begun", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        for name, columns, only in _INDEXES:
            batch_op.create_index(name, columns, unique=False, **_where(only))
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("blocked_at")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        for name, _, only in _INDEXES:
            batch_op.drop_index(name, **_where(only))
    op.execute("UPDATE outbox SET failed_at = withdrawn_at WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        for name in ("failure", "withdrawn_at", "begun", "bulk"):
            batch_op.drop_column(name)
        batch_op.create_index("outbox_unsettled", ["id"], unique=False, sqlite_where=_BEFORE, postgresql_where=_BEFORE)
