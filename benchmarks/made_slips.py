"""Slips of officers put into a filled form: for each the kind, and what stands instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind

_ROW = "1234567890"
SINGLE = ("dropped", "doubled", "swapped", "key", "0 too many")


@dataclass(frozen=True)
class Made:
    """One slip: its kind, and the figures that stand instead of the true ones."""

    kind: str
    changes: tuple[tuple[Cell, Decimal], ...]

    @property
    def is_single(self) -> bool:
        """Whether it is one of the five kinds of slips of the finger."""
        return self.kind in SINGLE


def single_slips(figures: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """All single slips of the finger in every figure, that leave another figure than the true one."""
    for cell, value in figures.items():
        seen = {value}
        for kind, text in _of_text(f"{value:f}"):
            if text and text not in {"-", "."} and not text.startswith("."):
                typed = Decimal(text)
                if typed not in seen:
                    seen.add(typed)
                    yield Made(kind, ((cell, typed),))


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    for at in places:
        yield "dropped", text[:at] + text[at + 1 :]
    for at in places:
        yield "doubled", text[: at + 1] + text[at:]
    for at, after in pairwise(places):
        if after == at + 1:
            yield "swapped", text[:at] + text[after] + text[at] + text[after + 1 :]
    for at in places:
        place = _ROW.index(text[at])
        for neighbour in _ROW[max(place - 1, 0) : place] + _ROW[place + 1 : place + 2]:
            yield "key", text[:at] + neighbour + text[at + 1 :]
    if "." not in text:
        yield "0 too many", text + "0"


def other_slips(form: Form, figures: Mapping[Cell, Decimal], last: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """Exchanged rows, stale totals, fallen cumulative figures, copied blocks, shares of a wrong base, dot and comma."""
    by_column: dict[str, list[Cell]] = {}
    for cell in form.in_order(figures):
        if cell not in form.computed:
            by_column.setdefault(cell.column, []).append(cell)
    for cells in by_column.values():
        for a, b in pairwise(cells):
            if figures[a] != figures[b]:
                yield Made("exchanged", ((a, figures[b]), (b, figures[a])))
        yield from _lower(cells, figures)
    yield from _stale(form, figures, last)
    yield from _copied(form, figures, last)
    for cell, value in figures.items():
        yield from _points(form, cell, value)


def _lower(cells: Sequence[Cell], figures: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """Five figures, each typed one row too low; the first stands twice."""
    for at in range(0, len(cells) - 5, 5):
        block = cells[at : at + 6]
        moved = tuple((below, figures[above]) for above, below in pairwise(block) if figures[above] != figures[below])
        if len(moved) >= 3:
            yield Made("a row too low", moved)


def _stale(form: Form, figures: Mapping[Cell, Decimal], last: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """A whole that has parts, left at last period's figure; and a cumulative figure below last time's."""
    wholes = {rule.left[0] for rule in form.rules if rule.op == "=" and len(rule.left) == 1 and len(rule.right.cells) > 1}
    for cell, value in figures.items():
        before = last.get(cell)
        if cell in wholes and before is not None and before != value and form.row_of(cell).kind is not Kind.RATE:
            yield Made("stale total", ((cell, before),))


def fallen(figures: Mapping[Cell, Decimal], last: Mapping[Cell, Decimal], cumulative: Sequence[Cell]) -> Iterator[Made]:
    """Cumulative figures for which only this period's own was typed."""
    for cell in cumulative:
        own = figures[cell] - last.get(cell, Decimal(0))
        if cell in last and 0 <= own < last[cell]:
            yield Made("cumulative fell", ((cell, own),))


def _copied(form: Form, figures: Mapping[Cell, Decimal], last: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """The figures of a section, as they were last period."""
    by_section: dict[str, list[Cell]] = {}
    for cell in figures:
        if form.lines and cell.pattern in form.lines:
            continue
        by_section.setdefault(form.section_of[cell.row].key, []).append(cell)
    for cells in by_section.values():
        moved = tuple(
            (cell, last[cell]) for cell in cells if cell in last and last[cell] != figures[cell] and cell not in form.computed
        )
        if len(moved) >= 3:
            yield Made("copied block", moved)


def _points(form: Form, cell: Cell, value: Decimal) -> Iterator[Made]:
    row = form.row_at(cell)
    exponent = value.as_tuple().exponent
    if row is None or not isinstance(exponent, int):
        return
    if exponent < 0:
        yield Made("dot and comma", ((cell, value.scaleb(-exponent)),))
    elif row.kind is not Kind.RATE and value >= 1000:
        yield Made("dot and comma", ((cell, value / 1000),))
    if row.kind is Kind.RATE and value > 1 and value != 100:
        yield Made("fraction", ((cell, value / 100),))


def wrong_bases(form: Form, figures: Mapping[Cell, Decimal]) -> Iterator[Made]:
    """A typed rate that was reckoned with another base: that of the next rate of the form, or the number of the row above."""
    rates = [(cell, formula) for cell, formula in form.computed.items() if formula.under and cell in figures]
    for (cell, formula), (_, other) in zip(rates, [*rates[1:], *rates[:1]], strict=True):
        part, base = figures.get(formula.over[0]), figures.get(other.under) if other.under else None
        if part and base and base != figures.get(formula.under or cell):
            wrong = (100 * part / base).quantize(Decimal("0.01"))
            if abs(wrong - figures[cell]) > Decimal("0.05"):
                yield Made("wrong base", ((cell, wrong),))
