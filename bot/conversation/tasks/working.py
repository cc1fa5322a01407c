"""An officer works on a task: receives it, notes progress, finishes it, asks for more time; its desk is told at once."""

from dataclasses import replace
from datetime import date

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.next import BACK, STAY, Aside, Next
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.tasks.actions import (
    ACCEPT_TASK,
    EVIDENCE,
    FINISH,
    PROGRESS,
    RECEIVE,
    RETURN_TASK,
)
from bot.conversation.tasks.asking import back, hearing, refusing
from bot.conversation.tasks.finding import (
    TASK,
    last_step,
    lead_of,
    say_what_happened,
    task_seen,
    task_worked_on,
    tell_assigner,
)
from bot.conversation.tasks.line import read_result
from bot.conversation.tasks.places import FinishingTask, NotingProgress, OfTask, TaskPage
from bot.messages.actions import LEAVE, Action, Means
from bot.messages.messages import Attachment
from bot.reading.dates import DateUnread
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.tasks import buttons
from bot.texts.tasks import working as sentences
from tracker.tasks.classes import TaskStanding, class_of
from tracker.tasks.errors import TaskDayInFuture, TaskDoneTooEarly
from tracker.tasks.rights import may_work_on_task
from tracker.tasks.task import UNFINISHED, TaskState
from tracker.tasks.working import (
    Result,
    evidence_of,
    finish_task,
    keep_evidence,
    note_progress,
    receive_task,
)

_LONGEST_DOCUMENT = 120


FINISHED_TODAY, RETYPE_RESULT, FINISHED = Action("finishedtoday"), Action("retyperesult"), Action("finished", means=Means.YES)


@does(RECEIVE)
@refusing
def receive(turn: Turn, number: str) -> Next:
    """Take it on; the question that stands is left as it is."""
    task = task_worked_on(turn, number)
    if task.state == TaskState.WAITING:
        receive_task(turn.session, task, turn.source)
        turn.note(sentences.received(task))
    else:
        say_what_happened(turn, task)
    return STAY


def begin_about(turn: Turn, number: str, place: type[OfTask]) -> Next:
    """Ask something about an unfinished task; of one that is finished say what happened."""
    task = task_worked_on(turn, number)
    if task.state in UNFINISHED:
        return Aside(place(task=task.id))
    say_what_happened(turn, task)
    return STAY


def takes_evidence(turn: Turn) -> bool:
    """Whether a file that is sent now belongs to the finished task on whose page its officer stands."""
    if not turn.at(TaskPage):
        return False
    task = task_seen(turn)
    return may_work_on_task(turn.officer, task) and task.state == TaskState.FINISHED


def take_evidence(turn: Turn, name: str, content: bytes) -> Next:
    """Keep the file with the result."""
    keep_evidence(turn.session, task_worked_on(turn), name or sentences.UNNAMED, content, turn.source)
    turn.note(sentences.evidence_kept(name or sentences.UNNAMED))
    return STAY


@does(EVIDENCE)
@refusing
def send_evidence(turn: Turn, number: str) -> Next:
    """The file that proves the result, to whoever may see the task."""
    task = task_seen(turn, number)
    kept = evidence_of(turn.session, task)
    if kept is None:
        turn.note(sentences.NO_EVIDENCE)
        return STAY
    file = Attachment(kept.name, kept.content, task.lead_unit_id)
    turn.say(sentences.HERE_IS_THE_EVIDENCE, [TASK.choice(buttons.BACK, task.id)], attachment=file)
    return STAY


@does(PROGRESS)
@refusing
def begin_progress(turn: Turn, number: str) -> Next:
    """Ask what was done so far."""
    return begin_about(turn, number, NotingProgress)


def ask_progress(turn: Turn, _held: NotingProgress) -> None:
    """Ask for it."""
    turn.say(sentences.which_progress(task_worked_on(turn)), [LEAVE.choice(buttons.LEAVE)])


