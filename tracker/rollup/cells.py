"""One unit's figures as they stand in the rows of the roll-up's form, each with the state in which it enters a total."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tracker.forms.concepts import Bridge
from tracker.forms.form import Form, Kind, Row
from tracker.reports.figures import Answer, Entry
from tracker.reports.reckoning import numbers
from tracker.rollup.gathering import Share


class Given(StrEnum):
    """How a unit's row enters a total.

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


class Cell(NamedTuple):
    """A figure, and the rows of the unit's own form that it comes from."""

    given: Given
    amount: Decimal | None = None
    text: str | None = None
    rows: tuple[str, ...] = ()

    @property
    def addend(self) -> Decimal | None:
        """What it adds to a total; None if nothing."""
        return Decimal(0) if self.given is Given.NONE_AROSE else self.amount


def cells_of(share: Share, bridge: Bridge) -> dict[str, Cell]:
    """The cell of every row of the target but its sections."""
    own = _own_cells(share.form, share.figures, share.unit.level)
    return {row.key: _cell(row, share, bridge, own) for row in bridge.target.rows if row.kind is not Kind.SECTION}


def _cell(row: Row, share: Share, bridge: Bridge, own: Mapping[str, Cell]) -> Cell:
    keys = bridge.rows.get(row.key)
    if keys and len(keys) > 1:
        return _added([own[key] for key in keys], keys)
    if keys:
        return own[keys[0]]
    is_asked = row.kind is not Kind.HEADING and row.concerns(share.unit.level)
    return Cell(Given.LACKING if is_asked else Given.NOT_ASKED)


def _added(cells: list[Cell], keys: tuple[str, ...]) -> Cell:
    """Several rows as one figure: the numbers among them added; without one the first's state, blank before others."""
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    if amounts:
        return Cell(Given.NUMBER, sum(amounts, Decimal(0)), rows=keys)
    return min(cells, key=lambda cell: cell.given is not Given.BLANK)._replace(rows=keys)


def _own_cells(form: Form, figures: Mapping[str, Entry], level: str) -> dict[str, Cell]:
    """The figures by the rows of the unit's own form: a computed row shows what was typed there, if anything was."""
    known = numbers(form, figures)
    none = {group for group in form.none_groups if group in figures and figures[group].amount == 0}
    cells: dict[str, Cell] = {}
    for row in form.rows:
        entry, rows = figures.get(row.key), (row.key,)
        if row.key in known:
            cells[row.key] = Cell(Given.NUMBER, known[row.key], rows=rows)
        elif entry and entry.text is not None:
            cells[row.key] = Cell(Given.TEXT, text=_label(row, entry.text), rows=rows)
        elif row.typed and row.ask in none:
            cells[row.key] = Cell(Given.NONE_AROSE, rows=rows)
        elif entry and entry.answer is Answer.NOT_APPLICABLE:
            cells[row.key] = Cell(Given.NOT_APPLICABLE, rows=rows)
        else:
            cells[row.key] = Cell(Given.BLANK if row.concerns(level) else Given.NOT_ASKED, rows=rows)
    return cells | dict(_computed(form, cells, known))


def _computed(form: Form, cells: Mapping[str, Cell], known: Mapping[str, Decimal]) -> Iterator[tuple[str, Cell]]:
    """Computed rows without a number: rates of nothing, and sums of what did not arise."""
    for key, formula in form.formulas.items():
        if cells[key].given is not Given.BLANK:
            continue
        if formula.is_of_nothing(known):
            yield key, Cell(Given.NOT_APPLICABLE, rows=(key,))
        elif {cells[part].given for part in formula.keys} == {Given.NONE_AROSE}:
            yield key, Cell(Given.NONE_AROSE, rows=(key,))


def _label(row: Row, text: str) -> str:
    """A choice in words: the printed codes differ from form to form."""
    return dict(row.options).get(text, text)
