"""Courtesy: words of politeness at both ends of what somebody says, and messages that are nothing else.

The words are data, courtesy.tsv: those that are polite at the beginning, at the end, by themselves, and those that point at
the question that stands ("mục này").
"""

from collections.abc import Sequence
from enum import StrEnum

from bot.reading.phrases import Phrases, TypedWords, read_tables, take_meaning
from tracker.kernel.names import tidy


class Courtesy(StrEnum):
    """What somebody says who says nothing but courtesy."""

    THANKS = "thanks"
    GREETING = "greeting"
    SORRY = "sorry"
    AGREED = "agreed"


_TABLES = read_tables("bot.reading", "courtesy.tsv")
_BEGINS: Phrases = _TABLES["begins"][""]
_ENDS: Phrases = _TABLES["ends"][""]
_POINTING: Phrases = _TABLES["pointing"][""]
_ALONE = {Courtesy(meaning): phrases for meaning, phrases in _TABLES["alone"].items()}
_EDGE = " \t\n,.;:!…~"
_LONGEST = 8  # words of a message that is nothing but courtesy


def plainly(text: str) -> str:
    """The text without courtesy at both ends, as it was typed: "dạ bỏ qua giúp em nhé" -> "bỏ qua".

    A word is always left, "giúp em với" -> "giúp", and a question mark stays; what narrows or negates is never taken for
    courtesy.
    """
    return _without(tidy(text), _BEGINS, _ENDS, keep=1)


def only_courtesy(text: str) -> Courtesy | None:
    """What a message is about that is courtesy and nothing else, "dạ em cảm ơn ạ"; None for any other."""
    said = TypedWords(text)
    if not 0 < len(said) <= _LONGEST or "?" in text:
        return None
    meaning = take_meaning(said, _ALONE)
    return meaning if meaning and not _without(said.left, _BEGINS, _ENDS) else None


def reason_in(text: str) -> str:
    """The reason that follows a command: "mục này vì chờ huyện ạ" -> "vì chờ huyện"; "" if only courtesy does."""
    return _without(tidy(text), (*_BEGINS, *_POINTING), (*_ENDS, *_POINTING))


def _without(text: str, begins: Sequence[str], ends: Sequence[str], keep: int = 0) -> str:
    """The text between the phrases with which it begins and ends; signs stay where no word was taken away beside them."""
    said = TypedWords(text)
    while said.kept and (said.take_end(ends, last=True, keep=keep) or said.take_end(begins, last=False, keep=keep)):
        pass
    kept = said.kept
    if len(kept) == len(said):
        return text
    spans = said.spans
    first = spans[kept[0] - 1][1] if kept and kept[0] else 0
    last = spans[kept[-1] + 1][0] if kept and kept[-1] + 1 < len(spans) else len(text)
    asked = "?" if last < len(text) and text.rstrip().endswith("?") else ""
    return f"{text[first:last].strip(_EDGE)}{asked}" if kept else ""
