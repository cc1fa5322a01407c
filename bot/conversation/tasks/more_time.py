"""An officer asks for more time for a task: until when and why, shown as understood, then sent to its desk."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.conversation.core import manners, until
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.tasks.actions import GRANT_TASK, MORE_TIME, REFUSE_TASK
from bot.conversation.tasks.asking import back, refusing
from bot.conversation.tasks.finding import last_step, lead_of, task_worked_on, tell_assigner
from bot.conversation.tasks.places import AskingMoreTime
from bot.conversation.tasks.working import begin_about
from bot.messages.actions import LEAVE, RETYPE, Action, Means
from bot.texts.tasks import buttons
from bot.texts.tasks import working as sentences
from tracker.calendar.periods import ZONE
from tracker.tasks.errors import MoreTimeWaiting, TaskWithoutDue
from tracker.tasks.task import Task
from tracker.tasks.working import ask_more_time

ASK_TASK_TIME = Action("asktasktime", means=Means.YES)


@does(MORE_TIME)
@refusing
def begin_more_time(turn: Turn, number: str) -> Next:
    """Ask until when and why."""
    task = task_worked_on(turn, number)
    if task.due_on is None:
        raise TaskWithoutDue
    if task.wanted_due_on is not None:
        raise MoreTimeWaiting
    return begin_about(turn, number, AskingMoreTime)


def _first_later_day(turn: Turn, task: Task) -> date:
    return max(turn.today, task.due_on + timedelta(days=1) if task.due_on else turn.today)


def ask_until(turn: Turn, held: AskingMoreTime) -> None:
    """Ask for both; once they are known, show them before they are sent."""
    task, leave = task_worked_on(turn), LEAVE.choice(buttons.LEAVE)
    if held.meant:
        when, reason = held.meant
        choices = [ASK_TASK_TIME.choice(buttons.SEND), RETYPE.choice(buttons.RETYPE), leave]
        day = when.astimezone(ZONE).date()
        turn.say(sentences.confirm_more_time(task, day, reason), choices, title=task.title)
    elif held.until:
        turn.say(sentences.WHY_MORE_TIME, [leave])
    else:
        question = sentences.WHEN if held.reason else sentences.until_when(task, _first_later_day(turn, task))
        turn.say(question, [leave])


def hear_until(turn: Turn, held: AskingMoreTime, text: str) -> Next:
    """Take the day and the reason."""
    task = task_worked_on(turn)
    held = until.hear(turn, held, text, datetime.min.replace(tzinfo=UTC))
    if held.until and (day := held.until.astimezone(ZONE).date()) < _first_later_day(turn, task):
        held = replace(held, until=None)
        turn.note(sentences.not_later(task, day))
    turn.hold(held)
    return STAY


@does(ASK_TASK_TIME)
@refusing
def ask_for_more_time(turn: Turn, _rest: str) -> Next:
    """Send it to the desk that assigned the task."""
    held = turn.held
    if not isinstance(held, AskingMoreTime) or held.meant is None:
        return STAY
    task, (when, reason) = task_worked_on(turn), held.meant
    turn.step_back()
    ask_more_time(turn.session, task, when.astimezone(ZONE).date(), reason, turn.source)
    number = last_step(turn, task)
    told = tell_assigner(
        turn,
        task,
        sentences.MORE_TIME_TITLE,
        sentences.more_time_wanted(lead_of(turn, task), turn.officer, task, reason),
        (GRANT_TASK.choice(buttons.GRANT, number), REFUSE_TASK.choice(buttons.REFUSE, number)),
    )
    turn.note(sentences.more_time_asked(task, told))
    return STAY


ASKING_MORE_TIME = Step(
    holds=AskingMoreTime,
    manner=manners.OF_A_SENTENCE,
    ask=ask_until,
    hear=hear_until,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
