"""The counts kept with each report, taken at the end of the upgrade; a yes in the chat for what is decided on a page."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_COUNTS = ("entered", "waiting", "unsettled", "kept")
_CONFIRMED = ("asked_at", "confirmed_at")


def upgrade() -> None:
    with op.batch_alter_table("report") as batch_op:
        for name in _COUNTS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("web_session") as batch_op:
        for name in _CONFIRMED:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("web_session") as batch_op:
        for name in _CONFIRMED:
            batch_op.drop_column(name)
    with op.batch_alter_table("report") as batch_op:
        for name in _COUNTS:
            batch_op.drop_column(name)
