"""The desk settles a task: takes or returns a result, decides about more time, moves its day, cancels; the unit is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.tasks.finding import ask_aside, event_to_decide, lead_of, say_what_happened, task_settled, tell_unit
from bot.conversation.tasks.line import read_due
from bot.reading.dates import DateUnread
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.tasks import buttons
from bot.texts.tasks import settling as sentences
from tracker.reports.reports import Source
from tracker.tasks.assigning import cancel_task, edit_task
from tracker.tasks.errors import TaskDueTooEarly
from tracker.tasks.task import UNFINISHED, Step, Task, TaskState
from tracker.tasks.working import accept_result, grant_more_time, refuse_more_time, return_result


@dataclass(frozen=True)
class _ForReason:
    """What is done for a reason: the question, the step that it decides about if any, and what the unit is told."""

    why: Callable[[Task, str], str]
    about: Step | None
    do: Callable[[Turn, Task, str, Source], None]
    done: Callable[[Task, str], str]
    title: str


_FOR_REASON = {
    At.RETURNING_RESULT: _ForReason(
        sentences.why_return,
        Step.FINISHED,
        lambda turn, task, reason, source: return_result(turn.session, task, reason, source),
        sentences.returned,
        sentences.RETURNED_TITLE,
    ),
    At.REFUSING_MORE_TIME: _ForReason(
        sentences.why_refuse,
        Step.MORE_TIME_ASKED,
        lambda turn, task, reason, source: refuse_more_time(turn.session, task, reason, source),
        sentences.refused,
        sentences.REFUSED_TITLE,
    ),
    At.CANCELLING_TASK: _ForReason(
        sentences.why_cancel,
        None,
        lambda turn, task, reason, source: cancel_task(turn.session, task, reason, source),
        sentences.cancelled,
        sentences.CANCELLED_TITLE,
    ),
}


def accept(turn: Turn, number: str) -> None:
    """Take the result; the question that stands is left as it is."""
    if found := event_to_decide(turn, number, Step.FINISHED):
        _, task = found
        accept_result(turn.session, task, turn.source)
        turn.note(sentences.accepted(task, lead_of(turn, task).full_name))
        tell_unit(turn, task, sentences.ACCEPTED_TITLE, task.title)


def grant(turn: Turn, number: str) -> None:
    """Give the time that was asked for."""
    if found := event_to_decide(turn, number, Step.MORE_TIME_ASKED):
        event, task = found
        grant_more_time(turn.session, task, event.due_on or turn.today, turn.source)
        turn.note(sentences.granted(task, lead_of(turn, task).full_name))
        tell_unit(turn, task, sentences.GRANTED_TITLE, sentences.new_due(task))


def begin_return(turn: Turn, number: str) -> None:
    """Ask why the result goes back."""
    _begin_deciding(turn, number, At.RETURNING_RESULT)


def begin_refuse(turn: Turn, number: str) -> None:
    """Ask why no more time is given."""
    _begin_deciding(turn, number, At.REFUSING_MORE_TIME)


def _begin_deciding(turn: Turn, number: str, at: At) -> None:
    if found := event_to_decide(turn, number, _FOR_REASON[at].about or Step.FINISHED):
        event, task = found
        ask_aside(turn, at, task)
        turn.hold(event=event.id)


def begin_cancel(turn: Turn, number: str) -> None:
    """Ask why it is called off."""
    task = task_settled(turn, number)
    if task.state in {TaskState.ACCEPTED, TaskState.CANCELLED}:
        say_what_happened(turn, task)
        return
    ask_aside(turn, At.CANCELLING_TASK, task)


def ask_reason(turn: Turn) -> None:
    """Ask for the reason, which the unit will read."""
    task = task_settled(turn)
    why = _FOR_REASON[At(turn.place.at)].why
    turn.say(why(task, lead_of(turn, task).full_name), [(buttons.LEAVE, "leave")])


def hear_reason(turn: Turn, text: str) -> None:
    """Do it, for a reason in words, unless somebody else has decided meanwhile."""
    task, wanted, number = task_settled(turn), _FOR_REASON[At(turn.place.at)], str(turn.place.held.get("event", ""))
    reason = turn.reason(text)
    if reason is None:
        return
    turn.step_back()
    if wanted.about is not None and event_to_decide(turn, number, wanted.about) is None:
        return
    wanted.do(turn, task, reason, turn.source)
    turn.note(wanted.done(task, lead_of(turn, task).full_name))
    tell_unit(turn, task, wanted.title, sentences.because(task, reason))


def begin_move(turn: Turn, number: str) -> None:
    """Ask for another due day."""
    task = task_settled(turn, number)
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return
    ask_aside(turn, At.MOVING_DUE, task)


def ask_due(turn: Turn) -> None:
    """Ask for it; once it is known, show it before it counts."""
    task, held = task_settled(turn), turn.place.held
    leave = (buttons.LEAVE, "leave")
    if "day" not in held:
        turn.say(sentences.which_due(task), [leave])
        return
    due_on = date.fromisoformat(held["day"])
    choices = [(buttons.RIGHT, "duemoved"), (buttons.RETYPE, "retypedue"), leave]
    turn.say(sentences.confirm_due(task, due_on), choices, title=task.title)


def hear_due(turn: Turn, text: str) -> None:
    """Take the day."""
    task, due = task_settled(turn), read_due(text, turn.today)
    if isinstance(due, DateUnread):
        turn.note(dates.unread(due))
    elif not isinstance(due, date):
        turn.note(sentences.NEEDS_DUE)
    elif due < max(turn.today, task.assigned_on):
        turn.note(refusals.broken(TaskDueTooEarly(due=due, than=max(turn.today, task.assigned_on))))
    else:
        turn.hold(day=due.isoformat())


def retype_due(turn: Turn, _rest: str) -> None:
    """Ask for it again."""
    turn.hold(day=None)


def move(turn: Turn, _rest: str) -> None:
    """From now on this is the due day."""
    held = turn.place.held
    if turn.place.at != At.MOVING_DUE or "day" not in held:
        return
    task, due_on = task_settled(turn), date.fromisoformat(held["day"])
    turn.step_back()
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return
    edit_task(turn.session, task, {"due_on": due_on}, turn.source)
    turn.note(sentences.moved(task, lead_of(turn, task).full_name))
    tell_unit(turn, task, sentences.MOVED_TITLE, sentences.new_due(task))
