"""Rows that only the program may change: each is sealed when it is committed, and what a table adds up to is in the log."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, Table, delete, event, insert, inspect, select
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Field, Session, SQLModel

from tracker.audit.keys import SealKey
from tracker.kernel.keeping import kept

# by table the columns that change with every message, follow from others, or are emptied by age
WATCHED: Mapping[str, frozenset[str]] = {
    name: frozenset()
    for name in (
        *("officer", "unit", "round", "schedule", "day_swap", "report_event", "earlier_figure", "extension", "report_comment"),
        *("explanation", "task", "task_co_unit", "task_event", "task_file", "form_version", "form_file", "struck_kind"),
        *("written_template", "words_of_heading", "invitation", "announcement", "announcement_to", "nudge", "data_wish"),
    )
} | {
    "address": frozenset({"used_at", "blocked_at", "told", "told_earlier"}),
    "link": frozenset({"content"}),
    "web_session": frozenset({"asked_at"}),
}
_MODULUS = 1 << 256
NOTHING = f"{0:064x}"  # what an empty table adds up to


class RowSeal(SQLModel, table=True):
    """The seal of one row of a watched table; `key` are the values of its primary key, `mark` tells which key sealed it."""

    __tablename__ = "row_seal"

    name: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    seal: str
    mark: str


class TableSeal(SQLModel, table=True):
    """What the seals of a table add up to now; the log has it as well, and that is what counts."""

    __tablename__ = "table_seal"

    name: str = Field(primary_key=True)
    total: str


_ROWS, _TABLES = SQLModel.metadata.tables["row_seal"], SQLModel.metadata.tables["table_seal"]


class Touched:
    """What a transaction changed of the watched tables: rows by their keys, or all of one report's by its number."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.keys: dict[str, set[tuple[object, ...]]] = {}
        self.reports: dict[str, set[int]] = {}

    @property
    def any(self) -> bool:
        """Whether there is anything to seal."""
        return bool(self.keys or self.reports)


class Sealed(NamedTuple):
    """A row as it stands: its key in words, and its seal."""

    key: str
    seal: str


def touch_report(session: Session, name: str, report_id: int) -> None:
    """Rows of a report came to this table past the session's own bookkeeping."""
    kept(session, Touched).reports.setdefault(name, set()).add(report_id)


def touch_rows(session: Session, name: str, keys: Iterable[Sequence[object]]) -> None:
    """Rows with these primary keys were changed or deleted past the session's own bookkeeping; no matter in which table."""
    if name in WATCHED:
        kept(session, Touched).keys.setdefault(name, set()).update(tuple(key) for key in keys)


def watched(name: str) -> Table:
    """The table of this name."""
    return SQLModel.metadata.tables[name]


def seal_of(key: SealKey, table: Table, row: Mapping[str, Any] | RowMapping) -> Sealed:
    """The seal of a row as the database gives it."""
    columns = sorted(column.name for column in table.columns if column.name not in WATCHED[table.name])
    text = json.dumps([table.name, *((name, _plain(row[name])) for name in columns)], ensure_ascii=False, sort_keys=True)
    said = " ".join(str(row[column.name]) for column in table.primary_key)
    return Sealed(said, hmac.digest(key.secret, text.encode(), "sha256").hex())


def total_of(seals: Iterable[str], start: str = NOTHING) -> str:
    """What these seals add up to."""
    return f"{(int(start, 16) + sum(int(one, 16) for one in seals)) % _MODULUS:064x}"


def seal_rows(session: Session, key: SealKey) -> dict[str, tuple[str, str]]:
    """Seal what the transaction changed; gives by table what it added up to before, "" for the first time, and now."""
    touched = kept(session, Touched)
    names = sorted(touched.keys.keys() | touched.reports.keys())
    return {name: _seal_table(session, key, name, touched) for name in names}


def seal_table_anew(session: Session, key: SealKey, name: str) -> str:
    """Seal every row of a table as it stands; gives what it adds up to."""
    session.execute(delete(_ROWS).where(_ROWS.c.name == name))
    session.execute(delete(_TABLES).where(_TABLES.c.name == name))
    table = watched(name)
    fresh = [seal_of(key, table, row._mapping) for row in session.execute(select(table))]  # noqa: SLF001 - its public way
    return _keep(session, key, name, fresh, total_of(one.seal for one in fresh))


def _seal_table(session: Session, key: SealKey, name: str, touched: Touched) -> tuple[str, str]:
    before = session.execute(select(_TABLES.c.total).where(_TABLES.c.name == name)).scalar()
    if before is None:
        return "", seal_table_anew(session, key, name)
    table = watched(name)
    keys, reports = touched.keys.get(name, set()), touched.reports.get(name, set())
    wanted = {" ".join(map(str, one)) for one in keys}
    rows: list[Any] = []
    for one in keys:
        here = [column == value for column, value in zip(table.primary_key, one, strict=True)]
        rows += session.execute(select(table).where(*here)).all()
    if reports:
        rows += session.execute(select(table).where(table.c.report_id.in_(reports))).all()
    fresh = list({seal_of(key, table, row._mapping) for row in rows})  # noqa: SLF001 - its public way
    wanted |= {one.key for one in fresh}
    mine = (_ROWS.c.name == name, _ROWS.c.key.in_(wanted))
    gone = [seal for (seal,) in session.execute(select(_ROWS.c.seal).where(*mine))]
    session.execute(delete(_ROWS).where(*mine))
    session.execute(delete(_TABLES).where(_TABLES.c.name == name))
    less = (int(before, 16) - int(total_of(gone), 16)) % _MODULUS
    return before, _keep(session, key, name, fresh, total_of((one.seal for one in fresh), f"{less:064x}"))


def _keep(session: Session, key: SealKey, name: str, fresh: Iterable[Sealed], total: str) -> str:
    rows = [{"name": name, "key": one.key, "seal": one.seal, "mark": key.mark} for one in fresh]
    if rows:
        session.execute(insert(_ROWS), rows)
    session.execute(insert(_TABLES), [{"name": name, "total": total}])
    return total


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Decimal():
            return format(value, "f")
        case Enum():
            return str(value.value)
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case date():
            return value.isoformat()
        case _:
            return value


def _note_touched(session: AnySession, _context: UOWTransaction) -> None:
    changed = [row for row in session.dirty if _is_watched(row) and _is_altered(row)]
    for row in [*filter(_is_watched, session.new), *filter(_is_watched, session.deleted), *changed]:
        identity = inspect(row).mapper.primary_key_from_instance(row)
        kept(session, Touched).keys.setdefault(row.__tablename__, set()).add(tuple(identity))


def _is_watched(row: Any) -> bool:
    return getattr(row, "__tablename__", "") in WATCHED


def _is_altered(row: Any) -> bool:
    """Whether a column is other than it was that does not change with every message."""
    passing = WATCHED[row.__tablename__]
    return any(one.history.has_changes() for one in inspect(row).attrs if one.key not in passing)


event.listen(AnySession, "after_flush", _note_touched)
