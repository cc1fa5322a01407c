"""Taking the figures of a filled appendix over into a report: every cell read as strictly as a typed answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from bot.reading.answers import read_answer
from bot.reading.numbers import WhyUnread
from tracker.blank_form import text_of
from tracker.calendar.periods import Period, parse_period
from tracker.filled_form.accounting import account
from tracker.filled_form.matching import AnotherPeriod, NothingFilled, refuse_other_periods, refuse_other_units
from tracker.filled_form.outcomes import Account, CellTold, Outcome, Why
from tracker.filled_form.template import template_of
from tracker.filled_form.titles import texts_of_row
from tracker.filled_form.values import CellReading
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.errors import TrackerError
from tracker.kernel.grids import Grid, SheetPlace
from tracker.office.units import units_of_level
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import Entered, record
from tracker.reports.reckoning import as_if_entered, reckon
from tracker.reports.reports import Report, Source, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.workbooks.appendix import Heading
from tracker.workbooks.office_words import filled_words, has_dots, say_the_same

_ABOVE = 12  # rows of a sheet in which its period stands
_MANY = 1_000_000  # lines: no list that came is so long
_PERIODS = [f"{kind}{number}" for kind, numbers in (("Q", "1234"), ("H", "12")) for number in numbers] + ["9M", "Y"]


class SeveralReportsFit(TrackerError):
    """The file fits {count} reports that are owed; open the one that is meant and send the file again."""


@dataclass(frozen=True)
class CellSaid:
    """A filled cell of a file in plain values: what became of it, where it stands, what stands there.

    `cell` is the text of its cell in the form, "" for none, `ours` what we compute or the office gave there; beside words that
    are taken the unit or the period of the report, where they name another.
    """

    outcome: Outcome
    sheet: str
    name: str
    said: str
    cell: str = ""
    ours: str = ""
    why: Why | None = None
    unread: WhyUnread | None = None
    beside: str = ""


@dataclass(frozen=True)
class TakenOver:
    """How many figures came in, how many of them replaced others, and how many rows were left blank."""

    new: int
    changed: int
    blank: int


def account_of(session: Session, report: Report, grids: Sequence[Grid]) -> Account:
    """What became of each filled cell of a file that came for this report.

    Raises AnotherForm, AnotherPeriod, AnotherUnit if it was not written for it, NothingFilled if it says nothing.
    """
    form, unit = form_of(session, report), unit_of(session, report)
    period = parse_period(session.get_one(Round, report.round_id).period)
    years = (period.year - 1, period.year, period.year + 1)
    periods = [parse_period(f"{year}-{code}") for year in years for code in _PERIODS]
    aside = frozenset(grid.name for grid in grids if _is_of_another(grid, period, periods))
    reading = CellReading(unit.level, read_answer, aside)
    found = account(form, template_of(session, report.form_version_id), grids, reading)
    refuse_other_periods(found.title, period, periods)
    refuse_other_units(found.title, unit, units_of_level(session, unit.level))
    if found.sheets and not found.is_filled:
        raise NothingFilled
    stands, heading = snapshot_of(session, report).figures, Heading(period, unit.full_name)
    printed = {grid.name: grid for grid in template_of(session, report.form_version_id) or ()}
    told = (_beside_ours(_as_it_stands(one, stands), form, printed, heading) for one in found.told)
    return replace(found, told=tuple(told))


def _beside_ours(told: CellTold, form: Form, printed: Mapping[str, Grid], heading: Heading) -> CellTold:
    """Words on dots that stand for the unit or the period, with ours if they name another; and other words than printed."""
    place = form.place_of(told.cell) if told.cell and told.outcome is Outcome.TAKEN else None
    grid = printed.get(place[0]) if place else None
    blank = text_of(grid.at(SheetPlace(*place[1:]))) if grid and place else ""
    ours = filled_words(blank, heading) if has_dots(blank) else blank
    if told.cell and blank and not has_dots(blank) and blank != told.said and form.row_of(told.cell).optional:
        return replace(told, ours=Entry.words(blank), why=Why.CHANGED)
    if ours == blank or has_dots(ours) or say_the_same(told.said, ours):
        return told
    return replace(told, ours=Entry.words(ours))


def _as_it_stands(told: CellTold, stands: Mapping[Cell, Entered]) -> CellTold:
    """A cell that says what we do not compute, and what stands there all the same: it is equal to that."""
    standing = stands.get(told.cell) if told.cell else None
    same = standing is not None and told.entry is not None and standing.amount == told.entry.amount
    return replace(told, outcome=Outcome.EQUAL) if same and told.outcome is Outcome.DIFFERENT else told


def _is_of_another(grid: Grid, period: Period, periods: Sequence[Period]) -> bool:
    """Whether the first lines of a sheet, or its name, say another period and not this one."""
    above = [text for row in range(1, _ABOVE + 1) for text in texts_of_row(grid, row)]
    try:
        refuse_other_periods((*above, grid.name), period, periods)
    except AnotherPeriod:
        return True
    return False


def cells_to_look_at(found: Account) -> list[CellSaid]:
    """The cells that are not simply taken: unread, different, without a place, or words that name another unit or period."""
    odd = {Outcome.UNREAD, Outcome.DIFFERENT, Outcome.NAMED}
    return [_said(one) for one in found.told if one.outcome in odd or (one.outcome is Outcome.TAKEN and one.ours)]


def cells_said(found: Account, *outcomes: Outcome) -> list[CellSaid]:
    """The cells of which one of these became."""
    return [_said(one) for one in found.of(*outcomes)]


def _said(told: CellTold) -> CellSaid:
    ours = "" if told.ours is None else told.ours.text or f"{told.ours.amount:f}"
    unread = WhyUnread(told.unread.why) if told.unread else None
    where, cell = (told.where.sheet, told.where.name), str(told.cell) if told.cell else ""
    return CellSaid(told.outcome, *where, told.said, cell, ours, told.why, unread, told.beside)


def places_of(found: Account) -> dict[str, str]:
    """By the text of a form's cell the file's cell that says it, "D9"."""
    return {str(one.cell): one.where.name for one in found.told if one.cell and one.entry and not one.is_note}


def entries_of(here: Snapshot, found: Account) -> dict[Cell, Entry]:
    """What a file says of a report otherwise than what stands: typed figures, and those that we compute otherwise.

    Where it has fewer lines in a list than stand, those beyond are left blank.
    """
    unread = {one.cell for one in found.of(Outcome.UNREAD)}
    claimed = {
        cell: entry
        for cell, entry in found.different.items()
        if not here.form.row_of(cell).given and unread.isdisjoint(here.form.computed[cell].cells)
    }
    said = {**found.entries, **claimed}
    counts = {cell.row: entry.amount or 0 for cell, entry in found.entries.items() if here.form.row_of(cell).repeats}
    gone = [cell for cell in here.figures if cell.line and cell.line > counts.get(cell.pattern_key, _MANY)]
    said |= dict.fromkeys(gone, Entry.blank())
    return {cell: entry for cell, entry in said.items() if cell not in here.figures or here.figures[cell].entry != entry}


def left_empty(here: Snapshot, entries: Mapping[Cell, Entry]) -> Sequence[Cell]:
    """The cells of a report that would still wait for an answer after taking these entries over."""
    return reckon(here.form, here.unit.level, as_if_entered(here.form, here.figures, entries)).open


def take_over(
    session: Session, report: Report, entries: Mapping[Cell, Entry], source: Source, blank: Sequence[Cell] = ()
) -> TakenOver:
    """Record what a sheet says, and leave these of the cells that neither it nor the report has blank.

    Raises ReportClosed, ReportLocked.
    """
    here = snapshot_of(session, report)
    none = {cell for cell in here.form.none_cells if cell in entries and entries[cell].amount == 0}
    before = set(here.figures)
    typed = {cell: entry for cell, entry in entries.items() if cell not in none}
    replaced = record(session, report, typed | dict.fromkeys(blank, Entry.blank()), source)
    record(session, report, {cell: entries[cell] for cell in sorted(none)}, source)
    changed = sum(figure.cell in entries for figure in replaced)
    return TakenOver(len(set(entries) - before) + changed, changed, len(blank))


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
