"""What a roll-up leaves to people: distributions, lists, gaps and contradictions, each with the units that it comes from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tracker.forms.cell import Cell
from tracker.forms.concepts import Bridge
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.rules import Formula
from tracker.office.units import Unit
from tracker.rollup.contributions import Given
from tracker.rollup.gathering import Share
from tracker.rollup.totals import How, Part, RollUp, RowTotal

Value = str | Decimal


class WhyDecide(StrEnum):
    """Why somebody must look at a row; the comments say what the values of its lines are."""

    DESK_ROW = "desk_row"  # another level reports it; the figures that units gave all the same
    ANSWERS = "answers"  # a choice or a text; the answer
    BARE_RATE = "bare_rate"  # a rate without parts; the rate
    HALF_RATE = "half_rate"  # not in the recomputed rate; the cells that were given, each before its figure
    BLANK = "blank"  # left blank; no value
    CLAIM = "claim"  # typed in a computed row that its parts contradict; what was typed, and what the parts make if anything
    HEADING_FIGURE = "heading_figure"  # a figure typed on a heading; the figure
    WITHOUT_PLACE = "without_place"  # a row of another form that this one has no row for; the figure


@dataclass(frozen=True)
class Line:
    """Units of which the same is said, by name."""

    values: tuple[Value, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Decision:
    """A cell to look at, in the form of that code; `split` are the cells of the roll-up's form that have it in parts."""

    why: WhyDecide
    form_code: str
    cell: Cell
    row: Row
    lines: tuple[Line, ...] = ()
    split: tuple[Cell, ...] = ()


Said = Iterable[tuple[tuple[Value, ...], Unit]]


def decisions(rolled: RollUp) -> list[Decision]:
    """All of them: by row of the form, then what is typed against the parts, then what other forms have besides."""
    found = [decision for total in rolled.totals.values() for decision in _of_row(rolled, total)]
    found += _claims(rolled.taken)
    for bridge in rolled.bridges:
        found += _without_place(bridge, [share for share in rolled.taken if share.form.code == bridge.source.code])
    return found


def _of_row(rolled: RollUp, total: RowTotal) -> Iterator[Decision]:
    code, cell, row = rolled.form.code, total.cell, total.row
    if total.how is How.DESK:
        yield Decision(WhyDecide.DESK_ROW, code, cell, row, _lines(_values(total.parts)))
    elif total.how is How.LISTED:
        why = WhyDecide.BARE_RATE if row.kind is Kind.RATE else WhyDecide.ANSWERS
        yield Decision(why, code, cell, row, _lines(_values(total.parts)))
    elif total.how is How.HEADING:
        typed = _lines(said for said in _values(total.parts) if said[0] != (Decimal(0),))
        if typed:
            yield Decision(WhyDecide.HEADING_FIGURE, code, cell, row, typed)
    elif total.how is How.RECOMPUTED:
        halves = _lines(_halves(rolled, cell, rolled.form.computed[cell]))
        if halves:
            yield Decision(WhyDecide.HALF_RATE, code, cell, row, halves)
    blank = [((), part.share.unit) for part in total.parts if part.contribution.given is Given.BLANK]
    if blank and row.typed and total.how is not How.DESK:
        yield Decision(WhyDecide.BLANK, code, cell, row, _lines(blank))


def _values(parts: Iterable[Part]) -> Said:
    for part in parts:
        given = part.contribution
        value = given.amount if given.amount is not None else given.text
        if value is not None:
            yield (value,), part.share.unit


def _halves(rolled: RollUp, cell: Cell, formula: Formula) -> Said:
    """The units that gave one part of a rate or the bare rate, and not both parts."""
    cells = (*formula.cells, cell)
    for parts in zip(*(rolled.totals[each].parts for each in cells), strict=True):
        over, under, rate = (part.contribution for part in parts)
        if over.addend is not None and under.addend is not None:
            continue
        given = [(each, one.amount) for each, one in zip(cells, (over, under, rate), strict=True)]
        values = tuple(value for each, amount in given if amount is not None for value in (str(each), amount))
        if values:
            yield values, parts[0].share.unit


def _claims(taken: Iterable[Share]) -> list[Decision]:
    by_cell: dict[tuple[str, Cell], list[tuple[tuple[Value, ...], Unit]]] = {}
    rows: dict[tuple[str, Cell], Row] = {}
    for share in taken:
        for cell, said in _claimed(share):
            by_cell.setdefault((share.form.code, cell), []).append((said, share.unit))
            rows[share.form.code, cell] = share.form.row_of(cell)
    return [Decision(WhyDecide.CLAIM, code, cell, rows[code, cell], _lines(said)) for (code, cell), said in by_cell.items()]


def _claimed(share: Share) -> Iterator[tuple[Cell, tuple[Value, ...]]]:
    known = {cell: entry.amount for cell, entry in share.figures.items() if entry.amount is not None}
    for cell, formula in share.form.computed.items():
        if cell not in known:
            continue
        exponent = known[cell].as_tuple().exponent
        made = formula.value(known, Decimal(1).scaleb(min(0, int(exponent))))
        if made != known[cell] and not (made is None and formula.is_of_nothing(known) and not known[cell]):
            yield cell, (known[cell],) if made is None else (known[cell], made)


def _without_place(bridge: Bridge, shares: Sequence[Share]) -> Iterator[Decision]:
    for cell, split in bridge.without_place.items():
        said = [(value, share.unit) for share in shares for value in _given(share.form, share, cell)]
        yield Decision(WhyDecide.WITHOUT_PLACE, bridge.source.code, cell, bridge.source.row_of(cell), _lines(said), split)


def _given(form: Form, share: Share, cell: Cell) -> Iterator[tuple[Value, ...]]:
    entry = share.figures.get(cell)
    if entry and entry.amount is not None:
        yield (entry.amount,)
    elif entry and entry.text is not None:
        yield (dict(form.row_of(cell).options).get(entry.text, entry.text),)


def _lines(said: Said) -> tuple[Line, ...]:
    """Units by what they said, what most of them said first."""
    by_values: dict[tuple[Value, ...], list[Unit]] = {}
    for values, unit in said:
        by_values.setdefault(values, []).append(unit)
    lines = [Line(values, tuple(units)) for values, units in by_values.items()]
    return tuple(sorted(lines, key=lambda line: -len(line.units)))
