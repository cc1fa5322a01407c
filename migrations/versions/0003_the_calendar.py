"""The calendar: swapped days, due and lock times of each report, extensions, units that begin and end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Given again wherever SQLite copies the table, since it is not read back from there.
_STATE_KNOWN = sa.CheckConstraint("state in ('drafting', 'submitted', 'returned', 'accepted')", name="state_known")
_UNDECIDED = sa.text("decided_at is null")


def upgrade() -> None:
    op.create_table(
        "day_swap",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.add_column("round", sa.Column("moved_from", sa.Date(), nullable=True))
    op.add_column("round", sa.Column("locks_at", sa.DateTime(timezone=True), nullable=True))
    _give_reports_their_own_due_time()
    op.add_column("unit", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("unit", sa.Column("valid_until", sa.Date(), nullable=True))
    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("unit_merged_into_id_fkey", "unit", ["merged_into_id"], ["id"])
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(decided_at is null) = (decided_by_id is null)"
            " and (decided_at is not null) = (granted_due_at is not null or refusal <> '')"
            " and (granted_due_at is null or refusal = '')",
            name="decided_shape",
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"]),
        sa.ForeignKeyConstraint(["asked_by_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["decided_by_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_extension_report_id"), "extension", ["report_id"])
    op.create_index(
        "extension_waiting",
        "extension",
        ["report_id"],
        unique=True,
        sqlite_where=_UNDECIDED,
        postgresql_where=_UNDECIDED,
    )


def _give_reports_their_own_due_time() -> None:
    op.add_column("report", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("report", sa.Column("moved_from", sa.Date(), nullable=True))
    op.add_column("report", sa.Column("locks_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE report SET due_at = (SELECT due_at FROM round WHERE round.id = report.round_id)")
    with op.batch_alter_table("report", table_args=(_STATE_KNOWN,)) as batch_op:
        batch_op.alter_column("due_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index(op.f("ix_report_due_at"), ["due_at"])


def downgrade() -> None:
    op.drop_table("extension")
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_constraint("unit_merged_into_id_fkey", type_="foreignkey")
        for name in ("merged_into_id", "valid_until", "valid_from"):
            batch_op.drop_column(name)
    with op.batch_alter_table("report", table_args=(_STATE_KNOWN,)) as batch_op:
        batch_op.drop_index(op.f("ix_report_due_at"))
        for name in ("due_at", "moved_from", "locks_at"):
            batch_op.drop_column(name)
    for name in ("moved_from", "locks_at"):
        op.drop_column("round", name)
    op.drop_table("day_swap")
