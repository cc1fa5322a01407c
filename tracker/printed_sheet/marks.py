"""The printed number of a row, in a column of its own or before its label, as a path of counters."""

import re
from typing import NamedTuple

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
_SMALL_ROMAN = re.compile(r"(?=[ivx])x{0,3}(ix|iv|v?i{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10}
_CAPITALS, _SMALL = "ABCDĐEFGHIKLMNOPQRSTUVXY", "abcdđefghiklmnopqrstuvxy"
_PLAIN_CAPITALS, _PLAIN_SMALL = _CAPITALS.replace("Đ", ""), _SMALL.replace("đ", "")
_TOKEN = re.compile(r"\d{1,3}|[IVX]{1,5}|[A-ZĐ]|[ivx]{2,4}|[a-zđ]")
_WHOLE = re.compile(
    r"[(\[]?(\d{1,3}|[IVX]{1,5}|[A-ZĐ]|[ivx]{2,4}|[a-zđ])(\s?[.,]\s?(\d{1,3}|[IVX]{1,5}|[A-ZĐa-zđ])|\d{1,3}|[a-zđ])*\s?[.):/]?[)\]]?"
)
_IN_LABEL = re.compile(
    r"(?P<number>[(\[]?(?:\d{1,2}(?:\.\d{1,3})*|[IVX]{1,5}(?:\.\d{1,3})*|[A-HĐK](?:\.?\d{1,3})*|[a-zđ]\d?|[ivx]{2,4})(?:\s?[.):/]|\)|\]|\s?[-–](?=\s)))"
    r"\s*(?P<label>(?![\d,.])\S.*)|(?P<deep>\d{1,2}(?:\.\d{1,3})+)\s+(?P<rest>\D.*)"
)
_BULLETS = {"-": "-", "–": "-", "—": "-", "−": "-", "+": "+", "•": "*", "*": "*", "●": "*", "○": "*", "▪": "*"}


class NumberStep(NamedTuple):
    """One counter of a number: how it is written (1, I, A, a, i, with "1)" for one in brackets), and how far it has come."""

    script: str
    value: int


Number = tuple[NumberStep, ...]


def numbers_in(text: str) -> list[Number]:
    """What a printed number may be, the likelier reading first: "I" is one or the ninth letter; [] for no number."""
    bare = text.strip()
    if not _WHOLE.fullmatch(bare):
        return []
    bracket = ")" if bare.rstrip(".:").endswith((")", "]")) else ""
    readings: list[Number] = [()]
    for token in _TOKEN.findall(bare):
        readings = [(*reading, step) for reading in readings for step in _steps(token, bracket)]
    return [reading for reading in readings if reading]


def split_label(label: str) -> tuple[str, str]:
    """The number that stands before a label, and the label: "1.2. Tên" and "A - Tên"; "" and the label if there is none."""
    found = _IN_LABEL.fullmatch(label)
    if not found:
        return "", label
    number, rest = found["number"] or found["deep"], found["label"] or found["rest"]
    bare = re.sub(r"\s?[-–/]$", "", number).strip()
    return (bare, rest) if numbers_in(bare) else ("", label)


def bullet_of(label: str) -> str:
    """The sign before a label, as "-", "+" or "*"; "" for none."""
    return _BULLETS.get(label[:1], "") if len(label) > 1 or label in _BULLETS else ""


def _steps(counter: str, bracket: str) -> list[NumberStep]:
    if counter.isdigit():
        return [NumberStep(f"1{bracket}", int(counter))]
    found: list[NumberStep] = []
    if _ROMAN.fullmatch(counter):
        found.append(NumberStep("I", _roman(counter)))
    if _SMALL_ROMAN.fullmatch(counter):
        found.append(NumberStep("i", _roman(counter.upper())))
    for script, alphabets in (("A", (_CAPITALS, _PLAIN_CAPITALS)), ("a", (_SMALL, _PLAIN_SMALL))):
        places = dict.fromkeys(
            alphabet.index(counter) + 1 for alphabet in alphabets if len(counter) == 1 and counter in alphabet
        )
        found += [NumberStep(script, place) for place in places]
    return found


def _roman(token: str) -> int:
    values = [_VALUES[letter] for letter in token]
    return sum(-value if value < max(values[place:], default=0) else value for place, value in enumerate(values))
