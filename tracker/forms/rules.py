"""Formulas and rules between cells, in the words of a form file: "1.2.2 / 1.2.1", "1.4.2 + 1.4.3 <= 1.4.1"."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import Kind, Row

_HUNDREDTH = Decimal("0.01")
_PARTED = re.compile(r"(?P<left>.+?) (?P<op><=|<|=|!=|needs) (?P<right>.+)")
_CONSTANT = re.compile(r"\d+%")
_SIGNED = re.compile(r"\s*([+-])\s*")
_CELL = re.compile(r"[^\s+\-/<>=!]+")


class Level(StrEnum):
    """What happens when a rule is broken: must be put right, is asked at once, or is only mentioned when checking."""

    BLOCK = "block"
    WARN = "warn"
    MENTION = "mention"


@dataclass(frozen=True)
class Formula:
    """A sum of cells (`under` is None) from which others are taken (`minus`), or a rate in per cent of one cell over another.

    A cell of a row that repeats ("5#[c3]") is the sum over its lines. Rates are rounded to `places`.
    """

    over: tuple[Cell, ...]
    under: Cell | None = None
    minus: tuple[Cell, ...] = ()
    places: Decimal = _HUNDREDTH

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that it needs."""
        return (*self.over, *self.minus, *(() if self.under is None else (self.under,)))

    def value(self, figures: Mapping[Cell, Decimal], places: Decimal | None = None) -> Decimal | None:
        """The result, rates rounded half up; None where a part is missing or the rate is of nothing."""
        if self.under is None:
            parts = [part for cell in self.over if (part := _in(figures, cell)) is not None]
            less = [_in(figures, cell) for cell in self.minus]
            if not parts or (less and (None in less or len(parts) < len(self.over))):
                return None
            return sum(parts, Decimal(0)) - sum((part for part in less if part is not None), Decimal(0))
        part, whole = _in(figures, self.over[0]), _in(figures, self.under)
        if part is None or not whole:
            return None
        rate = (100 * part / whole).quantize(self.places if places is None else places, ROUND_HALF_UP)
        return Decimal(int(rate)) if rate == int(rate) else rate.normalize()

    def is_of_nothing(self, figures: Mapping[Cell, Decimal]) -> bool:
        """Whether it is a rate whose denominator is known to be 0, so that there is nothing to speak of."""
        return self.under is not None and _in(figures, self.under) == 0


def _in(figures: Mapping[Cell, Decimal], cell: Cell) -> Decimal | None:
    """The figure of a cell, or the sum over the lines of a row that repeats."""
    if not cell.row.endswith(ENTRY):
        return figures.get(cell)
    lines = [figure for one, figure in figures.items() if one.column == cell.column and one.pattern == cell]
    return sum(lines, Decimal(0)) if lines else None


@dataclass(frozen=True)
class Facts:
    """What a report's cells hold.

    `known` are all numbers, typed or computed; `given` the cells that hold a choice, a text or more than 0; `waiting` those
    without an answer; `claimed` the computed ones that somebody typed all the same.
    """

    known: Mapping[Cell, Decimal]
    given: AbstractSet[Cell]
    waiting: AbstractSet[Cell]
    claimed: AbstractSet[Cell]

    def has_any(self, cells: Iterable[Cell]) -> bool:
        """Whether one of the cells holds something."""
        return any(cell in self.given for cell in cells)


@dataclass(frozen=True)
class Broken:
    """Both sides' values of a rule that does not hold; None where a side is no number."""

    left: Decimal | None
    right: Decimal | None


