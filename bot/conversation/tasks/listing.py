"""The lists: my unit's open tasks, the most urgent first; for the desk those of its subtree, by unit; and a task's page."""

from collections.abc import Set as AbstractSet

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import BACK, STAY, Aside, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import ANSWERS
from bot.conversation.seeking.meant import desk_units, known_to
from bot.conversation.tasks.actions import (
    ACCEPT_TASK,
    ASSIGN,
    CANCEL_TASK,
    EVIDENCE,
    FINISH,
    GRANT_TASK,
    MORE_TIME,
    MOVE_DUE,
    PROGRESS,
    RATES,
    RECEIVE,
    REFUSE_TASK,
    RETURN_TASK,
)
from bot.conversation.tasks.asking import refusing
from bot.conversation.tasks.finding import TASK, latest, lead_of, task_seen
from bot.conversation.tasks.places import TaskPage, Tasks
from bot.messages.actions import TASKS, Action, Choice
from bot.reading.questions import Question, Topic, read_question
from bot.texts.desk import rounds
from bot.texts.office import menu
from bot.texts.tasks import buttons
from bot.texts.tasks import listing as sentences
from tracker.office.officers import Officer, is_desk
from tracker.office.units import Unit, subtree_ids, units_below, units_called
from tracker.tasks.classes import TaskClass, TaskStanding, class_of
from tracker.tasks.errors import TaskNotYours
from tracker.tasks.listing import open_tasks
from tracker.tasks.overseen import open_within, tasks_to_settle
from tracker.tasks.rights import may_settle_task, may_work_on_task
from tracker.tasks.task import DONE, UNFINISHED, Task, TaskState, TaskStep, co_unit_ids
from tracker.tasks.working import evidence_of

_ON_A_PAGE, _MOST_WAITING = 8, 5
_OF_TASKS = {Topic.TASKS, Topic.TASK_RATES, Topic.RECEIVERS, Topic.MOVE_TASK}


UNIT_TASKS = Action("unittasks")
TASKS_OF = Action("tasksof", at_rest=("nhiem vu", "viec cua"))
LEAVE_TASK = Action("leavetask")


@does(TASKS)
@refusing
def show(_turn: Turn, page: str) -> Next:
    """To the list; the desk's is of units."""
    return Go(Tasks(page=number_in(page)))


@does(UNIT_TASKS)
@refusing
def show_unit(turn: Turn, words: str) -> Next:
    """The tasks of one unit, "7" or, with the page, "7 2"; raises TaskNotYours."""
    number, _, page = words.partition(" ")
    unit = turn.session.get(Unit, number_in(number) or 0)
    if unit is None or unit.id not in _visible(turn):
        raise TaskNotYours(officer=turn.officer.name, what="see", unit="")
    return Go(Tasks(unit.id, number_in(page)))


@does(TASKS_OF)
@refusing
def show_named(turn: Turn, name: str) -> Next:
    """The tasks of the unit of that name, asking which where several are called so; or what else a desk asks about tasks."""
    if is_desk(turn.officer) and (question := _question(turn)):
        return ANSWERS[question.topic](turn, question)
    visible = [turn.unit, *(units_below(turn.session, turn.unit, turn.today) if is_desk(turn.officer) else [])]
    units = units_called(visible, name)
    if len(units) == 1:
        return show_unit(turn, str(units[0].id))
    if units:
        turn.go(Tasks())
        choices = [UNIT_TASKS.choice(f"{unit.full_name} ({unit.code})", unit.id) for unit in units[:_ON_A_PAGE]]
        turn.say(rounds.which_unit(name), choices, numbered=True)
    else:
        turn.note(rounds.no_unit(name))
    return STAY


def _question(turn: Turn) -> Question | None:
    """What is asked about tasks, where what follows is no unit's name: "nhiệm vụ giao cho các xã đến đâu rồi"."""
    question = read_question(turn.incoming.text, turn.today, known_to(turn, desk_units(turn)))
    return question if question and question.topic in _OF_TASKS else None


def _visible(turn: Turn) -> AbstractSet[int]:
    return subtree_ids(turn.session, turn.unit.id) if is_desk(turn.officer) else {turn.unit.id}


def ask(turn: Turn, held: Tasks) -> None:
    """Put the list."""
    if held.unit is None and is_desk(turn.officer):
        _ask_units(turn, held)
    else:
        _ask_tasks(turn, held, turn.session.get_one(Unit, held.unit) if held.unit in _visible(turn) else turn.unit)


