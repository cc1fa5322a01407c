"""The task at hand: only those that the person may see, work on or settle are ever found."""

from collections.abc import Callable, Sequence

from bot.conversation.core.turn import Turn, number_in
from bot.conversation.tasks.places import OfTask
from bot.messages.actions import Action, Choice
from bot.people.addresses import addresses_in, addresses_of
from bot.texts.tasks import buttons
from bot.texts.tasks import listing as sentences
from tracker.office.officers import Officer, overseers
from tracker.office.units import Unit
from tracker.tasks.errors import TaskNotYours
from tracker.tasks.rights import may_see_task, may_settle_task, may_work_on_task
from tracker.tasks.task import Task, TaskEvent, TaskStep, events_of

TASK = Action("task", lasts=True)
_MOVES = set(TaskStep) - {TaskStep.PROGRESS, TaskStep.EDITED, TaskStep.ASSIGNED}
DECIDES = {
    TaskStep.FINISHED: {TaskStep.ACCEPTED, TaskStep.RETURNED, TaskStep.CANCELLED},
    TaskStep.MORE_TIME_ASKED: {TaskStep.MORE_TIME_GRANTED, TaskStep.MORE_TIME_REFUSED, TaskStep.FINISHED, TaskStep.CANCELLED},
}


def task_seen(turn: Turn, number: str = "") -> Task:
    """The task of that number, the one at hand without; raises TaskNotYours for any that the person may not see."""
    return _task(turn, number, lambda task: may_see_task(turn.session, turn.officer, task))


def task_worked_on(turn: Turn, number: str = "") -> Task:
    """The task of that number, or at hand, for who works on it; held fast against others until this message is answered."""
    return _task(turn, number, lambda task: may_work_on_task(turn.officer, task))


def task_settled(turn: Turn, number: str = "") -> Task:
    """The task of that number, or at hand, for who settles it; raises TaskNotYours for anybody else."""
    return _task(turn, number, lambda task: may_settle_task(turn.session, turn.officer, task))


def _task(turn: Turn, number: str, may: Callable[[Task], bool]) -> Task:
    held = turn.held
    wanted = number_in(number) if number else held.task if isinstance(held, OfTask) else None
    task = turn.session.get(Task, wanted, with_for_update=True) if wanted is not None else None
    if task is None or not may(task):
        raise TaskNotYours(officer=turn.officer.name, what="see", unit="")
    return task


def event_to_decide(turn: Turn, number: str, what: TaskStep) -> tuple[TaskEvent, Task] | None:
    """A result or a wish for more time, with its task; None, and says by whom, if it is decided. Raises TaskNotYours."""
    wanted = number_in(number)
    event = turn.session.get(TaskEvent, wanted) if wanted is not None else None
    if event is None or event.what != what:
        raise TaskNotYours(officer=turn.officer.name, what="settle", unit="")
    task = task_settled(turn, str(event.task_id))
    decided = next((e for e in events_of(turn.session, task) if e.id > event.id and e.what in DECIDES[what]), None)
    if decided:
        turn.note(sentences.happened(decided, officer_of(turn, decided).name))
        return None
    return event, task


def latest(turn: Turn, task: Task, *what: TaskStep) -> TaskEvent | None:
    """The last step of these kinds."""
    return next((event for event in reversed(events_of(turn.session, task)) if event.what in what), None)


def last_step(turn: Turn, task: Task) -> int:
    """The number of the step that was just taken."""
    return events_of(turn.session, task)[-1].id


def say_what_happened(turn: Turn, task: Task) -> None:
    """To whoever comes too late: the last step that somebody else took."""
    event = latest(turn, task, *_MOVES)
    turn.note(sentences.happened(event, officer_of(turn, event).name) if event else "")


def officer_of(turn: Turn, event: TaskEvent) -> Officer:
    """Who took the step."""
    return turn.session.get_one(Officer, event.officer_id)


def lead_of(turn: Turn, task: Task) -> Unit:
    """The unit in the lead."""
    return turn.session.get_one(Unit, task.lead_unit_id)


def tell_unit(turn: Turn, task: Task, title: str, text: str, choices: tuple[Choice, ...] = ()) -> None:
    """To those who work on it; they may look at it."""
    for address in addresses_in(turn.session, task.lead_unit_id):
        turn.tell(address, title, text, [TASK.choice(buttons.SEE, task.id), *choices])


def tell_co_units(turn: Turn, task: Task, units: Sequence[Unit], title: str, text: str) -> None:
    """To those who take part in it; they may look at it."""
    for unit in units:
        for address in addresses_in(turn.session, unit.id):
            turn.tell(address, title, text, [TASK.choice(buttons.SEE, task.id)])


def tell_assigner(turn: Turn, task: Task, title: str, text: str, choices: tuple[Choice, ...]) -> int:
    """To the desk of the unit that assigned it; gives how many people can be reached."""
    desk = [one for one in overseers(turn.session, task.lead_unit_id) if one.unit_id == task.assigner_unit_id]
    addresses = addresses_of(turn.session, desk)
    for address in addresses:
        turn.tell(address, title, text, [*choices, TASK.choice(buttons.SEE, task.id)])
    return len(addresses)
