"""An officer works on a task: receives it, notes progress, finishes it, asks for more time; its desk is told at once."""

from datetime import UTC, date, datetime, timedelta

from bot.conversation.core import until
from bot.conversation.core.position import At
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.tasks.finding import (
    ask_aside,
    last_step,
    lead_of,
    say_what_happened,
    task_seen,
    task_worked_on,
    tell_assigner,
)
from bot.conversation.tasks.line import read_result
from bot.messages.messages import Attachment
from bot.reading.dates import DateUnread
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.tasks import buttons
from bot.texts.tasks import working as sentences
from tracker.tasks.classes import Standing, class_of
from tracker.tasks.errors import MoreTimeWaiting, TaskDayInFuture, TaskDoneTooEarly, TaskWithoutDue
from tracker.tasks.rights import may_work_on_task
from tracker.tasks.task import UNFINISHED, Task, TaskState
from tracker.tasks.working import (
    Result,
    ask_more_time,
    evidence_of,
    finish_task,
    keep_evidence,
    note_progress,
    receive_task,
)

_LONGEST_DOCUMENT = 120


def receive(turn: Turn, number: str) -> None:
    """Take it on; the question that stands is left as it is."""
    task = task_worked_on(turn, number)
    if task.state != TaskState.WAITING:
        say_what_happened(turn, task)
        return
    receive_task(turn.session, task, turn.source)
    turn.note(sentences.received(task))


def _begin(turn: Turn, number: str, at: At) -> Task | None:
    """Ask something about an unfinished task; None, and says what happened, if it is finished."""
    task = task_worked_on(turn, number)
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return None
    ask_aside(turn, at, task)
    return task


def takes_evidence(turn: Turn) -> bool:
    """Whether a file that is sent now belongs to the finished task on whose page its officer stands."""
    if turn.place.at != At.TASK:
        return False
    task = task_seen(turn)
    return may_work_on_task(turn.officer, task) and task.state == TaskState.FINISHED


def take_evidence(turn: Turn, name: str, content: bytes) -> None:
    """Keep the file with the result."""
    keep_evidence(turn.session, task_worked_on(turn), name or sentences.UNNAMED, content, turn.source)
    turn.note(sentences.evidence_kept(name or sentences.UNNAMED))


def send_evidence(turn: Turn, number: str) -> None:
    """The file that proves the result, to whoever may see the task."""
    task = task_seen(turn, number)
    kept = evidence_of(turn.session, task)
    if kept is None:
        turn.note(sentences.NO_EVIDENCE)
        return
    file = Attachment(kept.name, kept.content, task.lead_unit_id)
    turn.say(sentences.HERE_IS_THE_EVIDENCE, [(buttons.BACK, f"task {task.id}")], attachment=file)


def begin_progress(turn: Turn, number: str) -> None:
    """Ask what was done so far."""
    _begin(turn, number, At.NOTING_PROGRESS)


def ask_progress(turn: Turn) -> None:
    """Ask for it."""
    turn.say(sentences.which_progress(task_worked_on(turn)), [(buttons.LEAVE, "leave")])


def hear_progress(turn: Turn, text: str) -> None:
    """Keep it, in the officer's own words."""
    task = task_worked_on(turn)
    note_progress(turn.session, task, text[:LONGEST_REASON], turn.source)
    turn.step_back()
    turn.note(sentences.progress_noted(task))


def begin_finish(turn: Turn, number: str) -> None:
    """Ask which document finished it, and of which day."""
    _begin(turn, number, At.FINISHING_TASK)


def ask_finish(turn: Turn) -> None:
    """Ask for both; once the day is known, show what was understood and how it counts."""
    task, held = task_worked_on(turn), turn.place.held
    document = held.get("document", "")
    if "day" not in held:
        choices = [(buttons.TODAY, "finishedtoday"), (buttons.LEAVE, "leave")]
        turn.say(sentences.which_day(document) if document else sentences.which_result(task), choices)
        return
    day = date.fromisoformat(held["day"])
    class_ = class_of(Standing(TaskState.FINISHED, task.due_on, day), day)
    choices = [(buttons.RIGHT, "finished"), (buttons.RETYPE, "retyperesult"), (buttons.LEAVE, "leave")]
    turn.say(sentences.confirm_result(task, document, day, class_), choices, title=task.title)


