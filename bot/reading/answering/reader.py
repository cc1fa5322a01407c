"""A message in answer to the cells that are asked: understood as a whole, guessed, or not. Pure.

text -> lines -> atoms -> chunks (a figure with its words) -> rows -> entries and what is left
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.atoms import Atom, Key, KnownHere, Value, Word, read_atoms
from bot.reading.answering.choosing import read_choosing
from bot.reading.answering.chunks import Chunk, read_chunks
from bot.reading.answering.labels import words_of
from bot.reading.answering.numerals import read_numeral
from bot.reading.answering.placing import Placing
from bot.reading.answering.regrouping import regrouped
from bot.reading.answering.tables import read_pasted, read_table
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Reading, Uncertainty, Unclear, together
from bot.reading.answering.vocabulary import WordMeaning
from bot.reading.characters import as_seen
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.kernel.names import fold, tidy
from tracker.reports.entry import Entry

_IN_LABEL = re.compile(r"(\w+)\s+(\d[\d.,]*%?)")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?")
_SET = re.compile(r"\s*(?:\w+\s+)?(?P<key>[0-9][\w.]*?)\.?\s*[:=]\s*(?P<said>\S.*)")
_FIGURE = re.compile(r"[0-9]*|[0-9]+(?:,[0-9]+)?%?|[^\W\d]{1,5}|-|[0-9]{1,3}(?:[.,][0-9]{3})+(?:,[0-9]+)?%?")
_BLANK = "x"
_NONE = {WordMeaning.NONE_AROSE, WordMeaning.ZERO, WordMeaning.NONE, WordMeaning.DOUBTFUL_ZERO}


def read_message(text: str, asked: AskedCells) -> Reading:
    """Read it whole. Rows of any number may be set; figures alone answer the cells that are asked, in their order."""
    rows = asked.rows
    if len(rows) == 1 and rows[0].kind is Kind.TEXT:
        return Explained({asked.cells[0]: Entry.words(tidy(text))})
    if table := read_table(text):
        return read_pasted(table, asked)
    worded, rest = _worded(as_seen(text), asked)
    if worded and not rest:
        return together(worded)
    read = _one_by_one(rest, asked) or _read_figures(rest, asked)
    return together([*worded, read]) if worded else read


def _one_by_one(seen: str, asked: AskedCells) -> Reading | None:
    """Where rows of words are asked among others: as many parts as rows, each an answer to its own; None for anything else."""
    if len(asked.rows) == 1 or all(row.is_number for row in asked.rows):
        return None
    for parts in (re.split("[\n;]", seen), re.split(r",\s", seen), seen.split()):
        if len(parts) != len(asked.cells):
            continue
        read = [_answer(part.strip(), cell, asked) for part, cell in zip(parts, asked.cells, strict=True)]
        if all(
            isinstance(one, Explained) and one.entries.keys() == {cell} for one, cell in zip(read, asked.cells, strict=True)
        ):
            return together(read)
    return None


def _answer(part: str, cell: Cell, asked: AskedCells) -> Reading:
    """What one part says in answer to one cell; nothing leaves it blank."""
    return read_message(part, replace(asked, cells=[cell], following=())) if part else Explained({cell: Entry.blank()})


def _read_figures(seen: str, asked: AskedCells) -> Reading:
    rows = asked.rows
    chunks = [chunk for line in _lines(seen, len(rows)) for chunk in _chunks(line, asked)]
    if len(rows) == 1 and rows[0].options and not any(chunk.keys for chunk in chunks):
        return read_choosing(seen, asked.cells[0], rows[0], asked.words[0])
    reading = none_arose(chunks, asked) or Placing(asked, chunks).read()
    return reading if isinstance(reading, Explained) else regrouped(seen, asked) or reading


def _worded(seen: str, asked: AskedCells) -> tuple[list[Reading], str]:
    """What is set of rows that take words ("1.6: có"), and the other lines."""
    read: list[Reading] = []
    rest: list[str] = []
    for line in re.split("[\n;]", seen):
        found = _SET.fullmatch(line)
        row = next(iter(asked.numbered.get(found["key"].lower(), ())), None) if found else None
        if found and row and row.options:
            read.append(read_choosing(found["said"], row.cell, row, words_of(asked.form, row)))
        elif found and row and row.kind is Kind.TEXT:
            read.append(Explained({row.cell: Entry.words(found["said"])}))
        else:
            rest.append(line)
    return read, "\n".join(rest).strip() if read else seen


def none_arose(chunks: Sequence[Chunk], asked: AskedCells) -> Reading | None:
    """Whether a single word for "none" is the whole answer to several rows."""
    match [chunk for chunk in chunks if not chunk.says_nothing]:
        case [Chunk(value=Value(meaning=meaning), keys=()) as only] if meaning in _NONE and not only.content and not only.odd:
            if meaning is WordMeaning.NONE_AROSE:
                return NoneArose()
            zeros = {cell: Entry.number(0) for cell, row in zip(asked.cells, asked.rows, strict=True) if row.is_number}
            return (
                Guessed(zeros, Uncertainty(Unclear.LIKELY))
                if len(asked.cells) > 1 and len(zeros) == len(asked.cells)
                else None
            )
    return None


def _lines(seen: str, asked: int) -> list[str]:
    """The lines, and the cells of a pasted stretch of figures; a blank one between is a blank where so many were asked."""
    parts = [part.strip() for line in seen.split("\n") for part in _cells(line)]
    if len(parts) == asked and not all(parts):
        return [part or _BLANK for part in parts]
    return [part for part in parts if part]


def _cells(line: str) -> list[str]:
    """Figures side by side are one each; a row's number or its words belong to the figure beside them."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells if all(_FIGURE.fullmatch(cell) for cell in cells) else [" ".join(filter(None, cells))]


def _chunks(line: str, asked: AskedCells) -> list[Chunk]:
    labels = [row.label for row in asked.rows if not row.options]
    in_labels = frozenset((fold(word), number) for label in labels for word, number in _IN_LABEL.findall(label))
    in_labels |= {pair for label in labels for pair in pairwise(re.findall(r"\w+", fold(label))) if read_numeral(pair[1:])}
    options = [label for row in asked.rows for _, label in row.options] if len(asked.rows) > 1 else []
    atoms = read_atoms(line, KnownHere(lambda key: key in asked.numbered, in_labels, options, asked.own))
    return read_chunks(atoms, lambda words: _unit_length(asked, words))


def _unit_length(asked: AskedCells, words: Sequence[Word]) -> int:
    said = [word.said for word in words]
    return max((row.unit_length(said) for row in asked.words), default=0)


def sets_rows(text: str) -> bool:
    """Whether the text sets rows by their numbers ("1.1: 5"), or is a table pasted from a spreadsheet."""
    return any(_SET.fullmatch(line) for line in re.split("[\n;]", as_seen(text))) or read_table(text) is not None


def says_rows(text: str) -> bool:
    """Whether it does that, or has a row's number beside a figure in any other way."""
    if sets_rows(text):
        return True
    lines = re.split("[\n;]", as_seen(text))
    known = KnownHere(lambda key: bool(_DOTTED.fullmatch(key)))
    atoms = [atom for line in lines for atom in read_atoms(line, known) if isinstance(atom, Key | Value) or _means(atom)]
    return any(isinstance(one, Key) and isinstance(other, Value) for one, other in pairwise(atoms))


def _means(atom: Atom) -> bool:
    return isinstance(atom, Word) and atom.meaning is None
