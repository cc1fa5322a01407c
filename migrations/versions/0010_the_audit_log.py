"""The audit log, begun with what stands, and triggers that keep it and what else only grows from being changed.

A later migration that alters one of these tables on SQLite puts a copy in its place, without its triggers: it must make
them again (tests/tracker/audit/test_audit_kept.py looks).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

from tracker.audit.keys import NO_KEY
from tracker.audit.log import SEALED, seal, written

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEPT = ("audit_line", "earlier_figure", "report_event", "task_event")
_WHAT = (
    *("figure", "explanation", "report", "round", "schedule", "day", "form", "unit", "officer", "invitation", "address"),
    *("task", "nudge", "link", "file", "database"),
)
_REPORT = ("state", "submissions", "first_submitted_at", "submitted_at", "due_at", "locks_at")


def upgrade() -> None:
    op.create_table(
        "audit_line",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.CheckConstraint(f"what in ({', '.join(repr(what) for what in _WHAT)})", name="what_known"),
    )
    op.create_index("ix_audit_line_report_id", "audit_line", ["report_id"])
    _begin_log(op.get_bind())
    op.drop_table("link_use")
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.create_table(
        "link_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_key", sa.String(), sa.ForeignKey("link.key"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_link_use_link_key", "link_use", ["link_key"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _KEPT:
        for verb in ("update", "delete", *(["truncate"] if postgresql else [])):
            op.execute(f"DROP TRIGGER {table}_keeps_{verb}" + (f" ON {table}" if postgresql else ""))
    op.drop_table("audit_line")
    if postgresql:
        op.execute("DROP FUNCTION refuse_change")


def _triggers(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        for table in _KEPT:
            refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            yield f"CREATE TRIGGER {table}_keeps_update BEFORE UPDATE ON {table} {refuse}"
            yield f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} {refuse}"
        return
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _KEPT:
        for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            how = f"BEFORE {verb.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            yield f"CREATE TRIGGER {table}_keeps_{verb} {how}"


def _begin_log(connection: sa.Connection) -> None:
    """One line for each report and figure as it stands, so that both can be held against the log from now on."""
    key = connection.get_execution_options().get("seal_key", NO_KEY)
    log, before = sa.Table("audit_line", sa.MetaData(), autoload_with=connection), ""
    opening = {"step": "opening", "subject": "", "old": "", "new": "", "reason": "", "report_id": None, "mark": key.mark}
    for number, line in enumerate(_standing(connection), start=1):
        values = {**opening, **line, "number": number}
        before = seal(key, before, [values[name] for name in SEALED])
        connection.execute(log.insert().values(**{**values, "hash": before}))


def _standing(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    by_us: dict[str, Any] = {"at": datetime.now(UTC), "officer_id": None, "origin": "upgrade"}
    reports = "SELECT * FROM report ORDER BY id"
    for report in _rows(connection, reports, "first_submitted_at", "submitted_at", "due_at", "locks_at"):
        said = {name: report[name] for name in _REPORT if report[name]}
        new = " ".join(f"{name}={v.isoformat() if isinstance(v, datetime) else v}" for name, v in said.items())
        yield {**by_us, "what": "report", "unit_id": report["unit_id"], "report_id": report["id"], "new": new}
    figures = "SELECT figure.*, report.unit_id FROM figure JOIN report ON report.id = figure.report_id ORDER BY figure.id"
    for figure in _rows(connection, figures, "at"):
        amount = Decimal(figure["amount"]) if figure["amount"] is not None else None
        yield {
            **{name: figure[name] for name in ("at", "officer_id", "origin", "unit_id", "report_id")},
            "what": "figure",
            "subject": figure["row_key"],
            "reason": figure["note"],
            "new": written(figure["answer"], amount, figure["text"]),
        }
    uses = "SELECT used.at, used.what, link.* FROM link_use used JOIN link ON link.key = used.link_key ORDER BY used.id"
    for use in _rows(connection, uses, "at"):
        yield {
            **{name: use[name] for name in ("at", "officer_id", "unit_id", "report_id")},
            "origin": "link",
            "what": "link",
            "step": use["what"],
            "subject": use["key"],
            "new": use["name"] or "upload",
        }


def _rows(connection: sa.Connection, query: str, *times: str) -> list[dict[str, Any]]:
    found = connection.execute(sa.text(query)).mappings().all()
    return [{**row, **{name: _aware(row[name]) for name in times}} for row in found]


def _aware(value: datetime | str | None) -> datetime | None:
    """SQLite gives times as text without their zone, which is UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC) if value else None
