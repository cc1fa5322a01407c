"""What is no figure for sure: about so many, not known yet, more or less than something; and what there is none of. Pure."""

from bot.reading.telling.amounts import Amount, GivenFigures, WhyNot, Withheld
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.righting import Righting
from bot.reading.telling.setting import OTHERS
from bot.reading.telling.vocabulary import Tells

_ENDS = {Piece.COMMA, None}


class Doubting(Righting):
    """What is withheld, and what there is none of."""

    def _negative(self, at: int, item: Item) -> None:
        signed = any(self.names.rows[n].signed for mention in self._pending for n in mention.rows)
        if signed:
            self.loose.append(item.said)
        self._take(at, Withheld(WhyNot.NEGATIVE, item.said))

    def _later(self, at: int, item: Item) -> None:
        said = " ".join([*self._clause[:-1], item.said])
        del self.left[self._left_before :]
        held = Withheld(WhyNot.LATER, said)
        waiting = [mention for mention in self._pending if mention is not OTHERS]
        if waiting:
            self._pending.clear()
            self._queue.clear()
            self._set(waiting, held)
        elif self._what(at) is Piece.ROWS and self._next(at)[0] == at + 1:
            self._held = held
        elif self._last and isinstance(self.told.get(self._last[0]), GivenFigures):
            for row in self._last:
                self.told[row] = held
        elif not self._last:
            self.general = held
        self._pending.clear()
        self._drop_rest(at)

    def _drop_rest(self, at: int) -> None:
        """What goes on with why it is not known yet is explained by that."""
        end = next((n for n in range(at + 1, len(self.items)) if self.items[n].what is Piece.COMMA), len(self.items))
        if all(self.items[n].what is not Piece.ROWS and self.items[n].what is not Piece.FIGURE for n in range(at + 1, end)):
            self._skip = max(self._skip, end)

    def _automatic(self, at: int, item: Item) -> None:
        self._amount_or_prefix(at, Withheld(WhyNot.AUTOMATIC, item.said))

    def _about(self, at: int, item: Item) -> None:
        if self._what(at) in {Piece.FIGURE, Tells.APPROXIMATE}:
            self._approximate = f"{self._approximate} {item.said}".strip()
        else:
            self.left.append(item.said)

    def _differs(self, at: int, item: Item) -> None:
        """What is said is by how much it is more or less, not how much it is."""
        where, following = self._next(at)
        if following and following.what is Piece.FIGURE:
            self._skip = where + 1
            self._take(at, Withheld(WhyNot.DIFFERENCE, f"{item.said} {following.said}"))
        else:
            self.left.append(item.said)

    def _trails(self, at: int, item: Item) -> None:
        if (
            self._before(at) is not Piece.FIGURE
            and self._last
            and isinstance(self.told.get(self._last[0]), GivenFigures | Withheld)
        ):
            for row in self._last:
                self.told[row] = Withheld(WhyNot.APPROXIMATE, item.said)

    def _over(self, at: int, item: Item) -> None:
        """Over a figure: it is more; between two of them it is one part of the other."""
        if self._before(at) is Piece.FIGURE:
            for row in self._last:
                self.told[row] = Withheld(WhyNot.FRACTION, f"{self.items[at - 1].said} {item.said}")
        elif self._what(at) is Piece.FIGURE:
            self._approximate = item.said

    def _amount_or_prefix(self, at: int, amount: Amount) -> None:
        """None, blank and the like: of the rows before that wait, or of those behind."""
        following = self._next(at)[1]
        if not self._pending and not following and self._last and self.told.get(self._last[0]) == amount:
            return
        if self._pending or self._held != amount:
            if not self._pending and self._last and following and following.what in _ENDS and self.told:
                return  # "2 cái, không": stresses what was said
            self._take(at, amount)
