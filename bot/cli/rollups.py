"""dunghan rollup: show, export, compare."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from bot.cli.common.office import office, print_json, print_listing, print_table
from bot.cli.deciding import FormCode, PeriodCode
from bot.cli.reports import UnitCode
from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.kernel.errors import RowUnknown
from tracker.office.units import unit_by_code
from tracker.reports.entry import Answer, Entry
from tracker.review.comparing import compare_units
from tracker.rollup import Decision, ListedLine, Part, RollUp, RowTotal, decisions, roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

app = typer.Typer(no_args_is_help=True)
AcceptedOnly = Annotated[bool, typer.Option("--accepted", help="Only reports that the desk has accepted.")]


@app.command()
def export(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    out: Annotated[Path, typer.Option(help="The .xlsx to write.")],
    accepted: AcceptedOnly = False,
) -> None:
    """Write the workbook: the totals, the units side by side, who is in, and what needs a decision."""
    with office() as session:
        rolled = _roll_up(session, form, period, unit, accepted)
        _, content = rollup_workbook(rolled)
    out.write_bytes(content)
    typer.echo(f"{_counted(rolled)}\nWritten to {out}.")


@app.command()
def show(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    accepted: AcceptedOnly = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program: each total with the figures behind it.")] = False,
) -> None:
    """Each cell's key, total, how many units it is made from and how, and its label."""
    with office() as session:
        rolled = _roll_up(session, form, period, unit, accepted)
    if as_json:
        print_json(_as_json(rolled))
        return
    typer.echo(_counted(rolled))
    print_table(
        [
            (cell, _figure(total.entry) or "", f"{total.counted}/{total.asked}", total.how, total.row.label)
            for cell, total in rolled.totals.items()
        ],
        ("cell", "total", "units", "how", "label"),
    )


@app.command()
def compare(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    row: Annotated[
        str, typer.Argument(help="The row's key, with that of its column if it has several: 2[th].", metavar="ROW")
    ],
    accepted: AcceptedOnly = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """The units below by one row's number, the farthest from the middle first; "far" is five times the usual distance."""
    with office() as session:
        rolled = _roll_up(session, form, period, unit, accepted)
    cell = Cell.read(row)
    if cell not in rolled.totals:
        raise RowUnknown(key=row)
    units = compare_units(rolled.totals[cell])
    rows = [(c.part.share.unit.code, format(c.figure, "f"), c.is_far if as_json else "far" * c.is_far) for c in units]
    print_listing(("unit", "figure", "far"), rows, as_json=as_json)


def _roll_up(session: Session, form: str, period: str, unit: str, accepted: bool) -> RollUp:
    within = unit_by_code(session, unit)
    note(session, Deed(What.REPORT, "rolled up", within.id, subject=f"{form} {period}"))
    return roll_up(session, form, parse_period(period), within, accepted_only=accepted)


def _counted(rolled: RollUp) -> str:
    missing = ", ".join(share.unit.code for share in rolled.missing)
    return f"{len(rolled.taken)} of {len(rolled.shares)} reports counted" + (f"; missing: {missing}." if missing else ".")


def _figure(entry: Entry | None) -> str | None:
    """Exact digits, words as they are, "-" where it does not apply."""
    if entry is None or entry.answer is Answer.BLANK:
        return None
    return entry.text or "-" if entry.amount is None else format(entry.amount, "f")


def _as_json(rolled: RollUp) -> dict[str, Any]:
    return {
        "form": rolled.form.code,
        "version": rolled.form.version,
        "period": rolled.period.code,
        "unit": rolled.within.code,
        "owed": len(rolled.shares),
        "counted": [share.unit.code for share in rolled.taken],
        "missing": [share.unit.code for share in rolled.missing],
        "rows": [_row(total) for total in rolled.totals.values()],
        "lines": {row.key: [_line(line) for line in rolled.lines_of(row.key)] for row in rolled.form.rows if row.repeats},
        "decisions": [_decision(decision) for decision in decisions(rolled)],
        "lacking": {bridge.source.code: [row.key for row in bridge.lacking] for bridge in rolled.bridges},
    }


def _line(line: ListedLine) -> dict[str, Any]:
    figures = {column: _figure(entry) for column, entry in line.entries.items()}
    return {"unit": line.share.unit.code, "line": line.number, "figures": figures}


def _row(total: RowTotal) -> dict[str, Any]:
    row = total.row
    return {
        "key": row.key,
        "column": row.column,
        "stt": row.stt,
        "label": row.label,
        "unit": row.unit,
        "kind": row.kind,
        "how": total.how,
        "total": _figure(total.entry),
        "counted": total.counted,
        "asked": total.asked,
        "parts": [_part(part) for part in total.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    given = part.contribution
    figure = given.text if given.amount is None else format(given.amount, "f")
    return {"unit": part.share.unit.code, "given": given.given, "figure": figure, "rows": [str(cell) for cell in given.cells]}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "why": decision.why,
        "form": decision.form_code,
        "row": decision.row.key,
        "column": decision.cell.column,
        "split": [str(cell) for cell in decision.split],
        "lines": [
            {"values": [str(value) for value in line.values], "units": [unit.code for unit in line.units]}
            for line in decision.lines
        ],
    }
