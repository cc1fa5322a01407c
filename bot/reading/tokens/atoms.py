"""A line cut into its atoms: figures, numbers of rows, words and the signs between them. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from bot.reading.tokens.atom import Atom, Key, Mark, Sign, Value, Word
from bot.reading.tokens.numerals import Numeral, read_numeral
from bot.reading.tokens.spoken import read_spoken
from bot.reading.tokens.vocabulary import LONGEST_PHRASE, VOCABULARY, Phrase, WordMeaning, begins_with, is_word
from tracker.kernel.names import fold

_TOKEN = re.compile(
    r"(?P<key>[0-9]{1,3}(?:\.[0-9]{1,3})+[a-zđ]?(?![\w.,%])|[0-9]{1,3}[a-zđ](?!\w))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*%?)"
    r"|(?P<word>[^\W\d_]+(?:[/'-][^\W\d_]+)*|%)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys(",;/&|", Sign.PART),
    **dict.fromkeys(":=", Sign.SETS),
    "-": Sign.DASH,
    ".": Sign.POINT,
    **dict.fromkeys("()[]\"'“”", Sign.BRACKET),
}
_SAYS = {
    WordMeaning.NONE_AROSE: "0",
    WordMeaning.ZERO: "0",
    WordMeaning.NONE: "-",
    WordMeaning.NOT_HERE: "-",
    WordMeaning.BLANK: "x",
    WordMeaning.DOUBTFUL_ZERO: "0",
}
_EXPLAINED = (
    WordMeaning.ALL,
    WordMeaning.REST,
    WordMeaning.EXCEPT,
    WordMeaning.DENIED,
    WordMeaning.TIME,
    WordMeaning.COURTESY,
    WordMeaning.LINK,
    WordMeaning.MARKER,
    WordMeaning.REPAIR,
    WordMeaning.COUNTED,
)
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+[a-zđ]?", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")
_IN_DONG, _IS = "đồng", "là"
_YEAR = re.compile("20[0-9]{2}")
_THOUSAND, _PER_CENT = "nghìn", ("%",)
_DONG, _DONG_BARE = {"đồng", "đ", "vnd", "vnđ"}, {"dong"}  # "5 dong" are rows, 1.250.000 dong are not
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")


class KnownHere(NamedTuple):
    """What is known of the rows: which texts are a row's number, the numbers in labels by the word before.

    `options` are the words of choices, with the label of each; `own` are words for the unit and the period themselves;
    `terms` are words of labels that mean something else alone: "bãi bỏ". `spoken`: digits that follow one another are one.
    """

    is_key: Callable[[str], bool]
    in_labels: Collection[tuple[str, str]] = ()
    options: Mapping[str, str] = MappingProxyType({})
    own: Sequence[str] = ()
    terms: Sequence[Phrase] = ()
    spoken: bool = False

    def numeral(self, words: Sequence[str]) -> Numeral | None:
        """The number with which the words begin."""
        return read_spoken(words) if self.spoken else read_numeral(words)


def read_atoms(line: str, known: KnownHere) -> list[Atom]:
    """Cut one line."""
    tokens = list(_tokens(line, known.is_key))
    atoms: list[Atom] = []
    at = 0
    while at < len(tokens):
        atom, length = _atom(tokens[at:], atoms, known)
        atoms.append(atom)
        at += length
    return _without_counts(_without_denied(_without_negations(atoms)))


def _without_counts(atoms: Sequence[Atom]) -> list[Atom]:
    """How many rows a figure is said of, "sáu dòng đều 0", "cả hai đều 0", is no figure."""
    kept = list(atoms)
    for at, (one, other, third) in enumerate(zip(atoms, atoms[1:], atoms[2:], strict=False)):
        around = [atom for atom in (one, third) if isinstance(atom, Word) and atom.meaning is WordMeaning.ALL]
        if isinstance(other, Value) and len(around) > 1:
            kept[at + 1] = Word(other.said)  # not as many as are asked, else it were written out
        is_marker = isinstance(other, Word) and other.meaning is WordMeaning.MARKER
        if isinstance(one, Value) and is_marker and isinstance(third, Word) and third.meaning is WordMeaning.ALL:
            kept[at] = Word(one.said, WordMeaning.COURTESY)
    return kept


def _without_denied(atoms: Sequence[Atom]) -> list[Atom]:
    """The figure that was wrong, "chứ không phải 3", is a word."""
    before: Sequence[Atom | None] = [None, *atoms]
    denied = [isinstance(one, Word) and one.meaning is WordMeaning.DENIED for one in before]
    return [
        Word(atom.said, WordMeaning.COURTESY) if is_denied and isinstance(atom, Value) else atom
        for atom, is_denied in zip(atoms, denied, strict=False)
    ]


def _without_negations(atoms: Sequence[Atom]) -> list[Atom]:
    """What says none before other words, in a clause with a figure, is a word itself: "chưa hoàn thành 1"."""
    kept: list[Atom] = []
    for at, atom in enumerate(atoms):
        before, after = takewhile(_is_no_mark, reversed(atoms[:at])), list(takewhile(_is_no_mark, atoms[at + 1 :]))
        has_figure = any(isinstance(one, Value) and one.meaning is None for one in (*before, *after))
        doubtful = isinstance(atom, Value) and atom.meaning is WordMeaning.DOUBTFUL_ZERO
        begins_words = bool(after) and (isinstance(after[0], Word) or doubtful)
        if isinstance(atom, Value) and atom.meaning and has_figure and begins_words:
            kept += [Word(word) for word in atom.said.split()]
        else:
            kept.append(atom)
    return kept


def _is_no_mark(atom: Atom) -> bool:
    return not isinstance(atom, Mark)


def _tokens(line: str, is_key: Callable[[str], bool]) -> Iterator[str]:
    """Words, numbers and signs; "28tr8" in three, "5k" in two, "n/a" in one, "2.2.1a" in one where it is a row's number."""
    for found in _TOKEN.finditer(line):
        token = found[0]
        if found["key"] and not is_key(token.lower()) and token[-1].isalpha() and _WHOLE.fullmatch(token[:-1]):
            yield from (token[:-1], _THOUSAND if token[-1].lower() == "k" else token[-1])
        else:
            yield token


