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
from tracker.rollup.adding import How
from tracker.rollup.contributions import Given
from tracker.rollup.gathering import Share
from tracker.rollup.totalling import Part, RowTotal
from tracker.rollup.totals import RollUp

Value = str | Decimal


class WhyDecide(StrEnum):
    """Why somebody must look at a row; the comments say what the values of its lines are."""

    DESK_ROW = "desk_row"  # another level reports it; the figures that units gave all the same
    ANSWERS = "answers"  # a choice or a text; the answer
    BARE_RATE = "bare_rate"  # a rate without parts; the rate
    NOT_ADDED = "not_added"  # an average, a density, or what follows from one; the figure
    UNLIKE = "unlike"  # what should be the same for all; what each said
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
    if cell in rolled.form.lines:
        return
    if total.how is How.HEADING:
        typed = _lines(said for said in _values(total.parts) if said[0] != (Decimal(0),))
        if typed:
            yield Decision(WhyDecide.HEADING_FIGURE, code, cell, row, typed)
    elif total.how is How.RECOMPUTED:
        halves = _lines(_halves(rolled, cell, rolled.form.computed[cell]))
        if halves:
            yield Decision(WhyDecide.HALF_RATE, code, cell, row, halves)
    elif why := _why_listed(total):
        yield Decision(why, code, cell, row, _lines(_values(total.parts)))
    blank = [((), part.share.unit) for part in total.parts if part.contribution.given is Given.BLANK]
    if blank and row.asked and total.how is not How.DESK:
        yield Decision(WhyDecide.BLANK, code, cell, row, _lines(blank))


def _why_listed(total: RowTotal) -> WhyDecide | None:
    """Why the units' values are listed beside a total; a note that nobody was asked for is none to decide about."""
    if total.how is How.DESK:
        return WhyDecide.DESK_ROW
    if total.how is How.LISTED and not total.row.optional:
        return WhyDecide.BARE_RATE if total.row.kind is Kind.RATE else WhyDecide.ANSWERS
    if total.how is How.SAME and total.counted > 1 and total.entry is None:
        return WhyDecide.UNLIKE
    return WhyDecide.NOT_ADDED if total.how is How.NOT_ADDED and not total.row.of else None


def _values(parts: Iterable[Part]) -> Said:
    for part in parts:
        given = part.contribution
        value = given.amount if given.amount is not None else given.text
        if value is not None:
            yield (value,), part.share.unit


def _halves(rolled: RollUp, cell: Cell, formula: Formula) -> Said:
    """The units that gave some parts of a rate or the bare rate, and not all parts; what the office filled in is none."""
    cells = (*formula.cells, cell)
    theirs = [rolled.totals[each].how is not How.FILLED_IN for each in cells]
    for parts in zip(*(rolled.totals[each].parts for each in cells), strict=True):
        said = [part.contribution for part in parts]
        if all(one.addend is not None for one in said[:-1]):
            continue
        given = [(each, one.amount) for each, one, own in zip(cells, said, theirs, strict=True) if own]
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
    typed = {cell: entry.amount for cell, entry in share.figures.items() if entry.amount is not None}
    known = share.form.known | typed
    for cell, formula in share.form.computed.items():
        if cell not in typed:
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
