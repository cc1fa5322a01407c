"""The ladder of reminders: each rung at its working hour, and one rung at a time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar.ladder import DEFAULT, Course, is_working_time, latest_rung, next_working_time, parse_ladder, rungs
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import LadderUnreadable

DAYS = WorkingDays({date(2026, 1, 2): False, date(2026, 1, 10): True})
STEPS = parse_ladder(DEFAULT)


def at(text: str) -> datetime:
    """2026-03-20 17:00, in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def begins(due: str, opened: str = "2020-01-01 08:00", until: str | None = None) -> dict[str, str]:
    course = Course(at(opened), at(due))
    found = rungs(STEPS, course, at(until or due), DAYS)
    return {rung.name.split(" ")[0]: f"{rung.begins.astimezone(ZONE):%a %Y-%m-%d %H:%M}" for rung in found}


def test_the_rungs_of_a_friday_at_five() -> None:
    assert begins("2026-03-20 17:00", "2026-03-02 08:00") == {
        "opened": "Mon 2026-03-02 08:00",
        "7d": "Fri 2026-03-13 08:00",
        "3d": "Tue 2026-03-17 08:00",
        "1w": "Thu 2026-03-19 08:00",
        "day": "Fri 2026-03-20 07:30",
        "2h": "Fri 2026-03-20 15:00",
    }


@pytest.mark.parametrize(
    ("due", "name", "begun", "because"),
    [
        ("2026-06-15 09:00", "2h", "Mon 2026-06-15 07:30", "07:00 is no working hour"),
        ("2026-06-15 09:00", "1w", "Fri 2026-06-12 08:00", "the working day before a Monday is Friday"),
        ("2026-06-15 07:00", "day", "Fri 2026-06-12 16:00", "07:30 would be too late"),
        ("2026-06-15 07:00", "2h", "Fri 2026-06-12 16:00", "and so would it for the last rung"),
        ("2026-06-14 17:00", "day", "Fri 2026-06-12 16:00", "a Sunday's morning is moved before, never after it"),
        ("2026-06-17 17:00", "3d", "Mon 2026-06-15 07:30", "a Sunday's rung waits for Monday"),
        ("2026-06-15 23:30", "2h", "Mon 2026-06-15 16:00", "21:30 is no working hour, and tomorrow is too late"),
        ("2027-02-12 17:00", "3d", "Thu 2027-02-11 07:30", "Tết is off until the 10th"),
        ("2027-02-11 07:00", "3d", "Wed 2027-02-03 16:00", "and this is due before offices open again"),
        ("2026-09-03 17:00", "1w", "Fri 2026-08-28 08:00", "2 September and its bridge are off"),
        ("2026-08-24 17:00", "1w", "Sat 2026-08-22 08:00", "the Saturday that is worked for the bridge"),
        ("2026-01-05 17:00", "1w", "Wed 2025-12-31 08:00", "2 January 2026 was swapped for Saturday the 10th"),
        ("2026-01-12 17:00", "1w", "Sat 2026-01-10 08:00", "which was worked"),
    ],
)
def test_a_rung_moves_to_a_working_hour_but_never_past_the_due_time(due: str, name: str, begun: str, because: str) -> None:
    assert begins(due)[name] == begun, because


def test_rungs_before_the_opening_do_not_exist() -> None:
    assert list(begins("2026-03-20 17:00", "2026-03-18 09:00")) == ["opened", "1w", "day", "2h"]
    assert begins("2026-03-20 17:00", "2026-03-18 22:00")["opened"] == "Thu 2026-03-19 07:30"


def test_after_the_due_time_there_is_a_rung_each_working_day_until_the_lock() -> None:
    course = Course(at("2026-03-02 08:00"), at("2026-03-20 17:00"), at("2026-03-24 17:00"))
    found = {day: latest_rung(STEPS, course, at(f"2026-03-{day} 09:00"), DAYS) for day in range(19, 27)}
    names = {day: rung.name.split(" ")[0] if rung else None for day, rung in found.items()}
    assert names == {19: "1w", 20: "day", 21: "2h", 22: "2h", 23: "overdue", 24: "overdue", 25: None, 26: None}
    days = {rung.name for rung in found.values() if rung and rung.name.startswith("overdue")}
    assert days == {"overdue 2026-03-23", "overdue 2026-03-24"}


def test_the_leader_is_told_from_the_day_itself() -> None:
    course = Course(at("2026-03-02 08:00"), at("2026-03-20 17:00"))
    told = {rung.name.split(" ")[0]: rung.escalates for rung in rungs(STEPS, course, at("2026-03-25 09:00"), DAYS)}
    assert told == {"opened": False, "7d": False, "3d": False, "1w": False, "day": True, "2h": True, "overdue": True}


def test_a_later_due_time_begins_rungs_of_its_own() -> None:
    first, later = (Course(at("2026-03-02 08:00"), at(f"2026-03-{day} 17:00")) for day in (20, 27))
    names = [{rung.name for rung in rungs(STEPS, course, at("2026-03-20 09:00"), DAYS)} for course in (first, later)]
    assert names[0] & names[1] == {"opened"}


@pytest.mark.parametrize("text", ["soon", "0d", "100d", "3x", "d", "overdue!", "3 d"])
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(LadderUnreadable, match="no step of a ladder"):
        parse_ladder(text)


_MINUTE = timedelta(minutes=1)
_TIMES = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + minutes * _MINUTE)


@given(due=_TIMES, before=st.integers(0, 60 * 24 * 60), now=_TIMES)
def test_every_rung_begins_in_working_time_and_before_it_is_due(due: datetime, before: int, now: datetime) -> None:
    course = Course(due - before * _MINUTE, due)
    for rung in rungs(STEPS, course, now, DAYS):
        assert is_working_time(rung.begins, DAYS)
        assert rung.begins < due or rung.name.startswith("overdue") or rung.name == "opened"
        assert rung.begins >= course.opened_at or rung.name == "opened"


@given(now=_TIMES)
def test_offices_open_at_the_next_working_time(now: datetime) -> None:
    opens = next_working_time(now, DAYS)
    assert opens >= now
    assert is_working_time(opens, DAYS)
    assert opens == now or not is_working_time(opens - _MINUTE, DAYS)
