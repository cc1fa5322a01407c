"""A message in answer to the cells that are asked: understood as a whole, guessed, or not. Pure.

text -> lines -> atoms -> chunks (a figure with its words) -> rows -> entries and what is left
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.reading.answering.asides import read_beside
from bot.reading.answering.asked import AskedCells
from bot.reading.answering.choosing import choice_beside_figures, read_choices, read_choosing
from bot.reading.answering.grids import read_grid
from bot.reading.answering.labels import BELOW, words_of
from bot.reading.answering.named_cells import read_named
from bot.reading.answering.placing import Placing
from bot.reading.answering.ranges import spelled_rows
from bot.reading.answering.regrouping import regrouped
from bot.reading.answering.retelling import retold
from bot.reading.answering.second_look import look_again
from bot.reading.answering.tables import read_pasted, read_table
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Puzzled, Reading, Uncertainty, Unclear, together
from bot.reading.answers import read_answer
from bot.reading.characters import as_seen
from bot.reading.courtesy import only_courtesy
from bot.reading.tokens.atom import Atom, Key, Value, Word
from bot.reading.tokens.atoms import KnownHere, read_atoms
from bot.reading.tokens.chunks import Chunk, read_chunks
from bot.reading.tokens.measures import in_other_units
from bot.reading.tokens.numerals import read_numeral
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning, same_words
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.kernel.names import tidy
from tracker.reports.entry import Entry

_IN_LABEL = re.compile(r"(\w+)\s+(\d[\d.,]*%?)")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?")
_SET = re.compile(r"\s*(?:\w+\s+)?(?P<key>[0-9][\w.]*?)\.?\s*[:=]\s*(?P<said>\S.*)")
_SAYS = re.compile(r"\s*(?P<key>[0-9]+(?:\.[0-9]+)+[a-zđ]?)\s+(?:là\s+)?(?P<said>[^\W\d].*)")
_FIGURE = re.compile(r"[0-9]*|[0-9]+(?:,[0-9]+)?%?|[^\W\d]{1,5}|-|[0-9]{1,3}(?:[.,][0-9]{3})+(?:,[0-9]+)?%?")
_MINUS = re.compile(r"(?<![\w.,)])[-−](?=[0-9])")
_MOVED = re.compile(rf"(?<=[0-9])\s+((?:{BELOW}|giảm|tăng|giam|tang)\s+(?=[0-9]))", re.IGNORECASE)
_BLANKS = re.compile(" {2,}")
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = "x"
_NONE = {
    WordMeaning.NONE_AROSE,
    WordMeaning.ZERO,
    WordMeaning.NONE,
    WordMeaning.NOT_HERE,
    WordMeaning.DOUBTFUL_ZERO,
    WordMeaning.BLANK,
}


def read_message(text: str, asked: AskedCells) -> Reading:
    """Read it whole. Rows of any number may be set; figures alone answer the cells that are asked, in their order."""
    rows = asked.rows
    if len(rows) == 1 and rows[0].kind is Kind.TEXT:
        return Explained({asked.cells[0]: Entry.words(tidy(text))})
    if len(rows) == 1 and rows[0].signed and isinstance(entry := read_answer(rows[0], as_seen(text)), Entry):
        return Explained({asked.cells[0]: entry})
    if not asked.form.is_plain and (grid := read_grid(text, asked)):
        return grid
    if asked.form.is_plain and (table := read_table(text)):
        return read_pasted(table, asked)
    seen = _BLANKS.sub(" ", as_seen(text))
    seen = _with_signs_said(seen) if any(row.signed for row in rows) else seen
    if not asked.form.is_plain:
        return _read_plain(seen, asked)
    return read_beside(seen, asked, read_message) or _read_told(seen, asked)


def _read_told(seen: str, asked: AskedCells) -> Reading:
    spelled = spelled_rows(seen, asked)
    if others := in_other_units(spelled, asked.rows, asked.numbered):
        return Puzzled(Uncertainty(Unclear.UNREAD, unread=dict(zip(asked.cells, others, strict=False))))
    first = look_again(spelled, asked, _read_plain(spelled, asked), lambda part: _read_plain(part, asked))
    return retold(spelled, asked, first)


def _read_plain(seen: str, asked: AskedCells) -> Reading:
    worded, rest = _worded(seen, asked) if asked.form.is_plain else read_named(seen, asked, read_message)
    if worded and not rest:
        return together(worded)
    read = _one_by_one(rest, asked) or _read_figures(rest, asked)
    return together([*worded, read]) if worded else read


def _with_signs_said(seen: str) -> str:
    """A minus as a word, which like "giảm" belongs to the figure behind it: "5 -3" is "5, âm 3"."""
    return _MOVED.sub(r", \1", _MINUS.sub(f"{BELOW} ", seen))


def _one_by_one(seen: str, asked: AskedCells) -> Reading | None:
    """Where rows of words are asked among others: as many parts as rows, each an answer to its own; None for anything else."""
    if len(asked.rows) == 1 or all(row.is_number for row in asked.rows):
        return None
    for parts in (re.split("[\n;]", seen), re.split(r",\s", seen), seen.split()):
        said = [part for part in parts if not only_courtesy(part)]
        if len(said) != len(asked.cells):
            continue
        read = [_answer(part.strip(), cell, asked) for part, cell in zip(said, asked.cells, strict=True)]
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
    lines = _lines(seen, len(rows))
    chunks = [chunk for line in lines for chunk in _chunks(line, asked)]
    if len(rows) == 1 and rows[0].options and not any(chunk.keys for chunk in chunks):
        return read_choosing(seen, asked.cells[0], rows[0], asked.words[0], asked.own)
    of_choices = any(row.options for row in rows) and not any(chunk.keys for chunk in chunks)
    if of_choices and (chosen := read_choices(seen, asked)):
        return chosen
    reading = none_arose(chunks, asked) or Placing(asked, chunks).read()
    if _LETTER.search(seen):  # digits alone are spoken in no other way
        spoken = [chunk for line in lines for chunk in _chunks(line, asked, spoken=True)]
        reading = reading if spoken == chunks else _as_spoken(reading, spoken, asked)
    if isinstance(reading, Explained):
        return reading
    return (of_choices and choice_beside_figures(seen, asked, read_message)) or regrouped(seen, asked) or reading


def _as_spoken(reading: Reading, spoken: Sequence[Chunk], asked: AskedCells) -> Reading:
    """With digits in words that follow one another as one number, where only so each row gets its figure; else a guess."""
    figures = [chunk for chunk in spoken if chunk.value]
    joined = Placing(asked, spoken).read() if len(figures) == len(asked.cells) or all(one.keys for one in figures) else None
    match reading, joined:
        case Explained(entries), _:
            return Guessed(entries, Uncertainty(Unclear.SEPARATOR))
        case _, Explained():
            return joined
    return reading


def _worded(seen: str, asked: AskedCells) -> tuple[list[Reading], str]:
    """What is set of rows that take words ("1.6: có", "6.1 có, 6.2 chưa"), and the other lines."""
    said = [_SAYS.fullmatch(part) for part in re.split("[\n;,]", seen)]
    rows = [next(iter(asked.numbered.get(found["key"].lower(), ())), None) if found else None for found in said]
    chosen = [(row, found["said"]) for row, found in zip(rows, said, strict=True) if found and row and row.options]
    if len(chosen) == len(said):
        return [read_choosing(words, row.cell, row, words_of(asked.form, row)) for row, words in chosen], ""
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
            if meaning is WordMeaning.BLANK and len(asked.cells) > 1:
                return Guessed(dict.fromkeys(asked.cells, Entry.blank()), Uncertainty(Unclear.LIKELY))
            if meaning is WordMeaning.NOT_HERE and len(asked.cells) > 1:
                return Guessed(dict.fromkeys(asked.cells, Entry.not_applicable()), Uncertainty(Unclear.LIKELY))
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


def _chunks(line: str, asked: AskedCells, *, spoken: bool = False) -> list[Chunk]:
    labels = [row.label for row in asked.rows if not row.options]
    in_labels = frozenset(pair for label in labels for pair in _numbers_in(label))
    labels_of_options = [label for row in asked.rows for _, label in row.options] if len(asked.rows) > 1 else []
    options = {one: label for label in labels_of_options for one in (label, *same_words(label))}
    terms = list(dict.fromkeys(term for label in labels for term in _terms_in(label)))
    atoms = read_atoms(line, KnownHere(lambda key: key in asked.numbered, in_labels, options, asked.own, terms, spoken))
    return read_chunks(atoms, lambda words: _unit_length(asked, words))


@lru_cache(maxsize=1024)
def _numbers_in(label: str) -> frozenset[tuple[str, str]]:
    """The numbers in a row's label, each with the word before it, and with what is said for that word: "mức 3"."""
    pairs = {(word, number) for word, number in _IN_LABEL.findall(label)}
    pairs |= {pair for pair in pairwise(re.findall(r"\w+", label.casefold())) if read_numeral(pair[1:])}
    short = [(one[0], " ".join(other)) for one, other in VOCABULARY.same if len(one) == 1 < len(other)]
    said = {(one, found[1]) for one, other in short for found in re.finditer(rf"\b{other}\s+(\d[\d.,]*%?)", label.casefold())}
    return frozenset(pairs | said)


@lru_cache(maxsize=1024)
def _terms_in(label: str) -> Sequence[tuple[str, ...]]:
    """Pairs of words of a label of which the second alone would leave a row blank: "bãi bỏ"."""
    blanks = {phrase[0].removeprefix("=") for phrase in VOCABULARY.of[WordMeaning.BLANK] if len(phrase) == 1}
    return [pair for pair in pairwise(re.findall(r"\w+", label.casefold())) if pair[1] in blanks and pair[0] not in blanks]


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