@hearing
def hear_progress(turn: Turn, _held: NotingProgress, text: str) -> Next:
    """Keep it, in the officer's own words."""
    task = task_worked_on(turn)
    note_progress(turn.session, task, text[:LONGEST_REASON], turn.source)
    turn.note(sentences.progress_noted(task))
    return BACK


@does(FINISH)
@refusing
def begin_finish(turn: Turn, number: str) -> Next:
    """Ask which document finished it, and of which day."""
    return begin_about(turn, number, FinishingTask)


def ask_finish(turn: Turn, held: FinishingTask) -> None:
    """Ask for both; once the day is known, show what was understood and how it counts."""
    task, document = task_worked_on(turn), held.document
    leave = LEAVE.choice(buttons.LEAVE)
    if held.day is None:
        choices = [FINISHED_TODAY.choice(buttons.TODAY), leave]
        turn.say(sentences.which_day(document) if document else sentences.which_result(task), choices)
        return
    class_ = class_of(TaskStanding(TaskState.FINISHED, task.due_on, held.day), held.day)
    choices = [FINISHED.choice(buttons.RIGHT), RETYPE_RESULT.choice(buttons.RETYPE), leave]
    turn.say(sentences.confirm_result(task, document, held.day, class_), choices, title=task.title)


def hear_finish(turn: Turn, held: FinishingTask, text: str) -> Next:
    """Take the document and its day; one that was known stays, unless another number or a whole answer is given."""
    said = read_result(text, turn.today)
    if said.document and (not held.document or said.day or any(sign.isdigit() for sign in said.document)):
        held = replace(held, document=said.document[:_LONGEST_DOCUMENT])
        turn.hold(held)
    if isinstance(said.day, DateUnread):
        turn.note(dates.unread(said.day))
    elif said.day:
        _take_day(turn, held, said.day)
    elif not said.document:
        turn.note(sentences.NO_RESULT)
    return STAY


def _take_day(turn: Turn, held: FinishingTask, day: date) -> None:
    task = task_worked_on(turn)
    if day > turn.today:
        turn.note(refusals.broken(TaskDayInFuture(day=day)))
    elif day < task.assigned_on:
        turn.note(refusals.broken(TaskDoneTooEarly(day=day, assigned=task.assigned_on)))
    else:
        turn.hold(replace(held, day=day))


@does(FINISHED_TODAY)
@refusing
def finished_today(turn: Turn, _rest: str) -> Next:
    """Take today as the day on which the task was finished."""
    if isinstance(held := turn.held, FinishingTask):
        _take_day(turn, held, turn.today)
    return STAY


@does(RETYPE_RESULT)
@refusing
def retype_result(turn: Turn, _rest: str) -> Next:
    """Ask both again."""
    if isinstance(held := turn.held, FinishingTask):
        turn.hold(replace(held, day=None, document=""))
    return STAY


@does(FINISHED)
@refusing
def finish(turn: Turn, _rest: str) -> Next:
    """Finish it as it was shown; the desk that assigned it is told at once."""
    held = turn.held
    if not isinstance(held, FinishingTask) or held.day is None:
        return STAY
    task, day = task_worked_on(turn), held.day
    turn.step_back()
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return STAY
    finish_task(turn.session, task, Result(day, held.document), turn.source)
    class_ = class_of(TaskStanding(TaskState.FINISHED, task.due_on, day), day)
    number = last_step(turn, task)
    told = tell_assigner(
        turn,
        task,
        sentences.FINISHED_TITLE,
        sentences.finished_by(lead_of(turn, task), turn.officer, task, class_),
        (ACCEPT_TASK.choice(buttons.ACCEPT, number), RETURN_TASK.choice(buttons.RETURN, number)),
    )
    turn.note(sentences.finished(task, class_, told))
    return STAY


NOTING_PROGRESS = Step(
    holds=NotingProgress,
    manner=manners.OF_A_SENTENCE,
    ask=ask_progress,
    hear=hear_progress,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
FINISHING_TASK = Step(
    holds=FinishingTask,
    manner=manners.OF_A_SENTENCE,
    ask=ask_finish,
    hear=hear_finish,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
