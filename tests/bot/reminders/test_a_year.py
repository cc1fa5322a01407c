"""A year of five forms in twenty communes: what is opened and who is reminded, through days off and forgetfulness.

`pytest -s tests/bot/reminders/test_a_year.py` prints its calendar.
"""

import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from bot.people.addresses import join
from bot.reminders.digests import take_due
from bot.reminders.mornings import morning_summaries
from bot.reminders.owing import Owing
from tracker.calendar.periods import ZONE, Every, WindowRule, parse_period
from tracker.calendar.working_days import WorkingDays, swap_day
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round, Terms, open_round
from tracker.reports.schedules import Schedule, add_schedule, open_due_rounds
from tracker.review.standing import rounds_standing

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
WORKED_SATURDAY, SWAPPED_FRIDAY = date(2027, 4, 24), date(2027, 4, 30)
TICKS = [time(2), time(7, 30), time(8), time(9, 30), time(12), time(15), time(16, 30), time(19)]
TICKS_OF_A_DAY_OFF = [time(8), time(15)]  # when on other days summaries and reminders would go out
SCHEDULES = [
    ("ban-thi-2024", Every.QUARTER, WindowRule.DECREE, "17", "+5"),
    ("dinh-ca-2024", Every.MONTH, WindowRule.CALENDAR, "+2w 11:00", ""),
    ("hoang-luu-2024", Every.HALF, WindowRule.DECREE, "20", "+10w"),
    ("ninh-thuan-2021", Every.NINE, WindowRule.DECREE, "+3w", "+10"),
    ("ninh-thuan-2021", Every.YEAR, WindowRule.DECREE, "17 09:00", ""),
]
LETTER = Terms(
    parse_period("2027-H1"),
    (date(2026, 12, 15), date(2027, 6, 14)),
    datetime(2027, 6, 15, 9, tzinfo=ZONE),
    "công văn 1649/UBND-NV",
)


@dataclass
class Year:
    """What happened: who was reminded of what when, and the numbers of every evening."""

    told: list[tuple[datetime, Owing]] = field(default_factory=list)
    summaries: list[datetime] = field(default_factory=list)
    opened: list[tuple[datetime, Round]] = field(default_factory=list)
    uneven: list[tuple[date, str]] = field(default_factory=list)


def set_up(session: Session) -> Unit:
    lines = [UnitLine(2, "HUYEN", "Chợ Đồn", "huyện", "")]
    lines += [UnitLine(3 + n, f"XA-{n}", f"Số {n}", "xã", "HUYEN") for n in range(20)]
    import_units(session, lines)
    district = unit_by_code(session, "HUYEN")
    people = [(f"Cán bộ {n}", unit_by_code(session, f"XA-{n}"), Role.OFFICER) for n in range(20)]
    for name, unit, role in [
        *people,
        ("Lãnh đạo", unit_by_code(session, "XA-0"), Role.LEADER),
        ("Huyện", district, Role.DESK),
    ]:
        officer = add_officer(session, name, unit, role)
        join(session, "terminal", str(officer.id), officer, datetime(2026, 12, 1, tzinfo=ZONE))
    for code, every, rule, due, lock in SCHEDULES:
        schedule = Schedule(form_code=code, of_unit_id=district.id, every=every, rule=rule, due=due, lock=lock, since=FIRST)
        add_schedule(session, schedule)
    swap_day(session, WORKED_SATURDAY, "làm bù", working=True)
    swap_day(session, SWAPPED_FRIDAY, "nghỉ bù", working=False)
    return district


def live(session: Session, district: Unit) -> Year:
    """Tick by tick; most hand in before the due time, some after it, a few never."""
    year, chance, plans = Year(), random.Random(27), dict[int, datetime]()
    days = WorkingDays.of(session)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        for tick in TICKS if days.is_working(day) else TICKS_OF_A_DAY_OFF:
            now = datetime.combine(day, tick, ZONE)
            opened = open_due_rounds(session, now).rounds
            if now == datetime(2027, 6, 10, 8, tzinfo=ZONE):
                opened.append(open_round(session, official_form("cam-xuyen-2021"), LETTER, district, now))
            year.opened += [(now, round_) for round_ in opened]
            plans |= plan(session, opened, chance)
            hand_in(session, plans, now)
            while people := take_due(session, now, ["terminal"]):
                year.told += [(now, one) for mine in people for one in mine.reports]
            year.summaries += [now for _ in morning_summaries(session, now, ["terminal"])]
        year.uneven += [(day, round_.period) for round_ in uneven(session, district)]
    return year


