"""A printed row with its place among the others."""

from dataclasses import dataclass, field
from enum import IntEnum

from tracker.kernel.reasons import Reason
from tracker.office_form.lines import FormLine
from tracker.office_form.printed_formulas import printed_formula
from tracker.printed_sheet.marks import Number


class RowLook(IntEnum):
    """How a row looks: the less, the more it is a heading."""

    FULL = 0
    CAPITALS = 1
    BOLD = 2
    PLAIN = 3
    ITALIC = 4


@dataclass
class Branch:
    """A line and its place: `above` is the line that it stands under, None for the top.

    `counted` is the one that its number goes on under: another where a printed formula says what it is a part of.
    """

    line: FormLine
    above: "Branch | None" = None
    counted: "Branch | None" = None
    number: Number = ()
    under: list["Branch"] = field(default_factory=list)
    goes_on: bool = False  # with the parts that a "Trong đó" or "Chia ra" before it begins
    adds_up: bool = False  # the rows before it under the same heading, as its words and its place say
    is_whole: bool = False  # the sum of all rows, as its place says and not its words alone
    why: list[Reason] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How it looks."""
        letters = [c for c in self.line.bare if c.isalpha()]
        capitals = len(letters) > 3 and all(c.isupper() for c in letters)  # noqa: PLR2004 - "THCS" is a word
        if self.line.full:
            return RowLook.FULL
        if self.line.bold:
            return RowLook.CAPITALS if capitals else RowLook.BOLD
        return RowLook.ITALIC if self.line.italic else (RowLook.BOLD if capitals else RowLook.PLAIN)

    @property
    def is_difference(self) -> bool:
        """Whether its printed formula takes rows from others or divides them, so that no row is a part of it."""
        printed = printed_formula(self.line.label)
        return printed is not None and any(sign in printed.text for sign in "-/")

    @property
    def holds(self) -> bool:
        """Whether rows under it are to be expected."""
        return self.line.full or self.line.bare.endswith(":") or self.line.is_among_alone or self.weight <= RowLook.BOLD
