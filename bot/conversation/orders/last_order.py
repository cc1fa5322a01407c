"""A desk wants its last order back: which it was, whether it can be taken back, and by what."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, select

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear
from bot.conversation.tasks.actions import CANCEL_TASK
from bot.messages.actions import LEAVE, SEE, Choice
from bot.reading.questions import Question, Topic
from bot.reminders.notes import Nudge
from bot.texts.desk import unit_page
from bot.texts.desk.deeds import taking_back as sentences
from bot.texts.office import menu
from bot.texts.tasks import buttons
from tracker.office.units import Unit
from tracker.reports.reports import Report, ReportEvent, unit_of
from tracker.reports.rounds import Round
from tracker.tasks.rights import may_settle_task
from tracker.tasks.task import Task, TaskEvent, TaskState, TaskStep

_LATELY = timedelta(days=3)


class _Deed(NamedTuple):
    """One thing that the desk did: when, in words with what can be done about it, and the way there."""

    at: datetime
    said: str
    choices: Sequence[Choice] = ()


@answers(Topic.TAKE_BACK)
def answer(turn: Turn, question: Question) -> Next:
    """Name the last order, of the unit that is named if one is, and say what can be done about it."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    found = [*_about_reports(turn, meant.units), *([] if meant.units else [*_nudges(turn), *_tasks(turn)])]
    last = max(found, key=lambda one: one.at, default=None)
    named = last.said if last else sentences.none(meant.units)
    choices = [*(last.choices if last else ()), LEAVE.choice(menu.LEAVE)]
    turn.say(f"{named}\n{sentences.WAYS}", choices)
    return STAY


def _about_reports(turn: Turn, units: Sequence[Unit]) -> list[_Deed]:
    wanted = select(ReportEvent, Report).join(Report, col(Report.id) == ReportEvent.report_id)
    wanted = wanted.where(ReportEvent.officer_id == turn.officer.id, col(ReportEvent.what).in_(sentences.OF_REPORTS))
    if units:
        wanted = wanted.where(col(Report.unit_id).in_([unit.id for unit in units]))
    else:
        wanted = wanted.where(ReportEvent.at > turn.now - _LATELY)
    found = turn.session.exec(wanted.order_by(col(ReportEvent.at).desc(), col(ReportEvent.id).desc())).first()
    if found is None:
        return []
    event, report = found
    said = sentences.of_report(event, unit_of(turn.session, report), turn.session.get_one(Round, report.round_id))
    return [_Deed(event.at, said, [SEE.choice(unit_page.SEE, report.id)])]


def _nudges(turn: Turn) -> list[_Deed]:
    wanted = select(Nudge, Round).join(Round, col(Round.id) == Nudge.round_id)
    wanted = wanted.where(Nudge.officer_id == turn.officer.id, Nudge.at > turn.now - _LATELY)
    found = turn.session.exec(wanted.order_by(col(Nudge.at).desc())).first()
    return [_Deed(found[0].at, sentences.nudged(found[0].at, found[1]))] if found else []


def _tasks(turn: Turn) -> list[_Deed]:
    wanted = select(TaskEvent, Task).join(Task, col(Task.id) == TaskEvent.task_id)
    wanted = wanted.where(TaskEvent.officer_id == turn.officer.id, TaskEvent.what == TaskStep.ASSIGNED)
    wanted = wanted.where(TaskEvent.at > turn.now - _LATELY, Task.state != TaskState.CANCELLED)
    found = turn.session.exec(wanted.order_by(col(TaskEvent.at).desc(), col(TaskEvent.id).desc())).first()
    if found is None or not may_settle_task(turn.session, turn.officer, found[1]):
        return []
    event, task = found
    lead = turn.session.get_one(Unit, task.lead_unit_id)
    return [_Deed(event.at, sentences.assigned(event.at, task, lead), [CANCEL_TASK.choice(buttons.CANCEL, task.id)])]
