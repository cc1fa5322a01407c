"""Answers to several headings in one message, each behind the letter of its heading: "a: …", "b, d: không có"."""

import re

from bot.reading.words_said import Worded, WordsSaid, read_words_said

LETTERS = "abcdefgh"
_ONE = re.compile(rf"\s*(?:mục\s+)?(?P<letters>[{LETTERS}])\s*[:.)/]\s*(?P<rest>.*)", re.IGNORECASE)
_SOME = re.compile(
    rf"\s*(?:(?:các\s+)?mục\s+)?(?P<letters>[{LETTERS}](?:\s*,\s*[{LETTERS}]|\s+và\s+[{LETTERS}]|\s+[{LETTERS}])*)"
    r"\s*[:.)]?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_LETTER = re.compile(rf"(?<!\w)[{LETTERS}](?!\w)", re.IGNORECASE)
_PARTED = re.compile(rf";\s*(?=(?:mục\s+)?[{LETTERS}]\s*[:)])", re.IGNORECASE)
_FOR_THE_REST = frozenset({Worded.NONE, Worded.DROP, Worded.LATER})


def read_lettered(text: str, count: int) -> dict[int, WordsSaid]:
    """By the place of its heading among so many what is said of each; {} for a message that does not begin with a letter.

    A letter counts once all before it are over, so that "a)" within words is none; a line without one goes on with the words
    above it. "còn lại không có" at the end is said of all that are not named.
    """
    lines = [line for whole in text.split("\n") for line in _PARTED.split(whole) if line.strip()]
    said: dict[int, list[str]] = {}
    rest = read_words_said(lines[-1]) if len(lines) > 1 else WordsSaid(Worded.NEW)
    closed = rest.every and rest.how in _FOR_THE_REST
    last = -1
    for line in lines[:-1] if closed else lines:
        found = _begin(line, count, last)
        if found is None and not said:
            return {}
        if found is None:
            said[last].append(line.strip())
            continue
        places, words = found
        said |= {place: [words] for place in places}
        last = places[-1]
    read = {place: read_words_said(words) for place, texts in said.items() if (words := "\n".join(filter(None, texts)))}
    left = [place for place in range(count) if closed and place not in read]
    return dict(sorted((read | dict.fromkeys(left, rest._replace(every=False))).items()))


def _begin(line: str, count: int, last: int) -> tuple[tuple[int, ...], str] | None:
    """The places of the headings that a line begins with, behind the last one, and what it says of them."""
    one = _ONE.fullmatch(line)
    found = one or _SOME.fullmatch(line)
    if found is None:
        return None
    if one is None and read_words_said(found["rest"]).how in {Worded.NEW, Worded.ADD}:
        return None
    places = tuple(LETTERS.index(letter.lower()) for letter in _LETTER.findall(found["letters"]))
    rising = all(before < after for before, after in zip((last, *places), places, strict=False))
    return (places, found["rest"].strip()) if rising and places[-1] < count else None


def read_in_order(text: str, count: int) -> list[str]:
    """So many lines, one for each heading, none of them an item of a list; [] for any other message."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    listed = any(line.startswith(("-", "+", "•", "*")) or line[:1].isdigit() for line in lines)
    return lines if len(lines) == count and not listed else []
