"""Cutting a text that is too long for one message."""

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One line as it is read, shown strong or not."""

    text: str
    strong: bool = False


def cut(lines: Iterable[Line], limit: int) -> list[list[Line]]:
    """Messages of at most `limit` characters, cut between lines; a longer line is cut between words, or at the limit."""
    messages: list[list[Line]] = [[]]
    room = limit
    for line in lines:
        for piece in _cut_line(line, limit):
            if messages[-1] and len(piece.text) + 1 > room:
                messages.append([])
                room = limit
            messages[-1].append(piece)
            room -= len(piece.text) + 1
    return messages


def _cut_line(line: Line, limit: int) -> list[Line]:
    pieces, text = [], line.text
    while len(text) > limit:
        at = text.rfind(" ", 1, limit + 1)
        at = at if at > 0 else limit
        pieces.append(line._replace(text=text[:at]))
        text = text[at:].lstrip(" ")
    return [*pieces, line._replace(text=text)]
