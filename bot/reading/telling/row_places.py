"""Rows by their number as it is spoken, or by their place: "hai chấm một", "dòng đầu", "cái thứ ba". Pure."""

from collections.abc import Sequence

from bot.reading.telling.vocabulary import Tells, tells
from bot.reading.tokens.numerals import read_numeral
from bot.reading.tokens.vocabulary import is_word


def spoken_key(words: Sequence[str]) -> tuple[str, int] | None:
    """A row's number as it is spoken, "hai chấm một chấm một", and how many words it took."""
    parts: list[str] = []
    at = 0
    while at < len(words) and (digit := _digit(words[at])):
        parts.append(digit)
        at += 1
        if at + 1 < len(words) and tells(words[at : at + 1], Tells.POINT) and _digit(words[at + 1]):
            at += 1
        else:
            break
    return (".".join(parts), at) if len(parts) > 1 else None


def _digit(word: str) -> str:
    if word.isdecimal():
        return word
    numeral = read_numeral([word])
    return f"{numeral.number:f}" if numeral and not numeral.scaled else ""


def place(words: Sequence[str], count: int) -> tuple[int, int] | None:
    """The place of a row among so many, "dòng đầu", "mục thứ 2", "hàng cuối cùng", and how many words it took."""
    at = tells(words, Tells.ROW)
    if not at:
        return None
    numbered = tells(words[at:], Tells.NUMBER_OF)
    if length := tells(words[at:], Tells.FIRST):
        return 0, at + length
    if length := tells(words[at:], Tells.LAST_ROW):
        return count - 1, at + length
    number = _ordinal(words[at + numbered :])
    if tells(words[at + numbered + 1 :], Tells.POINT):
        return None
    if number and 0 < number <= count:
        return number - 1, at + numbered + 1
    return None


def _ordinal(words: Sequence[str]) -> int:
    if not words:
        return 0
    if words[0].isdecimal():
        return int(words[0][:4])
    if is_word(words[0], "tư"):
        return 4
    digit = _digit(words[0])
    return int(digit) if digit.isdecimal() else 0
