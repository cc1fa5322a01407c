"""What is put right on the way: another figure, another row, two rows one for the other. Pure."""

from bot.reading.telling.amounts import Blank, GivenFigures, Stands
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.relating import Relating
from bot.reading.telling.setting import PASSED


class Righting(Relating):
    """Corrections within a message."""

    def _amend(self, _at: int, _item: Item) -> None:
        self._amends = bool(self.told) or self._held is not None

    def _may_amend(self, at: int, item: Item) -> None:
        if self._what(at) is Piece.FIGURE:
            self._amend(at, item)

    def _right(self, _at: int, _item: Item) -> None:
        """The figure that was said last is the row's."""
        if isinstance(self._held, GivenFigures) and self._last:
            for row in self._last:
                self.told[row] = self._held
            self._held = None

    def _deny(self, at: int, item: Item) -> None:
        where, following = self._next(at)
        if following and following.what is Piece.FIGURE:
            self._skip = where + 1
        elif following is None or following.what is Piece.COMMA:
            self._amend(at, item)
        else:
            self.left.append(item.said)

    def _wrong(self, at: int, item: Item) -> None:
        """A figure put right at once, or one that stands in a row in which it does not belong."""
        _, following = self._next(at, passing={*PASSED, Piece.COMMA})
        behind_figure = next((one.what is Piece.FIGURE for one in reversed(self.items[:at]) if one.what not in PASSED), False)
        if following is None and behind_figure and self.loose:
            self.passed.append(self.loose.pop())  # "166, bữa trước ghi 148 là sai"
            return
        if following and following.what is Piece.FIGURE:
            self._amend(at, item)
        elif self._pending and (row := self._choose(self._pending[-1], None)) is not None:
            self._pending.clear()
            self.told[row], self._held = Blank(), Stands(row)
        elif self._last:
            row = self._last[0]
            self._held, self.told[row] = self.told[row], Blank()
        else:
            self.left.append(item.said)

    def _swap(self, at: int, item: Item) -> None:
        """Two rows that are named, or the only two that were."""
        found = [n for n in range(at + 1, len(self.items)) if self.items[n].what is Piece.ROWS][:2]
        rows = [self._choose(self.items[n].rows[0], None) for n in found]
        if len(rows) == len(found) > 1 and rows[0] is not None and rows[1] is not None:
            self.swapped = (rows[0], rows[1])
            self._skip = found[1] + 1
        elif not found and len(self.told) == 2:  # noqa: PLR2004 - one for the other
            one, other = self.told
            self.swapped = (one, other)
        else:
            self.left.append(item.said)