def _atom(tokens: Sequence[str], before: Sequence[Atom], known: KnownHere) -> tuple[Atom, int]:
    first = tokens[0]
    if not first[:1].isalnum() and first != "%":
        return Mark(first, _SIGNS.get(first, Sign.OTHER)), 1
    if _is_key(tokens, known) or _is_unknown_key(tokens, before):
        return Key(first.lower(), first), 1
    if length := _term_length(tokens, known):
        return Word(" ".join(tokens[:length])), length
    if first[0].isdigit():
        is_words = _is_of_words(first, before, known)
        return _option(tokens, known) or ((Word(first), 1) if is_words else _figure(tokens, known))
    in_label = bool(before) and isinstance(before[-1], Word) and _in_label(before[-1].said, first, known)
    return (Word(first), 1) if in_label else _words(tokens, known)


def _term_length(tokens: Sequence[str], known: KnownHere) -> int:
    """How many of the tokens are a word of the office, or of a label, that means something else alone."""
    meant = _meant(_plain_words(tokens), (WordMeaning.TERM,))
    return len(next((term for term in known.terms if begins_with(tokens, term)), meant[1] if meant else ()))


def _is_key(tokens: Sequence[str], known: KnownHere) -> bool:
    """A number with dots is a row's if there is such a row, or if it is set; a plain one only if it is set."""
    first, sets = tokens[0], tokens[1:2] in ([":"], ["="])
    if first.isdecimal():
        return sets and known.is_key(first) and any(token[0].isalnum() for token in tokens[2:])
    return known.is_key(first.lower()) or (sets and bool(_DOTTED.fullmatch(first)))


def _is_unknown_key(tokens: Sequence[str], before: Sequence[Atom]) -> bool:
    """Whether a number with dots is said as a row's though there is none such: "2.4 là 15", "mục 2.1.9 có 12"."""
    if not _DOTTED.fullmatch(tokens[0]) or _GROUPED.fullmatch(tokens[0]) or len(tokens) == 1:
        return False
    marked = bool(before) and isinstance(before[-1], Word) and before[-1].meaning is WordMeaning.MARKER
    begins = not before or isinstance(before[-1], Mark)
    return (
        (marked or begins)
        and (is_word(tokens[1], _IS) or (marked and not tokens[1][0].isdigit()))
        and any(token[0].isalnum() for token in tokens[2:])
    )


