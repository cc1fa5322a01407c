"""An answer to a choice, read as a whole: its first word decides nothing. Pure."""

from collections.abc import Sequence

from bot.reading.answering.labels import RowWords, option_words
from bot.reading.answering.understood import Explained, Guessed, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, WhyUnread
from bot.reading.tokens.atoms import KnownHere, Value, Word, read_atoms
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning, begins_with, is_word
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.entry import Entry

_PASSED_OVER = {WordMeaning.COURTESY, WordMeaning.MARKER}
_YES = VOCABULARY.of[WordMeaning.YES][0][0]  # is courtesy beside a figure
_YES_AND_NO = (WordMeaning.AFFIRMING, WordMeaning.DENYING)
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
