"""Deadlines: rules as a clerk writes them, counted from the cut-off and moved off days off."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar.deadlines import deadline, earliest_due, parse_due_rule, with_lock
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import DueRuleUnreadable

BY_LAW = WorkingDays({})


def due(rule: str, cut_off: date, *, roll: bool = True) -> datetime:
    return deadline(parse_due_rule(rule), cut_off, BY_LAW, roll=roll).due_at


@pytest.mark.parametrize(
    ("rule", "cut_off", "at"),
    [
        ("17", date(2024, 3, 14), datetime(2024, 3, 17, 17, tzinfo=ZONE)),
        ("17 09:00", date(2024, 3, 14), datetime(2024, 3, 17, 9, tzinfo=ZONE)),
        ("15", date(2024, 3, 14), datetime(2024, 3, 15, 17, tzinfo=ZONE)),
        ("14", date(2024, 3, 14), datetime(2024, 4, 14, 17, tzinfo=ZONE)),
        ("5", date(2024, 12, 31), datetime(2025, 1, 5, 17, tzinfo=ZONE)),
        ("31", date(2024, 2, 14), datetime(2024, 2, 29, 17, tzinfo=ZONE)),
        ("30", date(2023, 2, 28), datetime(2023, 3, 30, 17, tzinfo=ZONE)),
        ("+3", date(2024, 3, 14), datetime(2024, 3, 17, 17, tzinfo=ZONE)),
        ("+3 23:59", date(2024, 3, 14), datetime(2024, 3, 17, 23, 59, tzinfo=ZONE)),
        ("+2w", date(2024, 3, 14), datetime(2024, 3, 18, 17, tzinfo=ZONE)),
        ("+1w 09:00", date(2024, 6, 14), datetime(2024, 6, 17, 9, tzinfo=ZONE)),
        ("+1w", date(2027, 2, 3), datetime(2027, 2, 11, 17, tzinfo=ZONE)),  # the day after is the first of Tết
    ],
)
def test_a_rule_counts_from_the_cut_off(rule: str, cut_off: date, at: datetime) -> None:
    assert due(rule, cut_off, roll=False) == at


@pytest.mark.parametrize(
    ("rule", "cut_off", "meant", "moved_to"),
    [
        ("20", date(2026, 6, 14), date(2026, 6, 20), date(2026, 6, 22)),  # a Saturday
        ("20", date(2026, 9, 14), date(2026, 9, 20), date(2026, 9, 21)),  # a Sunday
        ("25", date(2027, 9, 14), date(2027, 9, 25), date(2027, 9, 27)),  # a Saturday
        ("+3", date(2027, 2, 3), date(2027, 2, 6), date(2027, 2, 11)),  # Tết
    ],
)
def test_a_day_off_moves_to_the_next_working_day_and_is_remembered(
    rule: str, cut_off: date, meant: date, moved_to: date
) -> None:
    moved = deadline(parse_due_rule(rule), cut_off, BY_LAW, roll=True)
    assert (moved.due_at.date(), moved.moved_from) == (moved_to, meant)
    kept = deadline(parse_due_rule(rule), cut_off, BY_LAW, roll=False)
    assert (kept.due_at.date(), kept.moved_from) == (meant, None)


def test_a_working_day_stays_where_it_is() -> None:
    assert deadline(parse_due_rule("17"), date(2026, 9, 14), BY_LAW, roll=True).moved_from is None


@pytest.mark.parametrize(
    ("cut_off", "at"),
    [
        (date(2024, 3, 14), datetime(2024, 3, 15, 17, tzinfo=ZONE)),  # Thursday, so Friday
        (date(2024, 6, 14), datetime(2024, 6, 17, 17, tzinfo=ZONE)),  # Friday, so Monday
        (date(2024, 9, 14), datetime(2024, 9, 16, 17, tzinfo=ZONE)),  # Saturday, so Monday
        (date(2025, 12, 14), datetime(2025, 12, 15, 17, tzinfo=ZONE)),  # Sunday, so Monday
        (date(2026, 8, 30), datetime(2026, 9, 3, 17, tzinfo=ZONE)),  # the National Day and its bridge
    ],
)
def test_the_least_that_the_decree_allows_is_one_working_day(cut_off: date, at: datetime) -> None:
    assert earliest_due(cut_off, BY_LAW) == at


def test_the_letter_of_cam_xuyen_gives_less_than_the_decree() -> None:
    """Công văn 1649: figures to 14/6/2021, "Chậm nhất 9h, ngày 15/6/2021"."""
    assert datetime(2021, 6, 15, 9, tzinfo=ZONE) < earliest_due(date(2021, 6, 14), BY_LAW)


@pytest.mark.parametrize(
    ("lock", "at"),
    [
        ("+3", datetime(2026, 6, 25, 17, tzinfo=ZONE)),
        ("+5w 12:00", datetime(2026, 6, 29, 12, tzinfo=ZONE)),
        ("30", datetime(2026, 6, 30, 17, tzinfo=ZONE)),
    ],
)
def test_a_lock_counts_from_the_day_that_a_report_is_really_due(lock: str, at: datetime) -> None:
    moved = deadline(parse_due_rule("20"), date(2026, 6, 14), BY_LAW, roll=True)
    assert with_lock(moved, parse_due_rule(lock), BY_LAW).locks_at == at
    assert with_lock(moved, None, BY_LAW).locks_at is None


NO_RULES = ["", "0", "32", "+0", "+100", "+0w", "-3", "3w", "+3d", "17 9:00", "17 24:00", "17 09:60", "17T09:00", "017"]
NO_RULES += ["17th", "17 09:00 18", "+ 3", "+3 w", "١٧", "17\n09:00", "ngày 17"]


@pytest.mark.parametrize("text", NO_RULES)
def test_what_is_no_rule_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(DueRuleUnreadable, match=r"17 \(the next 17th\)"):
        parse_due_rule(text)


@given(
    st.from_regex(r"([1-9]|[12][0-9]|3[01]|\+[1-9][0-9]?w?)( (0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])?", fullmatch=True),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)
def test_every_rule_means_a_day_after_the_cut_off(text: str, cut_off: date) -> None:
    rule = parse_due_rule(text)
    assert cut_off < rule.day_after(cut_off, BY_LAW)
    moved = deadline(rule, cut_off, BY_LAW, roll=True)
    assert BY_LAW.is_working(moved.due_at.date())