def _is_of_words(number: str, before: Sequence[Atom], known: KnownHere) -> bool:
    """Whether a number is a part of a day, a period or a label, and no figure."""
    match before:
        case [*_, Word(said=said), Mark(said="/" | "-" | ".")] if said[0].isdigit():
            return True
        case [*_, Word(said=said, meaning=meaning)]:
            return meaning is WordMeaning.TIME or _in_label(said, number, known)
    return False


def _in_label(before: str, number: str, known: KnownHere) -> bool:
    """Whether a label has this number, or number in words, behind the last of these words."""
    word = before.rpartition(" ")[-1].casefold()
    return any(is_word(number, printed) and is_word(word, last.casefold()) for last, printed in known.in_labels)


def _figure(tokens: Sequence[str], known: KnownHere) -> tuple[Atom, int]:
    if numeral := known.numeral(_plain_words(tokens)):
        said = " ".join(tokens[: numeral.words])
        return Value(said, said, numeral.number, numeral.scaled, numeral.dong), numeral.words
    if len(tokens) > 1 and (
        tokens[1].casefold() in _DONG or (_GROUPED.fullmatch(tokens[0]) and fold(tokens[1]) in _DONG_BARE)
    ):
        return Value(f"{tokens[0]}{tokens[1]}", " ".join((tokens[0], _IN_DONG))), 2
    return Value(tokens[0], tokens[0]), 1


def _option(tokens: Sequence[str], known: KnownHere) -> tuple[Value, int] | None:
    """The longest option of a choice with which the tokens begin: "2 cấp" is none with the code 2."""
    words = _plain_words(tokens)
    option = max((tuple(one.split()) for one in known.options if begins_with(words, tuple(one.split()))), key=len, default=())
    return (Value(" ".join(option), known.options[" ".join(option)]), len(option)) if option else None


def _words(tokens: Sequence[str], known: KnownHere) -> tuple[Atom, int]:
    """A figure in words, an option, words that mean something beside figures, or one word of any other kind."""
    words = _plain_words(tokens)
    if option := _option(tokens, known):
        return option
    own = max((tuple(one.split()) for one in known.own if begins_with(words, tuple(one.split()))), key=len, default=())
    if own:
        return Word(" ".join(tokens[: len(own)]), WordMeaning.COURTESY), len(own)
    numeral = known.numeral(words)
    length = numeral.words if numeral else 0
    none, beside = _meant(words, tuple(_SAYS)), _meant(words, _EXPLAINED)
    if none and len(none[1]) >= max(length, len(beside[1]) if beside else 0):
        return Value(" ".join(tokens[: len(none[1])]), _SAYS[none[0]], meaning=none[0]), len(none[1])
    if beside and (len(beside[1]) > length or _is_before_number(beside[0], tokens)):
        return Word(" ".join(tokens[: len(beside[1])]), beside[0]), len(beside[1])
    if numeral:
        return Value(" ".join(tokens[:length]), "", numeral.number, numeral.scaled, numeral.dong), length
    return Word(tokens[0]), 1


def _is_before_number(meaning: WordMeaning, tokens: Sequence[str]) -> bool:
    """Whether it is a year, "năm 2024", and no 5."""
    return meaning is WordMeaning.TIME and len(tokens) > 1 and bool(_YEAR.fullmatch(tokens[1]))


def _meant(words: Sequence[str], meanings: Sequence[WordMeaning]) -> tuple[WordMeaning, Phrase] | None:
    """The longest phrase of any of these meanings with which the words begin."""
    return _longest_meant(tuple(words[:LONGEST_PHRASE]), tuple(meanings))


@lru_cache(maxsize=8192)
def _longest_meant(words: Phrase, meanings: tuple[WordMeaning, ...]) -> tuple[WordMeaning, Phrase] | None:
    told = ((meaning, phrase) for meaning in meanings for phrase in VOCABULARY.of.get(meaning, ()))
    return max((one for one in told if begins_with(words, one[1])), key=lambda one: len(one[1]), default=None)


def _plain_words(tokens: Sequence[str]) -> list[str]:
    """The tokens up to the first sign."""
    return list(takewhile(lambda token: token[:1].isalnum() or token in _PER_CENT, tokens))
