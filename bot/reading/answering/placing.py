"""The figures of a message and the cells that they are for: by their order, by numbers and labels, or as a guess. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.atoms import Value
from bot.reading.answering.chunks import Chunk
from bot.reading.answering.labels import words_of
from bot.reading.answering.targets import Target, target_of
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answering.values import read_value
from bot.reading.answering.vocabulary import WordMeaning
from bot.reading.numbers import Unread, WhyUnread
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.reports.entry import Entry

_FEWEST_TELLING = 2  # words that name a row which is not asked
_DASH = Value("-", "-")
Placed = Sequence[tuple[Cell, Chunk]]


@dataclass
class Placing:
    """The chunks of a message beside what is asked."""

    asked: AskedCells
    chunks: Sequence[Chunk]

    def read(self) -> Reading:
        """By order if every figure fits its place so, by name if every figure has one; else the best guess."""
        if not self._figures:
            return self._without_figures()
        if unknown := [target.left for target in self._targets if target.unknown]:
            return Puzzled(Uncertainty(Unclear.UNKNOWN_ROW, unknown[0]))
        if any(target.left and _may_be_unknown(chunk) for chunk, target in zip(self._figures, self._targets, strict=True)):
            return Puzzled(Uncertainty(Unclear.NO_FIGURE, self._left))
        return self._minus() or self._of_group() or self._of_all() or self._by_order() or self._by_name() or self._guess()

    @cached_property
    def _figures(self) -> list[Chunk]:
        return [chunk for chunk in self.chunks if chunk.value]

    @cached_property
    def _targets(self) -> list[Target]:
        return [target_of(chunk, self.asked) for chunk in self._figures]

    @cached_property
    def _idle(self) -> list[str]:
        """What stands in chunks without a figure and means something."""
        idle = [chunk for chunk in self.chunks if not chunk.value]
        return [word for chunk in idle for word in (*(key.said for key in chunk.keys), *chunk.content)]

    @cached_property
    def _left(self) -> tuple[str, ...]:
        return (*(word for target in self._targets for word in target.left), *self._idle)

    @cached_property
    def _odd(self) -> tuple[str, ...]:
        """Signs that may be part of what is said; the same dash between all figures parts them."""
        signs = tuple(sign for chunk in self.chunks for sign in chunk.odd)
        parts = len(self._figures) > 1 and all(chunk.odd == ("-",) for chunk in self._figures[:-1])
        return () if parts and set(signs) == {"-"} and len(signs) == len(self._figures) - 1 else signs

    @cached_property
    def _bare(self) -> bool:
        """Whether no figure has words or a number that tell rows apart."""
        return not any(chunk.keys or target.named for chunk, target in zip(self._figures, self._targets, strict=True))

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
        key = first.keys[0].key if len(first.keys) == 1 else ""
        rows = [row for row in self.asked.form.groups.get(key, ()) if row in self.asked.typed]
        plain = not self._idle and not first.content and not any(chunk.keys or chunk.content or chunk.odd for chunk in others)
        if len(rows) > 1 and len(rows) == len(self._figures) and plain:
            return self._taken(list(zip((row.cell for row in rows), self._figures, strict=True)))
        return None

    def _of_all(self) -> Reading | None:
        """One figure for every row, or for every row that is not named: "0 hết", "còn lại 0"."""
        last, cells = self._figures[-1], self.asked.cells
        if last.whom is None or last.keys or self._targets[-1].named or self._left or self._odd or len(cells) == 1:
            return None
        named = self._named(len(self._figures) - 1)
        if named is None or (last.whom is WordMeaning.ALL) is bool(named):
            return None
        among = {cell for cell, _ in named}
        return self._taken([*named, *((cell, last) for cell in cells if cell not in among)])

    def _named(self, count: int) -> Placed | None:
        """The first so many figures in the cells that their numbers, places and words mean; None if that is not clear."""
        targets = self._targets[:count]
        if not all(target.named for target in targets):
            return None
        apart = _told_apart([target.cells for target in targets if not target.several])
        if apart is None:
            return None
        single = iter(apart)
        cells = [target.cells if target.several else (next(single),) for target in targets]
        return [(cell, chunk) for chunk, of in zip(self._figures, cells, strict=False) for cell in of]

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
        """A single figure for several rows is the first's if it is nothing but a figure; a nought may be that of all."""
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
        places = [chunk.ordinal for chunk in figures if chunk.ordinal is not None]
        in_order = not places or (len(cells) > 1 and places == list(range(1, len(cells) + 1)))
        if len(figures) != len(cells) or any(chunk.keys for chunk in figures) or not in_order:
            return None
        return list(zip(cells, figures, strict=True))

    def _fits(self, cell: Cell, chunk: Chunk, target: Target) -> bool:
        if target.named and cell not in target.cells:
            return False
        row = words_of(self.asked.form, self.asked.form.row_of(cell), self.asked.rows)
        return not row.hits([*chunk.content, *chunk.repairing]).left

    def _by_name(self) -> Reading | None:
        """Every figure beside the number, the place or the words of one row, or of several that are all named."""
        placed = None if self._left or self._odd else self._named(len(self._figures))
        if placed is None:
            return None
        hardly = len(self._figures) == 1 and self._targets[0].hardly
        return self._guessed(placed, Uncertainty(Unclear.LIKELY)) if hardly else self._taken(placed)

    def _guess(self) -> Reading:
        """The best that can be made of it, to be asked back."""
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
        if placed := self._named(len(figures)):
            return placed, doubt
        first = self._targets[0].cells[:1] if len(figures) == 1 else ()
        return [(cell, figures[0]) for cell in first], doubt if left else Uncertainty(Unclear.WHICH_ROW, figures=1)

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

    def _taken(self, placed: Placed) -> Reading:
        """These figures in their cells, unless one of them is in doubt."""
        if misplaced := self._misplaced(placed):
            return Puzzled(misplaced)
        read = self._values(placed)
        entries = {cell: entry for cell, entry in read.items() if isinstance(entry, Entry)}
        unread = {cell: entry for cell, entry in read.items() if isinstance(entry, Unread)}
        entries |= {cell: entry for cell, one in unread.items() if (entry := self._without_percent(cell, one))}
        doubt = self._doubt(placed, entries, unread)
        if doubt is None:
            return Explained(entries)
        return Guessed(entries, doubt) if entries else Puzzled(doubt)

    def _doubt(self, placed: Placed, entries: Mapping[Cell, Entry], unread: Mapping[Cell, Unread]) -> Uncertainty | None:
        if unread:
            return Uncertainty(Unclear.UNREAD, unread=unread)
        set_so = {cell for cell, chunk in placed if chunk.sets}
        if computed := tuple(str(cell) for cell in entries if cell in self.asked.form.computed and cell not in set_so):
            return Uncertainty(Unclear.COMPUTED, computed)
        return Uncertainty(Unclear.LIKELY) if any(self._is_only_likely(cell, chunk) for cell, chunk in placed) else None

    def _misplaced(self, placed: Placed) -> Uncertainty | None:
        """A heading takes a figure only if it is set ("5.2: 3"), and no row takes two."""
        cells, form = [cell for cell, _ in placed], self.asked.form
        headings = [cell for cell, chunk in placed if form.row_of(cell).kind is Kind.HEADING and not chunk.sets]
        twice = [cell for cell in dict.fromkeys(cells) if cells.count(cell) > 1]
        if not headings and not twice:
            return None
        return Uncertainty(Unclear.HEADING if headings else Unclear.TWICE, tuple(map(str, headings or twice)))

    def _guessed(self, placed: Placed, doubt: Uncertainty) -> Reading:
        """The same as a guess, for this doubt."""
        match self._taken(placed):
            case Explained(entries):
                return Guessed(entries, doubt)
            case other:
                return other

    def _values(self, placed: Iterable[tuple[Cell, Chunk]]) -> dict[Cell, Entry | Unread]:
        pairs = ((cell, self.asked.form.row_of(cell), chunk) for cell, chunk in placed)
        return {cell: read_value(row, _said_of_row(chunk)) for cell, row, chunk in pairs if chunk.value}

    def _without_percent(self, cell: Cell, unread: Unread) -> Entry | None:
        text = unread.text.rstrip("% ")
        read = read_value(self.asked.form.row_of(cell), Value(text, text)) if unread.why is WhyUnread.PERCENT else None
        return read if isinstance(read, Entry) else None

    def _is_only_likely(self, cell: Cell, chunk: Chunk) -> bool:
        meaning = chunk.value.meaning if chunk.value else None
        is_count = self.asked.form.row_of(cell).kind is Kind.COUNT
        return meaning is WordMeaning.DOUBTFUL_ZERO or (meaning is WordMeaning.ZERO and not is_count)


def _may_be_unknown(chunk: Chunk) -> bool:
    """Whether other words make it no nought: "chưa rõ"."""
    return chunk.value is not None and chunk.value.meaning is WordMeaning.DOUBTFUL_ZERO


def _said_of_row(chunk: Chunk) -> Value:
    """The figure; "không có" with words of what there is none of is 0, alone it is that the row does not apply."""
    value = chunk.value or Value("", "")
    return replace(value, text="0") if value.meaning is WordMeaning.NONE and chunk.content else value


def _told_apart(possible: Sequence[Sequence[Cell]]) -> list[Cell] | None:
    """One cell for each, where what is surely another's is none's; None if that does not tell them apart."""
    among = [set(cells) for cells in possible]
    for _ in possible:
        sure = {next(iter(cells)) for cells in among if len(cells) == 1}
        among = [cells if len(cells) == 1 else cells - sure for cells in among]
    chosen = [next(iter(cells)) for cells in among if len(cells) == 1]
    return chosen if len(chosen) == len(possible) else None
