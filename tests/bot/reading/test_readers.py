"""Numbers, choices and settings as people type them: read as meant, or refused for the right reason, never guessed."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.reading.characters import as_seen
from bot.reading.numbers import (
    Comments,
    NotApplicable,
    Unread,
    WhyUnread,
    read_amount,
    read_choice,
    read_comments,
    read_number,
)

SURVEY = (("0", "Trực tuyến"), ("1", "Phát phiếu"), ("2", "Kết hợp"))
YES_NO = (("Có", "Có"), ("Không", "Không"))
NOT_APPLICABLE = "not applicable"


def number(text: str, kind: str) -> Decimal | str | WhyUnread:
    """The reading of a "count", an "amount" or a "rate"."""
    return plain(read_number(text, whole=kind == "count", percent=kind == "rate"))


def plain(read: Decimal | str | NotApplicable | Unread) -> Decimal | str | WhyUnread:
    if isinstance(read, Unread):
        return read.why
    return NOT_APPLICABLE if isinstance(read, NotApplicable) else read


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("0", "count", "0"),
        ("41", "count", "41"),
        ("05", "count", "5"),
        ("007", "count", "7"),
        (" 41 ", "count", "41"),
        ("1821", "count", "1821"),
        ("1.492", "count", "1492"),
        ("13.545.000", "amount", "13545000"),
        ("1.234.567,89", "amount", "1234567.89"),
        ("28,8", "amount", "28.8"),
        ("1.000,0", "count", "1000"),
        ("41,0", "count", "41"),
        ("0,5", "amount", "0.5"),
        ("99,9", "rate", "99.9"),
        ("1,73", "rate", "1.73"),
        ("30%", "rate", "30"),
        ("30 %", "rate", "30"),
        ("99,9%", "rate", "99.9"),
        ("0", "rate", "0"),
        ("999999999999999999", "count", "999999999999999999"),
        ("0,123456", "amount", "0.123456"),
        ("không", "count", "0"),
        ("Không", "count", "0"),
        ("khong", "count", "0"),
        ("KHÔNG", "count", "0"),
        ("kho\u0302ng", "count", "0"),
    ],
)
def test_a_number_is_read_the_vietnamese_way(text: str, kind: str, expected: str) -> None:
    assert number(text, kind) == Decimal(expected)


@pytest.mark.parametrize("text", ["-", " - ", "–", "không có", "Không  có", "khong co", "không áp dụng", "KHÔNG CÓ"])
@pytest.mark.parametrize("kind", ["count", "amount", "rate"])
def test_a_dash_and_khong_co_mean_not_applicable(text: str, kind: str) -> None:
    assert number(text, kind) == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("", "count", WhyUnread.NOT_A_NUMBER),
        ("   ", "count", WhyUnread.NOT_A_NUMBER),
        ("bốn mốt", "count", WhyUnread.NOT_A_NUMBER),
        ("nt", "count", WhyUnread.NOT_A_NUMBER),
        ("28,8 triệu", "amount", WhyUnread.NOT_A_NUMBER),
        ("41 người", "count", WhyUnread.NOT_A_NUMBER),
        ("1 492", "count", WhyUnread.NOT_A_NUMBER),
        ("1e3", "count", WhyUnread.NOT_A_NUMBER),
        ("+5", "count", WhyUnread.NOT_A_NUMBER),
        ("1/2", "amount", WhyUnread.NOT_A_NUMBER),
        (",5", "amount", WhyUnread.NOT_A_NUMBER),
        ("%", "rate", WhyUnread.NOT_A_NUMBER),
        ("5%%", "rate", WhyUnread.NOT_A_NUMBER),
        ("NaN", "amount", WhyUnread.NOT_A_NUMBER),
        ("Infinity", "amount", WhyUnread.NOT_A_NUMBER),
        ("٤١", "count", WhyUnread.NOT_A_NUMBER),  # Arabic-Indic digits
        ("5²", "count", WhyUnread.NOT_A_NUMBER),
        ("không", "amount", WhyUnread.NOT_A_NUMBER),
        ("không", "rate", WhyUnread.NOT_A_NUMBER),
        ("0x10", "count", WhyUnread.NOT_A_NUMBER),
        ("1_000", "count", WhyUnread.NOT_A_NUMBER),
        ("1.5", "count", WhyUnread.AMBIGUOUS),
        ("1.5", "amount", WhyUnread.AMBIGUOUS),
        ("1,234.5", "amount", WhyUnread.AMBIGUOUS),
        ("1,234,567", "amount", WhyUnread.AMBIGUOUS),
        ("1.23", "rate", WhyUnread.AMBIGUOUS),
        ("1.2345", "amount", WhyUnread.AMBIGUOUS),
        ("1492.000", "count", WhyUnread.AMBIGUOUS),
        ("1.492.00", "count", WhyUnread.AMBIGUOUS),
        ("41.", "count", WhyUnread.AMBIGUOUS),
        ("41,", "count", WhyUnread.AMBIGUOUS),
        ("1..492", "count", WhyUnread.AMBIGUOUS),
        ("0.050", "rate", WhyUnread.AMBIGUOUS),  # nobody writes 50 so; 0,05 it may be
        ("0.500", "amount", WhyUnread.AMBIGUOUS),
        ("00.500", "count", WhyUnread.AMBIGUOUS),
        ("-5", "count", WhyUnread.NEGATIVE),
        ("- 5", "count", WhyUnread.NEGATIVE),
        ("−5", "amount", WhyUnread.NEGATIVE),
        ("-5%", "rate", WhyUnread.NEGATIVE),
        ("-1.492,5", "amount", WhyUnread.NEGATIVE),
        ("99,9", "count", WhyUnread.NOT_WHOLE),
        ("41,17", "count", WhyUnread.NOT_WHOLE),
        ("30%", "count", WhyUnread.PERCENT),
        ("30%", "amount", WhyUnread.PERCENT),
        ("1000000000000000000", "count", WhyUnread.TOO_LARGE),
        ("0,1234567", "amount", WhyUnread.TOO_LARGE),
    ],
)
def test_what_is_not_clearly_a_number_is_refused_for_the_right_reason(text: str, kind: str, why: WhyUnread) -> None:
    assert number(text, kind) == why


def test_a_refusal_repeats_what_was_read() -> None:
    read = read_number("  bốn mốt\x00 ", whole=True, percent=False)
    assert read == Unread("bốn mốt", WhyUnread.NOT_A_NUMBER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("Trực tuyến", "0"),
        ("truc tuyen", "0"),
        ("TRỰC TUYẾN", "0"),
        ("  phát   phiếu ", "1"),
        ("kết", "2"),
        ("p", "1"),
        ("-", NOT_APPLICABLE),
        ("", WhyUnread.NOT_A_CHOICE),
        ("3", WhyUnread.NOT_A_CHOICE),
        ("email", WhyUnread.NOT_A_CHOICE),
        ("00", WhyUnread.NOT_A_CHOICE),
        ("０", WhyUnread.NOT_A_CHOICE),
    ],
)
def test_a_choice_is_read_by_its_code_its_label_or_a_clear_beginning(text: str, expected: str | WhyUnread) -> None:
    assert plain(read_choice(text, SURVEY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("có", "Có"), ("co", "Có"), ("KHÔNG", "Không"), ("khong", "Không"), ("k", "Không")]
)
def test_a_choice_without_codes_is_read_by_its_label(text: str, expected: str) -> None:
    assert plain(read_choice(text, YES_NO)) == expected


def test_a_beginning_that_fits_two_options_is_not_read() -> None:
    assert plain(read_choice("t", (("0", "Tốt"), ("1", "Tạm")))) == WhyUnread.NOT_A_CHOICE


def written(value: Decimal) -> str:
    """As a careful Vietnamese writes it."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


