"""What follows from the figures of a report: computed cells, what each cell prints, what still waits for an answer."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.forms.form import Form, OfLevel, Row
from tracker.forms.rules import Facts
from tracker.reports.figures import Entered, Entry, none_taken_back, standing_figures
from tracker.reports.reports import Report, form_of, unit_of

Figures = Mapping[Cell, Entered] | Mapping[Cell, Entry]  # that stand, or that do not yet


def amounts(form: Form, figures: Figures) -> dict[Cell, Decimal]:
    """Every cell that has a number, typed or computed."""
    known = {cell: figure.amount for cell, figure in figures.items() if figure.amount is not None}
    for cell, formula in form.computed.items():
        if cell not in known and (value := formula.value(known)) is not None:
            known[cell] = value
    return known


def numbers(form: Form, figures: Mapping[str, Entered] | Mapping[str, Entry]) -> dict[str, Decimal]:
    """By row every number in the one column of figures, typed or computed."""
    return {cell.row: amount for cell, amount in amounts(form, in_one_column(figures)).items()}


def in_one_column(figures: Mapping[str, Entered] | Mapping[str, Entry]) -> dict[Cell, Entry]:
    """The entries by cell of figures, or entries, by row."""
    entries: dict[Cell, Entry] = {}
    for key, one in figures.items():
        entries[Cell(key)] = one if isinstance(one, Entry) else one.entry
    return entries


def as_if_entered(form: Form, figures: Mapping[Cell, Entered], entries: Mapping[Cell, Entry]) -> dict[Cell, Entry]:
    """What would stand in every cell if these entries were recorded, as `record` does it."""
    taken_back = set(none_taken_back(form, entries))
    return {cell: figure.entry for cell, figure in figures.items() if cell not in taken_back} | dict(entries)


def facts(form: Form, entries: Mapping[Cell, Entry], level: str) -> Facts:
    """What the rules are held against."""
    return Facts(
        known=amounts(form, entries),
        given={cell for cell, entry in entries.items() if entry.text or entry.amount},
        waiting=frozenset(still_open(form, form.of_level(level), entries)),
        claimed=form.computed.keys() & entries.keys(),
    )


def shown(form: Form, figures: Figures, level: str) -> dict[Cell, Entry]:
    """What each cell of the appendix shows; a computed one shows what was typed there, if anything was."""
    entries = {cell: one if isinstance(one, Entry) else one.entry for cell, one in figures.items()}
    return with_computed(form, entries, amounts(form, figures), form.of_level(level))


def with_computed(
    form: Form, entered: Mapping[Cell, Entry], known: Mapping[Cell, Decimal], asked: OfLevel
) -> dict[Cell, Entry]:
    """What was entered, and beside it what each computed cell shows by the numbers that are known."""
    entries = dict(entered)
    for cell, formula in form.computed.items():
        if cell in entered or not (cell in asked.computed or any(part in entered for part in formula.cells)):
            continue
        if cell in known:
            entries[cell] = Entry.number(known[cell])
        elif formula.is_of_nothing(known):
            entries[cell] = Entry.not_applicable()
    return entries


def printed(form: Form, figures: Mapping[str, Entered] | Mapping[str, Entry], level: str) -> dict[str, Entry]:
    """By row what the one column of figures shows."""
    return {cell.row: entry for cell, entry in shown(form, in_one_column(figures), level).items()}


def open_rows(session: Session, report: Report) -> list[Row]:
    """The rows that still wait for an answer, in printed order."""
    form, figures = form_of(session, report), standing_figures(session, report.id).figures
    waiting = still_open(form, form.of_level(unit_of(session, report).level), figures)
    return [form.by_key[key] for key in dict.fromkeys(cell.row for cell in waiting)]


def still_open(form: Form, asked: OfLevel, figures: Figures) -> list[Cell]:
    """The cells asked of a unit's level in which no figure stands, and over which no "none arose" does."""
    none = {cell for cell in form.none_cells if cell in figures and figures[cell].amount == 0}
    waiting = [cell for cell in asked.cells if cell not in figures]
    return [cell for cell in waiting if Cell(form.row_of(cell).ask, cell.column) not in none] if none else waiting
