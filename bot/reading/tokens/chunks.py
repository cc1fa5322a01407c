"""A line of a message in chunks: each a figure with the words and the row's number that are said of it. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.reading.tokens.atom import Atom, Key, Mark, Sign, Value, Word
from bot.reading.tokens.vocabulary import WordMeaning

_MOST_ORDINAL = 30
_IDLE = {WordMeaning.COURTESY, WordMeaning.LINK}
_MEANS = {None, WordMeaning.TIME}
_SEPARATORS = {Sign.PART, Sign.POINT}


@dataclass(frozen=True)
class Chunk:
    """A figure, and what is said of it; `odd` are signs that may mean something else there.

    `sets`: it has ":" or "="; `runs_on`: nothing parts it from the figure before.
    """

    value: Value | None = None
    keys: tuple[Key, ...] = ()
    ordinal: int | None = None
    words: tuple[Word, ...] = ()
    odd: tuple[str, ...] = ()
    sets: bool = False
    runs_on: bool = False

    @property
    def content(self) -> list[str]:
        """The words that mean something of their own."""
        return [part for word in self.words if word.meaning in _MEANS for part in word.said.split()]

    @property
    def beside(self) -> list[str]:
        """The other words, which may be a part of a label."""
        return [part for word in self.words if word.meaning not in _MEANS for part in word.said.split()]

    @property
    def whom(self) -> WordMeaning | None:
        """Whether the figure is said of all rows, or of those that are not named."""
        return next((word.meaning for word in self.words if word.meaning in {WordMeaning.ALL, WordMeaning.REST}), None)

    @property
    def excepts(self) -> bool:
        """Whether the row that is named is an exception from what is said of all."""
        return any(word.meaning is WordMeaning.EXCEPT for word in self.words)

    @property
    def repairing(self) -> list[str]:
        """Words that put an earlier figure right."""
        return [word.said for word in self.words if word.meaning is WordMeaning.REPAIR]

    @property
    def said(self) -> list[str]:
        """All words, in order."""
        return [part for word in self.words for part in word.said.split()]

    @property
    def is_bare(self) -> bool:
        """Whether it is a figure and nothing else."""
        return self == Chunk(self.value)

    @property
    def says_nothing(self) -> bool:
        """Whether there is only courtesy in it."""
        return not (self.value or self.keys or self.content or self.odd)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self == Chunk()

    def joined(self, other: "Chunk") -> "Chunk":
        """Both as one, where at most one has a figure."""
        return Chunk(
            self.value or other.value,
            self.keys + other.keys,
            other.ordinal if self.ordinal is None else self.ordinal,
            self.words + other.words,
            self.odd + other.odd,
            self.sets or other.sets,
            self.runs_on or other.runs_on,
        )


@dataclass
class _Line:
    """The chunks of a line as they grow."""

    unit_length: Callable[[Sequence[Word]], int]
    done: list[Chunk] = field(default_factory=list)
    now: Chunk = field(default_factory=Chunk)
    words_first: bool = False

    def close(self) -> None:
        if not self.now.is_empty:
            self.done.append(self.now)
        self.now = Chunk()


def read_chunks(atoms: Sequence[Atom], unit_length: Callable[[Sequence[Word]], int]) -> list[Chunk]:
    """The chunks of one line, in order; `unit_length` says with how many words that are a unit the words begin.

    Words belong to the figure behind them, or, in a clause that begins with a figure, to the one before them.
    """
    chunks: list[Chunk] = []
    for clause in _clauses(_with_places(_without_bullet(atoms))):
        chunks += _of_clause(clause, unit_length)
    return _with_figures(chunks)


def _without_bullet(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """A dash before words is a bullet; one before digits may be a minus."""
    is_bullet = len(atoms) > 1 and isinstance(atoms[0], Mark) and isinstance(atoms[1], Word | Key)
    return atoms[1:] if is_bullet else atoms


class _Place(NamedTuple):
    """A place in the order of the rows; "1." before a figure alone may be the point of a number."""

    number: int
    may_be_point: bool = False


def _with_places(atoms: Sequence[Atom]) -> list[Atom | _Place]:
    """The atoms, with the places of "1) 5", "1. 5", "1: 5", "câu một năm" and "a. 5"."""
    placed: list[Atom | _Place] = []
    at = 0
    while at < len(atoms):
        place = _place(atoms[at : at + 3]) if not placed or not isinstance(placed[-1], Word | Key) else None
        placed.append(place or atoms[at])
        at += 2 if place else 1
    points = [one for one in placed if isinstance(one, _Place) and one.may_be_point]
    return (
        placed
        if len(points) == 1
        else [one._replace(may_be_point=False) if isinstance(one, _Place) else one for one in placed]
    )


def _place(three: Sequence[Atom]) -> _Place | None:
    match three:
        case [Word(meaning=WordMeaning.MARKER), Value(number=number), Value()] if number is not None:
            return _in_bounds(int(number))
        case [Value(text=text), Mark(said="." | ")" | ":" as sign), Value() | Word()] if text.isdecimal():
            return _in_bounds(int(text), may_be_point=sign == "." and isinstance(three[2], Value))
        case [Word(said=said), Mark(said="." | ")"), Value() | Word()] if len(said) == 1:
            return _in_bounds(ord(said.lower()) - ord("a") + 1)
    return None


def _in_bounds(number: int, *, may_be_point: bool = False) -> _Place | None:
    return _Place(number, may_be_point) if 0 < number <= _MOST_ORDINAL else None


def _clauses(atoms: Sequence[Atom | _Place]) -> Iterator[list[Atom | _Place]]:
    """Parted by commas, slashes, full stops and words that part ("và"); a new place or a new row's number parts too."""
    clause: list[Atom | _Place] = []
    for atom in atoms:
        begins = isinstance(atom, _Place | Key) and any(isinstance(one, Value) for one in clause)
        parts = isinstance(atom, Mark) and atom.sign in _SEPARATORS
        if begins or parts:
            yield clause
            clause = []
        if not parts:
            clause.append(atom)
    yield clause


