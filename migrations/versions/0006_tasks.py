"""Tasks: what was assigned or planned, its steps, the units that take part, and the files that prove a result."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WHAT = (
    "what in ('assigned', 'received', 'progress', 'more_time_asked', 'more_time_granted', 'more_time_refused', "
    "'finished', 'returned', 'accepted', 'cancelled', 'edited')"
)


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=False),
        sa.Column("assigner_unit_id", sa.Integer(), nullable=False),
        sa.Column("assigner_id", sa.Integer(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("document_body", sa.String(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("in_charge", sa.String(), nullable=False),
        sa.Column("taking_part", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("wanted_due_on", sa.Date(), nullable=True),
        sa.Column("plan_year", sa.Integer(), nullable=True),
        sa.Column("plan_key", sa.String(), nullable=True),
        sa.Column("every", sa.String(), nullable=True),
        sa.Column("repeats_from", sa.Date(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name="title_given"),
        sa.CheckConstraint("kind in ('assigned', 'plan')", name="kind_known"),
        sa.CheckConstraint(
            "state in ('waiting', 'open', 'returned', 'finished', 'accepted', 'cancelled')", name="state_known"
        ),
        sa.CheckConstraint("priority in ('normal', 'urgent')", name="priority_known"),
        sa.CheckConstraint("every in ('week', 'month', 'quarter', 'year')", name="every_known"),
        sa.CheckConstraint(
            "(kind = 'plan') = (plan_year is not null) and (plan_year is null) = (plan_key is null)", name="plan_shape"
        ),
        sa.CheckConstraint("every is null or (kind = 'assigned' and repeats_from is not null)", name="repeat_shape"),
        sa.CheckConstraint("(done_on is not null) = (state in ('finished', 'accepted'))", name="done_shape"),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["assigner_unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["assigner_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["responsible_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["series_id"], ["task.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assigner_unit_id", "plan_year", "plan_key"),
        sa.UniqueConstraint("series_id", "occurrence"),
    )
    op.create_index(op.f("ix_task_lead_unit_id"), "task", ["lead_unit_id"])
    op.create_index(op.f("ix_task_assigner_unit_id"), "task", ["assigner_unit_id"])
    op.create_table(
        "task_co_unit",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("task_id", "unit_id"),
    )
    op.create_index(op.f("ix_task_co_unit_unit_id"), "task_co_unit", ["unit_id"])
    op.create_table(
        "task_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("edited", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.CheckConstraint(_WHAT, name="what_known"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_task_event_task_id"), "task_event", ["task_id"])
    op.create_table(
        "task_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["task_event.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id"),
    )


def downgrade() -> None:
    for table in ("task_file", "task_event", "task_co_unit", "task"):
        op.drop_table(table)