def plan(session: Session, opened: list[Round], chance: random.Random) -> dict[int, datetime]:
    """When each report will be handed in."""
    reports = session.exec(select(Report).where(Report.round_id.in_([round_.id for round_ in opened]))).all()  # type: ignore[attr-defined]
    never = datetime(2100, 1, 1, tzinfo=ZONE)
    when = [timedelta(hours=-chance.randint(1, 200)), timedelta(hours=chance.randint(1, 100))]
    return {
        report.id: never if chance.random() < 0.05 else report.due_at + when[chance.random() < 0.1] * chance.random()
        for report in reports
    }


def hand_in(session: Session, plans: dict[int, datetime], now: datetime) -> None:
    for number in [number for number, at in plans.items() if at <= now]:
        report = session.get_one(Report, number)
        if not report.is_locked(now):
            report.state, report.first_submitted_at = State.SUBMITTED, now
        del plans[number]
    session.flush()


def uneven(session: Session, district: Unit) -> list[Round]:
    """Rounds whose numbers do not add up."""
    standings = rounds_standing(session, list(session.exec(select(Round))), district)
    wrong = [s for s in standings if s.on_time + s.late + s.not_yet != s.expected or s.expected != 20]
    return [standing.round for standing in wrong]


def calendar(year: Year) -> list[str]:
    """A line for every round: when it opened and was due, and how many were reminded by which rung."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for _, one in year.told:
        counted[one.asked.round.id][one.rung.split(" ")[0]] += 1
    lines = []
    for opened, round_ in year.opened:
        due = f"{round_.due_at.astimezone(ZONE):%a %d/%m %H:%M}"
        reminded = ", ".join(f"{rung} {count}" for rung, count in counted[round_.id].items())
        lines.append(f"{opened:%d/%m %H:%M}  {round_.form_code:16}{round_.period:9} hạn nộp {due}  {reminded}")
    return lines


@pytest.mark.long
@pytest.mark.parametrize("shared_engine", ["sqlite"], indirect=True)
def test_a_year_of_five_forms_in_twenty_communes(session: Session) -> None:
    year = live(session, set_up(session))
    days = WorkingDays.of(session)
    sys.stdout.write("\n".join(["", *calendar(year), ""]))
    assert Counter(round_.form_code for _, round_ in year.opened) == {
        "ban-thi-2024": 4,
        "dinh-ca-2024": 12,
        "hoang-luu-2024": 2,
        "ninh-thuan-2021": 2,
        "cam-xuyen-2021": 1,
    }
    assert len(year.told) > 1000
    assert year.uneven == []
    for moment, one in year.told:
        assert days.is_working(moment.date()), "nobody is reminded on a day off"
        assert time(7, 30) <= moment.time() < time(17), "or outside of working hours"
        handed_in = one.asked.report.first_submitted_at
        assert handed_in is None or handed_in > moment, "or of what is handed in"
        locks_at = one.asked.report.locks_at
        assert locks_at is None or moment <= locks_at, "or after the lock"
    rungs = Counter((one.officer.id, one.asked.report.id, one.rung) for _, one in year.told)
    assert set(rungs.values()) == {1}, "or twice by a rung"
    in_a_moment = Counter((moment, one.officer.id, one.asked.report.id) for moment, one in year.told)
    assert set(in_a_moment.values()) == {1}, "or by two rungs at once"
    reminded = {moment.date() for moment, _ in year.told}
    assert WORKED_SATURDAY in reminded, "the swapped Saturday is worked"
    tet = {date(2027, 2, day) for day in range(4, 11)}
    off = {*tet, SWAPPED_FRIDAY, date(2027, 9, 2), date(2027, 9, 3)}
    assert not [day for day in off if days.is_working(day)]
    assert not off & reminded
    assert len(year.summaries) == len({moment.date() for moment in year.summaries}), "one summary a morning"
    assert {moment.time() for moment in year.summaries} == {time(8)}
