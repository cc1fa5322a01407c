"""The rows that a figure may be of, by the numbers, the place and the words that are said of it. Pure."""

from typing import NamedTuple

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.labels import is_whole_label, meant_by, words_of
from bot.reading.tokens.chunks import Chunk
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning, begins_with
from tracker.forms.cell import Cell


class Target(NamedTuple):
    """The cells that a figure may be of; `left` are words that no such row has.

    `named`: it has words or a number that tell rows apart at all; `several`: it is of all these cells; `hardly`: what tells
    them apart is also in what stands above them; `unknown`: no row has the number.
    """

    cells: tuple[Cell, ...]
    left: tuple[str, ...] = ()
    named: bool = False
    several: bool = False
    hardly: bool = False
    unknown: bool = False


def target_of(chunk: Chunk, asked: AskedCells) -> Target:
    """Where the figure of a chunk belongs."""
    if chunk.keys:
        return _numbered(chunk, asked)
    if chosen := _with_option(chunk, asked):
        return Target(chosen, named=True)
    if chunk.content:
        return _worded(chunk, asked)
    return Target((), tuple(chunk.repairing)) if chunk.ordinal is None else _placed(chunk.ordinal, asked)


def _worded(chunk: Chunk, asked: AskedCells) -> Target:
    found = meant_by(chunk.content, chunk.beside, asked.words, [str(cell) for cell in asked.cells])
    cells = tuple(map(Cell.read, found.keys))
    if cells and not found.left:
        above = asked.words[0].above
        return Target(cells, named=True, hardly=all(above.find(word) for word in chunk.content))
    if whole := [row for row in asked.typed if is_whole_label(chunk.said, row, words_of(asked.form, row))]:
        return Target(tuple(row.cell for row in whole), named=True)
    left = tuple(word for word in found.left if not _is_of_nothing(word, chunk))
    return Target(cells, (*left, *chunk.repairing), named=bool(cells))


def _is_of_nothing(word: str, chunk: Chunk) -> bool:
    """Whether it only stresses that there is none: "không có hồ sơ nào"."""
    none = chunk.value is not None and chunk.value.meaning in {WordMeaning.ZERO, WordMeaning.NONE, WordMeaning.NONE_AROSE}
    return none and any(begins_with((word,), phrase) for phrase in VOCABULARY.of[WordMeaning.OF_NOTHING])


def _with_option(chunk: Chunk, asked: AskedCells) -> tuple[Cell, ...]:
    """The cells that are asked of which the words are an option."""
    said = chunk.value.text if chunk.value and not chunk.content else ""
    options = zip(asked.cells, asked.rows, strict=True)
    return tuple(cell for cell, row in options if said in {label for _, label in row.options})


def _placed(ordinal: int, asked: AskedCells) -> Target:
    cells = asked.cells[ordinal - 1 : ordinal] if len(asked.cells) > 1 else ()
    return Target(tuple(cells), () if cells else (f"{ordinal})",), named=True)


def _numbered(chunk: Chunk, asked: AskedCells) -> Target:
    cells: list[Cell] = []
    left: tuple[str, ...] = ()
    for key in chunk.keys:
        rows = asked.numbered.get(key.key, ())
        if not rows:
            return Target((), (key.said,), named=True, unknown=True)
        fitting = [row for row in rows if not words_of(asked.form, row).hits(chunk.content).left] or list(rows)
        left = words_of(asked.form, fitting[0]).hits(chunk.content).left
        cells += [row.cell for row in fitting]
    several = len(chunk.keys) > 1 and len(cells) == len(chunk.keys)
    return Target(tuple(cells), left, named=True, several=several)