@given(st.decimals(min_value=0, max_value=10**18 - 1, places=6) | st.integers(0, 10**18 - 1).map(Decimal))
def test_any_number_written_the_vietnamese_way_reads_back(value: Decimal) -> None:
    assert number(written(value), "amount") == value
    assert number(written(value).replace(".", ""), "amount") == value
    assert number(written(value) + "%", "rate") == value


@given(st.text())
def test_no_text_at_all_raises(text: str) -> None:
    for kind in ("count", "amount", "rate"):
        number(text, kind)
    read_choice(text, SURVEY)


@given(st.text(alphabet="0123456789.,%- ", max_size=14))
@example("0.050")
@example("1.492%")
def test_a_number_is_never_guessed(text: str) -> None:
    """Whatever is read is what the same digits say, and its dots are the dots that a Vietnamese would set."""
    read = number(text, "rate")
    if not isinstance(read, Decimal):
        return
    said = text.strip().removesuffix("%").strip()
    assert said.replace(".", "").replace(",", ".").lstrip("0") == f"{read:f}".lstrip("0")
    if "." in said:
        assert said == written(read)


@given(st.text(min_size=1, max_size=6))
def test_only_what_a_person_sees_as_digits_makes_a_number(text: str) -> None:
    if isinstance(number(text, "amount"), Decimal):
        seen = as_seen(text)
        assert re.search("[0-9]", seen)
        assert set(seen) <= set("0123456789.,")


