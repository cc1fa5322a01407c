"""Cutting a text that is too long for one message."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class ShownLine(NamedTuple):
    """One line as it is read, shown strong or not."""

    text: str
    strong: bool = False


def cut(lines: Iterable[ShownLine], limit: int) -> list[list[ShownLine]]:
    """Messages of at most `limit` characters, cut between lines; a longer line between words, or before a figure."""
    messages: list[list[ShownLine]] = [[]]
    room = limit
    for line in lines:
        for piece in _cut_line(line, limit):
            if messages[-1] and len(piece.text) + 1 > room:
                messages.append([])
                room = limit
            messages[-1].append(piece)
            room -= len(piece.text) + 1
    return messages


_FIGURE_ENDS = re.compile(r"[0-9.,]*$")


def _before_figure(text: str, at: int) -> int:
    """Where to cut so that no figure is in two messages, unless it is as long as a message."""
    begins = _FIGURE_ENDS.search(text, 0, at)
    return begins.start() if begins and begins.start() and text[at].isdigit() else at


def _cut_line(line: ShownLine, limit: int) -> list[ShownLine]:
    pieces, text = [], line.text
    while len(text) > limit:
        at = text.rfind(" ", 1, limit + 1)
        at = at if at > 0 else _before_figure(text, limit)
        pieces.append(line._replace(text=text[:at]))
        text = text[at:].lstrip(" ")
    return [*pieces, line._replace(text=text)]
