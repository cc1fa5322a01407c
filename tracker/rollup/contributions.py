"""One unit's figures as they stand in the cells of the roll-up's form, each with the state in which it enters a total."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tracker.forms.cell import Cell
from tracker.forms.concepts import Bridge
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Answer, Entry
from tracker.reports.reckoning import amounts
from tracker.rollup.adding import fields_to_total
from tracker.rollup.gathering import Share
from tracker.rollup.listed import made_of_lines


class Given(StrEnum):
    """How a unit's figure enters a total.

    A number is added, 0 as well. "None arose" over the row counts as 0. What is not applicable ("-") adds nothing and leaves
    nothing open. Blank, and a row that the unit's form lacks, add nothing and are named as open. A row that is not asked of
    the unit's level is not its business.
    """

    NUMBER = "number"
    TEXT = "text"
    NONE_AROSE = "none_arose"
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"
    LACKING = "lacking"
    NOT_ASKED = "not_asked"


class Contribution(NamedTuple):
    """What a unit gives to one total, and the cells of the unit's own form that it comes from."""

    given: Given
    amount: Decimal | None = None
    text: str | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def addend(self) -> Decimal | None:
        """What it adds to a total; None if nothing."""
        return Decimal(0) if self.given is Given.NONE_AROSE else self.amount


def contributions_of(share: Share, bridge: Bridge) -> dict[Cell, Contribution]:
    """What the unit gives to every cell of the target but its sections', and to the columns of its lists."""
    own, target = _own(share), bridge.target
    return {cell: _contribution(cell, row, share, bridge, own) for cell, row in fields_to_total(target).items()}


def _contribution(cell: Cell, row: Row, share: Share, bridge: Bridge, own: Mapping[Cell, Contribution]) -> Contribution:
    is_of_list = bridge.source.code == bridge.target.code and cell in bridge.source.lines and cell in own
    cells = (cell,) if is_of_list else bridge.cells.get(cell)
    if cells and len(cells) > 1:
        return _added([own[each] for each in cells], cells)
    if cells:
        return own[cells[0]]
    is_asked = row.kind is not Kind.HEADING and row.concerns(share.unit.level)
    return Contribution(Given.LACKING if is_asked else Given.NOT_ASKED)


def _added(given: list[Contribution], cells: tuple[Cell, ...]) -> Contribution:
    """Several cells as one figure: the numbers among them added; without one the first's state, blank before others."""
    numbers = [one.amount for one in given if one.amount is not None]
    if numbers:
        return Contribution(Given.NUMBER, sum(numbers, Decimal(0)), cells=cells)
    return min(given, key=lambda one: one.given is not Given.BLANK)._replace(cells=cells)


def _own(share: Share) -> dict[Cell, Contribution]:
    """The figures by the cells of the unit's own form: a computed one shows what was typed there, if anything was."""
    form, figures, level = share.form, share.figures, share.unit.level
    known = amounts(form, figures)
    none = {cell for cell in form.none_cells if cell in figures and figures[cell].amount == 0}
    found: dict[Cell, Contribution] = {}
    for cell, row in form.by_cell.items():
        is_none = row.typed and Cell(row.ask, cell.column) in none
        found[cell] = _of_cell(cell, row, figures.get(cell), known.get(cell), blank=_blank(row, level, is_none=is_none))
    found |= _of_lists(share, found)
    return found | dict(_computed(form, found, known))


def _of_lists(share: Share, found: Mapping[Cell, Contribution]) -> dict[Cell, Contribution]:
    """What the unit's lines make in each column of its lists; without a number there what is said of the list as a whole."""
    made = made_of_lines(share.form, share) if share.form.lines else {}
    given: dict[Cell, Contribution] = {}
    for cell, row in share.form.lines.items():
        whole = found[Cell(row.ask)]
        if cell in made:
            given[cell] = Contribution(Given.NUMBER, made[cell], cells=(cell,))
        else:
            state = Given.NONE_AROSE if whole.amount == 0 else Given.BLANK if whole.amount is not None else whole.given
            given[cell] = Contribution(state, cells=(cell,))
    return given


def _blank(row: Row, level: str, *, is_none: bool) -> Given:
    """What a cell without a figure gives."""
    if is_none:
        return Given.NONE_AROSE
    return Given.BLANK if row.concerns(level) else Given.NOT_ASKED


def _of_cell(cell: Cell, row: Row, entry: Entry | None, number: Decimal | None, *, blank: Given) -> Contribution:
    cells = (cell,)
    if number is not None:
        return Contribution(Given.NUMBER, number, cells=cells)
    if row.given:
        return Contribution(Given.TEXT, text=_label(row, row.given), cells=cells)
    if entry and entry.text is not None:
        return Contribution(Given.TEXT, text=_label(row, entry.text), cells=cells)
    if blank is not Given.NONE_AROSE and entry and entry.answer is Answer.NOT_APPLICABLE:
        return Contribution(Given.NOT_APPLICABLE, cells=cells)
    return Contribution(blank, cells=cells)


def _computed(
    form: Form, own: Mapping[Cell, Contribution], known: Mapping[Cell, Decimal]
) -> Iterator[tuple[Cell, Contribution]]:
    """Computed cells without a number: rates of nothing, and sums of what did not arise."""
    for cell, formula in form.computed.items():
        if own[cell].given is not Given.BLANK:
            continue
        if formula.is_of_nothing(known):
            yield cell, Contribution(Given.NOT_APPLICABLE, cells=(cell,))
        elif {own[part].given for part in formula.cells if part in own} == {Given.NONE_AROSE}:
            yield cell, Contribution(Given.NONE_AROSE, cells=(cell,))


def _label(row: Row, text: str) -> str:
    """A choice in words: the printed codes differ from form to form."""
    return dict(row.options).get(text, text)
