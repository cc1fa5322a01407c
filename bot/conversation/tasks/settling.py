"""The desk settles a task: takes or returns a result, decides about more time, moves its day, cancels; the unit is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.step import Step as Place
from bot.conversation.core.step import keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.tasks.actions import ACCEPT_TASK, CANCEL_TASK, GRANT_TASK, MOVE_DUE, REFUSE_TASK, RETURN_TASK
from bot.conversation.tasks.asking import back, hearing, refusing
from bot.conversation.tasks.finding import event_to_decide, lead_of, say_what_happened, task_settled, tell_unit
from bot.conversation.tasks.line import read_due
from bot.conversation.tasks.places import CancellingTask, MovingDue, RefusingMoreTime, ReturningResult, Settling
from bot.messages.actions import LEAVE, Action, Means
from bot.reading.dates import DateUnread
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.tasks import buttons
from bot.texts.tasks import settling as sentences
from tracker.reports.reports import Source
from tracker.tasks.assigning import cancel_task, edit_task
from tracker.tasks.errors import TaskDueTooEarly
from tracker.tasks.task import UNFINISHED, Task, TaskState, TaskStep
from tracker.tasks.working import accept_result, grant_more_time, refuse_more_time, return_result


@dataclass(frozen=True)
class _ForReason:
    """What is done for a reason: the question, the step that it decides about if any, and what the unit is told."""

    why: Callable[[Task, str], str]
    about: TaskStep | None
    do: Callable[[Turn, Task, str, Source], None]
    done: Callable[[Task, str], str]
    title: str


RETYPE_DUE, DUE_MOVED = Action("retypedue"), Action("duemoved", means=Means.YES)
_FOR_REASON: Mapping[type[Held], _ForReason] = {
    ReturningResult: _ForReason(
        sentences.why_return,
        TaskStep.FINISHED,
        lambda turn, task, reason, source: return_result(turn.session, task, reason, source),
        sentences.returned,
        sentences.RETURNED_TITLE,
    ),
    RefusingMoreTime: _ForReason(
        sentences.why_refuse,
        TaskStep.MORE_TIME_ASKED,
        lambda turn, task, reason, source: refuse_more_time(turn.session, task, reason, source),
        sentences.refused,
        sentences.REFUSED_TITLE,
    ),
    CancellingTask: _ForReason(
        sentences.why_cancel,
        None,
        lambda turn, task, reason, source: cancel_task(turn.session, task, reason, source),
        sentences.cancelled,
        sentences.CANCELLED_TITLE,
    ),
}


@does(ACCEPT_TASK)
@refusing
def accept(turn: Turn, number: str) -> Next:
    """Take the result; the question that stands is left as it is."""
    if found := event_to_decide(turn, number, TaskStep.FINISHED):
        _, task = found
        accept_result(turn.session, task, turn.source)
        turn.note(sentences.accepted(task, lead_of(turn, task).full_name))
        tell_unit(turn, task, sentences.ACCEPTED_TITLE, task.title)
    return STAY


@does(GRANT_TASK)
@refusing
def grant(turn: Turn, number: str) -> Next:
    """Give the time that was asked for."""
    if found := event_to_decide(turn, number, TaskStep.MORE_TIME_ASKED):
        event, task = found
        grant_more_time(turn.session, task, event.due_on or turn.today, turn.source)
        turn.note(sentences.granted(task, lead_of(turn, task).full_name))
        tell_unit(turn, task, sentences.GRANTED_TITLE, sentences.new_due(task))
    return STAY


@does(RETURN_TASK)
@refusing
def begin_return(turn: Turn, number: str) -> Next:
    """Ask why the result goes back."""
    return _begin_deciding(turn, number, ReturningResult)


@does(REFUSE_TASK)
@refusing
def begin_refuse(turn: Turn, number: str) -> Next:
    """Ask why no more time is given."""
    return _begin_deciding(turn, number, RefusingMoreTime)


def _begin_deciding(turn: Turn, number: str, place: type[Settling]) -> Next:
    found = event_to_decide(turn, number, _FOR_REASON[place].about or TaskStep.FINISHED)
    if found is None:
        return STAY
    event, task = found
    return Aside(place(task.id, event.id))


@does(CANCEL_TASK)
@refusing
def begin_cancel(turn: Turn, number: str) -> Next:
    """Ask why it is called off."""
    task = task_settled(turn, number)
    if task.state not in {TaskState.ACCEPTED, TaskState.CANCELLED}:
        return Aside(CancellingTask(task.id))
    say_what_happened(turn, task)
    return STAY


def ask_reason(turn: Turn, held: Settling) -> None:
    """Ask for the reason, which the unit will read."""
    task = task_settled(turn)
    turn.say(_FOR_REASON[type(held)].why(task, lead_of(turn, task).full_name), [LEAVE.choice(buttons.LEAVE)])


@hearing
def hear_reason(turn: Turn, held: Settling, text: str) -> Next:
    """Do it, for a reason in words, unless somebody else has decided meanwhile."""
    task, wanted = task_settled(turn), _FOR_REASON[type(held)]
    reason = turn.reason(text)
    if reason is None:
        return STAY
    turn.step_back()
    if wanted.about is not None and event_to_decide(turn, str(held.event), wanted.about) is None:
        return STAY
    wanted.do(turn, task, reason, turn.source)
    turn.note(wanted.done(task, lead_of(turn, task).full_name))
    tell_unit(turn, task, wanted.title, sentences.because(task, reason))
    return STAY


@does(MOVE_DUE)
@refusing
def begin_move(turn: Turn, number: str) -> Next:
    """Ask for another due day."""
    task = task_settled(turn, number)
    if task.state in UNFINISHED:
        return Aside(MovingDue(task.id))
    say_what_happened(turn, task)
    return STAY


def ask_due(turn: Turn, held: MovingDue) -> None:
    """Ask for it; once it is known, show it before it counts."""
    task, leave = task_settled(turn), LEAVE.choice(buttons.LEAVE)
    if held.day is None:
        turn.say(sentences.which_due(task), [leave])
        return
    choices = [DUE_MOVED.choice(buttons.RIGHT), RETYPE_DUE.choice(buttons.RETYPE), leave]
    turn.say(sentences.confirm_due(task, held.day), choices, title=task.title)


def hear_due(turn: Turn, held: MovingDue, text: str) -> Next:
    """Take the day."""
    task, due = task_settled(turn), read_due(text, turn.today)
    if isinstance(due, DateUnread):
        turn.note(dates.unread(due))
    elif not isinstance(due, date):
        turn.note(sentences.NEEDS_DUE)
    elif due < max(turn.today, task.assigned_on):
        turn.note(refusals.broken(TaskDueTooEarly(due=due, than=max(turn.today, task.assigned_on))))
    else:
        turn.hold(replace(held, day=due))
    return STAY


@does(RETYPE_DUE)
@refusing
def retype_due(turn: Turn, _rest: str) -> Next:
    """Ask for it again."""
    if isinstance(held := turn.held, MovingDue):
        turn.hold(replace(held, day=None))
    return STAY


@does(DUE_MOVED)
@refusing
def move(turn: Turn, _rest: str) -> Next:
    """From now on this is the due day."""
    held = turn.held
    if not isinstance(held, MovingDue) or held.day is None:
        return STAY
    task = task_settled(turn)
    turn.step_back()
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return STAY
    edit_task(turn.session, task, {"due_on": held.day}, turn.source)
    turn.note(sentences.moved(task, lead_of(turn, task).full_name))
    tell_unit(turn, task, sentences.MOVED_TITLE, sentences.new_due(task))
    return STAY


RETURNING_RESULT, REFUSING_MORE_TIME, CANCELLING_TASK = (
    Place(
        holds=place,
        manner=manners.OF_A_SENTENCE,
        ask=ask_reason,
        hear=hear_reason,
        settled=never,
        back=back,
        go_on=stay,
        keep=keep_nothing,
    )
    for place in (ReturningResult, RefusingMoreTime, CancellingTask)
)
MOVING_DUE = Place(
    holds=MovingDue,
    manner=manners.OF_A_SENTENCE,
    ask=ask_due,
    hear=hear_due,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
