"""A database that was in use before places, cells and origins became what they are now is upgraded, and everybody goes on.

tests/data/in_use.json.xz was written by the program at revision 0013: transcripts played up to a line in the midst of
something, at every place where a person can stand, with the rows of the database, the buttons that were sent, the cells of
the appendices, and what the audit log found: the stage locks and hands in past the log.
"""

import base64
import json
import lzma
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Boolean, Connection, Date, DateTime, Engine, LargeBinary, MetaData, Numeric, Table, insert, text
from sqlalchemy.types import JSON
from sqlmodel import Session

from bot.messages.messages import Button, Incoming, Outgoing
from bot.storage.database import make_engine, transaction, upgrade
from tests.auditing import verified
from tests.bot.conversation.test_transcripts import FILES, SAID, Stage, played_lines
from tests.conftest import Clock, District, close_whole, copied_database, fresh_database, hurried_engine
from tests.house import ROOT
from tests.talking import Talk
from tracker.audit.keys import NO_KEY
from tracker.audit.log import seal_anew
from tracker.office.officers import Officer
from tracker.reports.reports import Report
from tracker.workbooks.appendices import report_appendix

KEPT = json.loads(lzma.decompress((ROOT / "tests" / "data" / "in_use.json.xz").read_bytes()))
BEFORE = "0013"
_CELL = re.compile(r", ô [A-Z]+\d+$")  # a file that waited for a yes then did not say where each figure stands
_READ: dict[type, Callable[[Any], Any]] = {
    Boolean: bool,
    DateTime: datetime.fromisoformat,
    Date: date.fromisoformat,
    JSON: json.loads,
    Numeric: Decimal,
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def old_template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database at the old revision, without a row."""
    with fresh_database(request.param, request, tmp_path_factory.mktemp("old")) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            everything = MetaData()
            everything.reflect(connection)
            everything.drop_all(connection)
        upgrade(engine, BEFORE)
        close_whole(engine)
        yield url


@pytest.fixture
def old_engine(old_template: str, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it, which nobody uses afterwards: its tables are changed."""
    with copied_database(old_template, tmp_path) as url:
        engine = hurried_engine(url)
        yield engine
        engine.dispose()


def fill(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        sqlite = engine.dialect.name == "sqlite"  # a unit may stand before the one above it
        connection.execute(
            text("PRAGMA defer_foreign_keys = ON" if sqlite else "SET LOCAL session_replication_role = replica")
        )
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name in rows:
                connection.execute(insert(table), [stored(table, row) for row in rows[table.name]])
                _count_on(connection, table)


def stored(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: object, value: Any) -> Any:
    if isinstance(value, dict):
        return KEPT["forms"][value["$form"]] if "$form" in value else base64.b64decode(value["$b"])
    if value is None or isinstance(kind, LargeBinary):
        return value
    read = next((read for known, read in _READ.items() if isinstance(kind, known)), None)
    return read(value) if read else value


def _count_on(connection: Connection, table: Table) -> None:
    if connection.dialect.name == "postgresql" and "id" in table.c:
        highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"  # noqa: S608 - ours
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {highest}, false)"))


class Resumed(Stage):
    """The people where they stood, with the buttons that they have."""

    def __init__(self, engine: Engine, kept: dict[str, Any]) -> None:
        clock, (officer, desk, report) = Clock(), (kept["district"][name] for name in ("officer", "desk", "report"))
        clock.now = datetime.fromisoformat(kept["clock"])
        with transaction(engine) as session:
            district = District(session.get_one(Officer, officer), session.get_one(Officer, desk), report)
            self._joining = {name: session.get_one(Officer, number) for name, number in kept["joining"].items()}
        self._engine, self._clock, self._district, self._talk = engine, clock, district, Talk(engine, clock)
        self._count, self._codes, self._pressed = kept["count"], kept["codes"], kept["pressed"]
        self._refs = {}
        self._addresses, self._last = kept["addresses"], Incoming(**kept["last"])
        self._talk.ear.heard += [
            Outgoing("terminal", address, "", buttons=tuple(Button(label, data) for label, data in buttons))
            for address, buttons in kept["heard"]
        ]


def appendix(session: Session, number: int) -> list[list[Any]]:
    sheet = load_workbook(BytesIO(report_appendix(session, session.get_one(Report, number))[1])).active
    assert isinstance(sheet, Worksheet)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return [[c.coordinate, str(c.value), c.number_format, bool(c.font.b), bool(c.font.i)] for c in cells]


def name_of(kept: dict[str, Any]) -> str:
    return f"{kept['transcript']}, line {kept['after']}"


@pytest.mark.parametrize("kept", KEPT["states"], ids=name_of)
def test_everybody_goes_on_where_they_stood(old_engine: Engine, kept: dict[str, Any]) -> None:
    fill(old_engine, kept["rows"])
    upgrade(old_engine)
    with transaction(old_engine) as session:
        seal_anew(session, NO_KEY)
    assert [[fault.wrong.name, fault.facts] for fault in verified(old_engine)[1]] == kept["faults"]
    with transaction(old_engine) as session:
        assert {str(number): appendix(session, int(number)) for number in kept["workbooks"]} == kept["workbooks"]
    going_on = Resumed(old_engine, kept)
    golden = next(file for file in FILES if file.stem == kept["transcript"]).read_text(encoding="utf-8").splitlines()
    rest = golden[[place for place, line in enumerate(golden) if not SAID.match(line)][kept["after"] + 1] :]
    assert sum(not SAID.match(line) for line in rest) > 1
    played = played_lines([line for line in rest if not SAID.match(line)], going_on)
    assert played == [_CELL.sub("", line) for line in rest] or played == rest
