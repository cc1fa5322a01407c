"""The figures of a message and the cells that they are for: by their order, by numbers and labels, or as a guess. Pure."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.reading.answering.labels import words_of
from bot.reading.answering.likely import may_be_unknown, sum_of
from bot.reading.answering.placed import Placed, PlacedFigures, in_named_cells
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear, together
from bot.reading.answering.values import read_value
from bot.reading.numbers import Unread
from bot.reading.tokens.atom import Value
from bot.reading.tokens.chunks import Chunk
from bot.reading.tokens.vocabulary import WordMeaning
from tracker.forms.cell import Cell

_FEWEST_TELLING = 2  # words that name a row which is not asked
_MOST_BESIDE_NONE = 2  # words that are not understood
_DASH = Value("-", "-")


class Placing(PlacedFigures):
    """Where the figures belong."""

    def read(self) -> Reading:
        """By order if every figure fits its place so, by name if every figure has one; else the best guess."""
        if not self._figures:
            return self._without_figures()
        if unknown := [target.left for target in self._targets if target.unknown]:
            return Puzzled(Uncertainty(Unclear.UNKNOWN_ROW, unknown[0]))
        if any(target.left and may_be_unknown(chunk) for chunk, target in zip(self._figures, self._targets, strict=True)):
            return Puzzled(Uncertainty(Unclear.NO_FIGURE, self._left))
        return (
            self._minus()
            or self._of_group()
            or self._of_parents()
            or self._of_all()
            or self._by_order()
            or self._by_name()
            or self._guess()
        )

    def _without_figures(self) -> Reading:
        """Nothing to record; a row's number alone may have been meant as a figure: 1.5."""
        match [chunk for chunk in self.chunks if not chunk.says_nothing]:
            case [Chunk(keys=(key,), words=())] if len(self.asked.cells) == 1:
                read = read_value(self.asked.rows[0], Value(key.said, key.said))
                unread = {self.asked.cells[0]: read} if isinstance(read, Unread) else {}
                return Puzzled(Uncertainty(Unclear.UNREAD, unread=unread))
        return Puzzled(Uncertainty(Unclear.NO_FIGURE, tuple(self._idle)))

    def _minus(self) -> Reading | None:
        """A single figure in digits beside a dash, and nothing else, is less than nothing."""
        alone = len(self.asked.cells) == 1 and not self._idle
        match self._figures:
            case [Chunk(value=Value(text=text, number=None) as value, keys=(), words=(), odd=("-",))] if alone:
                return self._taken([(self.asked.cells[0], Chunk(replace(value, text=f"-{text}")))])
        return None

    def _of_group(self) -> Reading | None:
        """A group's number and its figures in order: "1.4: 14 11 2 1"."""
        first, *others = self._figures
        if len(first.keys) != 1:
            return None
        key = first.keys[0].key
        group = [row for row in self.asked.form.groups.get(key, ()) if row in self.asked.typed]
        rows = group if len(group) == len(self._figures) else self.asked.numbered.get(key, ())
        plain = not self._idle and not first.content and not any(chunk.keys or chunk.content or chunk.odd for chunk in others)
        if len(rows) > 1 and len(rows) == len(self._figures) and plain:
            return self._taken(list(zip((row.cell for row in rows), self._figures, strict=True)))
        return None

    def _of_parents(self) -> Reading | None:
        """Rows with parts that are named by number, each with the figures of its parts: "3.3.1: 1.024, đúng hạn 1.020"."""
        starts = [at for at, chunk in enumerate(self.chunks) if chunk.keys]
        if not starts or starts[0] or self._left or self._odd:
            return None
        parts = [self.chunks[at:end] for at, end in pairwise([*starts, len(self.chunks)])]
        cells = [self._parts_of(part[0]) for part in parts]
        if not all(cells) or all(len(part) == 1 for part in parts):
            return None
        plain = [[replace(part[0], keys=(), sets=False), *part[1:]] for part in parts]
        read = [Placing(replace(self.asked, cells=of), part).read() for of, part in zip(cells, plain, strict=True)]
        return together(read) if all(isinstance(one, Explained) for one in read) else None

    def _parts_of(self, chunk: Chunk) -> list[Cell]:
        """The cells of the rows that are parts of the one that the chunk names, if that is none in which figures are typed."""
        if len(chunk.keys) != 1 or any(row.typed for row in self.asked.numbered.get(chunk.keys[0].key, ())):
            return []
        part = re.compile(re.escape(chunk.keys[0].key) + r"(?:[a-zđ]|\.[0-9]+)")
        return [row.cell for row in self.asked.typed if part.fullmatch(row.key)]

    def _of_all(self, *, guess: bool = False) -> Reading | None:
        """One figure for every row, or for every row that is not named: "0 hết", "còn lại 0", "trừ 2.3 là 4, tất cả 0".

        What comes before it without a name is of the first rows. As a guess there may be words that are not understood.
        """
        at = [at for at, chunk in enumerate(self._figures) if chunk.whom and not chunk.keys and not self._targets[at].named]
        if len(at) != 1 or len(self.asked.cells) == 1 or ((self._left or self._odd) and not guess):
            return None
        rest = self._figures[at[0]]
        others = self._beside_all(at[0])
        is_rest = rest.whom is WordMeaning.REST or any(chunk.excepts for chunk in self.chunks)
        if others is None or bool(others) is not is_rest or (guess and not others):
            return None
        among = {cell for cell, _ in others}
        left = [cell for cell in self.asked.cells if cell not in among]
        placed = [*others, *((cell, rest) for cell in left)]
        is_none = rest.value is not None and rest.value.meaning is not None
        if is_none and not all(self.asked.form.row_of(cell).is_number for cell in left):
            return self._guessed(placed, Uncertainty(Unclear.LIKELY))
        return self._taken(placed)

    def _beside_all(self, at: int) -> Placed | None:
        """The figures beside the one that is said of all, in the cells that they name, or of the first rows in order."""
        figures = [*self._figures[:at], *self._figures[at + 1 :]]
        targets = [*self._targets[:at], *self._targets[at + 1 :]]
        if not any(target.named for target in targets) and not any(chunk.keys for chunk in figures) and at == len(figures):
            first = list(zip(self.asked.cells, figures, strict=False))
            fit = all(self._fits(cell, chunk, target) for (cell, chunk), target in zip(first, targets, strict=False))
            return first if len(figures) < len(self.asked.cells) and fit else None
        return in_named_cells(figures, targets)

    def _named(self, count: int) -> Placed | None:
        """The first so many figures in the cells that their numbers, places and words mean; None if that is not clear."""
        return in_named_cells(self._figures[:count], self._targets[:count])

    def _by_order(self) -> Reading | None:
        """Figures in the order of the rows, each with no words but those of its row; a single bare one is the first's."""
        placed = self._in_order()
        if placed is None or self._idle or self._odd:
            return self._first_only()
        fit = all(self._fits(cell, chunk, target) for (cell, chunk), target in zip(placed, self._targets, strict=True))
        if fit and self._run_together:
            return self._guessed(placed, Uncertainty(Unclear.SEPARATOR))
        return self._taken(placed) if fit else None

    @property
    def _run_together(self) -> bool:
        """Whether several numbers in words follow one another, of which two may be one."""
        spelled = [
            chunk.value is not None and chunk.value.number is not None and not chunk.value.scaled for chunk in self._figures
        ]
        return len(spelled) > 1 and all(spelled) and all(chunk.runs_on for chunk in self._figures[1:])

    def _first_only(self) -> Reading | None:
        """A single bare figure for several rows is the first's, most likely it is with words; a nought may be that of all."""
        only, cells = self._figures[0], self.asked.cells
        if not len(self._figures) == 1 < len(cells) or self._left or self._odd or not self._bare or only.ordinal is not None:
            return None
        first = self._taken([(cells[0], only)])
        if not isinstance(first, Explained):
            return first
        if first.entries[cells[0]].amount == 0 and not only.is_bare:
            return self._guessed([(cell, only) for cell in cells], Uncertainty(Unclear.LIKELY))
        return first if only.is_bare else Guessed(first.entries, Uncertainty(Unclear.WHICH_ROW, figures=1))

    def _in_order(self) -> Placed | None:
        """One figure for each cell, without numbers of rows; places ("1)") must be in order."""
        figures, cells = self._figures, self.asked.cells
        if len(figures) > 1 and any(
            chunk.whom is WordMeaning.ALL and chunk.value and chunk.value.meaning for chunk in figures
        ):
            return None  # that there is none is said of all of them
        places = [chunk.ordinal for chunk in figures if chunk.ordinal is not None]
        in_order = not places or (len(cells) > 1 and places == list(range(1, len(cells) + 1)))
        if len(figures) != len(cells) or any(chunk.keys for chunk in figures) or not in_order:
            return None
        return list(zip(cells, figures, strict=True))

    def _by_name(self) -> Reading | None:
        """Every figure beside the number, the place or the words of one row, or of several that are all named."""
        placed = None if self._left or self._odd else self._named(len(self._figures))
        if placed is None:
            return None
        hardly = len(self._figures) == 1 and (self._targets[0].hardly or self._may_be_of_more)
        return self._guessed(placed, Uncertainty(Unclear.LIKELY)) if hardly else self._taken(placed)

    @property
    def _may_be_of_more(self) -> bool:
        """Whether the only figure, beside words of one row, is said of all: "38 xong hết", "trực tuyến trực tiếp đều 40"."""
        only, target = self._figures[0], self._targets[0]
        of_all = only.whom is WordMeaning.ALL and only.value is not None and only.value.meaning is None
        return of_all and not only.keys and len(target.cells) < len(self.asked.cells)

    def _guess(self) -> Reading:
        """The best that can be made of it, to be asked back."""
        if isinstance(of_all := self._of_all(guess=True), Explained | Guessed):
            return Guessed(of_all.entries, Uncertainty(Unclear.WORDS, (*self._left, *self._odd)))
        if elsewhere := self._elsewhere():
            return self._guessed(elsewhere, Uncertainty(Unclear.WORDS, self._left))
        placed, doubt = self._likely()
        if placed:
            return self._guessed(placed, doubt)
        too_many = self._bare and len(self._figures) > len(self.asked.cells)
        return Puzzled(
            Uncertainty(Unclear.TOO_MANY if too_many else Unclear.WHICH_ROW, self._left, figures=len(self._figures))
        )

    def _likely(self) -> tuple[Placed | None, Uncertainty]:
        figures, left = self._figures, self._left
        doubt = Uncertainty(Unclear.SEPARATOR if self._odd else Unclear.WORDS, (*left, *self._odd))
        if self._bare:
            return self._likely_by_order(doubt)
        if (
            placed := self._named(len(figures))
            or self._in_order_of_words()
            or self._others_in_order()
            or self._in_order_at_least()
        ):
            return placed, doubt
        if len(self.asked.cells) == 1 and (whole := sum_of(self._figures)):
            return [(self.asked.cells[0], whole)], doubt
        meant = self._targets[0].cells if len(figures) == 1 and not self._is_aside(figures[0]) else ()
        first = meant if figures[0].value and figures[0].value.meaning is WordMeaning.ZERO else meant[:1]
        return [(cell, figures[0]) for cell in first], doubt if left else Uncertainty(Unclear.WHICH_ROW, figures=1)

    def _others_in_order(self) -> Placed | None:
        """As many figures as cells, of which those without a name are of the cells that the others leave."""
        if len(self._figures) != len(self.asked.cells):
            return None
        pairs = list(zip(self._figures, self._targets, strict=True))
        named = [(chunk, target) for chunk, target in pairs if target.named]
        placed = in_named_cells([chunk for chunk, _ in named], [target for _, target in named]) or []
        left = [cell for cell in self.asked.cells if cell not in {taken for taken, _ in placed}]
        others = [chunk for chunk, target in pairs if not target.named]
        return [*placed, *zip(left, others, strict=True)] if placed and len(left) == len(others) else None

    def _is_aside(self, only: Chunk) -> bool:
        """Whether "không" is one word of a sentence that says something else."""
        return only.value is not None and only.value.meaning is not None and len(self._left) > _MOST_BESIDE_NONE

    def _in_order_at_least(self) -> Placed | None:
        """As many figures as cells, whatever words stand beside which."""
        return None if self._left else self._in_order()

    def _in_order_of_words(self) -> Placed | None:
        """As many figures as cells, of which none is said to be another's."""
        placed = self._in_order() or ()
        fits = all(not target.named or cell in target.cells for (cell, _), target in zip(placed, self._targets, strict=False))
        return placed if placed and fits else None

    def _likely_by_order(self, doubt: Uncertainty) -> tuple[Placed | None, Uncertainty]:
        figures, cells, following, left = self._figures, self.asked.cells, self.asked.following, self._left
        if following and len(figures) == len(cells) + len(following) and not left:
            return list(zip([*cells, *following], figures, strict=True)), Uncertainty(Unclear.RUNS_ON)
        with_dashes = [
            one for chunk in figures for one in (chunk, *(Chunk(_DASH) for sign in chunk.odd if sign == _DASH.said))
        ]
        if len(figures) < len(with_dashes) == len(cells) and not left:
            return list(zip(cells, with_dashes, strict=True)), doubt
        if (placed := self._in_order()) is None and len(figures) < len(cells) and not left:
            return list(zip(cells, figures, strict=False)), Uncertainty(Unclear.TOO_FEW, figures=len(figures))
        if len(cells) == 1 and (whole := sum_of(self._figures)):
            return [(cells[0], whole)], doubt
        if placed is None and len(cells) == 1:
            placed = [(cells[0], chunk) for chunk, target in zip(figures, self._targets, strict=True) if not target.left][:1]
            doubt = doubt if left else Uncertainty(Unclear.TOO_MANY, figures=len(figures))
        return placed, doubt

    def _elsewhere(self) -> Placed | None:
        """Rows that are not asked, where all words of a figure are of one of them."""
        found = []
        for chunk, target in zip(self._figures, self._targets, strict=True):
            if not target.left or chunk.keys or len(chunk.content) < _FEWEST_TELLING:
                return None
            rows = [(row, words_of(self.asked.form, row).hits(chunk.content)) for row in self.asked.typed]
            fitting = [row for row, hit in rows if hit.label and not hit.left]
            if len(fitting) != 1:
                return None
            found.append((fitting[0].cell, chunk))
        return found
