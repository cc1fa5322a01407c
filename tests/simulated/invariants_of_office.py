"""What must hold of rounds, reminders and the log after a simulated year; each gives a sentence for every breach."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.sending.outbox import Waiting
from tests.simulated.invariants import Found
from tests.simulated.office import FORM, UNITS, Seat
from tests.simulated.year import moment_of
from tracker.audit.row_seals import WATCHED
from tracker.audit_log.verifying import Chain, unlike_log, unlike_seals
from tracker.calendar.ladder import Course, Rung, is_working_time, latest_rung, parse_ladder
from tracker.calendar.working_days import WorkingDays
from tracker.office.units import unit_by_code
from tracker.reports.reports import Report, ReportEvent, State
from tracker.reports.rounds import Round
from tracker.review.counting import recount_all
from tracker.review.standing import rounds_standing

_LADDER = parse_ladder(FORM.reminders)
_OPENING = {"reopened", "returned", "sent_back"}
_MARGIN = timedelta(minutes=1)  # around a change, in which a look may have come before or after it


def every_round_opens_once(found: Found) -> Iterator[str]:
    """Every quarter has its round, with a report for each commune."""
    rounds = found.session.exec(select(Round).order_by(col(Round.id))).all()
    if sorted(one.period for one in rounds) != [season.period for season in found.lived.seasons]:
        yield f"the rounds are {[one.period for one in rounds]}"
    for one in rounds:
        units = found.session.exec(select(Report.unit_id).where(Report.round_id == one.id)).all()
        if len(set(units)) != UNITS or len(units) != UNITS:
            yield f"round {one.period} has {len(units)} reports"


def counts_add_up(found: Found) -> Iterator[str]:
    """On time, late and not yet are all that are expected, and what is kept of each report is what is counted anew."""
    district = unit_by_code(found.session, "HUYEN")
    rounds = list(found.session.exec(select(Round)))
    for one in rounds_standing(found.session, rounds, district):
        if one.on_time + one.late + one.not_yet != one.expected or one.expected != UNITS:
            yield f"round {one.round.period}: {one.on_time} + {one.late} + {one.not_yet} of {one.expected}"
    _, changed = recount_all(found.session)
    if changed:
        yield f"{changed} reports had other counts than are counted anew"


def reports_are_what_became_of_them(found: Found) -> Iterator[str]:
    """The state of a report, its submissions and its times follow from its steps."""
    for report in found.session.exec(select(Report).order_by(col(Report.id))):
        state, handed_in = State.DRAFTING, list[datetime]()
        for step in _steps(found, report):
            state = State.DRAFTING if step.what in _OPENING else State(step.what)
            handed_in += [step.at] if state is State.SUBMITTED else []
        first, last = (handed_in[0], handed_in[-1]) if handed_in else (None, None)
        stands = (report.state, report.submissions, report.first_submitted_at, report.submitted_at)
        if stands != (state, len(handed_in), first, last):
            yield f"report {report.id} is {stands}, and became {(state, len(handed_in), first, last)}"


def _steps(found: Found, report: Report) -> list[ReportEvent]:
    return list(
        found.session.exec(select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(col(ReportEvent.id)))
    )


def receipts_are_good(found: Found) -> Iterator[str]:
    """Whoever was given the code of a receipt has handed in that often."""
    for one in found.lived.reporters:
        reports = {found.session.get_one(Round, report.round_id).period: report for report in found.reports(one.seat)}
        for period, number in sorted(one.receipts()):
            if reports[period].submissions < number:
                yield f"{one.seat.unit} has receipt {number} of {period}, and handed in {reports[period].submissions} times"


def nobody_is_reminded_twice(found: Found) -> Iterator[str]:
    """By one rung somebody is reminded of a report once."""
    days = WorkingDays.of(found.session)
    for (officer, number), rows in _reminders(found).items():
        course = _course(found, found.session.get_one(Report, number))
        stood = [row for row in rows if row.withdrawn_at is None]
        rungs = [rung.name for row in stood if (rung := latest_rung(_LADDER, course, row.put_at, days))]
        if len(set(rungs)) < len(rungs):
            yield f"person {officer} was reminded of report {number} by {rungs}"


def no_reminder_is_missed(found: Found) -> Iterator[str]:
    """Whenever the program looks, who owes a report has been reminded by the rung that stands.

    What was sent to somebody who has left is not kept, and not looked at.
    """
    days, reminders = WorkingDays.of(found.session), _reminders(found)
    for one in [one for one in found.lived.reporters if one.seat.officer_id not in found.lived.ended]:
        for report in found.reports(one.seat):
            course, steps = _course(found, report), _steps(found, report)
            rows = reminders.get((one.seat.officer_id, report.id), [])
            for looked, over in found.lived.reminded:
                rung = _owed(course, looked, days)
                is_owed = rung and _is_there(found, one.seat, looked) and _is_with_unit(found, steps, looked)
                if rung and is_owed and not any(rung.begins <= row.put_at <= over for row in rows):
                    yield f"person {one.seat.address} was not reminded of report {report.id} by {rung.name}"
                    break


def _owed(course: Course, looked: datetime, days: WorkingDays) -> Rung | None:
    if not course.opened_at <= looked or not is_working_time(looked, days):
        return None
    return latest_rung(_LADDER, course, looked, days)


def _is_there(found: Found, seat: Seat, looked: datetime) -> bool:
    return found.lived.appointed.get(seat.officer_id, 0.0) < moment_of(looked)


def _is_with_unit(found: Found, steps: list[ReportEvent], looked: datetime) -> bool:
    """By what was written until then, and was taken: a step has the time at which it was written."""
    before = [step for step in steps if step.at <= looked + _MARGIN]
    if not before:
        return True
    taken = found.taken_at.get(before[-1].at)
    return before[-1].what in _OPENING and taken is not None and taken < moment_of(looked)


def _course(found: Found, report: Report) -> Course:
    opened_at = found.session.get_one(Round, report.round_id).opened_at
    return Course(opened_at, report.due_at, report.locks_at)


def _reminders(found: Found) -> dict[tuple[int, int], list[Waiting]]:
    """By officer and report."""
    reminders: dict[tuple[int, int], list[Waiting]] = defaultdict(list)
    for row in found.outbox.values():
        what, *numbers = row.outgoing.subject.split() or [""]
        if what == "reminder":
            officer, *reports = numbers
            for report in reports:
                reminders[int(officer), int(report[1:])].append(row)
    return reminders


def the_log_verifies(found: Found) -> Iterator[str]:
    """Every line is sealed in its place, and what stands is what the log says."""
    chain = Chain()
    while chain.follow(found.session):
        pass
    faults = [fault for fault in [chain.conclude()] if fault]
    after: int | None = 0
    while after is not None:
        some, after = unlike_log(found.session, after)
        faults += some
    for name in WATCHED:
        faults += unlike_seals(found.session, name, chain.keys)
    for fault in faults:
        yield fault.words
