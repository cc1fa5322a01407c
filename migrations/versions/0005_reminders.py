"""The ladder of reminders: snoozes, nudges, what a person is told once; heartbeats; telephone numbers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "snooze",
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=False),
        _at("until"),
        sa.PrimaryKeyConstraint("officer_id", "report_id"),
    )
    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        _at("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_nudge_round_id", "nudge", ["round_id"])
    op.create_table(
        "notice",
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        _at("at"),
        sa.PrimaryKeyConstraint("officer_id", "what"),
    )
    op.create_table("heartbeat", sa.Column("tick", sa.String(), nullable=False), _at("at"), sa.PrimaryKeyConstraint("tick"))
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.drop_column("phone")
    for table in ("heartbeat", "notice", "nudge", "snooze"):
        op.drop_table(table)
