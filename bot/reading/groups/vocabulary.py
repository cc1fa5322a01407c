"""The words that people say of groups, from words.tsv, which a clerk may correct: a meaning, and the phrases that have it."""

import csv
from collections.abc import Sequence
from importlib.resources import files
from io import StringIO

from tracker.kernel.names import fold


def _read() -> dict[str, Sequence[str]]:
    """By meaning its phrases without diacritics, the longest first."""
    text = (files("bot.reading.groups") / "words.tsv").read_text(encoding="utf-8")
    lines = csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {line["meaning"]: sorted(map(fold, line["phrases"].split(", ")), key=lambda one: -len(one)) for line in lines}


_PHRASES = _read()
NONE = _PHRASES["none"]  # nothing arose in the groups
BLANK = _PHRASES["blank"]  # they are left without an answer
EVERY = _PHRASES["every"]  # alone: there is something in every group
SECTION = _PHRASES["section"]  # before the number of a whole section
UNTIL = _PHRASES["until"]  # between the first and the last of several
FILLER = _PHRASES["filler"]  # say nothing beside the others
