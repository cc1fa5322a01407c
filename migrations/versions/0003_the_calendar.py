"""The calendar: swapped days, schedules, due and lock times of each report, extensions, units that begin and end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNDECIDED = sa.text("decided_at is null")


def upgrade() -> None:
    op.create_table(
        "day_swap",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_code", sa.String(), nullable=False),
        sa.Column("of_unit_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("due_by_level", sa.JSON(), nullable=False),
        sa.Column("roll", sa.Boolean(), nullable=False),
        sa.Column("lock", sa.String(), nullable=False),
        sa.Column("opens_before", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("every in ('month', 'quarter', 'half', 'nine', 'year')", name="every_known"),
        sa.CheckConstraint("rule in ('decree', 'calendar')", name="rule_known"),
        sa.CheckConstraint("opens_before >= 0", name="opens_before_known"),
        sa.ForeignKeyConstraint(["of_unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("round", sa.Column("moved_from", sa.Date(), nullable=True))
    op.add_column("round", sa.Column("locks_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(sa.Column("schedule_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("round_schedule_id_fkey", "schedule", ["schedule_id"], ["id"])
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
    with op.batch_alter_table("report") as batch_op:
        batch_op.alter_column("due_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index(op.f("ix_report_due_at"), ["due_at"])


def downgrade() -> None:
    op.drop_table("extension")
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_constraint("unit_merged_into_id_fkey", type_="foreignkey")
        for name in ("merged_into_id", "valid_until", "valid_from"):
            batch_op.drop_column(name)
    with op.batch_alter_table("report") as batch_op:
        batch_op.drop_index(op.f("ix_report_due_at"))
        for name in ("due_at", "moved_from", "locks_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_constraint("round_schedule_id_fkey", type_="foreignkey")
        for name in ("moved_from", "locks_at", "schedule_id"):
            batch_op.drop_column(name)
    op.drop_table("schedule")
    op.drop_table("day_swap")