@dataclass(frozen=True)
class Rule:
    """What must hold between cells.

    "a + b <= c" and "a < b" (newly published among all in force; 0 is never asked about), "a = b + c" (parts add up) and
    "a = b / c" (a typed rate, compared at the decimals typed), "a != b" (one copied from the other; 0 may be), "a needs b"
    (a is given although b is 0). A right side "100%" is a limit.
    """

    text: str
    left: tuple[Cell, ...]
    op: str
    right: Formula
    limit: Decimal | None = None
    level: Level = Level.WARN

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that it compares."""
        return (*self.left, *self.right.cells)

    @property
    def about(self) -> Cell:
        """The cell whose row's Ghi chú takes the reason when the figures are kept."""
        return self.left[0]

    def check(self, facts: Facts) -> Broken | None:
        """The sides if the rule is broken by these figures; None while a cell that it needs waits for its answer."""
        if any(cell in facts.waiting for cell in self.cells):
            return None
        if self.op == "needs":
            right = self.right.value(facts.known)
            return Broken(facts.known.get(self.about), right) if right == 0 and facts.has_any(self.left) else None
        if any(cell not in facts.known for cell in self.left):
            return None
        left = sum((facts.known[cell] for cell in self.left), Decimal(0))
        right = self._right(facts.known, left)
        return None if right is None or self._holds(left, right) else Broken(left, right)

    def _right(self, known: Mapping[Cell, Decimal], left: Decimal) -> Decimal | None:
        if self.limit is not None:
            return self.limit
        if self.right.under is not None:
            return self.right.value(known, Decimal(1).scaleb(min(0, _exponent(left))))
        if self.op != "=" and any(cell not in known for cell in self.right.cells):
            return None
        return self.right.value(known)

    def _holds(self, left: Decimal, right: Decimal) -> bool:
        if self.op == "<=":
            return left <= right
        if self.op == "<":
            return left < right or left == 0
        return left == right if self.op == "=" else left != right or left == 0


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _cells(side: str) -> tuple[Cell, ...]:
    return tuple(Cell.read(part.strip()) for part in side.split("+"))


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """Read "a / b" or "a + b - c"."""
    over, slash, under = text.partition("/")
    if slash:
        return Formula(_cells(over), Cell.read(under.strip()))
    first, *others = _SIGNED.split(over)
    signed = [("+", first), *zip(others[::2], others[1::2], strict=True)]
    added, less = (tuple(Cell.read(part.strip()) for sign, part in signed if sign == wanted) for wanted in "+-")
    return Formula(added, None, less)


@lru_cache(maxsize=4096)
def parse_rule(text: str, level: Level = Level.WARN) -> Rule:
    """Read one rule; raises ValueError if it is none."""
    found = _PARTED.fullmatch(text)
    if not found:
        raise ValueError(text)
    left, op, right = _cells(found["left"]), found["op"], found["right"].strip()
    if _CONSTANT.fullmatch(right):
        return Rule(text, left, op, Formula(()), Decimal(right.rstrip("%")), level)
    return Rule(text, left, op, parse_formula(right), None, level)


def moved(text: str, place: Callable[[Cell], Cell]) -> str:
    """A formula or rule about other cells: each cell of the text is replaced."""

    def replaced(found: re.Match[str]) -> str:
        return found[0] if _CONSTANT.fullmatch(found[0]) or found[0] == "needs" else str(place(Cell.read(found[0])))

    return _CELL.sub(replaced, text)


def without(text: str, absent: Callable[[Cell], bool]) -> str:
    """A formula without the cells that are not there: a sum of the others, "" for a rate or for nothing."""
    formula = parse_formula(text)
    if not any(absent(cell) for cell in formula.cells):
        return text
    added, less = ([str(cell) for cell in cells if not absent(cell)] for cells in (formula.over, formula.minus))
    if formula.under is not None or not added:
        return ""
    return " - ".join([" + ".join(added), *less])


def implied_rules(fields: Iterable[Row]) -> Iterator[Rule]:
    """A rate's numerator is at most its denominator, a typed rate at most 100%, a figure typed in a computed cell right."""
    for field in fields:
        if field.of:
            formula = parse_formula(field.of)
            if formula.under is not None and not field.may_exceed:
                yield parse_rule(f"{formula.over[0]} <= {formula.under}")
            yield parse_rule(f"{field.cell} = {field.of}")
        elif field.kind is Kind.RATE and field.typed and not field.may_exceed:
            yield parse_rule(f"{field.cell} <= 100%", Level.BLOCK)


def in_order_of_reckoning(computed: Mapping[Cell, Formula]) -> dict[Cell, Formula]:
    """The formulas, each after those that its cells follow from; a circle is left as it is."""
    placed: dict[Cell, Formula] = {}

    def place(cell: Cell, above: frozenset[Cell]) -> None:
        if cell not in placed and cell not in above:
            for part in computed[cell].cells:
                if part in computed:
                    place(part, above | {cell})
            placed[cell] = computed[cell]

    for cell in computed:
        place(cell, frozenset())
    return placed
