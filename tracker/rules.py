"""Formulas and rules between rows, in the words of a form file: "1.2.2 / 1.2.1", "1.4.2 + 1.4.3 <= 1.4.1"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_HUNDREDTH = Decimal("0.01")
_CONSTANT = re.compile(r"\d+%")


@dataclass(frozen=True)
class Formula:
    """A sum of rows (`under` is None), or a rate in per cent of one row over another."""

    over: tuple[str, ...]
    under: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The rows that it needs."""
        return self.over if self.under is None else (*self.over, self.under)

    def value(self, figures: Mapping[str, Decimal]) -> Decimal | None:
        """The result, rates rounded half up to two places; None where a part is missing or the rate is of nothing."""
        if self.under is None:
            parts = [figures[key] for key in self.over if key in figures]
            return sum(parts, Decimal(0)) if parts else None
        if self.over[0] not in figures or not figures.get(self.under):
            return None
        rate = (100 * figures[self.over[0]] / figures[self.under]).quantize(_HUNDREDTH, ROUND_HALF_UP)
        return Decimal(int(rate)) if rate == int(rate) else rate.normalize()

    def is_of_nothing(self, figures: Mapping[str, Decimal]) -> bool:
        """Whether it is a rate whose denominator is known to be 0, so that there is nothing to speak of."""
        return self.under is not None and figures.get(self.under) == 0


@dataclass(frozen=True)
class Rule:
    """left <= right, each a sum of rows; `limit` in place of the right side for "<= 100%"."""

    text: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    limit: Decimal | None = None
    blocks: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The rows that it compares."""
        return (*self.left, *self.right)

    @property
    def about(self) -> str:
        """The row whose Ghi chú takes the reason when the figures are kept."""
        return self.left[0]

    def sides(self, figures: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
        """Both sides' values; None while a row has no number."""
        if any(key not in figures for key in self.keys):
            return None
        left = sum((figures[key] for key in self.left), Decimal(0))
        right = self.limit if self.limit is not None else sum((figures[key] for key in self.right), Decimal(0))
        return left, right


def _keys(side: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in side.split("+"))


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """Read "a / b" or "a + b"."""
    over, slash, under = text.partition("/")
    return Formula(_keys(over), under.strip() if slash else None)


@lru_cache(maxsize=4096)
def parse_rule(text: str, *, blocks: bool = False) -> Rule:
    """Read "a + b <= c" or "a <= 100%"."""
    left, _, right = (part.strip() for part in text.partition("<="))
    if _CONSTANT.fullmatch(right):
        return Rule(text, _keys(left), (), Decimal(right.rstrip("%")), blocks)
    return Rule(text, _keys(left), _keys(right), None, blocks)
