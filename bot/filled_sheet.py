"""Taking the figures of a filled appendix over into a report: every cell read as strictly as a typed answer."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from bot.conversation.filling import read_answer
from bot.readers import Unread
from tracker.blank_form import BlankForm, PrintedRow
from tracker.errors import TrackerError
from tracker.figures import Entry, figures_of, numbers, record_figures
from tracker.filled import match_rows, refuse_other_periods
from tracker.form import Form, Kind, Row
from tracker.names import tidy
from tracker.periods import parse_period
from tracker.reports import Report, Source, form_of, unit_of
from tracker.rounds import Round

_PERIODS = [f"{kind}{number}" for kind, numbers in (("Q", "1234"), ("H", "12")) for number in numbers] + ["9M", "Y"]


class CellsUnreadable(TrackerError):
    """Nothing was taken over. {count} cells cannot be read: {cells}."""


@dataclass(frozen=True)
class TakenOver:
    """How many figures came in, how many of them replaced others, and how many rows were left blank."""

    new: int
    changed: int
    blank: int


def take_over(session: Session, report: Report, filled: BlankForm, source: Source) -> TakenOver:
    """Record what the sheet says; raises AnotherForm, AnotherPeriod, CellsUnreadable, ReportClosed, ReportLocked."""
    form, level = form_of(session, report), unit_of(session, report).level
    period = parse_period(session.get_one(Round, report.round_id).period)
    years = (period.year - 1, period.year, period.year + 1)
    refuse_other_periods(filled, period, [parse_period(f"{year}-{code}") for year in years for code in _PERIODS])
    matched = match_rows(form, filled)
    read = {row: _read(row, printed) for row, printed in matched if row.concerns(level)}
    wrong = [
        f"{filled.sheet}, row {printed.row} ({row.key}): {unread.text!r}, {unread.why}"
        for row, printed in matched
        if isinstance(unread := read.get(row), Unread)
    ]
    if wrong:
        raise CellsUnreadable(count=len(wrong), cells="; ".join(wrong))
    entries = {row.key: entry for row, entry in read.items() if isinstance(entry, Entry)}
    return _record(session, report, _without_computed(form, entries), source)


def _record(session: Session, report: Report, entries: dict[str, Entry], source: Source) -> TakenOver:
    form, level = form_of(session, report), unit_of(session, report).level
    none = {key for key in form.none_groups if key in entries and entries[key].amount == 0}
    empty = [row for row in form.asked(level) if row.key not in entries and row.ask not in none]
    standing = figures_of(session, report)
    blank = {row.key: Entry.blank() for row in empty if row.key not in standing}
    before = set(standing)
    replaced = record_figures(session, report, {key: entries[key] for key in entries if key not in none} | blank, source)
    record_figures(session, report, {key: entries[key] for key in sorted(none)}, source)
    changed = sum(figure.row_key in entries for figure in replaced)
    return TakenOver(len(set(entries) - before) + changed, changed, len(blank))


def _without_computed(form: Form, entries: dict[str, Entry]) -> dict[str, Entry]:
    """Figures in computed rows are left out where they say what follows from the others."""
    known = numbers(form, {key: entry for key, entry in entries.items() if key not in form.formulas})
    return {key: entry for key, entry in entries.items() if not _follows(form, key, entry, known)}


def _follows(form: Form, key: str, entry: Entry, known: dict[str, Decimal]) -> bool:
    formula = form.formulas.get(key)
    if formula is None:
        return False
    return entry.amount == known.get(key) if entry.amount is not None else formula.is_of_nothing(known)


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
