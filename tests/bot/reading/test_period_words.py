"""Periods as people type them."""

from datetime import date

import pytest

from bot.reading.periods import read_period

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("quý 1 2027", "2027-Q1"),
        ("Quý I năm 2024", "2024-Q1"),
        ("quý IV/2024", "2024-Q4"),
        ("q3 2025", "2025-Q3"),
        ("QUY 2 NAM 2024", "2024-Q2"),
        ("6 tháng đầu năm 2021", "2021-H1"),
        ("báo cáo 6 tháng cuối năm 2021", "2021-H2"),
        ("6 thang dau nam", "2026-H1"),
        ("9 tháng đầu năm 2024", "2024-9M"),
        ("chín tháng năm 2024", "2024-9M"),
        ("năm 2024", "2024-Y"),
        ("cả năm 2025", "2025-Y"),
        ("năm nay", "2026-Y"),
        ("năm ngoái", "2025-Y"),
        ("tháng 3/2024", "2024-M03"),
        ("T12/2025", "2025-M12"),
        ("2024-q1", "2024-Q1"),
        ("2024-M03", "2024-M03"),
        ("kỳ quý 1 năm sau.", "2027-Q1"),
    ],
)
def test_a_period_is_read_as_it_is_meant(typed: str, code: str) -> None:
    period = read_period(typed, TODAY)
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    ("typed", "today", "code"),
    [
        ("quý 4", date(2026, 12, 1), "2026-Q4"),
        ("quý 4", date(2027, 1, 10), "2026-Q4"),
        ("quý 1", date(2026, 12, 20), "2027-Q1"),
        ("tháng 1", date(2026, 12, 28), "2027-M01"),
        ("tháng 12", date(2027, 1, 3), "2026-M12"),
    ],
)
def test_without_a_year_the_one_that_closes_nearest_is_meant(typed: str, today: date, code: str) -> None:
    period = read_period(typed, today)
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    "typed",
    ["", "quý", "quý 5", "tháng 13", "tháng 0", "6 tháng", "năm", "2024", "2024-Q5", "15/3/2024", "quý 1 2 2024", "quý 1 24"],
)
def test_what_is_no_one_period_is_not_guessed(typed: str) -> None:
    assert read_period(typed, TODAY) is None
