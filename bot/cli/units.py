"""dunghan unit: import, list."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.office import office, print_table, read_upload
from tracker.errors import UnitTableWrong
from tracker.names import fold
from tracker.units import Unit, UnitLine, import_units

app = typer.Typer(no_args_is_help=True, help="The units that report and receive reports.")
_COLUMNS = ("code", "name", "level", "parent")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="An .xlsx whose first row names the columns code, name, level, parent.")],
) -> None:
    """Add or rename units from a spreadsheet; parent is the code of the unit above, empty for the top."""
    head, *rows = _texts(file) or [[]]
    places = {fold(name): place for place, name in enumerate(head)}
    missing = [name for name in _COLUMNS if name not in places]
    if missing:
        raise UnitTableWrong(row=1, why=f"there is no column {', '.join(missing)}; the columns are {', '.join(_COLUMNS)}")
    lines = [
        UnitLine(number, cells[0].upper(), cells[1], cells[2], cells[3].upper())
        for number, row in enumerate(rows, start=2)
        if any(cells := [row[place] if (place := places[name]) < len(row) else "" for name in _COLUMNS])
    ]
    with office() as session:
        typer.echo(f"{import_units(session, lines)} units imported.")


def _texts(file: Path) -> list[list[str]]:
    """The first sheet's cells as text, ragged at the right; raises UploadRefused, and OSError when there is no such file."""
    grid = read_upload(file)[0]
    return [[f"{value:f}" if isinstance(value, Decimal) else str(value or "") for value in row] for row in grid.rows]


@app.command(name="list")
def list_() -> None:
    """Code, level and name, and the code of the unit above."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit).order_by(Unit.code))}
        print_table([(u.code, u.full_name, units[u.parent_id].code if u.parent_id else "-") for u in units.values()])
