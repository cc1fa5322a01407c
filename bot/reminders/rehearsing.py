"""A stretch of days played ahead, as if nobody handed anything in: rounds, reminders, what is late then, what is amiss."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from bot.people.addresses import address_of
from bot.people.reach import unreachable
from bot.people.rehearsed import FaultKind, LateThen, OfficeFault, Rehearsal, RoundPlayed
from bot.reminders.forecast import forecast
from tracker.calendar.deadlines import earliest_due
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays, unusual_days
from tracker.forms.catalogue import publish_form, published_form
from tracker.forms.form import Approval
from tracker.kernel.errors import TrackerError
from tracker.office.officers import leaders_of, overseers
from tracker.office.units import Unit, reporting_units
from tracker.reports.reports import WITH_UNIT, Report, State
from tracker.reports.rounds import Round
from tracker.reports.schedules import planned_rounds, schedules


def rehearse(session: Session, since: datetime, days: int, channels: Collection[str]) -> Rehearsal:
    """Play these days from `since` on, with the reminders' own eyes; the caller rolls the session back."""
    until, calendar = since + timedelta(days=days), WorkingDays.of(session)
    faults = list(_without_form(session))
    told, _ = forecast(session, since, days, channels)
    played = [one for one in _rounds(session, since, until) if one.round.opened_at <= until]
    everybody = list({unit.id: unit for one in played for unit in one.asked}.values())
    faults += [
        *_of_schedules(session, since, until, calendar),
        *_of_rounds(session, played, until, calendar),
        *_of_units(session, everybody, since.astimezone(ZONE).date(), channels),
    ]
    top = session.exec(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)))
    first, last = (moment.astimezone(ZONE).date() for moment in (since, until))
    unusual = [day for year in range(first.year, last.year + 1) for day in unusual_days(session, year)]
    return Rehearsal(
        since,
        until,
        list(top),
        played,
        told,
        [one for one in unusual if first <= one.day <= last],
        list(_late(played, until)),
        unreachable(session, everybody),
        sorted(faults, key=lambda one: list(FaultKind).index(one.kind)),
    )


def _without_form(session: Session) -> Iterator[OfficeFault]:
    """Schedules whose form cannot be asked for: they open nothing, and are left out of the play."""
    for schedule in schedules(session):
        try:
            publish_form(session, published_form(session, schedule.form_code))
        except TrackerError:
            session.delete(schedule)
            yield OfficeFault(FaultKind.NO_FORM, schedule=schedule)
    session.flush()


def _rounds(session: Session, since: datetime, until: datetime) -> Iterator[RoundPlayed]:
    """The rounds that open in these days, come due in them, or are still owed, by due time."""
    rounds = list(session.exec(select(Round).where(Round.withdrawn == 0).order_by(col(Round.due_at), col(Round.id))))
    asked: dict[int, list[tuple[Report, Unit]]] = {one.id: [] for one in rounds}
    wanted = select(Report, Unit).join(Unit, col(Unit.id) == Report.unit_id).where(Report.state != State.CANCELLED)
    for report, unit in session.exec(wanted.order_by(col(Unit.code))):
        if report.round_id in asked:
            asked[report.round_id].append((report, unit))
    for one in rounds:
        owing = [(report, unit) for report, unit in asked[one.id] if report.state in WITH_UNIT]
        if owing or since <= one.due_at <= until:
            yield RoundPlayed(one, one.opened_at >= since, [unit for _, unit in asked[one.id]], owing)


def _late(played: Sequence[RoundPlayed], until: datetime) -> Iterator[LateThen]:
    for one in played:
        by_due: dict[datetime, list[Unit]] = {}
        for report, unit in one.owing:
            if report.first_submitted_at is None and report.due_at <= until:
                by_due.setdefault(report.due_at, []).append(unit)
        yield from (LateThen(one.round, due_at, by_due[due_at]) for due_at in sorted(by_due))


def _of_schedules(session: Session, since: datetime, until: datetime, days: WorkingDays) -> Iterator[OfficeFault]:
    """Those of which nothing was opened although their time came: nobody is there to be asked."""
    key = select(Round.form_code, Round.of_unit_id, Round.period).where(Round.withdrawn == 0)
    opened = {tuple(row) for row in session.exec(key)}
    for schedule in schedules(session):
        for planned in planned_rounds(schedule, since.astimezone(ZONE).date(), until.astimezone(ZONE).date(), days):
            mine = (schedule.form_code, schedule.of_unit_id, planned.terms.period.code)
            if planned.opens_at <= until and mine not in opened:
                yield OfficeFault(FaultKind.NOBODY_ASKED, schedule=schedule)
                break


def _of_rounds(session: Session, played: Sequence[RoundPlayed], until: datetime, days: WorkingDays) -> Iterator[OfficeFault]:
    for one in played:
        if not days.is_working(one.round.due_at.astimezone(ZONE).date()):
            yield OfficeFault(FaultKind.DAY_OFF, one.round)
        if one.round.due_at < earliest_due(one.round.window_to, days):
            yield OfficeFault(FaultKind.TOO_SOON, one.round)
        if one.round.approval == Approval.LEADER:
            without = [unit for unit in one.asked if not leaders_of(session, unit.id)]
            if without:
                yield OfficeFault(FaultKind.NO_LEADER, one.round, units=without)
        locked = [unit for report, unit in one.owing if report.is_locked(until)]
        if locked:
            yield OfficeFault(FaultKind.LOCKED, one.round, units=locked)


def _of_units(session: Session, asked: Sequence[Unit], today: date, channels: Collection[str]) -> Iterator[OfficeFault]:
    known = {unit.id for unit in asked}
    top = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).all()
    idle = [unit for one in top for unit in reporting_units(session, one, today) if unit.id not in known]
    if idle:
        yield OfficeFault(FaultKind.NOTHING_ASKED, units=idle)
    heard = {above: _is_heard(session, above, channels) for above in {unit.parent_id for unit in asked}}
    deaf = [unit for unit in asked if not heard[unit.parent_id]]
    if deaf:
        yield OfficeFault(FaultKind.NO_DESK, units=deaf)


def _is_heard(session: Session, above: int | None, channels: Collection[str]) -> bool:
    """Whether a message reaches somebody who receives the reports of the units below this one."""
    desks = overseers(session, above) if above else []
    found = [address_of(session, officer, channels) for officer in desks]
    return any(address and address.blocked_at is None for address in found)