@pytest.mark.parametrize(
    ("said", "unit", "expected"),
    [
        ("28,8 triệu", "Triệu đồng", "28.8"),
        ("28,8", "Triệu đồng", "28.8"),
        ("13.545.000đ", "Triệu đồng", "13.545"),
        ("13.545.000 đồng", "Triệu đồng", "13.545"),
        ("28.800.000 đồng", "Đồng", "28800000"),
        ("1,5 tỷ đồng", "Triệu đồng", "1500"),
        ("95 triệu", "Nghìn đồng", "95000"),
        ("13.545", "Triệu đồng", "13545"),
        ("13.545.000", "Triệu đồng", WhyUnread.WHICH_UNIT),
        ("1.5 triệu", "Triệu đồng", WhyUnread.AMBIGUOUS),
        ("triệu", "Triệu đồng", WhyUnread.NOT_A_NUMBER),
        ("-5 triệu", "Triệu đồng", WhyUnread.NOT_A_NUMBER),
    ],
)
def test_amounts_are_read_in_the_unit_of_their_row(said: str, unit: str, expected: str | WhyUnread) -> None:
    read = read_amount(said, unit)
    assert read == (Unread(said, expected) if isinstance(expected, WhyUnread) else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "on_rows", "of_none"),
    [
        ("3.1.4: sao giảm so với kỳ trước?", [("3.1.4", "sao giảm so với kỳ trước?")], ""),
        ("3.1.4 thiếu số huyện; 4.5.1 xem lại", [("3.1.4", "thiếu số huyện"), ("4.5.1", "xem lại")], ""),
        ("Mục 2.2.1A. xem lại", [("2.2.1a", "xem lại")], ""),
        ("4.5.1, 4.5.2 và 1.1 - xem lại", [("4.5.1", "xem lại"), ("4.5.2", "xem lại"), ("1.1", "xem lại")], ""),
        ("chưa ký\n3.1.4: thiếu\nso với văn bản", [("3.1.4", "thiếu; so với văn bản")], "chưa ký"),
        ("5: thiếu", [("5", "thiếu")], ""),
        ("2 văn bản còn thiếu", [], "2 văn bản còn thiếu"),
        ("1.500 hồ sơ là sai", [], "1.500 hồ sơ là sai"),
        ("", [], ""),
    ],
)
def test_comments_are_read_with_the_rows_that_they_are_about(text: str, on_rows: list[tuple[str, str]], of_none: str) -> None:
    assert read_comments(text) == Comments(on_rows, of_none)