def hear_finish(turn: Turn, text: str) -> None:
    """Take the document and its day; one that was known stays, unless another number or a whole answer is given."""
    said, known = read_result(text, turn.today), turn.place.held.get("document")
    if said.document and (not known or said.day or any(sign.isdigit() for sign in said.document)):
        turn.hold(document=said.document[:_LONGEST_DOCUMENT])
    if isinstance(said.day, DateUnread):
        turn.note(dates.unread(said.day))
    elif said.day:
        _take_day(turn, said.day)
    elif not said.document:
        turn.note(sentences.NO_RESULT)


def _take_day(turn: Turn, day: date) -> None:
    task = task_worked_on(turn)
    if day > turn.today:
        turn.note(refusals.broken(TaskDayInFuture(day=day)))
    elif day < task.assigned_on:
        turn.note(refusals.broken(TaskDoneTooEarly(day=day, assigned=task.assigned_on)))
    else:
        turn.hold(day=day.isoformat())


def finished_today(turn: Turn, _rest: str) -> None:
    """The button "today"."""
    if turn.place.at == At.FINISHING_TASK:
        _take_day(turn, turn.today)


def retype_result(turn: Turn, _rest: str) -> None:
    """Ask both again."""
    turn.hold(day=None, document=None)


def finish(turn: Turn, _rest: str) -> None:
    """Finish it as it was shown; the desk that assigned it is told at once."""
    held = turn.place.held
    if turn.place.at != At.FINISHING_TASK or "day" not in held:
        return
    task, day, document = task_worked_on(turn), date.fromisoformat(held["day"]), held.get("document", "")
    turn.step_back()
    if task.state not in UNFINISHED:
        say_what_happened(turn, task)
        return
    finish_task(turn.session, task, Result(day, document), turn.source)
    class_ = class_of(Standing(TaskState.FINISHED, task.due_on, day), day)
    number = last_step(turn, task)
    told = tell_assigner(
        turn,
        task,
        sentences.FINISHED_TITLE,
        sentences.finished_by(lead_of(turn, task), turn.officer, task, class_),
        ((buttons.ACCEPT, f"accepttask {number}"), (buttons.RETURN, f"returntask {number}")),
    )
    turn.note(sentences.finished(task, class_, told))


def begin_more_time(turn: Turn, number: str) -> None:
    """Ask until when and why."""
    task = task_worked_on(turn, number)
    if task.due_on is None:
        raise TaskWithoutDue
    if task.wanted_due_on is not None:
        raise MoreTimeWaiting
    _begin(turn, number, At.ASKING_MORE_TIME)


def _first_later_day(turn: Turn, task: Task) -> date:
    return max(turn.today, task.due_on + timedelta(days=1) if task.due_on else turn.today)


def ask_until(turn: Turn) -> None:
    """Ask for both; once they are known, show them before they are sent."""
    task, known = task_worked_on(turn), until.meant(turn)
    leave = (buttons.LEAVE, "leave")
    if known:
        choices = [(buttons.SEND, "asktasktime"), (buttons.RETYPE, "retype"), leave]
        turn.say(sentences.confirm_more_time(task, known[0].date(), known[1]), choices, title=task.title)
    elif "until" in turn.place.held:
        turn.say(sentences.WHY_MORE_TIME, [leave])
    else:
        question = sentences.WHEN if "reason" in turn.place.held else sentences.until_when(task, _first_later_day(turn, task))
        turn.say(question, [leave])


def hear_until(turn: Turn, text: str) -> None:
    """Take the day and the reason."""
    task = task_worked_on(turn)
    until.hear(turn, text, datetime.min.replace(tzinfo=UTC))
    known = turn.place.held.get("until")
    if known and datetime.fromisoformat(known).date() < _first_later_day(turn, task):
        turn.hold(until=None)
        turn.note(sentences.not_later(task, datetime.fromisoformat(known).date()))


def ask_for_more_time(turn: Turn, _rest: str) -> None:
    """Send it to the desk that assigned the task."""
    known = until.meant(turn)
    if turn.place.at != At.ASKING_MORE_TIME or known is None:
        return
    task, (when, reason) = task_worked_on(turn), known
    turn.step_back()
    ask_more_time(turn.session, task, when.date(), reason, turn.source)
    number = last_step(turn, task)
    told = tell_assigner(
        turn,
        task,
        sentences.MORE_TIME_TITLE,
        sentences.more_time_wanted(lead_of(turn, task), turn.officer, task, reason),
        ((buttons.GRANT, f"granttask {number}"), (buttons.REFUSE, f"refusetask {number}")),
    )
    turn.note(sentences.more_time_asked(task, told))
