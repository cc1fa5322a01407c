"""What somebody says about the data that is kept of themselves: to see it, to have it corrected or deleted. Pure.

The words are data, personal.tsv. Data of the reports are none of it: somebody must say that they mean their own.
"""

from collections.abc import Sequence
from enum import StrEnum

from bot.reading.courtesy import plainly
from bot.reading.phrases import Phrases, TypedWords, read_tables


class OwnData(StrEnum):
    """What is wanted of what is kept of oneself."""

    SEE = "see"
    CORRECT = "correct"
    DELETE = "delete"
    WISHES = "wishes"  # what others wish, for whoever answers


_TABLES = read_tables("bot.reading", "personal.tsv")
_PERSONAL, _DATA, _ACCOUNT, _PART = (_TABLES[name][""] for name in ("personal", "data", "account", "part"))
_OF_ME, _ME, _KEEPS, _KEEPER = (_TABLES[name][""] for name in ("of me", "me", "keeps", "keeper"))
_WISHES: Phrases = _TABLES["wishes"][""]
_WHAT, _SEEN, _DELETE, _CORRECT = (_TABLES[name][""] for name in ("what", "seen", "delete", "correct"))
_OF_OTHERS: Phrases = _TABLES["of others"][""]
_FILLERS: Phrases = _TABLES["filler"][""]
_LONGEST = 25  # words


def read_own_data(text: str, *, among_figures: bool = False) -> OwnData | None:
    """What is wanted; None if the words may mean anything else.

    `among_figures`: while a report is filled "my data" are figures, unless they are called personal.
    """
    return _read(text, among_figures=among_figures) or _read(plainly(text), among_figures=among_figures)


def _read(text: str, *, among_figures: bool) -> OwnData | None:
    said = TypedWords(text)
    if not 0 < len(said) <= _LONGEST:
        return None
    if TypedWords(text).take(_OF_OTHERS):
        return None
    if _asks_for_wishes(said):
        return OwnData.WISHES
    personal, part = bool(said.take(_PERSONAL)), bool(said.take(_PART))
    deletes = bool(said.take(_DELETE))
    corrects = not deletes and bool(said.take(_CORRECT))
    if corrects:
        mine = personal or part or (not among_figures and _is_mine(said, _DATA))
        return OwnData.CORRECT if mine else None
    if deletes:
        mine = personal or _is_mine(said, _ACCOUNT) or (not among_figures and _is_mine(said, _DATA))
        return OwnData.DELETE if mine and _is_all(said, _OF_ME) else None
    mine = personal or _asks_what_is_kept(said) or _is_mine(said, _DATA) or (part and bool(said.take(_SEEN)))
    return OwnData.SEE if mine and _is_all(said, (*_OF_ME, *_SEEN, *_KEEPS, *_KEEPER, *_WHAT, *_ME)) else None


def _asks_for_wishes(said: TypedWords) -> bool:
    tried = TypedWords(said.left)
    whose = tried.take(_WISHES)
    about = tried.take((*_PERSONAL, *_DATA))
    return bool(whose and about) and _is_all(tried, (*_DELETE, *_CORRECT))


def _is_mine(said: TypedWords, nouns: Sequence[str]) -> bool:
    tried = TypedWords(said.left)
    found = tried.take(nouns) and tried.take(_OF_ME)
    if found:
        said.take(nouns)
        said.take(_OF_ME)
    return bool(found)


def _asks_what_is_kept(said: TypedWords) -> bool:
    tried = TypedWords(said.left)
    keeps, what = bool(tried.take(_KEEPS)), bool(tried.take(_WHAT))
    if keeps and what and tried.take(_OF_ME):
        return True
    return keeps and what and bool(tried.take(_KEEPER)) and bool(tried.take(_ME))


def _is_all(said: TypedWords, besides: Sequence[str]) -> bool:
    """Whether what is left says nothing more."""
    while said.take((*besides, *_FILLERS)):
        pass
    return not said.left
