"""Cutting a text that is too long for one message."""

from collections.abc import Iterable


def cut(lines: Iterable[str], limit: int) -> list[str]:
    """Texts of at most `limit` characters, cut between lines; a longer line is cut between words, or at the limit."""
    texts: list[str] = []
    for line in lines:
        for piece in _cut_line(line, limit):
            if texts and len(texts[-1]) + 1 + len(piece) <= limit:
                texts[-1] += "\n" + piece
            else:
                texts.append(piece)
    return texts


def _cut_line(line: str, limit: int) -> list[str]:
    pieces = []
    while len(line) > limit:
        at = line.rfind(" ", 1, limit + 1)
        at = at if at > 0 else limit
        pieces.append(line[:at])
        line = line[at:].lstrip(" ")
    return [*pieces, line]
