"""Amounts that are told in relation to others: shares, multiples, rests, sums, last period. Pure."""

from decimal import Decimal

from bot.reading.numbers import read_number
from bot.reading.telling.amounts import AsLast, GivenFigures, More, Ratio, Rest, TakenAway, Times, WhyNot, Withheld
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.setting import OTHERS, PASSED, Setting
from bot.reading.telling.vocabulary import Tells
from bot.reading.tokens.atom import Value
from bot.reading.tokens.vocabulary import is_word
from tracker.forms.row import Kind

_EVENLY = "đều"
_MOST_SHARE = 10  # parts of a whole in a fraction that people say
_LEAVES = {Tells.NONE, Tells.BLANK, Tells.SAME, Tells.AS_BEFORE, Tells.EACH, Tells.LATER}


class Relating(Setting):
    """What is told in relation to other rows."""

    def _fraction(self, at: int, item: Item) -> None:
        value = item.figure
        if value and int(value.text) < item.over <= _MOST_SHARE and self.told and self._what(at) is not Piece.FIGURE:
            self._multiple(at, Times(Decimal(int(value.text)), None, item.over))
        elif value and len(self.names.rows) == 1 and self.names.rows[0].kind is Kind.RATE and int(value.text) <= item.over:
            self._take(at, Ratio(int(value.text), item.over))
        else:
            self._take(at, Withheld(WhyNot.FRACTION, item.said))

    def _same(self, at: int, _item: Item) -> None:
        where, following = self._next(at, passing={Tells.IS, Tells.EACH, Tells.SAME})
        if following and following.what is Tells.LAST:
            self._skip = where + 1
            self._take(at, AsLast())
        elif (
            following
            and following.what is Piece.ROWS
            and self._pending
            and (row := self._choose(following.rows[0], None)) is not None
        ):
            self._skip = where + 1
            self._take(at, Times(Decimal(1), row))
            if self._what(where) is Piece.FIGURE:
                self._pending = list(following.rows)
        elif self._pending and not (
            following and following.what in {Piece.FIGURE, Tells.NONE, Tells.TWICE, Tells.TIMES, Tells.HALF}
        ):
            self._take(at, Times(Decimal(1)))

    def _alike(self, at: int, item: Item) -> None:
        """The figure that follows is that of all rows that were named: "A và B bằng nhau, 166"."""
        what = self._next(at, passing={Tells.IS, Tells.EACH, Tells.AND, Piece.COMMA})[1]
        if what and what.what in {Piece.FIGURE, Tells.NONE} and (not self._pending or len(self._pending) > 1):
            self._every(at, item)
        else:
            self._same(at, item)

    def _every(self, _at: int, _item: Item) -> None:
        """The figure that follows is that of every row that was named, or that is asked."""
        if not self._pending and not self._held and not self.told:
            self._pending.append(OTHERS)
        self._each = True

    def _joins(self, at: int, _item: Item) -> None:
        """Between rows and a figure it is said of them together; between two figures of one row it adds them."""
        if self._what(at) is not Piece.FIGURE:
            return
        if len(self._pending) > 1 and not self._queue:
            self._each = True
        elif isinstance(self._held, GivenFigures) and len(self.names.rows) == 1:
            self._plus = True

    def _times(self, at: int, item: Item) -> None:
        where, following = self._next(at)
        if following and following.what is Piece.FIGURE and following.figure:
            number = following.figure.number
            read = number if number is not None else read_number(following.figure.text, whole=False, percent=False)
            self._skip = where + 1
            if isinstance(read, Decimal):
                self._multiple(where, Times(read))
                return
        self.left.append(item.said)

    def _multiple(self, at: int, times: Times) -> None:
        """So many times the row that follows if one waits for it, else the whole."""
        where, following = self._next(at)
        if self._pending and following and following.what is Piece.ROWS:
            row = self._choose(following.rows[0], None)
            self._skip = max(self._skip, where + 1)
            times = Times(times.by, row, times.over)
        elif self._pending and times.over == 1 and self._last:
            times = Times(times.by, self._last[0], times.over)
        self._take(min(at, len(self.items) - 1), times)

    def _rest(self, at: int, _item: Item) -> None:
        where, following = self._next(at, passing={*PASSED, Tells.EACH})
        if (
            self._pending
            and len(self._queue) == 1
            and self._before(at) is Piece.COMMA
            and following
            and following.what in _LEAVES
        ):
            self._settle()  # "A, B, C 5, còn lại 0"
        if self._pending:
            self._take(at, Rest())
        elif following and following.what is Piece.ROWS:
            if self._what(where) is not Piece.FIGURE:
                self._held = Rest()
        elif following and (following.what in _LEAVES or following.what is Piece.FIGURE):
            self._pending.append(OTHERS)

    def _all(self, at: int, item: Item) -> None:
        counted = self._count_of_all(at)
        if counted or (is_word(item.said.split()[0], _EVENLY) and self._what(at) is Piece.FIGURE):
            self._skip = max(self._skip, counted)
            self._every(at, item)
            return
        if not self._pending and not self._held and self._what(at) in _LEAVES and not self.told:
            self._pending.append(OTHERS)
        self._each = True

    def _count_of_all(self, at: int) -> int:
        """Behind how many all of them are, where a figure of all follows: "cả ba cái đều 12"; 0 for anything else."""
        where, count = self._next(at)
        behind = self._next(where)[1] if count else None
        if count is None or count.figure is None or behind is None or behind.what not in {Tells.EACH, Tells.ALIKE}:
            return 0
        number = count.figure.number
        read = number if number is not None else read_number(count.figure.text, whole=True, percent=False)
        return where + 1 if read == len(self.names.parents) and not self._pending else 0

    def _order(self, _at: int, _item: Item) -> None:
        self._in_order = True

    def _tells_parts(self, _at: int, _item: Item) -> None:
        if len(self._pending) == 1 and not self._queue and (row := self._choose(self._pending[0], None)) is not None:
            self._whole = row
            self._pending.clear()
            self._parts = []

    def _period(self, at: int, item: Item) -> None:
        """Figures of periods are parts of the row's."""
        if self._what(at) is Piece.FIGURE and len(self._pending) == 1:
            self._tells_parts(at, item)
            self._by_period = True

    def _adds(self, at: int, _item: Item) -> None:
        if self._what(at) is Piece.FIGURE:
            self._plus = True

    def _takes_away(self, at: int, item: Item) -> None:
        """So many fewer than what was said, or than what stands, unless it is said how many are left: "trừ 3, còn 228"."""
        where, following = self._next(at)
        if following is None or following.what is not Piece.FIGURE or following.figure is None:
            self.left.append(item.said)
            return
        self._skip = where + 1
        if isinstance(self._held, GivenFigures):
            one, self._held = self._held.values[0], None
            self._held = TakenAway(following.figure, one)
        elif not any(one.what is Piece.FIGURE for one in self.items[where + 1 :]):
            before = self.told.get(self._last[0]) if self._last and not self._pending else None
            if isinstance(before, GivenFigures):
                self.told[self._last[0]] = TakenAway(following.figure, before.values[0])
            else:
                self._take(at, TakenAway(following.figure))
        else:
            ends = (n for n in range(where, len(self.items)) if self.items[n].what is Piece.COMMA)
            self._skip = next(ends, where + 1)
            self.passed.append(f"{item.said} {following.said}")

    def _add(self, at: int, value: Value) -> None:
        """One more to what was just said, or to what stands."""
        if isinstance(self._held, GivenFigures):
            self._held = GivenFigures((*self._held.values, value))
        elif not self._pending and self._last and isinstance(before := self.told.get(self._last[0]), GivenFigures):
            self.told[self._last[0]] = GivenFigures((*before.values, value))
        else:
            self._take(at, More(value))
