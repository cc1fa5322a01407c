"""Hearing a message part by part: which amount is told of which row. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.reading.telling.amounts import AsLast, Blank, GivenFigures, Ratio, TakenAway, Times, WhyNot, Withheld, Zero
from bot.reading.telling.doubting import Doubting
from bot.reading.telling.mentions import NamedRows
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.setting import OTHERS, PASSED
from bot.reading.telling.vocabulary import Tells

_EQUALS = "="
_HALF, _TWICE, _AND_A_HALF = Times(Decimal(1), None, 2), Decimal(2), Times(Decimal(3), None, 2)
Handler = Callable[[int, Item], None]


class Hearing(Doubting):
    """What is heard of the rows."""

    def hear(self) -> None:
        """All of it."""
        handlers = {**self._of_parts(), **self._of_relations(), **self._of_doubts()}
        self._lead()
        for at, item in enumerate(self.items):
            if at < self._skip:
                continue
            self._clause.append(item.said)
            if handler := handlers.get(item.what):
                handler(at, item)
        self._comma(len(self.items), Item(Piece.COMMA, ""))
        self._end()

    def _lead(self) -> None:
        """Figures that name no row, before rows by their place or all others, are the first rows' in order."""
        figures: list[GivenFigures | Zero] = []
        end = 0
        for at, item in enumerate(self.items):
            if item.what is Piece.FIGURE and item.figure:
                figures.append(GivenFigures((item.figure,)))
            elif item.what is Tells.NONE:
                figures.append(Zero())
            elif item.what not in {Piece.COMMA, Tells.AND, Tells.IS}:
                end = at
                break
        behind = self.items[end] if end else None
        first = range(len(figures))
        by_place = behind is not None and behind.what is Piece.ROWS and behind.key
        goes_on = by_place and behind is not None and all(mention.rows[0] not in first for mention in behind.rows)
        others = behind is not None and behind.what in {Tells.OTHERS, Tells.REST} and not self._is_rest_of(end)
        if figures and len(figures) < len(self.names.parents) and (goes_on or others):
            self.told |= dict(zip(first, figures, strict=True))
            self._skip = end

    def _is_rest_of(self, at: int) -> bool:
        """Whether what is left is that of a row that is named."""
        return self._what(at) is Piece.ROWS

    def _of_parts(self) -> Mapping[Piece | Tells, Handler]:
        return {
            Piece.ROWS: self._rows,
            Piece.FIGURE: self._figure,
            Piece.FRACTION: self._fraction,
            Piece.NEGATIVE: self._negative,
            Piece.COMMA: self._comma,
            Piece.UNKNOWN: self._unknown,
            Tells.NONE: lambda at, _: self._amount_or_prefix(at, Zero()),
            Tells.BLANK: lambda at, _: self._amount_or_prefix(at, Blank()),
            Tells.AS_BEFORE: lambda at, _: self._amount_or_prefix(at, AsLast()),
        }

    def _of_relations(self) -> Mapping[Piece | Tells, Handler]:
        return {
            Tells.SAME: self._same,
            Tells.ALIKE: self._alike,
            Tells.AND: self._joins,
            Tells.EACH_ONE: self._every,
            Tells.TIMES: self._times,
            Tells.TWICE: lambda at, _: self._multiple(at, Times(_TWICE)),
            Tells.AND_A_HALF: lambda at, _: self._multiple(at, _AND_A_HALF),
            Tells.HALF: lambda at, _: self._multiple(at, _HALF),
            Tells.REST: self._rest,
            Tells.OTHERS: lambda _at, _: self._pending.append(OTHERS),
            Tells.EACH: self._all,
            Tells.IN_ORDER: self._order,
            Tells.PARTS: self._tells_parts,
            Tells.PERIOD: self._period,
            Tells.PLUS: self._adds,
            Tells.MINUS: self._takes_away,
        }

    def _of_doubts(self) -> Mapping[Piece | Tells, Handler]:
        return {
            Tells.AMENDS: self._amend,
            Tells.MAY_AMEND: self._may_amend,
            Tells.IS_RIGHT: self._right,
            Tells.DENIED: self._deny,
            Tells.WRONG: self._wrong,
            Tells.SWAP: self._swap,
            Tells.AUTOMATIC: self._automatic,
            Tells.LATER: self._later,
            Tells.APPROXIMATE: self._about,
            Tells.DIFFERS: self._differs,
            Tells.TRAILING: self._trails,
            Tells.OVER: self._over,
        }

    def _rows(self, at: int, item: Item) -> None:
        if self._spreads and self._before(at) in {Tells.AND, Tells.OR}:
            self._set(item.rows, self._spreads)
            return
        self._spreads = None
        if self._held is not None and not self._pending:
            held, self._held = self._held, None
            if self._whole is not None and self._whole in item.rows[0].rows and isinstance(held, GivenFigures):
                self._parts.append(held)
                return
            self._set(item.rows, held)
            if self._whole is not None and isinstance(held, GivenFigures):
                self._parts.append(held)
            self._spreads = held if isinstance(held, Zero | Blank) else None
            return
        if self._pending and self._before(at) not in {Piece.COMMA, Tells.AND, Tells.OR}:
            both = tuple(n for n in item.rows[0].rows if n in self._pending[-1].rows)
            if both:
                self._pending[-1] = NamedRows(both, 1, sure=item.rows[0].sure)
                return
        if self._pending and self._before(at) is Tells.IS and self.items[at - 1].said == _EQUALS:
            self._each = True
        self._pending = [mention for mention in self._pending if mention is not OTHERS]  # "mấy cái kia thì 2.2.1 30"
        self._pending += item.rows
        self._each = self._each or (len(item.rows) > 1 and self._is_of_each(at))

    def _is_of_each(self, at: int) -> bool:
        """Whether one figure follows, and no other behind it, "hai dòng đầu 5, còn lại 0"."""
        where, following = self._next(at)
        behind = self._next(where, passing={*PASSED, Piece.COMMA})[1]
        return following is not None and following.what is Piece.FIGURE and not (behind and behind.what is Piece.FIGURE)

    def _figure(self, at: int, item: Item) -> None:
        value = item.figure
        if value is None:
            return
        _, following = self._next(at, passing=())
        if self._what(at) is Tells.OR and (other := self._next(at + 1)[1]) and other.what is Piece.FIGURE:
            end = next(n for n in range(at + 1, len(self.items)) if self.items[n].what is Piece.FIGURE)
            self._take(at, Withheld(WhyNot.EITHER, f"{item.said} {self.items[at + 1].said} {other.said}"))
            self._skip = end + 1
            return
        if following and following.what is Tells.TRAILING:
            self._take(at, Withheld(WhyNot.APPROXIMATE, f"{item.said} {following.said}"))
            return
        if following and following.what is Tells.IS_RIGHT and isinstance(self._held, GivenFigures):
            self._held = None  # "17, 19 mới đúng"
        if self._plus:
            self._plus = False
            self._add(at, value)
            return
        self._take(at, GivenFigures((value,)))

    def _comma(self, at: int, _item: Item) -> None:
        """The end of a clause: rows that wait for what was said of all are like the whole."""
        following = self._next(at)[1]
        if self._pending and not self._queue and self._each and (at >= len(self.items) or self._wants_whole(following)):
            waiting, self._pending = self._pending, []
            self._set(waiting, Times(Decimal(1)))
        if self._held is not None and self._whole is not None and isinstance(self._held, GivenFigures):
            self._parts.append(self._held)
            self._held = None
        elif isinstance(self._held, GivenFigures) and not self.told and not self._pending and self._names_more(at):
            self._set([NamedRows((self.names.whole or 0,), 1)], self._held)  # "800 hs, trực tuyến 3/4"
            self._held = None
        self._spreads = None
        self._clause = []
        self._left_before = len(self.left)

    def _names_more(self, at: int) -> bool:
        """Whether a row that is a part of a whole is named further on."""
        rows = [mention.rows[0] for item in self.items[at:] for mention in item.rows]
        return bool(rows) and self.names.whole is not None and self.names.whole not in rows

    @staticmethod
    def _wants_whole(following: Item | None) -> bool:
        return following is None or following.what not in {Piece.FIGURE, Tells.NONE}

    def _unknown(self, _at: int, item: Item) -> None:
        if self._whole is None or not (self._held or self._parts):
            self.left.append(item.said)

    def _end(self) -> None:
        if self._whole is not None:
            values = [value for part in self._parts if isinstance(part, GivenFigures) for value in part.values]
            if values and (len(values) > 1 or not self._by_period) and self._whole not in self.told:
                self.told[self._whole] = GivenFigures(tuple(values))
            elif self._whole not in self.told:
                self.loose.append(self.names.rows[self._whole].label)
        nothing_else = not self.told and not self.left and not self._pending and self.others is None
        if nothing_else and isinstance(self._held, Zero | Blank | AsLast):
            self.others, self._held = self._held, None
        elif isinstance(self._held, GivenFigures | Ratio | TakenAway) and len(self.names.rows) == 1 and not self.told:
            self.told[0], self._held = self._held, None
        others = {row: tuple(n for n in alike if n not in self.told) for row, alike in self.either.items()}
        self.either = {row: left for row, left in others.items() if left and isinstance(self.told.get(row), GivenFigures)}
        if isinstance(self._held, Withheld) and not self.told:
            self.general, self._held = self._held, None
        elif self._held is not None and not isinstance(self._held, Zero):
            self.loose.append(" ".join(self._clause) or "…")
        self.loose += [" ".join(self.names.rows[n].label for n in mention.rows[:1]) for mention in self._pending]
