"""The origin of what was entered is a channel or tool and a way: "telegram on behalf (paper)" is taken apart for good.

The audit log keeps its lines as they were sealed.
"""

from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("figure", "earlier_figure", "report_event")
_APPEND_ONLY = ("earlier_figure", "report_event")
_ON_BEHALF = ("paper", "telephone", "other")


def upgrade() -> None:
    """Add the column in place: a copy of a table, as SQLite's way of altering goes, would lose its triggers."""
    for table in _TABLES:
        known = f"CONSTRAINT way_known CHECK (way in ('', {', '.join(map(repr, _ON_BEHALF))}, 'rollup'))"
        op.execute(f"ALTER TABLE {table} ADD COLUMN way VARCHAR NOT NULL DEFAULT '' {known}")
    _rewrite(_taken_apart)


def downgrade() -> None:
    _rewrite(_packed)
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN way")


def _rewrite(statements: Callable[[str], Iterator[str]]) -> None:
    """Change the rows of the tables, those that only grow as well: what refuses that stands aside meanwhile."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in _TABLES:
        trigger = f"{table}_keeps_update"
        if table in _APPEND_ONLY:
            op.execute(f"DROP TRIGGER {trigger}" if sqlite else f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        for statement in statements(table):
            op.execute(sa.text(statement))
        if table in _APPEND_ONLY:
            refuse = f"BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            op.execute(f"CREATE TRIGGER {trigger} {refuse}" if sqlite else f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def _taken_apart(table: str) -> Iterator[str]:
    """Figures that were taken over from the units below did not keep their channel."""
    yield f"UPDATE {table} SET origin = '', way = 'rollup' WHERE origin = 'rollup'"  # noqa: S608 - ours
    for way in _ON_BEHALF:
        packed = f" on behalf ({way})"
        channel = f"substr(origin, 1, length(origin) - {len(packed)})"
        yield f"UPDATE {table} SET origin = {channel}, way = '{way}' WHERE origin LIKE '_%{packed}'"  # noqa: S608 - ours


def _packed(table: str) -> Iterator[str]:
    yield f"UPDATE {table} SET origin = 'rollup' WHERE way = 'rollup'"  # noqa: S608 - ours
    yield f"UPDATE {table} SET origin = origin || ' on behalf (' || way || ')' WHERE way IN {_ON_BEHALF}"  # noqa: S608 - ours
