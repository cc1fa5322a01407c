"""What can be done with a reminder besides filling the report: be reminded later, or say that nothing arose at all."""

from datetime import datetime, time, timedelta

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.conversation.report.leaving_blank import none_arose_at_all
from bot.conversation.report.opening import open_report, owed_reports
from bot.messages.actions import LATER, MENU, NOTHING, Action
from bot.reminders.notes import snooze
from bot.texts.desk import reminding
from bot.texts.office import menu
from tracker.calendar.ladder import next_working_time
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.reports.figures import standing_figures
from tracker.reports.reports import Report

LATER_THAN = Action("laterthan")
_AFTERNOON = time(14)
_LAST_HOUR = timedelta(hours=1)  # before the due time: a snooze never goes beyond


def _reports(turn: Turn, numbers: str) -> list[Report]:
    """Those of these reports that are with the unit, all that are owed if none is named; raises NotYours."""
    if numbers:
        return [report for number in numbers.split() if (report := turn.report(number)).is_with_unit]
    return [asked.report for asked in owed_reports(turn)]


@does(LATER)
def later(turn: Turn, numbers: str) -> Next:
    """Remind tomorrow morning, or earlier if it is due by then; another time may be chosen."""
    reports = _reports(turn, numbers)
    if not reports:
        turn.note(menu.NOTHING_OWED)
        return STAY
    times = _times(turn, reports)
    ids = [report.id for report in reports]
    snooze(turn.session, turn.officer, reports, times[-1])
    turn.note(reminding.later(times[-1]))
    choices = [LATER_THAN.choice(reminding.at(until), f"{until:%Y%m%d%H%M}", *ids) for until in times[:-1]]
    if choices:
        turn.say(reminding.OTHER_TIMES, [*choices, MENU.choice(reminding.AGREED)], numbered=True)
    return STAY


@does(LATER_THAN)
def later_than(turn: Turn, wanted: str) -> Next:
    """Remind at one of the other times that were offered."""
    when, _, numbers = wanted.partition(" ")
    until = datetime.strptime(when, "%Y%m%d%H%M").replace(tzinfo=ZONE)
    snooze(turn.session, turn.officer, _reports(turn, numbers), until)
    turn.note(reminding.later(until))
    return STAY


def remind_at(turn: Turn, until: datetime) -> Next:
    """Remind of all that is owed at this time, or, if that is none of working time, when it begins next."""
    reports = _reports(turn, "")
    if not reports:
        turn.note(menu.NOTHING_OWED)
        return STAY
    at = next_working_time(until, WorkingDays.of(turn.session))
    snooze(turn.session, turn.officer, reports, at)
    turn.note(reminding.later(at))
    turn.note(reminding.NOT_IN_WORKING_TIME if at != until else "")
    late = [one for one in reports if turn.now < one.due_at <= at]
    turn.note(reminding.after_due(late) if late else "")
    return STAY


def _times(turn: Turn, reports: list[Report]) -> list[datetime]:
    """In two hours, this afternoon, tomorrow morning: those in working time that leave an hour before the first due time."""
    days = WorkingDays.of(turn.session)
    local = turn.now.astimezone(ZONE).replace(second=0, microsecond=0)
    tomorrow = next_working_time(datetime.combine(local.date() + timedelta(days=1), time(8), ZONE), days)
    wanted = [local + timedelta(hours=2), datetime.combine(local.date(), _AFTERNOON, ZONE), tomorrow]
    due = min((report.due_at for report in reports if report.due_at > turn.now), default=None)
    latest = tomorrow if due is None else max(due - _LAST_HOUR, local)
    fitting = sorted({at for at in wanted if local < at <= latest and next_working_time(at, days) == at})
    return fitting or [next_working_time(max(latest, local + timedelta(minutes=30)), days)]


@does(NOTHING)
def nothing_arose(turn: Turn, number: str) -> Next:
    """Không phát sinh for the whole report if nothing was entered yet; else its next question."""
    untouched = not standing_figures(turn.session, turn.report(number).id).figures
    follows = open_report(turn, number)
    if follows is not STAY or not turn.at(TickingOff, Filling):
        return follows
    if untouched:
        return none_arose_at_all(turn, "")
    turn.note(reminding.FIGURES_ARE_THERE)
    return STAY
