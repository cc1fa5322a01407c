"""What somebody says of the words under a heading instead of giving them: as last period, none, left out, later, and more."""

from enum import StrEnum
from typing import NamedTuple

from bot.reading.courtesy import plainly
from bot.reading.phrases import Phrases, TypedWords, read_tables, take_meaning

_TABLES = read_tables("bot.reading", "words_said.tsv")
_KINDS = ("same", "none", "drop", "later", "end")
_MEANINGS = {meaning: phrases for kind in _KINDS for meaning, phrases in _TABLES[kind].items()}
_END = "end"
_ALL, _FILLER, _ADD = _TABLES["all"]["all"], _TABLES["filler"]["filler"], _TABLES["add"]["add"]
_LONGEST = 10  # words of a message that gives no words


class Worded(StrEnum):
    """What is to become of the words under a heading."""

    SAME = "same"
    NONE = "none"
    DROP = "drop"
    LATER = "later"
    ADD = "add"
    NEW = "new"


class WordsSaid(NamedTuple):
    """What was said of a heading; of all headings that are to come, if `every`. `words` are those to be written or added."""

    how: Worded
    words: str = ""
    every: bool = False


def read_words_said(text: str) -> WordsSaid:
    """What a message says where words for a heading are asked; what means nothing else are the words."""
    begins, colon, rest = text.partition(":")
    if colon and rest.strip() and _is_all_of(begins, _ADD):
        return WordsSaid(Worded.ADD, rest.strip())
    said = TypedWords(plainly(text))
    if "\n" in text.strip() or not 0 < len(said) <= _LONGEST:
        return WordsSaid(Worded.NEW, text)
    meaning = take_meaning(said, _MEANINGS)
    every = bool(said.take(_ALL)) if meaning else False
    while meaning and said.take(_FILLER):
        pass
    if meaning is None or said.kept:
        return WordsSaid(Worded.NEW, text)
    if meaning == _END:
        return WordsSaid(Worded.LATER, "", every=True)
    return WordsSaid(Worded.NONE, meaning, every) if meaning in _TABLES["none"] else WordsSaid(Worded(meaning), "", every)


def _is_all_of(text: str, phrases: Phrases) -> bool:
    said = TypedWords(plainly(text))
    return bool(said.take(phrases)) and not said.kept
