"""An answer to a choice, read as a whole: its first word decides nothing. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.labels import RowWords, option_words
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, WhyUnread
from bot.reading.tokens.atom import Value, Word
from bot.reading.tokens.atoms import KnownHere, read_atoms
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning, begins_with, is_word
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.entry import Entry

_PASSED_OVER = {WordMeaning.COURTESY, WordMeaning.MARKER}
_YES = VOCABULARY.of[WordMeaning.YES][0][0]  # is courtesy beside a figure
_YES_AND_NO = (WordMeaning.AFFIRMING, WordMeaning.DENYING)
_CLAUSE = re.compile(r"[,;\n]|(?<!\w)(?:còn|con)(?!\w)", re.IGNORECASE)
_NO = VOCABULARY.of[WordMeaning.ZERO][0]


def read_choosing(text: str, cell: Cell, row: Row, words: RowWords, own: Sequence[str] = ()) -> Reading:
    """The option that the words say: alone, or beside courtesy, the row's own words and those for the unit itself (`own`)."""
    said = _words(text, own, keep_courtesy=False)
    for one in (text, " ".join(_words(text, own, keep_courtesy=True)), " ".join(said)):
        entry = read_answer(row, one) if one else None
        if isinstance(entry, Entry):
            return Explained({cell: entry})
    hits = {code: option_words(label).hits(said) for code, label in row.options}
    left = {code: words.hits(hit.left).left for code, hit in hits.items()}
    most = max(len(hit.label) for hit in hits.values())
    fitting = [code for code, hit in hits.items() if not left[code] and most and len(hit.label) == most]
    whole = [code for code in fitting if len(option_words(dict(row.options)[code]).label.printed) == most]
    if len(fitting) == 1 or len(whole) == 1:
        return Explained({cell: Entry.words((whole or fitting)[0])})
    likely = [code for code, label in row.options if len(label.split()) > 1 and _within(said, label.split())]
    if len(likely) != 1 and any(
        tuple(map(str.casefold, said)) == phrase for phrase in VOCABULARY.of[WordMeaning.DOUBTFUL_ZERO]
    ):
        likely = [code for code, label in row.options if begins_with(label.split(), _NO)]
    rest = min(left.values(), key=len)
    likely = likely if len(likely) == 1 else _by_polarity(text, row)
    if (held := _behind_contrast(text)) and (holds := _by_polarity(held, row)):
        likely = holds
    if unfinished := _not_yet(text, row):
        likely = unfinished
    if len(likely) == 1:
        return Guessed({cell: Entry.words(likely[0])}, Uncertainty(Unclear.NOT_A_CHOICE, rest))
    return Puzzled(Uncertainty(Unclear.NOT_A_CHOICE, rest, {cell: Unread(text, WhyUnread.NOT_A_CHOICE)}))


def _by_polarity(text: str, row: Row) -> list[str]:
    """The yes or the no of a choice of two, where the statement affirms ("tổ chức rồi", "1 cuộc") or denies, and not both."""
    denied = [code for code, label in row.options if _has_any(label.split()[:1], WordMeaning.DENYING)]
    if len(row.options) != len(_YES_AND_NO) or len(denied) != 1:
        return []
    atoms = read_atoms(text, KnownHere(lambda _: False))
    said = [word for atom in atoms if isinstance(atom, Value | Word) for word in atom.said.split()]
    counts = [atom for atom in atoms if isinstance(atom, Value) and atom.meaning is None and atom.text.isdecimal()]
    affirms = _has_any(said, WordMeaning.AFFIRMING) or any(int(atom.text) > 0 for atom in counts)
    if affirms is _has_any(said, WordMeaning.DENYING) or _has_any(said, WordMeaning.DOUBTING):
        return []
    return [code for code, _ in row.options if (code in denied) is not affirms]


def _behind_contrast(text: str) -> str:
    """What stands behind the last "mà" or "nhưng"; "" where there is none."""
    words = text.split()
    phrases = VOCABULARY.of[WordMeaning.CONTRAST]
    at = next((n for n in range(len(words) - 1, 0, -1) if any(begins_with(words[n:], one) for one in phrases)), 0)
    return " ".join(words[at + 1 :]) if at else ""


def _not_yet(text: str, row: Row) -> list[str]:
    """The no of a choice of yes and no, where the thing is being worked on and is not there."""
    words = text.split()
    phrases = VOCABULARY.of[WordMeaning.UNFINISHED]
    denied = [code for code, label in row.options if _has_any(label.split()[:1], WordMeaning.DENYING)]
    said = any(begins_with(words[at:], one) for at in range(len(words)) for one in phrases)
    return denied if said and len(denied) == 1 and len(row.options) == len(_YES_AND_NO) else []


