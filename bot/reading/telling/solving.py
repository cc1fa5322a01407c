"""Working out what is told of rows: shares, rests, sums and what is like another row or last period. Pure, exact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.reading.numbers import Unread
from bot.reading.telling.amounts import (
    Amount,
    AsLast,
    Blank,
    GivenFigures,
    More,
    Operation,
    Ratio,
    Rest,
    Stands,
    TakenAway,
    Times,
    WhyNot,
    Withheld,
    Worked,
    Zero,
)
from bot.reading.telling.mentions import RowNames
from bot.reading.tokens.atom import Value
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry

Read = Callable[[Row, Value], Entry | Unread]
_PER_CENT, _PLACES = 100, Decimal("0.01")


@dataclass
class Solver:
    """The amounts that are told, by the places of their rows, what stands there and what stood there last period."""

    names: RowNames
    told: Mapping[int, Amount]
    standing: Mapping[int, Entry]
    last: Mapping[int, Entry]
    read: Read
    worked: dict[int, Worked] = field(default_factory=dict)
    _solving: set[int] = field(default_factory=set)

    def entry(self, at: int) -> Entry | Unread | Withheld:
        """What the row gets, or why nothing."""
        amount = self.told[at]
        if at in self._solving:
            return Withheld(WhyNot.NO_WHOLE)
        self._solving.add(at)
        solved = self._solve(at, amount)
        self._solving.discard(at)
        return solved

    def _solve(self, at: int, amount: Amount) -> Entry | Unread | Withheld:
        solved: Entry | Unread | Withheld
        match amount:
            case Withheld():
                solved = amount
            case Zero() | Blank():
                solved = Entry.number(0) if isinstance(amount, Zero) else Entry.blank()
            case GivenFigures(values):
                solved = self._sum(at, values)
            case AsLast():
                solved = self._as_last(at)
            case Stands(row):
                solved = self.standing.get(row, Withheld(WhyNot.NOTHING_TO_ADD_TO))
            case More(value):
                solved = self._more(at, value)
            case TakenAway() | Ratio():
                solved = self._less(at, amount) if isinstance(amount, TakenAway) else self._ratio(at, amount)
            case Times(by, row, over):
                solved = self._times(at, self.whole(at) if row is None else row, by, over)
            case Rest():
                solved = self._rest(at)
        return solved

    def standing_or_told(self, at: int) -> Entry | Unread | Withheld:
        """What is told of the row, or what stands there."""
        return self.entry(at) if at in self.told else self.standing.get(at, Withheld(WhyNot.NOTHING_TO_ADD_TO))

    def amount(self, at: int | None) -> Decimal | None:
        """The number of a row as it is told, or as it stands."""
        if at is None:
            return None
        entry = self.entry(at) if at in self.told else self.standing.get(at)
        return entry.amount if isinstance(entry, Entry) else None

    def whole(self, at: int) -> int | None:
        """The row of which this one is a part: by its number, or the first of its neighbours with a figure."""
        above = self.names.above(at)
        if above is not None and self.amount(above) is not None:
            return above
        before = range(at)
        known = (
            n for n in before if n not in self._solving and self.names.rows[n].kind is not Kind.RATE and at in self._parts(n)
        )
        return next((n for n in known if self.amount(n) is not None), None)

    def _parts(self, whole: int) -> Sequence[int]:
        under = self.names.under(whole)
        return under or [n for n in range(whole + 1, len(self.names.rows)) if self.names.rows[n].kind is not Kind.RATE]

    def _sum(self, at: int, values: Sequence[Value]) -> Entry | Unread | Withheld:
        read = [self.read(self.names.rows[at], value) for value in values]
        if len(read) == 1:
            return read[0]
        amounts = [one.amount for one in read if isinstance(one, Entry) and one.amount is not None]
        if len(amounts) < len(read):
            return next((one for one in read if isinstance(one, Unread)), Withheld(WhyNot.NO_WHOLE))
        return self._worked(at, sum(amounts, Decimal(0)), Worked(tuple(amounts), Operation.PLUS))

    def _as_last(self, at: int) -> Entry | Withheld:
        entry = self.last.get(at)
        if entry is None:
            return Withheld(WhyNot.NO_LAST)
        if entry.amount is not None:
            self.worked[at] = Worked((entry.amount,), Operation.SAME, last=True)
        return entry

    def _more(self, at: int, value: Value) -> Entry | Unread | Withheld:
        stands, more = self.standing.get(at), self.read(self.names.rows[at], value)
        if isinstance(more, Unread):
            return more
        if stands is None or stands.amount is None or more.amount is None:
            return Withheld(WhyNot.NOTHING_TO_ADD_TO, value.said)
        return self._worked(at, stands.amount + more.amount, Worked((stands.amount, more.amount), Operation.PLUS))

    def _ratio(self, at: int, amount: Ratio) -> Entry | Withheld:
        worked = Worked((Decimal(amount.part), Decimal(amount.of)), Operation.OVER)
        return self._worked(at, (_PER_CENT * Decimal(amount.part) / amount.of).quantize(_PLACES), worked)

    def _less(self, at: int, amount: TakenAway) -> Entry | Unread | Withheld:
        """What is left of a figure, of the whole, or of what stands there."""
        row = self.names.rows[at]
        less = self.read(row, amount.value)
        if isinstance(less, Unread):
            return less
        if amount.of is not None:
            of = self.read(row, amount.of)
            stood = None if isinstance(of, Unread) else of.amount
        elif amount.of_whole:
            stood = self.amount(self.whole(at))
        else:
            stands = self.standing.get(at)
            stood = stands.amount if stands else None
        if stood is None or less.amount is None:
            return Withheld(WhyNot.NO_WHOLE if amount.of_whole else WhyNot.DIFFERENCE, amount.value.said)
        if stood < less.amount:
            return Withheld(WhyNot.BELOW_ZERO)
        return self._worked(at, stood - less.amount, Worked((stood, less.amount), Operation.MINUS))

    def _times(self, at: int, of: int | None, by: Decimal, over: int) -> Entry | Withheld:
        whole = self.amount(of)
        if whole is None:
            return Withheld(WhyNot.NO_WHOLE)
        exact = whole * by / over
        if exact * over != whole * by:
            return Withheld(WhyNot.NOT_WHOLE)
        if by == over:
            return self._worked(at, whole, Worked((whole,), Operation.SAME))
        sign, numbers = (Operation.TIMES, (whole, by)) if over == 1 else (Operation.OVER, (whole * by, Decimal(over)))
        return self._worked(at, exact, Worked(numbers, sign))

    def _rest(self, at: int) -> Entry | Withheld:
        of = self.whole(at)
        whole = self.amount(of)
        if of is None or whole is None:
            return Withheld(WhyNot.NO_WHOLE)
        others = [self.amount(n) for n in self._parts(of) if n != at]
        known = [one for one in others if one is not None]
        left = whole - sum(known, Decimal(0))
        if left < 0:
            return Withheld(WhyNot.BELOW_ZERO)
        return self._worked(at, left, Worked((whole, *known), Operation.MINUS))

    def _worked(self, at: int, exact: Decimal, how: Worked) -> Entry | Withheld:
        if self.names.rows[at].kind is Kind.COUNT and exact != exact.to_integral_value():
            return Withheld(WhyNot.NOT_WHOLE)
        self.worked[at] = how
        return Entry.number(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize())
