"""Periods, their labels and the windows of the decree (Nghị định 09/2019/NĐ-CP, article 12)."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import PeriodUnreadable
from tracker.periods import ZONE, default_due, parse_period

YEARS = (2024, 2025, 2026, 2027)
DAY = timedelta(days=1)


def window(code: str) -> tuple[date, date]:
    return parse_period(code).window()


def covers(parts: list[str], whole: str) -> bool:
    """Whether the parts follow each other day by day from the first day of the whole to its last."""
    windows = [window(part) for part in parts]
    joined = all(before[1] + DAY == after[0] for before, after in itertools.pairwise(windows))
    return joined and (windows[0][0], windows[-1][1]) == window(whole)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2024-Q1", "Quý I năm 2024"),
        ("2024-Q2", "Quý II năm 2024"),
        ("2024-Q3", "Quý III năm 2024"),
        ("2024-Q4", "Quý IV năm 2024"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024"),
        ("2024-9M", "9 tháng năm 2024"),
        ("2024-Y", "Năm 2024"),
        ("2024-M03", "Tháng 3 năm 2024"),
        ("2024-M12", "Tháng 12 năm 2024"),
    ],
)
def test_a_period_is_labelled_as_reports_print_it(code: str, label: str) -> None:
    assert parse_period(code).label == label
    assert parse_period(f" {code.lower()} ").code == code


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("M01", (-1, 12, 15), (0, 1, 14)),
        ("M03", (0, 2, 15), (0, 3, 14)),
        ("M12", (0, 11, 15), (0, 12, 14)),
        ("Q1", (-1, 12, 15), (0, 3, 14)),
        ("Q2", (0, 3, 15), (0, 6, 14)),
        ("Q3", (0, 6, 15), (0, 9, 14)),
        ("Q4", (0, 9, 15), (0, 12, 14)),
        ("H1", (-1, 12, 15), (0, 6, 14)),
        ("H2", (0, 6, 15), (0, 12, 14)),
        ("9M", (-1, 12, 15), (0, 9, 14)),
        ("Y", (-1, 12, 15), (0, 12, 14)),
    ],
)
def test_the_window_is_the_decrees(year: int, code: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    expected = tuple(date(year + years, month, day) for years, month, day in (first, last))
    assert window(f"{year}-{code}") == expected


def test_the_first_quarter_of_2024_has_91_days() -> None:
    since, until = window("2024-Q1")
    assert (since, until) == (date(2023, 12, 15), date(2024, 3, 14))
    assert (until - since).days + 1 == 91


@pytest.mark.parametrize("year", YEARS)
def test_the_parts_make_the_whole_without_gap_or_overlap(year: int) -> None:
    quarters = [f"{year}-Q{quarter}" for quarter in range(1, 5)]
    assert covers(quarters, f"{year}-Y")
    assert covers(quarters[:2], f"{year}-H1")
    assert covers(quarters[2:], f"{year}-H2")
    assert covers([f"{year}-H1", quarters[2]], f"{year}-9M")
    assert covers([f"{year}-M{month:02}" for month in range(1, 13)], f"{year}-Y")
    assert window(f"{year}-Y")[1] + DAY == window(f"{year + 1}-Y")[0]


NO_PERIODS = ["", "2024", "2024-Q0", "2024-Q5", "2024-H3", "2024-6M", "2024-M13", "2024-M00", "2024-M3", "24-Q1", "1999-Q1"]
NO_PERIODS += ["Q1-2024", "2024-Q1x", "2024 Q1", "2024-Q١", "20٢٤-Q1", "quý I năm 2024", "2024-Q1\n2024-Q2"]


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="is not a period"):
        parse_period(text)


@given(st.text(max_size=12))
def test_no_text_makes_reading_a_period_fail_in_another_way(text: str) -> None:
    try:
        period = parse_period(text)
    except PeriodUnreadable:
        return
    assert period.code.isascii()
    assert 2000 <= period.year <= 2099


@pytest.mark.parametrize(
    ("cut_off", "due"),
    [
        (date(2024, 3, 14), datetime(2024, 3, 15, 17, tzinfo=ZONE)),  # Thursday, so Friday
        (date(2024, 6, 14), datetime(2024, 6, 17, 17, tzinfo=ZONE)),  # Friday, so Monday
        (date(2024, 9, 14), datetime(2024, 9, 16, 17, tzinfo=ZONE)),  # Saturday, so Monday
        (date(2025, 12, 14), datetime(2025, 12, 15, 17, tzinfo=ZONE)),  # Sunday, so Monday
    ],
)
def test_the_default_due_time_is_the_end_of_the_first_working_day_after_the_cut_off(cut_off: date, due: datetime) -> None:
    assert default_due(cut_off) == due
