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
from tracker.forms.form import Form, Kind, Row
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import tidy
from tracker.office.units import units_of_level
from tracker.reports.figures import Answer, Entry, figures_of, record_figures
from tracker.reports.reckoning import amounts, as_if_entered, in_one_column, still_open
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.reports.snapshot import snapshot_of

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


def read_sheet(session: Session, report: Report, sheet: str, rows: Sequence[Matched]) -> dict[str, Entry]:
    """What the `fitting_rows` of a sheet of this name say about the report, by row; raises CellsUnreadable."""
    form, level = form_of(session, report), unit_of(session, report).level
    matched = [(row, printed) for row, printed in rows if row.concerns(level)]
    read = {row: _read(row, printed) for row, printed in matched}
    wrong = [(printed, row, unread) for row, printed in matched if isinstance(unread := read[row], Unread)]
    if wrong:
        raise CellsUnreadable(sheet, wrong)
    return _without_computed(form, {row.key: entry for row, entry in read.items() if isinstance(entry, Entry)})


def left_empty(session: Session, report: Report, entries: Mapping[str, Entry]) -> list[Row]:
    """The rows that would still wait for an answer after taking these entries over."""
    snapshot = snapshot_of(session, report)
    after = as_if_entered(snapshot.form, snapshot.figures, in_one_column(entries))
    waiting = still_open(snapshot.form, snapshot.form.of_level(snapshot.unit.level), after)
    return [snapshot.form.row_of(cell) for cell in waiting]


def take_over(
    session: Session, report: Report, entries: Mapping[str, Entry], source: Source, *, rest_blank: bool = False
) -> TakenOver:
    """Record what a sheet says; `rest_blank` leaves the rows that neither it nor the report has blank.

    Raises ReportClosed, ReportLocked.
    """
    form = form_of(session, report)
    none = {key for key in form.none_groups if key in entries and entries[key].amount == 0}
    empty = left_empty(session, report, entries) if rest_blank else []
    before = set(figures_of(session, report))
    typed = {key: entry for key, entry in entries.items() if key not in none}
    replaced = record_figures(session, report, typed | {row.key: Entry.blank() for row in empty}, source)
    record_figures(session, report, {key: entries[key] for key in sorted(none)}, source)
    changed = sum(figure.cell.row in entries for figure in replaced)
    return TakenOver(len(set(entries) - before) + changed, changed, len(empty))


def packed(entries: Mapping[str, Entry]) -> dict[str, list[str | None]]:
    """Entries as plain values, to be kept until their officer has said yes."""
    return {
        key: [entry.answer.value, None if entry.amount is None else f"{entry.amount:f}", entry.text, entry.note]
        for key, entry in entries.items()
    }


def unpacked(plain: Mapping[str, list[str | None]]) -> dict[str, Entry]:
    """What `packed` kept."""
    return {
        key: Entry(Answer(str(answer)), None if amount is None else Decimal(amount), text, note or "")
        for key, (answer, amount, text, note) in plain.items()
    }


def _without_computed(form: Form, entries: dict[str, Entry]) -> dict[str, Entry]:
    """Figures in computed rows are left out where they say what follows from the others."""
    by_cell = in_one_column(entries)
    known = amounts(form, {cell: entry for cell, entry in by_cell.items() if cell not in form.computed})
    return {cell.row: entry for cell, entry in by_cell.items() if not _follows(form, cell, entry, known)}


def _follows(form: Form, cell: Cell, entry: Entry, known: dict[Cell, Decimal]) -> bool:
    formula = form.computed.get(cell)
    if formula is None:
        return False
    return entry.amount == known.get(cell) if entry.amount is not None else formula.is_of_nothing(known)


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
