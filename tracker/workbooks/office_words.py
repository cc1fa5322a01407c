"""What the dots of an office's form stand for: the unit, the period, the year."""

import re
from collections.abc import Callable

from tracker.kernel.names import fold, spelt, tidy
from tracker.workbooks.appendix import Heading

_DOTS = r"(?:[.…_]{2,}|…|(?:\.\s){2,}\.?)(?:\s*[.…_]{2,})*"
_SLOT = re.compile(_DOTS)
_DAY = re.compile(r"ngày\s*(?:[.…_]|tháng\b)", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s+(?:năm|tháng|quý)\b", re.IGNORECASE)
_SPAN = re.compile(rf"(?:quý|tháng)\s*{_DOTS}\s*(?:/|năm)?\s*(?:20)?{_DOTS}", re.IGNORECASE)
_YEAR = re.compile(rf"(?P<word>năm)(?P<of>\s+(?:tài chính|học)?\s*)(?:20)?{_DOTS}", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}  # of quarters
_COMMITTEE, _JOINING = spelt("ủy ban nhân dân"), {spelt("năm"), spelt("của")}
_AFTER: tuple[tuple[re.Pattern[str], Callable[[Heading], str]], ...] = (
    (re.compile(r"(?:^|\b)(xa|phuong|thi tran|dac khu)\s*:?\s*$"), lambda heading: heading.unit.partition(" ")[2]),
    (re.compile(r"\bky bao cao\s*:?\s*$"), lambda heading: heading.period.label),
    (re.compile(r"\b(don vi|co quan)( (lap|gui))? bao cao\s*:?\s*$"), lambda heading: f"UBND {heading.unit}"),
    (re.compile(r"\b(ten )?(don vi|co quan)\s*:?\s*$"), lambda heading: f"UBND {heading.unit}"),
    (re.compile(r"\bubnd\s*:?\s*$"), lambda heading: heading.unit),
)


def has_dots(text: str) -> bool:
    """Whether somebody is to write on dots in the text."""
    return bool(_SLOT.search(text))


def filled_words(text: str, heading: Heading) -> str:
    """The text with the unit, the period and the year on its dots; a day, a number of a document and the like stay dots."""
    if _DAY.search(text) or _FROM.search(text):
        return text
    capital = _is_capital(text)
    text = _SPAN.sub(lambda _: _cased(heading.period.label, capital=capital), text)
    text = _YEAR.sub(lambda found: f"{found['word']}{found['of']}{heading.period.year}", text)
    return _SLOT.sub(lambda found: _filled(text[: found.start()], found[0], heading, capital=capital), text)


def say_the_same(one: str, other: str) -> bool:
    """Whether two such texts name the same unit and period: "Quý III/2025" and "Quý 3 năm 2025" do."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> list[str]:
    """Its words and numbers without what only joins them; a letter with another accent is another letter."""
    said = " ".join(spelt(word) for word in re.findall(r"[^\W_]+", tidy(text)))
    return [_ROMAN.get(word, word.lstrip("0")) for word in said.replace(_COMMITTEE, "ubnd").split() if word not in _JOINING]


def _filled(before: str, dots: str, heading: Heading, *, capital: bool) -> str:
    words = fold(before).rstrip()
    told = next((tell(heading) for after, tell in _AFTER if after.search(words)), dots)
    return _cased(told, capital=capital)


def _is_capital(text: str) -> bool:
    """Whether all words are in capitals, the abbreviation of the office apart."""
    words = text.replace("UBND", "")
    return words.upper() == words and any(letter.isalpha() for letter in words)


def _cased(text: str, *, capital: bool) -> str:
    return text.upper() if capital else text
