"""Every number to 9999, in all the ways in which people say it, is read back: with and without marks, North and South."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from bot.reading.tokens.spoken import read_loosely, read_spoken
from tracker.kernel.names import fold

ALL = range(10_000)
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
OTHERS = {7: ("bẩy",)}  # the same digit as others say it
BEHIND_TEN = {5: ("lăm", "nhăm")}
BEHIND_TENS = {1: ("mốt",), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}
THOUSAND = ("nghìn", "ngàn")
GAPS = ("linh", "lẻ")
FUSED = {2: "hăm", 3: "băm"}


def digit(number: int) -> Sequence[str]:
    return (DIGITS[number], *OTHERS.get(number, ()))


def below_hundred(number: int) -> Iterator[str]:
    """In full: "hai mươi mốt", "hai chục"."""
    tens, ones = divmod(number, 10)
    if not tens:
        yield from digit(ones)
    elif tens == 1:
        yield from (f"mười {one}" for one in BEHIND_TEN.get(ones, digit(ones))) if ones else ("mười",)
    else:
        behind = [f" {one}" for one in BEHIND_TENS.get(ones, digit(ones))] if ones else [""]
        yield from (f"{one} mươi{end}" for one, end in product(digit(tens), behind))
        if not ones:
            yield from (f"{one} chục" for one in digit(tens))


def without_tens(number: int) -> Iterator[str]:
    """Without "mươi": "hai mốt", "bốn hai"."""
    tens, ones = divmod(number, 10)
    if tens > 1 and ones:
        ends = {*BEHIND_TENS.get(ones, ()), *digit(ones)} - ({"một"} if ones == 1 else set())
        yield from (f"{one} {end}" for one, end in product(digit(tens), sorted(ends)))
        if fused := FUSED.get(tens):
            yield from (f"{fused} {end}" for end in sorted(ends))


def behind_hundreds(number: int) -> Iterator[str]:
    """What follows "trăm", with a blank before it; a digit alone is tens: "hai trăm ba"."""
    if not number:
        yield ""
    elif number < len(DIGITS):
        ends = {*digit(number)} | ({"tư"} if number == 4 else set())
        yield from (f" {gap} {end}" for gap, end in product(GAPS, sorted(ends)))
    else:
        yield from (f" {one}" for one in below_hundred(number) if "chục" not in one)
        yield from (f" {one}" for one in without_tens(number))
        if number % 10 == 0 and number > 10:
            yield from (f" {one}" for one in digit(number // 10))
        if number == 50:
            yield " rưỡi"


def below_thousand(number: int) -> Iterator[str]:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        yield from below_hundred(rest)
        return
    ways = list(behind_hundreds(rest))
    yield from (f"{one} trăm{end}" for one, end in product(digit(hundreds), ways))
    if hundreds == 1 and rest:
        yield from (f"trăm{end}" for end in ways)


def behind_thousands(number: int) -> Iterator[str]:
    """What follows "nghìn"; a digit alone is hundreds: "hai nghìn ba"."""
    hundreds, rest = divmod(number, 100)
    if not number:
        yield ""
        return
    if hundreds:
        yield from (f" {one}" for one in below_thousand(number) if not one.startswith("trăm"))
        if not rest:
            ends = {*digit(hundreds)} | {1: {"mốt"}, 4: {"tư"}}.get(hundreds, set())
            yield from (f" {one}" for one in sorted(ends))
        if number == 500:
            yield " rưỡi"
        return
    yield from (f" không trăm{end}" for end in behind_hundreds(rest) if end.split()[0] in GAPS or len(end.split()) > 1)
    if rest < len(DIGITS):
        yield from (f" {gap} {one}" for gap, one in product(GAPS, digit(rest)))


def said(number: int) -> Iterator[str]:
    """All ways in which it is said as one number for sure."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        yield from below_thousand(rest)
        return
    ways = list(behind_thousands(rest))
    yield from (f"{one} {word}{end}" for one, word, end in product(digit(thousands), THOUSAND, ways))
    if thousands == 1 and rest:
        yield from (f"{word}{end}" for word, end in product(THOUSAND, ways))


def by_digit(number: int) -> Iterator[str]:
    figures = [DIGITS[int(one)] for one in str(number)]
    if len(figures) > 2:
        yield " ".join(figures)


def misread(ways: dict[int, list[str]], *, loosely: bool = False) -> list[tuple[str, int, str]]:
    wrong = []
    for number, texts in ways.items():
        for text in texts:
            words = text.split()
            read = (read_loosely if loosely else read_spoken)(words)
            if read is None or read.number != number or read.words != len(words):
                wrong.append((text, number, str(read)))
    return wrong


@pytest.mark.parametrize("typed", [str, fold, str.upper, str.title], ids=["marks", "no marks", "capitals", "titles"])
def test_every_number_is_read_back(typed: type[str]) -> None:
    ways = {number: [typed(one) for one in said(number)] for number in ALL}
    assert sum(map(len, ways.values())) > 70_000
    assert misread(ways)[:20] == []


def test_what_says_that_a_number_is_exact_is_a_part_of_it() -> None:
    ways = {number: [f"{text} {end}" for text in said(number) for end in ("chẵn", "tròn", "chan")] for number in range(1, 300)}
    assert misread(ways)[:20] == []


def test_numbers_without_tens_and_digit_by_digit_are_read_too() -> None:
    tens = {number: list(without_tens(number)) for number in range(20, 100)}
    digits = {number: list(by_digit(number)) for number in ALL}
    assert misread(tens, loosely=True) == []
    assert misread(digits, loosely=True)[:20] == []
    sure = {number: texts for number, texts in digits.items() if "0" not in str(number)}
    assert misread(sure)[:20] == []


@pytest.mark.parametrize("about", ["hai ba", "ba bốn", "năm bảy", "hai ba chục", "ba bốn trăm", "trăm", "nghìn", "chục"])
def test_about_so_many_is_never_one_number_for_sure(about: str) -> None:
    read = read_spoken(about.split())
    assert read is None or read.words < len(about.split())


@pytest.mark.parametrize(
    ("text", "number"), [("hai tá", 24), ("2 tá", 24), ("chục", 10), ("trăm rưỡi", 150), ("2 trăm", 200), ("hăm hai", 22)]
)
def test_said_in_passing(text: str, number: int) -> None:
    assert misread({number: [text]}, loosely=True) == []
