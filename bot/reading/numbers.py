"""Text as people type it -> a number or a choice, or why it could not be read. Pure; never guesses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.reading.characters import as_seen
from tracker.kernel.names import fold, tidy


class WhyUnread(StrEnum):
    """Why a text could not be read as what was asked."""

    NOT_A_NUMBER = "not a number"
    NOT_WHOLE = "not whole"
    AMBIGUOUS = "ambiguous separators"
    NEGATIVE = "negative"
    TOO_LARGE = "too large"
    PERCENT = "percent sign where no rate is asked"
    NOT_A_DATE = "no day for sure"
    NOT_A_CHOICE = "none of the options"
    DECIMALS = "more decimals than there are"
    OTHER_UNIT = "said in a unit that the row does not have"
    WHICH_UNIT = "so large that it may be in another unit"


@dataclass(frozen=True)
class Unread:
    """A text that was not understood, and why."""

    text: str
    why: WhyUnread


class NotApplicable:
    """The answer "-" or "không có": the row does not apply to the unit."""


_LEFT_BLANK = {"x", "trong", "de trong"}
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_MAY_GROUP = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")  # a comma as others group with it: 1,000
_DIGITS = re.compile(r"[0-9][0-9.,]*")
_MOST_DIGITS, _MOST_DECIMALS = 18, 6
POWERS = {"": 0, "nghin": 3, "ngan": 3, "trieu": 6, "tr": 6, "trd": 6, "ty": 9, "ti": 9}  # of ten
_DONG = {"d", "vnd", "dong"}
_MONEY = re.compile(r"(?P<number>[0-9][0-9.,]*)\s*(?P<word>[^\W\d_]+)(?:\s+(?P<dong>đồng|đ|vnd|dong|d))?", re.IGNORECASE)
_SUSPICIOUS = 1_000_000
_NOT_APPLICABLE = {"-", "khong co", "khong ap dung"}


def says_blank(text: str) -> bool:
    """Whether "x" or "trống" leaves a row blank among others that are answered."""
    return fold(as_seen(text)) in _LEFT_BLANK


def read_number(text: str, *, whole: bool, percent: bool) -> Decimal | NotApplicable | Unread:
    """Read a Vietnamese number: a dot groups three digits, a comma is the decimal sign.

    `whole`: a count, which has no fraction, so that 1,000 is as unclear as 1.5, and for which "không" is 0. `percent`: a rate,
    which may carry "%".
    """
    said = as_seen(text)
    if fold(said) in _NOT_APPLICABLE:
        return NotApplicable()
    if whole and fold(said) == "khong":
        return Decimal(0)
    digits = said
    if said.endswith("%"):
        if not percent:
            return Unread(said, WhyUnread.PERCENT)
        digits = said.removesuffix("%").rstrip()
    number = _decimal(digits)
    if isinstance(number, WhyUnread):
        return Unread(said, number)
    if whole and _MAY_GROUP.fullmatch(digits):
        return Unread(said, WhyUnread.AMBIGUOUS)
    return Unread(said, WhyUnread.NOT_WHOLE) if whole and number != number.to_integral_value() else number


def _decimal(digits: str) -> Decimal | WhyUnread:
    if digits[:1] in {"-", "−"} and _DIGITS.fullmatch(digits[1:].strip()):
        return WhyUnread.NEGATIVE
    if not _GROUPED.fullmatch(digits) and not _PLAIN.fullmatch(digits):
        return WhyUnread.AMBIGUOUS if _DIGITS.fullmatch(digits) else WhyUnread.NOT_A_NUMBER
    before, _, after = digits.replace(".", "").partition(",")
    if len(before.lstrip("0")) > _MOST_DIGITS or len(after) > _MOST_DECIMALS:
        return WhyUnread.TOO_LARGE
    return Decimal(f"{before}.{after}" if after else before)


def read_amount(text: str, unit: str) -> Decimal | NotApplicable | Unread:
    """Read an amount in the unit of its row: "28,8 triệu", "13.545.000đ" and bare numbers; exact.

    A million or more without a word, where the row is in million đồng or more, is asked back: it may be in đồng. So is 1,500
    in đồng, which has no fractions, and 28,800 anywhere, since nobody ends a fraction with a nought.
    """
    said = as_seen(text)
    power = _power_of(unit)
    money = _MONEY.fullmatch(said)
    word = fold(money["word"]) if money else ""
    if money is None or (word not in POWERS and word not in _DONG):
        number = read_number(said, whole=False, percent=False)
        if isinstance(number, Decimal) and number >= _SUSPICIOUS and power >= POWERS["trieu"]:
            return Unread(said, WhyUnread.WHICH_UNIT)
        return _unless_grouped(number, said, said, in_dong=fold(unit) in _DONG)
    number = read_number(money["number"], whole=False, percent=False)
    if not isinstance(number, Decimal):
        return Unread(said, number.why) if isinstance(number, Unread) else number
    exact = in_unit(number.scaleb(POWERS.get(word, 0)), unit)
    return _unless_grouped(exact, said, money["number"], in_dong=word in _DONG)


def _unless_grouped(
    number: Decimal | NotApplicable | Unread, said: str, digits: str, *, in_dong: bool
) -> Decimal | NotApplicable | Unread:
    """The number, unless its comma may group thousands."""
    may_group = isinstance(number, Decimal) and _MAY_GROUP.fullmatch(digits) and (in_dong or digits.endswith("0"))
    return Unread(said, WhyUnread.AMBIGUOUS) if may_group else number


def in_unit(dong: Decimal, unit: str) -> Decimal:
    """An amount in đồng in this unit ("Triệu đồng"); exact."""
    exact = dong.scaleb(-_power_of(unit))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def _power_of(unit: str) -> int:
    return POWERS.get(fold(unit).removesuffix("dong").strip(), 0)


def read_choice(text: str, options: Sequence[tuple[str, str]]) -> str | NotApplicable | Unread:
    """Read one of the options, by its code or by its label with or without diacritics; gives the code that is printed."""
    said = fold(tidy(text))
    for code, label in options:
        if said in {fold(code), fold(label)}:
            return code
    begun = [code for code, label in options if said and fold(label).startswith(said)]
    if len(begun) == 1:
        return begun[0]
    return NotApplicable() if said in _NOT_APPLICABLE else Unread(tidy(text), WhyUnread.NOT_A_CHOICE)


@dataclass(frozen=True)
class Comments:
    """What is said of single rows, as (number, words), and the words before them that are of no row."""

    on_rows: Sequence[tuple[str, str]]
    of_none: str


_DOTTED = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[a-zđ]?"
_NUMBER = rf"(?:{_DOTTED}|[0-9]{{1,2}}[a-zđ]?)"


def _of_rows(number: str, then: str) -> re.Pattern[str]:
    numbers = rf"(?P<numbers>{number}(?:\s*(?:,|và)\s*{number})*)"
    return re.compile(rf"(?:(?:mục|dòng|số)\s+)?{numbers}\.?{then}(?P<words>\S.*)", re.IGNORECASE)


_OF_ROWS = _of_rows(_NUMBER, r"\s*[:=]\s*")
_BARE_OF_ROWS = _of_rows(_DOTTED, r"\s+(?:[-–]\s*)?")


def read_comments(text: str) -> Comments:
    """Read "3.1.4 thiếu số huyện; 4.5.1, 4.5.2: xem lại", one or more on a line; what follows without a number goes on.

    A number without a dot needs a colon, since "2 văn bản còn thiếu" is about no row.
    """
    on_rows: list[tuple[str, str]] = []
    of_none: list[str] = []
    last = 0  # how many of the rows the last words are about
    for part in filter(None, (part.strip() for part in re.split(r"[\n;]", tidy(text)))):
        found = _OF_ROWS.fullmatch(part) or _BARE_OF_ROWS.fullmatch(part)
        if found:
            numbers = re.findall(_NUMBER, found["numbers"].lower())
            on_rows += [(number, found["words"]) for number in numbers]
            last = len(numbers)
        elif on_rows:
            on_rows[-last:] = [(number, f"{words}; {part}") for number, words in on_rows[-last:]]
        else:
            of_none.append(part)
    return Comments(on_rows, "; ".join(of_none))