def _of_clause(clause: Sequence[Atom | _Place], unit_length: Callable[[Sequence[Word]], int]) -> list[Chunk]:
    said = [atom for atom in clause if not (isinstance(atom, Mark) and atom.sign is Sign.BRACKET)]
    if said and isinstance(said[-1], Mark) and said[-1].sign is Sign.DASH and not any(isinstance(one, Value) for one in said):
        said[-1] = Value("-", "-")
    line = _Line(unit_length)
    line.words_first = not isinstance(next((one for one in said if not _says_nothing(one)), None), Value)
    at = 0
    while at < len(said):
        at += _add(line, said[at], said[at:])
    line.close()
    return line.done


def _add(line: _Line, atom: Atom | _Place, rest: Sequence[Atom | _Place]) -> int:
    """Put what comes next into the chunk that grows, or into a new one; gives how much was taken."""
    match atom:
        case _Place():
            line.close()
            line.now = Chunk(ordinal=atom.number, odd=(".",) if atom.may_be_point else ())
        case Key():
            if line.now.keys or line.now.value:
                line.close()
            line.now = replace(line.now, keys=(atom,))
        case Value():
            runs_on = line.now.value is not None and not line.now.words
            if line.now.value:
                line.close()
            line.now = replace(line.now, value=atom, runs_on=runs_on)
            if line.words_first:
                return 1 + _close_behind_unit(line, rest[1:])
        case Word():
            line.now = replace(line.now, words=(*line.now.words, atom))
        case Mark(sign=Sign.SETS):
            line.now = replace(line.now, sets=True)
        case Mark(said=said, sign=sign):
            beside_row = sign is Sign.DASH and line.now.keys and not line.now.value
            line.now = line.now if beside_row else replace(line.now, odd=(*line.now.odd, said))
    return 1


def _close_behind_unit(line: _Line, behind: Sequence[Atom | _Place]) -> int:
    """The unit that follows a figure is still of it; other words are of the next figure, if one follows."""
    words: list[Word] = []
    for atom in behind:
        if not isinstance(atom, Word):
            break
        words.append(atom)
    if not any(isinstance(atom, Value) for atom in behind):
        return 0
    length = line.unit_length(words) or (1 if words and words[0].meaning is WordMeaning.COUNTED else 0)
    while length < len(words) and words[length].meaning is WordMeaning.COURTESY:
        length += 1
    line.now = replace(line.now, words=(*line.now.words, *words[:length]))
    line.close()
    return length


def _says_nothing(atom: Atom | _Place) -> bool:
    return isinstance(atom, _Place | Mark) or (
        isinstance(atom, Word) and atom.meaning in {WordMeaning.COURTESY, WordMeaning.LINK}
    )


def _with_figures(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Words and numbers of rows without a figure belong to the next one, what stands last to the last."""
    joined: list[Chunk] = []
    waiting = Chunk()
    for chunk in chunks:
        if waiting.keys and (waiting.sets or waiting.content):
            joined.append(waiting)
            waiting = Chunk()
        waiting = waiting.joined(chunk)
        if chunk.value is not None:
            joined.append(waiting)
            waiting = Chunk()
    if waiting.is_empty:
        return joined
    return [*joined[:-1], joined[-1].joined(waiting)] if joined and not waiting.keys else [*joined, waiting]
