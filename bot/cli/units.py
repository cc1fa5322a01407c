"""dunghan unit: import, list."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.office import office, print_table, read_upload
from tracker.kernel.errors import UnitTableWrong
from tracker.kernel.names import fold
from tracker.office.units import Unit, UnitLine, Validity, import_units

app = typer.Typer(no_args_is_help=True)
_COLUMNS = ("code", "name", "level", "parent")
_VALIDITY = ("valid_from", "valid_until", "merged_into")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


@app.command(name="import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="An .xlsx whose first row names the columns code, name, level, parent and, if wanted, valid_from, "
            "valid_until (first and last day of the unit) and merged_into (the code of the unit that took its place)."
        ),
    ],
) -> None:
    """Add or rename units from a spreadsheet; parent is the code of the unit above, empty for the top."""
    head, *rows = _texts(file) or [[]]
    places = {fold(name): place for place, name in enumerate(head)}
    missing = [name for name in _COLUMNS if name not in places]
    if missing:
        raise UnitTableWrong(row=1, why=f"there is no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    named = ({name: row[place] for name, place in places.items() if place < len(row)} for row in rows)
    has_validity = not places.keys().isdisjoint(_VALIDITY)
    lines = [
        _line(number, cells, has_validity=has_validity)
        for number, cells in enumerate(named, start=2)
        if any(cells.get(name) for name in _COLUMNS)
    ]
    with office() as session:
        typer.echo(f"{import_units(session, lines)} units imported.")


def _line(row: int, cells: Mapping[str, str], *, has_validity: bool) -> UnitLine:
    code, name, level, parent, since, until, into = (cells.get(column, "") for column in (*_COLUMNS, *_VALIDITY))
    validity = Validity(_day(row, since), _day(row, until), into.upper()) if has_validity else None
    return UnitLine(row, code.upper(), name, level, parent.upper(), validity)


def _day(row: int, text: str) -> date | None:
    """A date cell, or text such as 30/6/2026 or 2026-06-30."""
    written = _DAY.fullmatch(text)
    try:
        if written:
            return date(int(written["year"]), int(written["month"]), int(written["day"]))
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnitTableWrong(row=row, why=f"{text!r} is no date; write 30/6/2026") from None


def _texts(file: Path) -> list[list[str]]:
    """The first sheet's cells as text, ragged at the right; raises UploadRefused, and OSError when there is no such file."""
    grid = read_upload(file)[0]
    return [[f"{value:f}" if isinstance(value, Decimal) else str(value or "") for value in row] for row in grid.rows]


@app.command(name="list")
def list_() -> None:
    """Code, level and name, the code of the unit above, first and last day, and the unit that it merged into."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit).order_by(Unit.code))}
        print_table(
            [
                (
                    unit.code,
                    unit.full_name,
                    units[unit.parent_id].code if unit.parent_id else "-",
                    unit.valid_from or "-",
                    unit.valid_until or "-",
                    units[unit.merged_into_id].code if unit.merged_into_id else "-",
                )
                for unit in units.values()
            ]
        )
