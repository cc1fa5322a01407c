"""Digits whose signs may part figures or be a part of one: "5,5,0,0" for four rows, "1 492" for one. Pure."""

import re
from collections.abc import Iterator

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.understood import Explained, Guessed, Reading, Uncertainty, Unclear
from bot.reading.answering.values import read_value
from bot.reading.tokens.atom import Value
from tracker.reports.entry import Entry

_ONLY_DIGITS = re.compile(r"[0-9][0-9.,% ;\n]*")
_LIST = re.compile(r"[0-9]+(?:,[0-9]+)+")
_GROUPS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,])")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9]{1,2}(?![0-9.,]))")
_MOST_DECIMAL_PARTS = 2


def regrouped(seen: str, asked: AskedCells) -> Reading | None:
    """The message with its signs read the other way, if that gives as many figures as rows; a guess if both may be meant."""
    if not _ONLY_DIGITS.fullmatch(seen):
        return None
    for texts, sure in _ways(seen):
        if len(texts) != len(asked.cells):
            continue
        read = {
            cell: read_value(row, Value(text, text)) for cell, row, text in zip(asked.cells, asked.rows, texts, strict=True)
        }
        entries = {cell: entry for cell, entry in read.items() if isinstance(entry, Entry)}
        if len(entries) == len(read):
            return Explained(entries) if sure else Guessed(entries, Uncertainty(Unclear.SEPARATOR))
    return None


def _ways(seen: str) -> Iterator[tuple[list[str], bool]]:
    """The figures that the digits may be, and whether they can be nothing else."""
    parts = [part.strip() for part in re.split("[;\n]", seen)]
    if len(parts) > 1:
        yield [_GROUPS.sub(lambda found: found[0].replace(" ", "."), part) for part in parts], True
        return
    if _LIST.fullmatch(seen):
        parts = seen.split(",")
        yield parts, len(parts) > _MOST_DECIMAL_PARTS and not _THOUSANDS.fullmatch(seen)
    yield _GROUPS.sub(lambda found: found[0].replace(" ", "."), seen).split(), False
    yield [text.replace(",", "") if _THOUSANDS.fullmatch(text) else text for text in seen.split()], False
    yield _POINT.sub(",", seen).split(), False
