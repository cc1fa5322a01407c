"""dunghan unit: import, add, rename, merge, end, revive, list."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, func, select

from bot.cli.common.dates import read_day
from bot.cli.common.office import office, print_listing, read_upload, rehearsal
from tracker.kernel.grids import Value
from tracker.office.officers import Officer
from tracker.office.unit_changes import add_unit, end_unit, rename_unit, revive_unit
from tracker.office.unit_table import read_unit_table
from tracker.office.units import Unit, UnitLine, UnitsTaken, Validity, import_units, unit_by_code
from tracker.reports.reports import WITH_UNIT, Report

app = typer.Typer(no_args_is_help=True)
Code = Annotated[str, typer.Argument(help="The unit's code.")]
Look = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
LastDay = Annotated[str, typer.Option("--on", help="Its last day, ISO.")]


@app.command(name="import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="An .xlsx with a table whose head names the columns code, name, level, parent, English or Vietnamese, and, "
            "if wanted, valid_from, valid_until (first and last day) and merged_into (a code)."
        ),
    ],
    dry_run: Look = False,
) -> None:
    """Add or rename units from a spreadsheet; parent is the code of the unit above, empty for the top."""
    lines = read_unit_table(_texts(file))
    with rehearsal() if dry_run else office() as session:
        names = {unit.code: unit.full_name for unit in session.exec(select(Unit))}
        taken = import_units(session, lines)
        new = {unit.code: unit.full_name for unit in session.exec(select(Unit))}
        _say_taken(taken, names, new, dry_run=dry_run)


def _say_taken(taken: UnitsTaken, old: dict[str, str], new: dict[str, str], *, dry_run: bool) -> None:
    for code in taken.added:
        typer.echo(f"new\t{code}\t{new[code]}")
    for code in taken.changed:
        renamed = f" (was {old[code]})" if old[code] != new[code] else ""
        typer.echo(f"{'renamed' if renamed else 'changed'}\t{code}\t{new[code]}{renamed}")
    counts = f"{len(taken.added)} new, {len(taken.changed)} changed, {len(taken.unchanged)} unchanged"
    would = "would be " if dry_run else ""
    typer.echo(f"{sum(map(len, taken))} units {would}imported: {counts}.")


@app.command()
def add(
    code: Annotated[str, typer.Argument(help="Its code, such as BAN-THI.")],
    name: Annotated[str, typer.Option(help="Its name.")],
    level: Annotated[str, typer.Option(help="Its level: huyện.")],
    parent: Annotated[str, typer.Option(help="The code of the unit above; none for a top unit.")] = "",
    since: Annotated[str | None, typer.Option(help="Its first day, ISO; it has always been there if left out.")] = None,
) -> None:
    """Add one unit."""
    validity = Validity(read_day(since), None, "") if since else None
    with office() as session:
        unit = add_unit(session, UnitLine(1, code.strip().upper(), name, level, parent.strip().upper(), validity))
        typer.echo(f"{unit.code} {unit.full_name} added.")


@app.command()
def rename(
    code: Code,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    level: Annotated[str | None, typer.Option(help="Another level: huyện.")] = None,
) -> None:
    """Give a unit another name or level; its code and its figures stay, and the old name is still found."""
    if name is None and level is None:
        raise typer.BadParameter("give --name or --level")
    with office() as session:
        unit = unit_by_code(session, code)
        old = unit.full_name
        rename_unit(session, unit, unit.name if name is None else name, unit.level if level is None else level)
        typer.echo(f"{unit.code}: {old} is {unit.full_name} now.")


@app.command()
def merge(
    code: Code,
    into: Annotated[str, typer.Option(help="The code of the unit that takes its place.")],
    on: LastDay,
    dry_run: Look = False,
) -> None:
    """End a unit that merges into another: its name leads there, its figures stay; rounds that are open go on."""
    _end(code, read_day(on), into, dry_run=dry_run)


@app.command()
def end(code: Code, on: LastDay, dry_run: Look = False) -> None:
    """End a unit: rounds for data that closes later do not ask it; its figures stay, and rounds that are open go on."""
    _end(code, read_day(on), "", dry_run=dry_run)


def _end(code: str, on: date, into: str, *, dry_run: bool) -> None:
    with rehearsal() if dry_run else office() as session:
        unit = unit_by_code(session, code)
        end_unit(session, unit, on, unit_by_code(session, into) if into else None)
        merged = f", merged into {into.upper()}" if into else ""
        typer.echo(f"{unit.code} {unit.full_name} {'would end' if dry_run else 'ends'} on {on}{merged}.")
        for count, what in _left(session, unit):
            if count:
                typer.echo(f"Note: {count} {what}.", err=True)


def _left(session: Session, unit: Unit) -> Sequence[tuple[int, str]]:
    owed = select(func.count()).select_from(Report).where(Report.unit_id == unit.id, col(Report.state).in_(WITH_UNIT))
    people = select(func.count()).select_from(Officer).where(Officer.unit_id == unit.id, Officer.active)
    return (
        (session.exec(owed).one(), "reports are still with it; take it out of a round with `dunghan round edit --remove`"),
        (session.exec(people).one(), "people belong to it; `dunghan officer move` or `dunghan officer end`"),
    )


@app.command()
def revive(code: Code) -> None:
    """Take the end of a unit back."""
    with office() as session:
        unit = unit_by_code(session, code)
        revive_unit(session, unit)
        typer.echo(f"{unit.code} {unit.full_name} goes on.")


def _texts(file: Path) -> list[list[str]]:
    """The cells of the first sheet as texts, ragged at the right; raises UploadRefused, and OSError without such a file."""
    return [[_text(value) for value in row] for row in read_upload(file)[0].rows]


def _text(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Code, level and name, code of the unit above, first and last day, the unit that it merged into, earlier names."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit).order_by(Unit.code))}
    rows = [
        (
            unit.code,
            unit.full_name,
            units[unit.parent_id].code if unit.parent_id else None,
            str(unit.valid_from) if unit.valid_from else None,
            str(unit.valid_until) if unit.valid_until else None,
            units[unit.merged_into_id].code if unit.merged_into_id else None,
            unit.former_names,
        )
        for unit in units.values()
    ]
    print_listing(("code", "name", "parent", "valid_from", "valid_until", "merged_into", "former"), rows, as_json=as_json)