def _page(held: Tasks, count: int) -> tuple[int, slice]:
    """Which page, from 1, and what is on it."""
    page = min(max(held.page or 1, 1), max(1, -(-count // _ON_A_PAGE)))
    return page, slice((page - 1) * _ON_A_PAGE, page * _ON_A_PAGE)


def _turning(list_: Pick, page: int, count: int) -> list[Choice]:
    more = [list_.choice(sentences.MORE, page + 1)] if page * _ON_A_PAGE < count else []
    return more + ([list_.choice(sentences.LESS, page - 1)] if page > 1 else [])


def _ask_tasks(turn: Turn, held: Tasks, unit: Unit) -> None:
    found = open_tasks(turn.session, unit, turn.today)
    page, part = _page(held, len(found))
    choices = [TASK.choice(sentences.line(one), one.task.id) for one in found[part]]
    choices += _turning(Pick(UNIT_TASKS, (unit.id,)), page, len(found))
    if is_desk(turn.officer):
        choices.append(TASKS.choice(sentences.ALL_UNITS))
    turn.say(sentences.numbers(found), choices, title=sentences.list_title(unit), numbered=True)


def _ask_units(turn: Turn, held: Tasks) -> None:
    found = open_within(turn.session, turn.unit, turn.today)
    count, waiting = tasks_to_settle(turn.session, turn.unit, _MOST_WAITING)
    units = {unit.id: unit for unit in [turn.unit, *units_below(turn.session, turn.unit, turn.today)]}
    order = sorted(filter(found.__contains__, units), key=lambda number: -found[number][TaskClass.OVERDUE])
    page, part = _page(held, len(order))
    choices = [TASK.choice(sentences.waits(lead_of(turn, task), task), task.id) for task in waiting]
    choices += [UNIT_TASKS.choice(sentences.unit_line(units[number], found[number]), number) for number in order[part]]
    choices += [*_turning(Pick(TASKS), page, len(order)), ASSIGN.choice(buttons.ASSIGN), RATES.choice(buttons.RATES)]
    turn.say(sentences.overview(found, count), choices, title=sentences.list_title(turn.unit), numbered=True)


def hear(turn: Turn, _held: Held, _text: str) -> Next:
    """Something that is no choice."""
    turn.note(menu.NOT_UNDERSTOOD)
    return STAY


def back(turn: Turn, held: Tasks) -> Next:
    """From the tasks of another unit to all units; else to what stood before."""
    if turn.place.before:
        return BACK
    return Go(Tasks() if held.unit not in {None, turn.unit.id} else Menu())


@does(TASK)
@refusing
def open_page(turn: Turn, number: str) -> Next:
    """To a task's page; from the middle of something else, which is put again after that."""
    task, held = task_seen(turn, number), turn.held
    if not turn.rests or turn.place.before:
        return Aside(TaskPage(task.id))
    return Go(TaskPage(task.id, held.unit, held.page) if isinstance(held, Tasks | TaskPage) else TaskPage(task.id))


@does(LEAVE_TASK)
@refusing
def leave_page(turn: Turn, _rest: str) -> Next:
    """Back to the list from which the task was opened, or to the question that stood before."""
    held = turn.held
    if turn.place.before:
        return BACK
    return Go(Tasks(held.unit, held.page) if isinstance(held, TaskPage) else Tasks())


def ask_page(turn: Turn, _held: TaskPage) -> None:
    """Everything about a task, and what the person may do with it now."""
    task = task_seen(turn)
    standing = TaskStanding(TaskState(task.state), task.due_on, task.done_on)
    progress = latest(turn, task, TaskStep.PROGRESS, TaskStep.RETURNED)
    names = [turn.session.get_one(Unit, number).full_name for number in sorted(co_unit_ids(turn.session, task))]
    evidence = evidence_of(turn.session, task)
    shown = sentences.Page(
        task=task,
        class_=class_of(standing, turn.today),
        left=(task.due_on - turn.today).days if task.due_on else None,
        lead=lead_of(turn, task).full_name,
        co_units=names,
        assigner=turn.session.get_one(Unit, task.assigner_unit_id).full_name,
        by=turn.session.get_one(Officer, task.assigner_id).name,
        progress=progress,
        wish=latest(turn, task, TaskStep.MORE_TIME_ASKED) if task.wanted_due_on else None,
        evidence=evidence.name if evidence else "",
        may_prove=may_work_on_task(turn.officer, task) and task.state == TaskState.FINISHED,
    )
    proof = [EVIDENCE.choice(buttons.EVIDENCE, task.id)] if evidence else []
    choices = [*_of_worker(turn, task), *_of_desk(turn, task), *proof, LEAVE_TASK.choice(buttons.BACK)]
    if shown.may_prove:
        turn.want_file(sentences.evidence_of(task), TASK.data(task.id))
    turn.say(sentences.page(shown), choices, title=task.title, numbered=True)


def _of_worker(turn: Turn, task: Task) -> list[Choice]:
    if not may_work_on_task(turn.officer, task) or task.state not in UNFINISHED:
        return []
    choices = [RECEIVE.choice(buttons.RECEIVE, task.id)] if task.state == TaskState.WAITING else []
    choices += [PROGRESS.choice(buttons.PROGRESS, task.id), FINISH.choice(buttons.FINISH, task.id)]
    may_ask = task.due_on is not None and task.wanted_due_on is None
    return [*choices, MORE_TIME.choice(buttons.MORE_TIME, task.id)] if may_ask else choices


def _of_desk(turn: Turn, task: Task) -> list[Choice]:
    if not may_settle_task(turn.session, turn.officer, task):
        return []
    choices: list[Choice] = []
    finished, asked = latest(turn, task, TaskStep.FINISHED), latest(turn, task, TaskStep.MORE_TIME_ASKED)
    if task.state == TaskState.FINISHED and finished:
        choices += [ACCEPT_TASK.choice(buttons.ACCEPT, finished.id), RETURN_TASK.choice(buttons.RETURN, finished.id)]
    if task.wanted_due_on and asked:
        choices += [GRANT_TASK.choice(buttons.GRANT, asked.id), REFUSE_TASK.choice(buttons.REFUSE, asked.id)]
    if task.state in UNFINISHED:
        choices.append(MOVE_DUE.choice(buttons.MOVE_DUE, task.id))
    if task.state in UNFINISHED | DONE - {TaskState.ACCEPTED}:
        choices.append(CANCEL_TASK.choice(buttons.CANCEL, task.id))
    return choices


TASKS_STEP = Step(
    holds=Tasks,
    manner=manners.AT_REST,
    ask=ask,
    hear=hear,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
