"""Short forms of the words of a label, by rule: their initials, "ttuyến" for "trực tuyến", "trc" for "trước". Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.reading.tokens.vocabulary import bare

_LONGEST = 8  # letters of what may be short
_MOST_WORDS = 3  # that one short form stands for
_VOWEL = re.compile("[aeiou]")
_ONSET = re.compile("[^aeiou]*")
_SHORTEST_SKELETON = 2


def stands_for(typed: str, label: Sequence[str]) -> Iterator[range]:
    """The neighbouring words of a label for which this may stand, as their places."""
    word = bare(typed)
    if not word.isalpha() or not 1 < len(word) <= _LONGEST:
        return
    printed = [bare(one) for one in label]
    for length in range(_MOST_WORDS, 1, -1):
        for at in range(len(printed) - length + 1):
            if _is_short(word, printed[at : at + length]):
                yield range(at, at + length)
    if not _VOWEL.search(word) and len(word) >= _SHORTEST_SKELETON:
        yield from (range(at, at + 1) for at, one in enumerate(printed) if len(one) > len(word) and _skeleton(one) == word)


def _is_short(word: str, words: Sequence[str]) -> bool:
    """Whether it is the initials of the words, or those of all but the last, which is written out."""
    *first, last = words
    starts = [[one[0], _ONSET.match(one)[0] or one[0]] for one in first]  # type: ignore[index]
    heads = [""]
    for start in starts:
        heads = [head + one for head in heads for one in dict.fromkeys(start)]
    ends = {last[0], _ONSET.match(last)[0] or last[0], last} - {""}  # type: ignore[index]
    return any(word == head + end for head in heads for end in ends)


def _skeleton(word: str) -> str:
    return _VOWEL.sub("", word)
