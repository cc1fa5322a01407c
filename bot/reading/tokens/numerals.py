"""Numbers in words, alone or with digits: "hai trăm ba mốt", "một nghìn hai", "28tr8", "1 tỷ 200 triệu"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.reading.numbers import POWERS
from bot.reading.tokens.vocabulary import is_word
from tracker.kernel.names import fold

DIGITS = {
    "không": 0,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "bẩy": 7,
    "bẫy": 7,
}
_LAST = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "rưỡi": 5}  # only behind tens, or hundreds
TENS, _TEN, HUNDRED, GAP = ("mươi", "chục"), ("mười",), ("trăm",), ("linh", "lẻ")
_PER = ("%", "phần")
_HALF, _ENDS = "rưỡi", ("tư", "mốt")
_HALF_OF_ONE = Decimal("0.5")
_THOUSANDS = {word: power for word, power in POWERS.items() if power}
_PLAIN = re.compile(r"(?!.*,[0-9]{2}0$)[0-9]+(?:,[0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")  # 1,500 is unclear
_DONG = {"dong", "d", "vnd"}
_POINT, _LONGEST_TAIL, _TEN_OF = "phẩy", 3, 10


class Numeral(NamedTuple):
    """A number, how many words it took, whether it was said in thousands or more, and whether it is money."""

    number: Decimal
    words: int
    scaled: bool = False
    dong: bool = False


def read_numeral(words: Sequence[str]) -> Numeral | None:
    """The longest number with which these words begin; None if they begin with none, or with plain digits alone.

    "chục" and "mươi" stand behind their digit, what follows "nghìn", "triệu" or "tỷ" without a word is a part of it.
    """
    found = _scaled(words)
    if found is None:
        return None
    number, at, scaled = found
    if at < len(words) and is_word(words[at], _POINT) and (after := _decimals(words[at + 1 :])):
        number, at = number + Decimal(f"0.{after[0]}"), at + 1 + after[1]
    dong = scaled and at < len(words) and fold(words[at]) in _DONG
    if not scaled and at == 1 and _PLAIN.fullmatch(words[0]):
        return None
    return Numeral(number, at + dong, scaled, dong)


def _decimals(words: Sequence[str]) -> tuple[int | str, int] | None:
    """What stands behind the point, in digits or in words, and how many words it took."""
    return (words[0], 1) if words and words[0].isdecimal() else _below_thousand(words)


def _scaled(words: Sequence[str]) -> tuple[Decimal, int, bool] | None:
    total, at, last = Decimal(0), 0, 0
    while part := _part(words[at:]):
        number, length = part
        power = _power(words[at + length :])
        if last and not power:
            tail = _tail(words[at : at + length], number, last)
            return (total, at, True) if tail is None else (total + tail, at + length, True)
        if last and power >= last:
            break
        if not power:
            half = at + length < len(words) and is_word(words[at + length], _HALF)
            return (number + _HALF_OF_ONE, length + 1, False) if half else (number, length, False)
        total, at, last = total + number.scaleb(power), at + length + 1, power
        if at < len(words) and is_word(words[at], _HALF):
            return total + Decimal(5).scaleb(power - 1), at + 1, True
        if last_digit := _last_digit(words[at:], power):
            return total + Decimal(last_digit).scaleb(power - 1), at + 1, True
    return (total, at, True) if last else None


def _last_digit(words: Sequence[str], power: int) -> int:
    """What "2 tỷ tư" ends with, and "nghìn mốt"; without marks "tư" may be "từ", behind which more follows."""
    known = _ENDS if power == POWERS["nghin"] else _ENDS[:1]
    ends = (one for one in known if words and (words[0].casefold() == one or (len(words) == 1 and is_word(words[0], one))))
    return next((_LAST[one] for one in ends), 0)


def _tail(words: Sequence[str], number: Decimal, power: int) -> Decimal | None:
    """What follows without a word: "8" in "28tr8" is 800 nghìn, "hai" in "một nghìn hai" 200, "hai mươi" there 20.

    None for "20" behind "1 nghìn", which may be 20 or 200; "không trăm linh hai" is 2.
    """
    word = words[0]
    if not word.isdecimal():
        return number.scaleb(power - 1) if number < _TEN_OF and len(words) == 1 else number
    if len(word) > _LONGEST_TAIL or (power == POWERS["nghin"] and len(word) == 2):  # noqa: PLR2004 - two digits
        return None
    return Decimal(f"0.{word}").scaleb(power)


def is_power(words: Sequence[str]) -> bool:
    """Whether the first word is a thousand or more."""
    return bool(_power(words))


def _power(words: Sequence[str]) -> int:
    return _THOUSANDS.get(fold(words[0]), 0) if words else 0


def _part(words: Sequence[str]) -> tuple[Decimal, int] | None:
    """Digits, or words for less than a thousand."""
    if words and _PLAIN.fullmatch(words[0]):
        return Decimal(words[0].replace(".", "").replace(",", ".")), 1
    small = _below_thousand(words)
    return (Decimal(small[0]), small[1]) if small else None


def _below_thousand(words: Sequence[str]) -> tuple[int, int] | None:
    """Hundreds, tens and ones in words, and how many words they took."""
    first = digit_of(words)
    ones = digit_of(words[1:]) if first else None
    if first and ones is not None and _is_rate(words[2:4]):
        return first * 10 + ones, 2  # "chín tám phần trăm"
    if first is not None and is_one_of(words[1:], HUNDRED):
        rest = _below_hundred(words[2:], behind=True)
        return (first * 100 + rest[0], 2 + rest[1]) if rest else (first * 100, 2)
    return _below_hundred(words, behind=False)


def _is_rate(words: Sequence[str]) -> bool:
    return is_one_of(words, _PER) and (words[0] == _PER[0] or is_one_of(words[1:], HUNDRED))


def _below_hundred(words: Sequence[str], *, behind: bool) -> tuple[int, int] | None:
    """`behind` hundreds "linh năm" is 5, and a digit alone goes by tens: "hai trăm ba" is 230."""
    if is_one_of(words, _TEN):
        ones = digit_of(words[1:], last=True)
        return (10, 1) if ones is None else (10 + ones, 2)
    if behind and is_one_of(words, GAP):
        ones = digit_of(words[1:], last=True)
        return None if ones is None else (ones, 2)
    tens = digit_of(words, last=behind)
    if tens is None:
        return (50, 1) if behind and is_one_of(words, (_HALF,)) else None
    if is_one_of(words[1:], TENS):
        ones = digit_of(words[2:], last=True)
        return (tens * 10, 2) if ones is None else (tens * 10 + ones, 3)
    last = next((ones for word, ones in _LAST.items() if word != _HALF and is_one_of(words[1:], (word,))), None)
    if last is not None:
        return tens * 10 + last, 2
    return (tens * 10, 1) if behind else (tens, 1)


def digit_of(words: Sequence[str], *, last: bool = False) -> int | None:
    """The digit that the first word is; "mốt", "tư" and "lăm" are digits only behind others."""
    known = DIGITS | _LAST if last else DIGITS
    return next((digit for word, digit in known.items() if word != _HALF and is_one_of(words, (word,))), None)


def is_one_of(words: Sequence[str], any_of: Sequence[str]) -> bool:
    """Whether the first of the words is one of these; "hay" is no "hai", though y and i are one elsewhere."""
    has_y = bool(words) and "y" in fold(words[0])
    return bool(words) and any(is_word(words[0], word) and has_y is ("y" in fold(word)) for word in any_of)
