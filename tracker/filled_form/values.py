"""What a filled cell says: read as strictly as a typed answer, and held against what we compute or the office has given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from tracker.blank_form import text_of
from tracker.filled_form.outcomes import CellTold, Outcome, Unreadable, Where, Why
from tracker.filled_form.words import is_number_like, legacy_font, matchable
from tracker.forms.cell import Cell
from tracker.forms.fields import given_number
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.rules import Formula
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.reports.entry import Answer, Entry
from tracker.reports.reckoning import amounts


@dataclass(frozen=True)
class CellReading:
    """How a file is read: for units of this level, and by this reader of answers (a field and what was typed for it).

    `aside` are sheets that are known to be about something else; they are looked at last.
    """

    level: str
    read: Callable[[Row, str], Entry | Unreadable]
    aside: frozenset[str] = frozenset()


def spoken(grid: Grid, place: SheetPlace) -> str:
    """What stands in a cell, as somebody would type it."""
    value = grid.at(place)
    return "=" if place in grid.unresolved else _typed(value) + ("%" if place in grid.percent else "")


def _typed(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()  # the blanks within may group digits
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else text_of(value)


def told_field(told: CellTold, field: Row, grid: Grid, reading: CellReading) -> CellTold:
    """A cell of a field that is typed in: taken, or unread."""
    place = SheetPlace(told.where.row, told.where.column)
    if place in grid.unresolved:
        return replace(told, outcome=Outcome.UNREAD, why=Why.FORMULA)
    value = grid.at(place)
    if isinstance(value, str) and legacy_font(value):
        return replace(told, outcome=Outcome.UNREAD, why=Why.FONT)
    read = _read(field, told.said, value, reading)
    if isinstance(read, Entry):
        return replace(told, outcome=Outcome.TAKEN, entry=read)
    return replace(told, outcome=Outcome.UNREAD, unread=read)


def _read(field: Row, said: str, value: Value, reading: CellReading) -> Entry | Unreadable:
    if isinstance(value, Decimal) and field.of and field.is_number:
        return Entry.number(value)
    if field.kind is Kind.TEXT:
        words = value if isinstance(value, str) else said
        return Entry.words(words)
    chosen = next((code for code, label in field.options if matchable(said) in {matchable(code), matchable(label)}), None)
    if chosen is not None:
        return Entry.words(chosen)
    return reading.read(field, said)


def told_given(told: CellTold, field: Row, grid: Grid) -> CellTold:
    """A cell that the office has filled: equal to that, or different."""
    value = grid.at(SheetPlace(told.where.row, told.where.column))
    number = given_number(field.given) if field.is_number else None
    ours = Entry.words(field.given) if number is None else Entry.number(number)
    same = value == ours.amount if isinstance(value, Decimal) else _is_text_of(told.said, field.given)
    return replace(told, outcome=Outcome.EQUAL if same else Outcome.DIFFERENT, ours=ours)


def _is_text_of(said: str, given: str) -> bool:
    if matchable(said) == matchable(given):
        return True
    try:
        return is_number_like(said) and Decimal(said.replace(".", "").replace(",", ".")) == Decimal(given)
    except InvalidOperation:
        return False


def held_against(form: Form, told: CellTold, known: Mapping[Cell, Decimal]) -> CellTold:
    """A cell in which something follows: equal to what follows from the others, or different."""
    if told.cell is None or told.entry is None or told.cell not in form.computed:
        return told
    formula, ours = form.computed[told.cell], known.get(told.cell)
    if ours is None and _holds_with_empty_cells(formula, told.entry.amount, known):
        return replace(told, outcome=Outcome.TAKEN)
    if ours is None and told.is_preset and told.entry.amount == 0:
        same = True  # the sum of what was left empty
    elif told.entry.amount is None or ours is None:
        nothing = formula.is_of_nothing(known) or (ours is None and told.entry.answer is not Answer.VALUE)
        same = told.entry.amount is None and nothing
    else:
        same = _is_same(formula, told.entry.amount, ours, known)
    ours_said = None if ours is None else Entry.number(ours)
    return replace(told, outcome=Outcome.EQUAL if same else Outcome.DIFFERENT, ours=ours_said)


def _holds_with_empty_cells(formula: Formula, said: Decimal | None, known: Mapping[Cell, Decimal]) -> bool:
    """Whether it is the sum or the difference in which cells that were left empty are nothing, and others are known."""
    if formula.under is not None or not any(cell in known for cell in formula.cells):
        return False
    return said == formula.value({**dict.fromkeys(formula.cells, Decimal(0)), **known})


def _is_same(formula: Formula, said: Decimal, ours: Decimal, known: Mapping[Cell, Decimal]) -> bool:
    """Whether a sum is that very sum, and a rate that rate, at the decimals of whichever has fewer."""
    if formula.under is None:
        return said == ours
    typed = Decimal(1).scaleb(min(0, int(said.as_tuple().exponent)))
    return said.quantize(formula.places, ROUND_HALF_UP) == ours or said == formula.value(known, max(typed, formula.places))


def follows(form: Form, taken: Mapping[Cell, Entry]) -> Mapping[Cell, Decimal]:
    """Every number that follows from these entries."""
    return amounts(form, {cell: entry for cell, entry in taken.items() if cell not in form.computed})


def at(grid: Grid, place: SheetPlace) -> Where:
    """The cell as it is named to people."""
    return Where(grid.name, place.row, place.column)
