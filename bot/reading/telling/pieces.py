"""A message in words, numbers and signs. Pure."""

import re
from collections.abc import Collection
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<key>[0-9]{1,3}(?:\.[0-9]{1,3})+[a-zđ]?(?![\w%]|[.,][0-9])|[0-9]{1,3}[a-zđ](?![\w]))"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*)|(?P<word>[^\W\d_]+(?:['-][^\W\d_]+)*|%)|(?P<mark>\n|[^\s\w])",
    re.IGNORECASE,
)
_THOUSAND = "nghìn"


class Token(NamedTuple):
    """A piece as it was typed, and of which kind it is."""

    said: str
    kind: str
    glued: bool  # nothing stands between it and the one before


def read_tokens(text: str, keys: Collection[str]) -> list[Token]:
    """The words, numbers and signs; "1k2" as 1 nghìn 2, "45tt" in two."""
    tokens: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(text):
        said, glued = found[0], found.start() == last > 0
        last = found.end()
        if found["key"] and said.lower() not in keys and said[-1].isalpha() and "." not in said:
            tokens += [Token(said[:-1], "number", glued), Token(_thousand(said[-1]), "word", glued=True)]
        else:
            tokens.append(
                Token(_thousand(said) if glued and tokens[-1].said[-1].isdigit() else said, str(found.lastgroup), glued)
            )
    return tokens


def _thousand(said: str) -> str:
    return _THOUSAND if said.casefold() == "k" else said
