"""Yes and no, as people type them; the words are data, in yes_or_no.tsv, which a clerk may correct."""

import csv
from importlib.resources import files
from io import StringIO

from bot.messages.actions import Means
from tracker.kernel.names import fold, tidy


def _read() -> tuple[dict[str, Means], dict[str, Means]]:
    """The phrases with their diacritics, and without, except those that stand after "=": "đừng" is no "dung"."""
    written: dict[str, Means] = {}
    bare: dict[str, Means] = {}
    text = (files("bot.reading") / "yes_or_no.tsv").read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        for phrase in line["phrases"].split(", "):
            written[phrase.removeprefix("=")] = Means(line["means"])
            if not phrase.startswith("="):
                bare[fold(phrase)] = Means(line["means"])
    return written, bare


_WRITTEN, _BARE = _read()


def read_yes_or_no(text: str) -> Means | None:
    """What the whole of the text means; None if it is neither."""
    said = " ".join(tidy(text).casefold().rstrip(" .,!…").split())
    return _WRITTEN.get(said) or (_BARE.get(said) if said == fold(said) else None)
