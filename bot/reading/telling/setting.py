"""Setting amounts beside the rows for which they are told, as a message goes on. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.reading.numbers import read_number
from bot.reading.telling.amounts import Amount, AsLast, Blank, GivenFigures, Stands, TakenAway, Times, WhyNot, Withheld, Zero
from bot.reading.telling.mentions import NamedRows, RowNames
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.vocabulary import Tells
from tracker.forms.row import Kind

PASSED = {Tells.IS, Tells.OF_NOTHING, Tells.AND, Tells.OF_TIMES}  # between what belongs together
OTHERS = NamedRows((), 0)  # in the place of a row: all that are not named
_WHOLE = 100  # per cent


@dataclass
class Setting:
    """The rows and the parts of a message, and what has been told so far; all is explained if nothing is left or loose."""

    names: RowNames
    items: Sequence[Item]
    told: dict[int, Amount] = field(default_factory=dict)
    others: Amount | None = None  # of every row that is not named
    swapped: tuple[int, int] | None = None
    left: list[str] = field(default_factory=list)  # words that are not understood
    loose: list[str] = field(default_factory=list)  # figures and rows that were not brought together
    general: Withheld | None = None  # told of no row
    passed: list[str] = field(default_factory=list)  # what was said and is no figure of a row
    unsure: bool = False  # a short form may be of several rows
    either: dict[int, tuple[int, ...]] = field(default_factory=dict)  # the other rows that a figure may be of as well
    _pending: list[NamedRows] = field(default_factory=list)
    _queue: list[Amount] = field(default_factory=list)
    _held: Amount | None = None
    _last: list[int] = field(default_factory=list)
    _spreads: Amount | None = None
    _each: bool = False
    _in_order: bool = False
    _amends: bool = False
    _plus: bool = False
    _whole: int | None = None  # whose parts are told
    _parts: list[Amount] = field(default_factory=list)
    _by_period: bool = False
    _approximate: str = ""
    _skip: int = 0
    _clause: list[str] = field(default_factory=list)
    _left_before: int = 0

    def _next(self, at: int, *, passing: Iterable[Piece | Tells] = PASSED) -> tuple[int, Item | None]:
        """The next part that is none of these, and where it stands."""
        skipped = set(passing)
        for n in range(at + 1, len(self.items)):
            if self.items[n].what not in skipped:
                return n, self.items[n]
        return len(self.items), None

    def _what(self, at: int) -> Piece | Tells | None:
        item = self._next(at)[1]
        return item.what if item else None

    def _before(self, at: int) -> Piece | Tells | None:
        return self.items[at - 1].what if at else None

    def _behind_rows(self, at: int) -> bool:
        """Whether a row stands just before, and none behind, words that say nothing apart."""
        return self._what(at) is not Piece.ROWS and next(
            (item.what is Piece.ROWS for item in reversed(self.items[:at]) if item.what not in PASSED), False
        )

    def _choose(self, mention: NamedRows, amount: Amount | None) -> int | None:
        """The row that is meant where the amount is one of its kind; None where that is not clear."""
        rows = list(mention.rows)
        if isinstance(amount, GivenFigures) and len(amount.values) == 1:
            percent = amount.values[0].text.endswith("%") or amount.values[0].said.endswith("%")
            rows = [n for n in rows if (self.names.rows[n].kind is Kind.RATE) is percent] or rows
        elif len(rows) > 1:
            rows = [n for n in rows if self.names.rows[n].kind is not Kind.RATE] or rows
        if self._whole is not None and (under := [n for n in rows if n in self.names.under(self._whole)]):
            rows = under
        return rows[0] if rows and (mention.sure or len(rows) == 1) else None

    def _set(self, mentions: Sequence[NamedRows], amount: Amount) -> None:
        chosen: list[int] = []
        for mention in mentions:
            if mention is OTHERS:
                self.others = amount
                continue
            if isinstance(amount, Zero) and 2 * len(mention.alike) + 2 > len(self.names.parents) > 2:  # noqa: PLR2004 - most of them
                self.others = amount
                continue
            if isinstance(amount, Zero) and not mention.initials:
                alike = [n for n in mention.alike if self.names.rows[n].kind is not Kind.RATE and n not in self.told]
                self.told |= dict.fromkeys(alike, amount)
            row = mention.rows[0] if isinstance(amount, Zero) and mention.alike else self._choose(mention, amount)
            if row is None:
                self.unsure |= mention.initials
                self.loose.append(" ".join(self.names.rows[n].label for n in mention.rows[:2]))
                continue
            amount = _of_opposite(amount) if mention.opposite else self._of_whole(row, amount)
            if isinstance(amount, GivenFigures) and mention.alike and not mention.initials:
                self.either[row] = mention.alike
            if row in self.told and not self._amends and self.told[row] != amount and not isinstance(self.told[row], Withheld):
                self.loose.append(self.names.rows[row].label)
            if isinstance(amount, Stands) or row not in self.told or not isinstance(amount, Withheld):
                self.told[row] = amount
            chosen.append(row)
        self._last = chosen or self._last
        self._amends = self._each = self._in_order = False
        self._approximate = ""

    def _of_whole(self, row: int, amount: Amount) -> Amount:
        """A rate said of a row that counts is a share of its whole."""
        if not isinstance(amount, GivenFigures) or len(amount.values) > 1 or self.names.rows[row].kind is Kind.RATE:
            return amount
        text = amount.values[0].text
        read = read_number(text, whole=False, percent=True) if text.endswith("%") else None
        return Times(read, None, _WHOLE) if isinstance(read, Decimal) and self.told else amount

    def _take(self, at: int, amount: Amount) -> None:
        """An amount: of the rows that wait for it, in the place of the last one, or of the row that follows."""
        if self._approximate:
            amount = Withheld(WhyNot.APPROXIMATE, f"{self._approximate} {self.items[at].said}")
        if self._amends and not self._pending and self._last:
            for row in self._last:
                self.told[row] = amount
            self._amends, self._approximate = False, ""
        elif self._pending:
            self._narrow(at)
            self._queue.append(amount)
            if len(self._queue) == len(self._pending) or len(self._pending) == 1 or self._is_of_all(amount):
                self._settle()
        elif self._whole is not None and self._held is not None:
            self._parts.append(self._held)
            self._held = amount
        elif self._held is not None and self._amends:
            self._held, self._amends = amount, False
        elif self._held is not None:
            self.loose.append(self.items[at].said)
        elif isinstance(amount, GivenFigures) and self._last and self._behind_rows(at):
            self._move_on(amount)
        else:
            self._held = amount

    def _is_of_all(self, amount: Amount) -> bool:
        """Whether one amount is that of all rows that wait."""
        return len(self._queue) == 1 and (self._each or isinstance(amount, Zero | Blank | AsLast)) and not self._in_order

    def _narrow(self, at: int) -> None:
        """Of rows that are named before the figure, those that are named behind it as well: "xong cả 9 đúng hạn"."""
        behind = self.items[at + 1] if at + 1 < len(self.items) else None
        waits = self._pending[-1]
        goes_on = self._what(at + 1) is Piece.FIGURE
        if behind and behind.what is Piece.ROWS and (waits.alike or not waits.sure) and len(behind.rows) == 1 and not goes_on:
            both = tuple(n for n in behind.rows[0].rows if n in self._pending[-1].rows)
            if both:
                self._pending[-1], self._skip = NamedRows(both, 1, behind.rows[0].sure), at + 2

    def _move_on(self, amount: Amount) -> None:
        """A figure behind a row that took the one before it: "30 nhiệm vụ, xong 28", where the first one is of the whole."""
        row, whole = self._last[-1], self.names.whole
        before, self.told[row] = self.told[row], amount
        if whole is None or whole in self.told:
            self.loose.append(self.names.rows[row].label)
        else:
            self.told[whole] = before

    def _settle(self) -> None:
        """The amounts for the rows that wait, one for each or one for all."""
        waiting, amounts = list(self._pending), list(self._queue)
        self._pending.clear()
        self._queue.clear()
        if len(amounts) == 1:
            self._set(waiting, amounts[0])
        else:
            rows: list[int] = []
            for mention, amount in zip(waiting, amounts, strict=True):
                self._set([mention], amount)
                rows += self._last
            self._last = rows


def _of_opposite(amount: Amount) -> Amount:
    """What is said of what the row does not count."""
    if isinstance(amount, Zero):
        return Times(Decimal(1))
    return TakenAway(amount.values[0], of_whole=True) if isinstance(amount, GivenFigures) else amount
