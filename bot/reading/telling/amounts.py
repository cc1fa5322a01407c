"""What is told of a row before it is worked out: a figure, none, or how it follows from other rows or from last period."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.reading.tokens.atom import Value


@dataclass(frozen=True)
class GivenFigures:
    """Figures that are said, of which the row's is the sum."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class Zero:
    """There is none."""


@dataclass(frozen=True)
class Blank:
    """The row is left without an answer."""


@dataclass(frozen=True)
class Times:
    """So many times what another row has, or the whole of which the row is a part where no other is named."""

    by: Decimal
    row: int | None = None
    over: int = 1


@dataclass(frozen=True)
class Rest:
    """What the other parts leave of the whole."""


@dataclass(frozen=True)
class AsLast:
    """As last period."""


@dataclass(frozen=True)
class More:
    """So many more than stand there."""

    value: Value


@dataclass(frozen=True)
class TakenAway:
    """What is left when this is taken from a figure that is said, from the whole, or from what stands there."""

    value: Value
    of: Value | None = None
    of_whole: bool = False


@dataclass(frozen=True)
class Ratio:
    """So many of so many, in per cent."""

    part: int
    of: int


@dataclass(frozen=True)
class Stands:
    """What stands in another row now."""

    row: int


class WhyNot(StrEnum):
    """Why nothing is taken for a row, or what is not clear of its figure."""

    APPROXIMATE = "approximate"
    EITHER = "one of two"
    LATER = "not known yet"
    NEGATIVE = "below zero"
    FRACTION = "a part, a share or a correction"
    DIFFERENCE = "by how much it is more or less"
    AUTOMATIC = "does not follow from other rows"
    NO_WHOLE = "the whole is not known"
    NOT_WHOLE = "no whole number"
    BELOW_ZERO = "the parts are more than the whole"
    NO_LAST = "nothing is known of last period"
    NOTHING_TO_ADD_TO = "nothing stands there"


@dataclass(frozen=True)
class Withheld:
    """A row of which something is told that is no figure, or none for sure."""

    why: WhyNot
    said: str = ""


Amount = GivenFigures | Zero | Blank | Times | Rest | AsLast | More | TakenAway | Ratio | Stands | Withheld


class Operation(StrEnum):
    """How figures are put together."""

    PLUS = "+"
    MINUS = "−"
    TIMES = "×"
    OVER = ":"
    SAME = "="


@dataclass(frozen=True)
class Worked:
    """How a figure was worked out: these numbers with this sign between them; `last`: from last period."""

    numbers: tuple[Decimal, ...]
    sign: Operation
    last: bool = False
