"""Numbers as they are spoken, with words left out: "trăm hai", "một trăm hai bảy", "bốn hai", "năm bốn hai", "hăm lăm"."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.reading.tokens.numerals import DIGITS, GAP, HUNDRED, TENS, Numeral, digit_of, is_one_of, is_power, read_numeral
from bot.reading.tokens.vocabulary import is_word, spelled

_SPELLED = {str(digit): word for word, digit in reversed(DIGITS.items())}
_FUSED = {"hăm": ("hai", "mươi"), "băm": ("ba", "mươi")}
_ONE, _TEN, _NO_HUNDREDS = "một", "mươi", ("không", "trăm")
_WHOLE = ("chẵn", "tròn")  # say that a number is exact
_DOZEN, _A_DOZEN = "tá", 12
_ABOUT = {(5, 7)}  # beside neighbours, "hai ba": about so many
_LEAST_DIGITS, _MOST_DIGITS = 3, 9
_LONGEST = 32  # words of a number; messages have thousands


class _Full(NamedTuple):
    """The words with those that were left out, and how many typed words stand before the end of each."""

    words: list[str]
    ends: list[int]


def read_spoken(words: Sequence[str]) -> Numeral | None:
    """The longest number with which these words surely begin, where they are one number; None for plain digits alone.

    "hai ba" may be about two or three, and "hai không năm" may be two numbers and none; so they are not read as one.
    """
    words = words[:_LONGEST]
    return _exactly(words, _longest(read_numeral(words), _by_digit(words, zeros=False), _left_out(words, sure=True)))


def read_loosely(words: Sequence[str]) -> Numeral | None:
    """The number that these words most likely begin with, as people say it in passing: "hai ba" is 23, "chục" 10."""
    words = words[:_LONGEST]
    most = _longest(read_numeral(words), _by_digit(words, zeros=True), _left_out(words, sure=False))
    return _exactly(words, _in_dozens(words, most) or most)


def _longest(*numerals: Numeral | None) -> Numeral | None:
    return max((one for one in numerals if one), key=lambda one: one.words, default=None)


def _exactly(words: Sequence[str], numeral: Numeral | None) -> Numeral | None:
    """With a word behind it that says that it is exact; without marks only where nothing follows."""
    if numeral is None or not is_one_of(words[numeral.words :], _WHOLE):
        return numeral
    said = words[numeral.words]
    ends = len(words) == numeral.words + 1 or any(spelled(said) == spelled(one) for one in _WHOLE)
    return numeral._replace(words=numeral.words + 1) if ends else numeral


def _in_dozens(words: Sequence[str], numeral: Numeral | None) -> Numeral | None:
    """So many dozens; without its mark the word is another."""
    length = numeral.words if numeral else 1
    if len(words) <= length or spelled(words[length]) != spelled(_DOZEN):
        return None
    if numeral is None and not (words[0].isascii() and words[0].isdecimal()):
        return None
    number = numeral.number if numeral else Decimal(words[0])
    return Numeral(number * _A_DOZEN, length + 1)


def _by_digit(words: Sequence[str], *, zeros: bool) -> Numeral | None:
    """Three digits or more, one by one: "năm bốn hai"."""
    digits: list[int] = []
    for word in words:
        digit = digit_of([word])
        if digit is None:
            break
        digits.append(digit)
    goes_on = is_one_of(words[len(digits) :], (*TENS, *HUNDRED, *GAP)) or is_power(words[len(digits) :])
    if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS or goes_on or not digits[0] or (0 in digits and not zeros):
        return None
    return Numeral(Decimal("".join(map(str, digits))), len(digits))


def _left_out(words: Sequence[str], *, sure: bool) -> Numeral | None:
    """With the words that were left out put in; "trăm" alone is no number for sure."""
    full = _in_full(words, sure=sure)
    numeral = read_numeral(full.words)
    if numeral is None:
        return None
    end = full.ends[numeral.words - 1]
    begins_with_one = bool(full.ends) and full.ends[0] == 0
    return None if end < 1 + (begins_with_one and sure) else numeral._replace(words=end)


def _in_full(words: Sequence[str], *, sure: bool) -> _Full:
    full = _Full([], [])
    leads = HUNDRED if sure else (*HUNDRED, *TENS)
    if is_one_of(words, leads) or is_power(words):
        full.words.append(_ONE)
        full.ends.append(0)
    for at in range(len(words)):
        for word in _with_left_out(words, at, sure=sure):
            full.words.append(word)
            full.ends.append(at + 1)
    return full


def _with_left_out(words: Sequence[str], at: int, *, sure: bool) -> Iterator[str]:
    """The word here in full, with what is left out before or behind it."""
    word, behind = words[at], words[at + 1 :]
    if at and is_power(words[at - 1 :]) and is_one_of(words[at:], GAP):
        yield from (*_NO_HUNDREDS, word)  # "hai nghìn lẻ năm"
    elif fused := next((whole for short, whole in _FUSED.items() if is_word(word, short) and digit_of(behind, last=True)), ()):
        yield from fused
    elif (
        not at
        and word in _SPELLED
        and is_one_of(behind, (*TENS, *HUNDRED))
        and not any(one.isdecimal() for one in behind[1:2])
    ):
        yield _SPELLED[word]  # "2 trăm"
    elif _are_tens(words, at, sure=sure):
        yield from (word, _TEN)
    else:
        yield word


def _are_tens(words: Sequence[str], at: int, *, sure: bool) -> bool:
    """Whether this digit and the next are tens and ones: "bốn hai", "một trăm hai bảy"."""
    tens, ones = digit_of(words[at:]), digit_of(words[at + 1 :])
    behind_hundred = at > 0 and is_one_of(words[at - 1 :], HUNDRED)
    after = words[at + 2 :]
    if not tens or not ones or (at and not behind_hundred) or is_one_of(after, (*TENS, *HUNDRED)):
        return False
    about = ones == tens + 1 or (tens, ones) in _ABOUT
    return digit_of(after) is None and not (sure and about and not behind_hundred)
