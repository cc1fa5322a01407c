"""Reading which groups of a form somebody names, by number or by name, and whether nothing arose there or they are skipped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.reading.groups import vocabulary
from tracker.kernel.names import fold, tidy


class Group(NamedTuple):
    """A group, or several that are named as one (a whole section, all under one heading), by the keys of its groups."""

    label: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Nameable:
    """What may be named: by number, and whole sections by theirs; of `by_number` the single groups are in printed order."""

    by_number: Mapping[str, Group]
    sections: Mapping[str, Group]


@dataclass
class NamedGroups:
    """What a message names: the groups in which nothing arose, those to be skipped, and what was not understood of it.

    `every`: it says that there is something in every group. `whole`: numbers that may be a whole section's.
    """

    none: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    every: bool = False


class _Token(NamedTuple):
    kind: str  # number, none, blank, section, until, comma or word
    text: str


_RANGE = re.compile(r"(?<=[0-9])\s*([-–—])\s*(?=[0-9])")
_SETS = re.compile(r"(?<=[0-9])\s*([:=])")  # "1.1: 2" is a figure
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*[a-z]?")
_AROUND = ".:()“”\"'!?…"
_PHRASES = sorted(
    (
        (tuple(phrase.split()), kind)
        for kind in ("none", "blank", "section", "until", "filler")
        for phrase in getattr(vocabulary, kind.upper())
    ),
    key=lambda pair: -len(pair[0]),
)


def read_groups(groups: Nameable, text: str) -> NamedGroups:
    """Read one message; nothing is guessed: whatever is not understood of it is `unread`."""
    found = NamedGroups()
    if _bare(text) in set(map(_bare, vocabulary.EVERY)):
        found.every = True
        return found
    after_blank = False  # whether a number alone may go on with what was said before it
    for part in _parts(text):
        mode, tokens = _mode(part)
        if mode is None or (mode == "" and after_blank):
            found.unread.append(" ".join(token.text for token in part if token.kind != "comma"))
            continue
        after_blank = mode == "blank"
        _Reader(groups, found, found.blank if mode == "blank" else found.none).read(tokens)
    named = found.none + found.blank
    found.unread += sorted({key for key in named if named.count(key) > 1} - set(found.unread))
    return found


def _words(text: str, *kinds: str) -> str:
    """What is said, without diacritics, fillers and what stands between words; `kinds` are kept besides plain words."""
    return " ".join(token.text for token in _tokens(fold(tidy(text))) if token.kind in {"word", *kinds})


def _bare(text: str) -> str:
    return _words(text, "none", "blank", "number")


def _parts(text: str) -> Iterator[list[_Token]]:
    """What is said in one breath: what stands between semicolons, or between commas where each part has its own word."""
    for line in re.split(r"[\n;]", tidy(text)):
        tokens = [token for token in _tokens(line) if token.kind != "filler"]
        by_comma = _cut(tokens)
        if all({"none", "blank"} & kinds and "number" in kinds for kinds in ({t.kind for t in part} for part in by_comma)):
            yield from by_comma
        elif tokens:
            yield tokens


def _cut(tokens: Sequence[_Token]) -> list[list[_Token]]:
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind == "comma":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _tokens(line: str) -> Iterator[_Token]:
    words = [
        word if word == "," else word.strip(_AROUND)
        for word in re.findall(r",|[^\s,]+", _SETS.sub(r" = ", _RANGE.sub(r" \1 ", line)))
    ]
    words = [word for word in words if word]
    folded = [fold(word) for word in words]
    place = 0
    while place < len(words):
        size, kind = next(
            ((len(phrase), kind) for phrase, kind in _PHRASES if tuple(folded[place : place + len(phrase)]) == phrase),
            (1, "comma" if words[place] == "," else "number" if _NUMBER.fullmatch(folded[place]) else "word"),
        )
        yield _Token(kind, " ".join(words[place : place + size]))
        place += size


def _mode(part: Sequence[_Token]) -> tuple[str | None, list[_Token]]:
    """What is said of the groups of this part ("" if nothing is), None where it cannot be told which; and the rest of it."""
    said = [token.kind for token in part if token.kind in {"none", "blank", "number"}]
    modes = {kind for kind in said if kind != "number"}
    rest = [token for token in part if token.kind not in {"none", "blank"}]
    if not modes:
        return "", rest
    if len(modes) > 1 or ("number" not in {token.kind for token in part} and not any(t.kind == "word" for t in part)):
        return None, rest
    between = modes == {"blank"} and said[0] == said[-1] == "number"
    return (None if between else modes.pop()), rest


def section_named(sections: Mapping[str, Sequence[str]], text: str) -> str | None:
    """The key of the section that a text is the name of, in one of these ways, or its number alone or behind "phần"."""
    said = fold(tidy(text)).strip(_AROUND + " ")
    said = next((said.removeprefix(f"{phrase} ") for phrase in vocabulary.SECTION if said.startswith(f"{phrase} ")), said)
    named = {fold(name).rstrip("."): key for key, names in sections.items() for name in (key, *names) if name}
    return named.get(said)


class _Reader:
    """Reads the groups of one part into a list."""

    def __init__(self, groups: Nameable, found: NamedGroups, into: list[str]) -> None:
        self._groups, self._found, self._into = groups, found, into
        self._order = [number for number, group in groups.by_number.items() if group.keys == (number,)]

    def read(self, tokens: Sequence[_Token]) -> None:
        """Numbers, each with its name behind it if one is said, or names alone."""
        last: Group | None = None
        words: list[str] = []
        whole, until = False, False
        for token in [*tokens, _Token("comma", ",")]:
            if token.kind == "word":
                words.append(token.text)
                continue
            last, words = self._name(last, words), []
            number = fold(token.text)
            if token.kind == "number":
                last = self._to(last, number) if until else self._number(number, whole=whole and "." not in number)
            whole = token.kind == "section" or (whole and token.kind in {"number", "comma"})
            until = token.kind == "until"

    def _number(self, number: str, *, whole: bool) -> Group | None:
        group = self._groups.sections.get(number) if whole else self._groups.by_number.get(number)
        if group is None:
            (self._found.whole if number in self._groups.sections else self._found.unread).append(number)
            return None
        self._into += group.keys
        return group

    def _to(self, since: Group | None, number: str) -> Group | None:
        """The groups behind the one that was named last up to this one."""
        first = since.keys[-1] if since else ""
        behind = self._order[self._order.index(first) + 1 :] if first in self._order else []
        if number not in behind:
            self._found.unread.append(number)
            return None
        self._into += behind[: behind.index(number) + 1]
        return self._groups.by_number[number]

    def _name(self, of: Group | None, words: Sequence[str]) -> Group | None:
        """Words behind a number are from the name of its group, or, as words alone, from the name of just one."""
        wanted = _words(" ".join(words))
        if not words or (of and _holds(of, wanted)):
            return of
        singles = [self._groups.by_number[number] for number in self._order]
        fitting = [group for group in singles if " " in wanted and _holds(group, wanted)]
        if len(fitting) != 1:
            self._found.unread.append(" ".join(words))
            return of
        self._into += fitting[0].keys
        return fitting[0]


def _holds(group: Group, wanted: str) -> bool:
    return f" {wanted} " in f" {_words(group.label)} "
