"""What each message did to an open report, to be taken back; which messages did nothing while a question stands."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXED = ("officer_id", "report_id")


def upgrade() -> None:
    op.create_table(
        "message_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("submissions", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("channel", "address", "external_id", "ref")),
        sa.Column("followed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("place", "done")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in _INDEXED:
        op.create_index(f"ix_message_done_{name}", "message_done", [name])
    with op.batch_alter_table("place") as place:
        place.add_column(sa.Column("tried", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("place") as place:
        place.drop_column("tried")
    op.drop_table("message_done")
