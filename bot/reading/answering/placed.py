"""Figures that are said beside the cells that are asked, and what becomes of those that are placed in cells. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.labels import words_of
from bot.reading.answering.likely import likely_meant, said_of_row, told_apart
from bot.reading.answering.targets import Target, target_of
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answering.values import below, read_value
from bot.reading.numbers import Unread
from bot.reading.tokens.chunks import Chunk
from bot.reading.tokens.vocabulary import WordMeaning
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.reports.entry import Entry

Placed = Sequence[tuple[Cell, Chunk]]


@dataclass
class PlacedFigures:
    """The chunks of a message beside what is asked."""

    asked: AskedCells
    chunks: Sequence[Chunk]

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
        of_all = any(chunk.whom for chunk in self._figures)
        but = [word.said for chunk in self.chunks for word in chunk.words if word.meaning is WordMeaning.EXCEPT and not of_all]
        return but + [word for chunk in idle for word in (*(key.said for key in chunk.keys), *chunk.content)]

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

    def _fits(self, cell: Cell, chunk: Chunk, target: Target) -> bool:
        if target.named and cell not in target.cells:
            return False
        row = words_of(self.asked.form, self.asked.form.row_of(cell), self.asked.rows)
        return not row.hits([*chunk.content, *chunk.repairing]).left

    def _taken(self, placed: Placed) -> Reading:
        """These figures in their cells, unless one of them is in doubt."""
        if misplaced := self._misplaced(placed):
            return Puzzled(misplaced)
        read = self._values(placed)
        entries = {cell: entry for cell, entry in read.items() if isinstance(entry, Entry)}
        unread = {cell: entry for cell, entry in read.items() if isinstance(entry, Unread)}
        entries |= {cell: entry for cell, one in unread.items() if (entry := likely_meant(self.asked.form.row_of(cell), one))}
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
        return {cell: below(row, chunk.said, read_value(row, said_of_row(chunk))) for cell, row, chunk in pairs if chunk.value}

    def _is_only_likely(self, cell: Cell, chunk: Chunk) -> bool:
        meaning = chunk.value.meaning if chunk.value else None
        is_count = self.asked.form.row_of(cell).kind is Kind.COUNT
        return meaning is WordMeaning.DOUBTFUL_ZERO or (meaning is WordMeaning.ZERO and not is_count)


def in_named_cells(figures: Sequence[Chunk], targets: Sequence[Target]) -> Placed | None:
    """Figures in the cells that their numbers, places and words mean; None if that is not clear."""
    if not all(target.named for target in targets):
        return None
    apart = told_apart([target.cells for target in targets if not target.several])
    if apart is None:
        return None
    single = iter(apart)
    cells = [target.cells if target.several else (next(single),) for target in targets]
    return [(cell, chunk) for chunk, of in zip(figures, cells, strict=True) for cell in of]