def read_choices(seen: str, asked: AskedCells) -> Reading | None:
    """Where all the rows that are asked are choices: each with its row's words, or one for all of them."""
    found = _of_clauses(seen, asked) if all(row.options for row in asked.rows) else {}
    return Guessed(found, Uncertainty(Unclear.LIKELY)) if found else None


def _of_clauses(seen: str, asked: AskedCells) -> dict[Cell, Entry]:
    clauses = [clause for clause in _CLAUSE.split(seen) if clause.strip()]
    places = [_row_of(clause, asked) for clause in clauses]
    if len(clauses) == 1 and places == [None]:
        alike = [_chosen(seen, at, asked) for at in range(len(asked.cells))]
        labels = {dict(row.options).get(entry.text or "") for row, entry in zip(asked.rows, alike, strict=True) if entry}
        all_of_them = len(labels) == 1 and None not in labels and None not in alike
        return {cell: one for cell, one in zip(asked.cells, alike, strict=True) if one} if all_of_them else {}
    if None in places or len(set(places)) < len(places):
        return {}
    chosen = {at: _chosen(clause, at, asked) for clause, at in zip(clauses, places, strict=True) if at is not None}
    return {asked.cells[at]: one for at, one in chosen.items() if one} if None not in chosen.values() else {}


def _row_of(clause: str, asked: AskedCells) -> int | None:
    """The row of which the clause has most words that the others have not; None where it is not clear."""
    labels = [words.label.known.keys() for words in asked.words]
    own = [set(label) - {word for other in labels if other is not label for word in other} for label in labels]
    counts = [len(words.hits(clause.split()).label & one) for words, one in zip(asked.words, own, strict=True)]
    most = max(counts)
    return counts.index(most) if most and counts.count(most) == 1 else None


def _chosen(clause: str, at: int, asked: AskedCells) -> Entry | None:
    row, cell = asked.rows[at], asked.cells[at]
    found = read_choosing(clause, cell, row, asked.words[at], asked.own)
    return found.entries[cell] if isinstance(found, Explained | Guessed) else None


def choice_beside_figures(seen: str, asked: AskedCells, read: Callable[[str, AskedCells], Reading]) -> Reading | None:
    """An option of the only choice, and what the rest says of the others."""
    choices = [at for at, row in enumerate(asked.rows) if row.options]
    if len(choices) != 1 or len(asked.cells) != 2:  # noqa: PLR2004 - a choice and a figure
        return None
    row, others = asked.rows[choices[0]], [cell for at, cell in enumerate(asked.cells) if at not in choices]
    words = seen.split()
    named = [
        (code, at, len(label.split()))
        for code, label in row.options
        for at in range(len(words))
        if begins_with(words[at:], tuple(label.split()))
    ]
    if len(named) != 1:
        return None
    code, at, length = named[0]
    rest = read(" ".join([*words[:at], *words[at + length :]]), replace(asked, cells=others, following=()))
    if not isinstance(rest, Explained | Guessed) or set(rest.entries) != set(others):
        return None
    doubt = rest.doubt if isinstance(rest, Guessed) else Uncertainty(Unclear.LIKELY)
    return Guessed({**rest.entries, asked.cells[choices[0]]: Entry.words(code)}, doubt)


def _has_any(words: Sequence[str], meaning: WordMeaning) -> bool:
    return any(begins_with((word,), phrase) for word in words for phrase in VOCABULARY.of[meaning])


def _words(text: str, own: Sequence[str], *, keep_courtesy: bool) -> list[str]:
    """The words said, with plain digits and the plain word for no."""
    said = [atom for atom in read_atoms(text, KnownHere(lambda _: False, own=own)) if isinstance(atom, Value | Word)]
    kept = [atom for atom in said if keep_courtesy or _is_said(atom)]
    return [word for atom in kept for word in _plainly(atom)]


def _is_said(atom: Value | Word) -> bool:
    return isinstance(atom, Value) or atom.meaning not in _PASSED_OVER or is_word(atom.said, _YES)


def _plainly(atom: Value | Word) -> Sequence[str]:
    if isinstance(atom, Value) and atom.meaning in {WordMeaning.ZERO, WordMeaning.NONE}:
        return _NO
    if isinstance(atom, Value) and atom.number is not None and not atom.scaled:
        return [f"{atom.number:f}"]
    return atom.said.split()


def _within(words: Sequence[str], label: Sequence[str]) -> bool:
    return any(begins_with(words[at:], tuple(label)) for at in range(len(words)))
