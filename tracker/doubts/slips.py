"""Slips of the finger, backwards: what may have been meant where a figure was typed, and how likely that slip is."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum


class Slip(StrEnum):
    """What may have happened to figures."""

    DROPPED = "digit dropped"
    DOUBLED = "digit doubled"
    SWAPPED = "digits swapped"
    KEY = "neighbouring key"
    ZERO_MORE = "one 0 too many"
    ZERO_LESS = "one 0 too few"
    COMMA = "dot for comma"
    THOUSAND = "times 1,000"
    FRACTION = "fraction for per cent"
    STALE = "total not brought up to date"
    EXCHANGED = "rows exchanged"
    LOWER = "one row too low"
    HIGHER = "one row too high"
    COPIED = "copy of last period"
    OTHER = "other"


# Of slips in one figure, how many are of each kind. Typing studies find substitutions and omissions most often, then
# doublings and transpositions (Damerau 1964: four kinds make 80 % of misspellings); the rest is what spreadsheets add.
SHARES = {
    Slip.KEY: 0.24,
    Slip.DROPPED: 0.22,
    Slip.DOUBLED: 0.14,
    Slip.SWAPPED: 0.14,
    Slip.ZERO_MORE: 0.08,
    Slip.ZERO_LESS: 0.04,
    Slip.COMMA: 0.03,
    Slip.THOUSAND: 0.02,
    Slip.FRACTION: 0.02,
    Slip.STALE: 0.03,
    Slip.OTHER: 0.04,
}
_ROW = "1234567890"  # of a keyboard
# Above and below on the keys of a telephone.
_PAD = {
    "0": "8",
    "1": "4",
    "2": "5",
    "3": "6",
    "4": "17",
    "5": "28",
    "6": "39",
    "7": "4",
    "8": "50",
    "9": "6",
}  # above and below, on a telephone
_NEIGHBOURS = {digit: {*_ROW[max(at - 1, 0) : at], *_ROW[at + 1 : at + 2], *_PAD[digit]} for at, digit in enumerate(_ROW)}

_WRITTEN = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_THOUSAND = "000"
_TWO_DIGITS = 10

Meant = dict[Decimal, tuple[Slip, float]]  # by value the slip, and the chance that a slip of that value gives what was typed


def meant_by(typed: Decimal, *, is_share: bool = False) -> Meant:
    """The values that one slip away was made of, each with the likeliest slip and the chance of its giving what was typed."""
    found: Meant = {}
    for slip, value, ways in _candidates(typed, is_share=is_share):
        if value != typed:
            known = found.get(value, (slip, 0.0))
            chance = SHARES[slip] / ways
            likelier = slip if chance > known[1] else known[0]
            found[value] = (likelier, known[1] + chance)
    return found


def _candidates(typed: Decimal, *, is_share: bool) -> Iterator[tuple[Slip, Decimal, int]]:
    text = f"{typed:f}"
    for slip, changed, ways in (*_digits(text), *_magnitudes(text)):
        if _WRITTEN.fullmatch(changed):
            yield slip, Decimal(changed), ways
    yield from _points(typed, is_share=is_share)


def _digits(text: str) -> Iterator[tuple[Slip, str, int]]:
    """Texts of which a slip in one digit makes this one, each with in how many ways such a slip can be made in it."""
    length = sum(sign.isdigit() for sign in text)
    for at in range(len(text) + 1):
        yield from ((Slip.DROPPED, text[:at] + digit + text[at:], length + 1) for digit in _ROW)
    for at, sign in enumerate(text):
        if not sign.isdigit():
            continue
        before = text[at - 1] if at else ""
        if before == sign:
            yield Slip.DOUBLED, text[:at] + text[at + 1 :], length - 1
        elif before.isdigit():
            yield Slip.SWAPPED, text[: at - 1] + sign + before + text[at + 1 :], length - 1
        for digit in _NEIGHBOURS[sign]:
            yield Slip.KEY, text[:at] + digit + text[at + 1 :], length * len(_NEIGHBOURS[digit])


def _magnitudes(text: str) -> Iterator[tuple[Slip, str, int]]:
    if "." in text:
        return
    if text.endswith("0") and len(text) > 1:
        yield Slip.ZERO_MORE, text[:-1], 1
    if text.strip("-0"):
        yield Slip.ZERO_LESS, f"{text}0", 1
        yield Slip.THOUSAND, f"{text}{_THOUSAND}", 2
    if text.endswith(_THOUSAND) and text.strip("-0"):
        yield Slip.THOUSAND, text.removesuffix(_THOUSAND), 2


def _points(typed: Decimal, *, is_share: bool) -> Iterator[tuple[Slip, Decimal, int]]:
    """The decimal comma in another place: left out where decimals were meant, or read as a dot of thousands."""
    exponent = typed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places > 0:
        yield from ((Slip.COMMA, typed.scaleb(place), 3) for place in range(1, min(places, len(_THOUSAND)) + 1))
    elif is_share and typed >= _TWO_DIGITS:
        yield from ((Slip.COMMA, typed.scaleb(-place), 3) for place in (1, 2))
    if is_share and 0 < typed <= 1:
        yield Slip.FRACTION, typed.scaleb(2), 1
