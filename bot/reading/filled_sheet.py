"""Taking the figures of a filled appendix over into a report: every cell read as strictly as a typed answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from bot.reading.answers import read_answer
from bot.reading.numbers import Unread
from tracker.blank_form import BlankForm, PrintedRow
from tracker.calendar.periods import parse_period
from tracker.filled_form.matching import Matched, match_rows, refuse_other_periods, refuse_other_units
from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import tidy
from tracker.office.units import units_of_level
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import record
from tracker.reports.reckoning import as_if_entered, reckon, without_computed
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot, snapshot_of

_PERIODS = [f"{kind}{number}" for kind, numbers in (("Q", "1234"), ("H", "12")) for number in numbers] + ["9M", "Y"]


Wrong = tuple[PrintedRow, Row, Unread]


class CellsUnreadable(TrackerError):
    """Nothing was taken over. {count} cells cannot be read: {cells}."""

    def __init__(self, sheet: str, wrong: Sequence[Wrong]) -> None:
        """Keep the cells for whoever names them in other words."""
        cells = "; ".join(f"{sheet}, row {p.row} ({row.key}): {unread.text!r}, {unread.why}" for p, row, unread in wrong)
        super().__init__(count=len(wrong), cells=cells)
        self.wrong = wrong


class SeveralReportsFit(TrackerError):
    """The file fits {count} reports that are owed; open the one that is meant and send the file again."""


@dataclass(frozen=True)
class TakenOver:
    """How many figures came in, how many of them replaced others, and how many rows were left blank."""

    new: int
    changed: int
    blank: int


def fitting_rows(session: Session, report: Report, filled: BlankForm) -> list[Matched]:
    """The report's rows in the sheet; raises AnotherForm, AnotherPeriod, AnotherUnit if it was not written for this report."""
    period, unit = parse_period(session.get_one(Round, report.round_id).period), unit_of(session, report)
    years = (period.year - 1, period.year, period.year + 1)
    matched = match_rows(form_of(session, report), filled)
    refuse_other_periods(filled, period, [parse_period(f"{year}-{code}") for year in years for code in _PERIODS])
    refuse_other_units(filled, unit, units_of_level(session, unit.level))
    return matched


def read_sheet(session: Session, report: Report, sheet: str, rows: Sequence[Matched]) -> dict[Cell, Entry]:
    """What the `fitting_rows` of a sheet of this name say about the report, by cell; raises CellsUnreadable."""
    form, level = form_of(session, report), unit_of(session, report).level
    matched = [(row, printed) for row, printed in rows if row.concerns(level)]
    read = {row: _read(row, printed) for row, printed in matched}
    wrong = [(printed, row, unread) for row, printed in matched if isinstance(unread := read[row], Unread)]
    if wrong:
        raise CellsUnreadable(sheet, wrong)
    return without_computed(form, {row.cell: entry for row, entry in read.items() if isinstance(entry, Entry)})


def left_empty(here: Snapshot, entries: Mapping[Cell, Entry]) -> Sequence[Cell]:
    """The cells of a report that would still wait for an answer after taking these entries over."""
    return reckon(here.form, here.unit.level, as_if_entered(here.form, here.figures, entries)).open


def take_over(
    session: Session, report: Report, entries: Mapping[Cell, Entry], source: Source, *, rest_blank: bool = False
) -> TakenOver:
    """Record what a sheet says; `rest_blank` leaves the cells that neither it nor the report has blank.

    Raises ReportClosed, ReportLocked.
    """
    here = snapshot_of(session, report)
    none = {cell for cell in here.form.none_cells if cell in entries and entries[cell].amount == 0}
    empty = left_empty(here, entries) if rest_blank else []
    before = set(here.figures)
    typed = {cell: entry for cell, entry in entries.items() if cell not in none}
    replaced = record(session, report, typed | dict.fromkeys(empty, Entry.blank()), source)
    record(session, report, {cell: entries[cell] for cell in sorted(none)}, source)
    changed = sum(figure.cell in entries for figure in replaced)
    return TakenOver(len(set(entries) - before) + changed, changed, len(empty))


def packed(entries: Mapping[Cell, Entry]) -> dict[str, list[str | None]]:
    """Entries as plain values, to be kept until their officer has said yes."""
    return {
        str(cell): [entry.answer.value, None if entry.amount is None else f"{entry.amount:f}", entry.text, entry.note]
        for cell, entry in entries.items()
    }


def unpacked(plain: Mapping[str, list[str | None]]) -> dict[Cell, Entry]:
    """What `packed` kept."""
    return {
        Cell.read(key): Entry(Answer(str(answer)), None if amount is None else Decimal(amount), text, note or "")
        for key, (answer, amount, text, note) in plain.items()
    }


def _read(row: Row, printed: PrintedRow) -> Entry | Unread | None:
    """A printed row as an entry, with the unit's own note; None where it says nothing."""
    value = printed.figure
    note = tidy(printed.note.removeprefix(row.note)) if row.typed else ""
    if row.kind is Kind.SECTION:
        return None
    if value is None or value == "":
        return Entry.blank(note) if note else None
    read = read_answer(row, f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value))
    return replace(read, note=note) if isinstance(read, Entry) else read
