"""Rows that are named together: "2.1 đến 2.5", "cả hai", "3 dòng đầu"; written out before a message is cut. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.reading.answering.asked import AskedCells
from bot.reading.dates.spelling import NUMBER, number, pattern
from bot.reading.tokens.vocabulary import VOCABULARY, WordMeaning, begins_with, same_words

_KEY = r"[0-9]{1,2}(?:\.[0-9]{1,3})+[a-z\u0111]?"
_RANGE = pattern(rf"(?<![\w.,])(?P<first>{_KEY})_?(?:đến|tới|->|-)_?(?P<last>{_KEY})(?![\w,]|\.[0-9])")
_COUNT = rf"(?P<count>[0-9]{{1,2}}|{NUMBER})"
_ROWS = "(?:dòng|mục|ô|câu|chỉ_tiêu|hàng|số|cái|ý|thứ|món|khoản)"
_POINTING = "(?:này|ni|nì|nầy|nè|trên|đó|đấy|ấy|nớ|tê|kia|dưới_đây|ở_trên|vừa_hỏi|đang_hỏi)"
_ALIKE = "(?:_(?:đều|cùng|cũng|bằng_nhau|như_nhau|giống_nhau|y_nhau|ngang_nhau|y_chang_nhau|một_số))*"
_THESE = f"{_COUNT.replace('count', 'rows')}_{_ROWS}_{_POINTING}"
_OF_EACH = rf"{_COUNT.replace('count', 'many')}_{_ROWS}(?=_(?:đều|cùng|bằng_nhau|như_nhau|giống_nhau|ngang_nhau)(?!\w))"
_BOTH = pattern(rf"(?<!\w)(?:cả_{_COUNT}(?:_{_ROWS})?(?:_{_POINTING})?|{_THESE}|{_OF_EACH}){_ALIKE}(?!\w)")
_EDGE = pattern(
    rf"(?<!\w){_COUNT}_{_ROWS}_(?P<edge>đầu_tiên|đầu|cuối_cùng|cuối)(?!\w)(?=_?(?:=|:|là|đều|bằng|không|ko|để_trống|bỏ_trống|[0-9]))"
)
_CALLED_BOTH = VOCABULARY.of[WordMeaning.BOTH]
_ALL = " ".join(VOCABULARY.of[WordMeaning.ALL][0])


def spelled_rows(seen: str, asked: AskedCells) -> str:
    """The message with such rows as a list of their numbers, and with a word for all of them for as many as are asked."""
    seen = _both_options(seen, asked)
    ranged = _RANGE.sub(lambda found: _between(found["first"].lower(), found["last"].lower(), asked) or found[0], seen)
    whole = _BOTH.sub(lambda found: _ALL if _counted(found) == len(asked.cells) else found[0], ranged)
    return _EDGE.sub(lambda found: _at_edge(found, asked) or found[0], whole)


def _counted(found: re.Match[str]) -> int:
    return number(found["count"] or found["rows"] or found["many"])


def _both_options(seen: str, asked: AskedCells) -> str:
    """Two options of a choice that are said together, "vừa phát phiếu vừa online", as the option that is both of them."""
    for row in asked.rows:
        if together := _together(tuple(label for _, label in row.options)):
            seen = together[0].sub(together[1], seen)
    return seen


@lru_cache(maxsize=256)
def _together(labels: tuple[str, ...]) -> tuple[re.Pattern[str], str] | None:
    """How two of these options are said together, and the option that is both; None where there is none such."""
    both = next((label for label in labels if any(begins_with(label.split(), one) for one in _CALLED_BOTH)), "")
    others = [one for label in labels if label != both for one in (label, *same_words(label))]
    if not both or not others:
        return None
    said = f"(?:{'|'.join('_'.join(map(re.escape, other.split())) for other in others)})"
    linked = rf"(?<!\w)(?:vừa|cả)_{said}_?,?(?:_vừa|_lẫn|_và|_với|_)_?{said}(?!\w)"
    return pattern(rf"{linked}|{said}_?(?:lẫn|và|với|\+|&)_?{said}"), both


def _between(first: str, last: str, asked: AskedCells) -> str:
    """The rows from one to the other that the unit types in, "" where one of them is none."""
    keys = [row.key.lower() for row in asked.typed]
    if first not in keys or last not in keys or keys.index(first) >= keys.index(last):
        return ""
    return _listed(keys[keys.index(first) : keys.index(last) + 1])


def _at_edge(found: re.Match[str], asked: AskedCells) -> str:
    count = number(found["count"])
    keys = [row.key.lower() for row in asked.rows]
    if not 0 < count < len(keys):
        return ""
    return _listed(keys[:count] if found["edge"].casefold().startswith(("đầu", "dau")) else keys[-count:])


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys)
