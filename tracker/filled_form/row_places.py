"""Which line of a sheet is which printed row of a form: by its words, and by the sequence as a whole; never by a guess."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_ALIKE, _NEAR = 0.75, 0.6  # of two labels with one number; where only their place between two others speaks for them
_SAYS_ENOUGH = 8  # characters of a label that is known inside of a longer one: "nam" stands in "viet nam"
_LONGEST = 300  # characters of a label that are compared
_ROUNDS = 4  # what was found helps to find more


class Words(NamedTuple):
    """What is printed on a line, matchable: its number, its label, its code, and `more` that tells it from those beside it."""

    number: str = ""
    label: str = ""
    code: str = ""
    more: str = ""


Pairs = dict[int, int]  # of a line the row that it is, by their places


def place_rows(rows: Sequence[Words], lines: Sequence[Words]) -> Pairs:
    """For each line that surely is a row, which; a line that may be two rows, or a row that may be two lines, is left out.

    Rows may have been moved, reworded, renumbered, added or left out. A label that stands once is a row wherever it stands;
    one that stands several times is decided by the found rows before and after it.
    """
    found = _unique(rows, lines)
    for _ in range(_ROUNDS):
        more = _twins(rows, lines, found) or _reworded(rows, lines, found)
        if not more:
            break
        found |= more
    return found


def _unique(rows: Sequence[Words], lines: Sequence[Words]) -> Pairs:
    """The lines whose label is that of one row, and of one line, alone."""
    known, said = _by_label(rows), _by_label(lines)
    return {
        said[label][0]: places[0]
        for label, places in known.items()
        if isinstance(label, str) and len(places) == 1 and len(said.get(label, ())) == 1
    }


def _by_label(all_words: Sequence[Words]) -> dict[str | Words, list[int]]:
    found: dict[str | Words, list[int]] = defaultdict(list)
    for place, words in enumerate(all_words):
        found[_kind(words)].append(place)
    return found


def _kind(words: Words) -> str | Words:
    """What makes twins: the label, and without one all that is printed."""
    return words.label or words


class _Between(NamedTuple):
    """The rows that were found before and after a place; -1 and -2 where there are none."""

    before: int
    after: int


def _spans(count: int, anchors: Mapping[int, int]) -> list[_Between]:
    """For each place the anchors around it; `anchors` are rows by places."""
    spans, before = [], -1
    for place in range(count):
        spans.append(before)
        before = anchors.get(place, before)
    after, ends = -2, []
    for place in reversed(range(count)):
        ends.append(after)
        after = anchors.get(place, after)
    return [_Between(*both) for both in zip(spans, reversed(ends), strict=True)]


def _around(rows: Sequence[Words], lines: Sequence[Words], found: Pairs) -> tuple[list[_Between], list[_Between]]:
    of_rows = _spans(len(rows), {row: row for row in found.values()})
    return of_rows, _spans(len(lines), found)


def _twins(rows: Sequence[Words], lines: Sequence[Words], found: Pairs) -> Pairs:
    """Lines of labels that stand several times: those that are alone of their kind between the same two found rows."""
    of_rows, of_lines = _around(rows, lines, found)
    taken = set(found.values())
    more: Pairs = {}
    for label, places in _by_label(rows).items():
        kinds = {place: (of_rows[place], "") for place in places if place not in taken}
        said = {
            place: (of_lines[place], "") for place, words in enumerate(lines) if _kind(words) == label and place not in found
        }
        pairs = dict(_alone(kinds, said)) or dict(
            _alone(
                {place: (between, rows[place].more) for place, (between, _) in kinds.items()},
                {place: (between, lines[place].more) for place, (between, _) in said.items()},
            )
        )
        more |= {line: row for line, row in pairs.items() if _may_be(rows, places, row, lines[line])}
    return more


_Kind = tuple[_Between, str]


def _alone(rows: Mapping[int, _Kind], lines: Mapping[int, _Kind]) -> Iterator[tuple[int, int]]:
    """The pairs of a line and a row that are the only ones of their kind."""
    there, here = Counter(rows.values()), Counter(lines.values())
    row_of = {kind: row for row, kind in rows.items()}
    for line, kind in lines.items():
        if there[kind] == here[kind] == 1:
            yield line, row_of[kind]


def _may_be(rows: Sequence[Words], twins: Sequence[int], row: int, line: Words) -> bool:
    """Whether the line's number and code do not speak for another row with the same label."""
    mine = rows[row]
    others = [rows[other] for other in twins if other != row]
    for said, own, theirs in (
        (line.number, mine.number, {other.number for other in others}),
        (line.code, mine.code, {other.code for other in others}),
    ):
        if said and said != own and said in theirs:
            return False
    return True


def _reworded(rows: Sequence[Words], lines: Sequence[Words], found: Pairs) -> Pairs:
    """Lines whose words are no row's, and rows that no line words so, between the same two found rows.

    They share a number or a code and are alike; or each is the only one there, and they are near.
    """
    of_rows, of_lines = _around(rows, lines, found)
    known, said = {words.label for words in rows}, {words.label for words in lines}
    taken = set(found.values())
    open_rows = [p for p, words in enumerate(rows) if p not in taken and (not words.label or words.label not in said)]
    open_lines = [p for p, words in enumerate(lines) if p not in found and (not words.label or words.label not in known)]
    likely = [(line, row) for line in open_lines for row in open_rows if of_lines[line] == of_rows[row]]
    pairs = [(line, row) for line, row in likely if _is_reworded(rows[row], lines[line])]
    alone = Counter(line for line, _ in likely), Counter(row for _, row in likely)
    if not pairs:
        pairs = [
            (line, row)
            for line, row in likely
            if alone[0][line] == alone[1][row] == 1 and _ratio(lines[line].label, rows[row].label) >= _NEAR
        ]
    lined, rowed = Counter(line for line, _ in pairs), Counter(row for _, row in pairs)
    return {line: row for line, row in pairs if lined[line] == rowed[row] == 1}


def _is_reworded(row: Words, line: Words) -> bool:
    same = bool(line.number and line.number == row.number) or bool(line.code and line.code == row.code)
    return same and (not line.label or not row.label or _ratio(line.label, row.label) >= _ALIKE)


def _ratio(one: str, other: str) -> float:
    shorter, longer = sorted((one[:_LONGEST], other[:_LONGEST]), key=len)
    if not shorter:
        return 0
    return (
        1 if len(shorter) >= _SAYS_ENOUGH and shorter in longer else SequenceMatcher(None, one, other, autojunk=False).ratio()
    )
