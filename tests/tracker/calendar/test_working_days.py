"""Working days: public holidays from the calendar, swaps from the administrator, who wins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from bot.storage.database import transaction
from tracker.calendar.working_days import WorkingDays, swap_day, unswap_day, unusual_days
from tracker.kernel.errors import SwapUnknown

BY_LAW = WorkingDays({})


def off(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if not BY_LAW.is_working(day)]


def test_tet_of_2027_is_off_from_thursday_to_wednesday() -> None:
    """29 tháng Chạp to mùng 5: Thursday 04/02 to Wednesday 10/02/2027."""
    assert off(date(2027, 2, 1), date(2027, 2, 12)) == [date(2027, 2, day) for day in range(4, 11)]
    assert BY_LAW.next_working(date(2027, 2, 4)) == date(2027, 2, 11)


def test_the_second_of_september_takes_a_day_beside_it() -> None:
    assert off(date(2027, 8, 30), date(2027, 9, 6)) == [date(2027, 9, day) for day in (2, 3, 4, 5)]
    assert off(date(2025, 8, 30), date(2025, 9, 3)) == [
        date(2025, 8, 30),
        date(2025, 8, 31),
        date(2025, 9, 1),
        date(2025, 9, 2),
    ]


def test_the_bridge_of_2026_is_worked_on_the_saturday_before() -> None:
    assert off(date(2026, 8, 28), date(2026, 9, 3)) == [date(2026, 8, day) for day in (29, 30, 31)] + [
        date(2026, 9, 1),
        date(2026, 9, 2),
    ]
    assert BY_LAW.is_working(date(2026, 8, 22))


def test_the_twenty_fourth_of_november_is_off_from_2026() -> None:
    assert BY_LAW.is_working(date(2025, 11, 24))
    assert not BY_LAW.is_working(date(2026, 11, 24))
    assert not BY_LAW.is_working(date(2027, 11, 24))


def test_a_holiday_on_a_sunday_is_made_up_on_the_next_working_day() -> None:
    """Giỗ Tổ fell on Sunday 26/04/2026."""
    assert not BY_LAW.is_working(date(2026, 4, 27))


def test_the_swap_that_the_calendar_misses_comes_from_the_administrator(session: Session) -> None:
    """Friday 02/01/2026 was off for Saturday 10/01/2026."""
    assert WorkingDays.of(session).plus(date(2025, 12, 31), 1) == date(2026, 1, 2)
    swap_day(session, date(2026, 1, 2), "Thông báo 11219/TB-BNV", working=False)
    swap_day(session, date(2026, 1, 10), "", working=True)
    days = WorkingDays.of(session)
    assert days.plus(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert days.plus(date(2026, 1, 9), 1) == date(2026, 1, 10)
    assert days.next_working(date(2026, 1, 10)) == days.last_working(date(2026, 1, 11)) == date(2026, 1, 10)


def test_what_was_said_last_of_a_day_stands_until_it_is_taken_back(session: Session) -> None:
    tet = date(2026, 2, 17)
    swap_day(session, tet, "trực", working=True)
    assert WorkingDays.of(session).is_working(tet)
    swap_day(session, tet, "", working=False)
    assert not WorkingDays.of(session).is_working(tet)
    unswap_day(session, tet)
    assert not WorkingDays.of(session).is_working(tet)
    with pytest.raises(SwapUnknown, match="2026-02-17"):
        unswap_day(session, tet)


def test_a_swap_holds_for_whoever_comes_later(engine: Engine) -> None:
    with transaction(engine) as session:
        swap_day(session, date(2026, 1, 2), "", working=False)
    with transaction(engine) as session:
        assert not WorkingDays.of(session).is_working(date(2026, 1, 2))


def test_the_unusual_days_of_a_year_say_why(session: Session) -> None:
    swap_day(session, date(2026, 1, 10), "bù ngày 02/01", working=True)
    found = {day: (working, why) for day, working, why in unusual_days(session, 2026)}
    assert found[date(2026, 1, 10)] == (True, "bù ngày 02/01")
    assert found[date(2026, 1, 1)][0] is False
    assert found[date(2026, 1, 1)][1]
    assert found[date(2026, 8, 22)][0] is True
    assert date(2026, 1, 5) not in found
    assert date(2026, 1, 4) not in found


@given(st.dates(date(2024, 1, 1), date(2028, 12, 1)), st.integers(1, 30))
def test_so_many_working_days_on_and_back_is_where_one_was(day: date, count: int) -> None:
    start = BY_LAW.next_working(day)
    later = BY_LAW.plus(start, count)
    assert BY_LAW.is_working(later)
    assert BY_LAW.plus(later, -count) == start
    assert sum(BY_LAW.is_working(start + timedelta(days=number)) for number in range(1, (later - start).days + 1)) == count


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 23)])
def test_no_working_days_on_is_the_day_itself(day: date) -> None:
    assert BY_LAW.plus(day, 0) == day
