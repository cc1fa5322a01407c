"""People's wishes about their data, lines of the log that may be erased, announcements and who has read them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEPT = ("number", "at", "officer_id", "origin", "what", "step", "unit_id", "report_id", "mark", "hash")
_ERASED = ("subject", "old", "new", "reason")


def upgrade() -> None:
    op.create_table(
        "data_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint("kind in ('correct', 'delete')", name="kind_known"),
        sa.CheckConstraint("outcome in ('open', 'done', 'refused', 'withdrawn')", name="outcome_known"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["settled_by"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_data_wish_officer_id", "data_wish", ["officer_id"])
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "announcement_to",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("announcement_id", "officer_id"),
    )
    op.create_index("ix_announcement_to_officer_id", "announcement_to", ["officer_id"])
    _guard_log(but_erasing=True)


def downgrade() -> None:
    _guard_log(but_erasing=False)
    op.drop_table("announcement_to")
    op.drop_table("announcement")
    op.drop_table("data_wish")


def _guard_log(*, but_erasing: bool) -> None:
    """The log stays append-only; a name or an address in it may be taken out, which leaves the word that it was."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    same = "IS" if sqlite else "IS NOT DISTINCT FROM"
    kept = [f"new.{name} {same} old.{name}" for name in _KEPT]
    erased = [f"(new.{name} = old.{name} OR (new.{name} = 'erased' AND old.{name} <> ''))" for name in _ERASED]
    refused = f"WHEN (NOT ({' AND '.join([*kept, *erased])}))" if but_erasing else ""
    op.execute("DROP TRIGGER audit_line_keeps_update" + ("" if sqlite else " ON audit_line"))
    if sqlite:
        does = f"{refused} BEGIN SELECT RAISE(ABORT, 'audit_line is append-only'); END"
    else:
        does = f"FOR EACH ROW {refused} EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER audit_line_keeps_update BEFORE UPDATE ON audit_line {does}")
