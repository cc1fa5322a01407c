"""The lists: my unit's open tasks, the most urgent first; for the desk those of its subtree, by unit; and a task's page."""

from bot.conversation.core.position import RESTING, At
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.tasks.finding import latest, lead_of, task_seen
from bot.messages.choices import Choice
from bot.texts.desk import rounds
from bot.texts.office import menu
from bot.texts.tasks import buttons
from bot.texts.tasks import listing as sentences
from tracker.office.officers import Officer, is_desk
from tracker.office.units import Unit, subtree_ids, units_below, units_called
from tracker.tasks.classes import Standing, TaskClass, class_of
from tracker.tasks.errors import TaskNotYours
from tracker.tasks.listing import open_tasks
from tracker.tasks.overseen import open_within, tasks_to_settle
from tracker.tasks.rights import may_settle_task, may_work_on_task
from tracker.tasks.task import DONE, UNFINISHED, Step, Task, TaskState, co_unit_ids
from tracker.tasks.working import evidence_of

_ON_A_PAGE, _MOST_WAITING = 8, 5


def show(turn: Turn, page: str) -> None:
    """To the list; the desk's is of units."""
    turn.stand(At.TASKS)
    turn.hold(page=number_in(page))


def show_unit(turn: Turn, words: str) -> None:
    """The tasks of one unit, "7" or, with the page, "7 2"; raises TaskNotYours."""
    number, _, page = words.partition(" ")
    unit = turn.session.get(Unit, number_in(number) or 0)
    if unit is None or unit.id not in _visible(turn):
        raise TaskNotYours(officer=turn.officer.name, what="see", unit="")
    turn.stand(At.TASKS)
    turn.hold(unit=unit.id, page=number_in(page))


def show_named(turn: Turn, name: str) -> None:
    """The tasks of the unit of that name; asks which where several are called so."""
    visible = [turn.unit, *(units_below(turn.session, turn.unit, turn.today) if is_desk(turn.officer) else [])]
    units = units_called(visible, name)
    if len(units) == 1:
        show_unit(turn, str(units[0].id))
    elif units:
        turn.stand(At.TASKS)
        choices = [(f"{unit.full_name} ({unit.code})", f"unittasks {unit.id}") for unit in units[:_ON_A_PAGE]]
        turn.say(rounds.which_unit(name), choices, numbered=True)
    else:
        turn.note(rounds.no_unit(name))


def _visible(turn: Turn) -> set[int]:
    return subtree_ids(turn.session, turn.unit.id) if is_desk(turn.officer) else {turn.unit.id}


def ask(turn: Turn) -> None:
    """Put the list."""
    unit = turn.place.held.get("unit")
    if unit is None and is_desk(turn.officer):
        _ask_units(turn)
    else:
        _ask_tasks(turn, turn.session.get_one(Unit, unit) if unit in _visible(turn) else turn.unit)


def _page(turn: Turn, count: int) -> tuple[int, slice]:
    """Which page, from 1, and what is on it."""
    page = min(max(turn.place.held.get("page") or 1, 1), max(1, -(-count // _ON_A_PAGE)))
    return page, slice((page - 1) * _ON_A_PAGE, page * _ON_A_PAGE)


def _turning(action: str, page: int, count: int) -> list[Choice]:
    more: list[Choice] = [(sentences.MORE, f"{action} {page + 1}")] if page * _ON_A_PAGE < count else []
    return more + ([(sentences.LESS, f"{action} {page - 1}")] if page > 1 else [])


def _ask_tasks(turn: Turn, unit: Unit) -> None:
    found = open_tasks(turn.session, unit, turn.today)
    page, part = _page(turn, len(found))
    choices: list[Choice] = [(sentences.line(one), f"task {one.task.id}") for one in found[part]]
    choices += _turning(f"unittasks {unit.id}", page, len(found))
    if is_desk(turn.officer):
        choices.append((sentences.ALL_UNITS, "tasks"))
    turn.say(sentences.numbers(found), choices, title=sentences.list_title(unit), numbered=True)


def _ask_units(turn: Turn) -> None:
    found = open_within(turn.session, turn.unit, turn.today)
    count, waiting = tasks_to_settle(turn.session, turn.unit, _MOST_WAITING)
    units = {unit.id: unit for unit in [turn.unit, *units_below(turn.session, turn.unit, turn.today)]}
    order = sorted(filter(found.__contains__, units), key=lambda number: -found[number][TaskClass.OVERDUE])
    page, part = _page(turn, len(order))
    choices = [(sentences.waits(lead_of(turn, task), task), f"task {task.id}") for task in waiting]
    choices += [(sentences.unit_line(units[number], found[number]), f"unittasks {number}") for number in order[part]]
    choices += [*_turning("tasks", page, len(order)), (buttons.ASSIGN, "assign"), (buttons.RATES, "rates")]
    turn.say(sentences.overview(found, count), choices, title=sentences.list_title(turn.unit), numbered=True)


def hear(turn: Turn, _text: str) -> None:
    """Something that is no choice."""
    turn.note(menu.NOT_UNDERSTOOD)


def open_page(turn: Turn, number: str) -> None:
    """To a task's page; from the middle of something else, which is put again after that."""
    task = task_seen(turn, number)
    if turn.place.at in RESTING and "before" not in turn.place.held:
        listed = {name: turn.place.held.get(name) for name in ("unit", "page")}
        turn.stand(At.TASK)
        turn.hold(task=task.id, **listed)
    else:
        turn.step_aside(At.TASK, task=task.id)


def leave_page(turn: Turn, _rest: str = "") -> None:
    """Back to the list from which the task was opened, or to the question that stood before."""
    held = turn.place.held
    if "before" in held:
        turn.step_back()
    else:
        turn.stand(At.TASKS)
        turn.hold(unit=held.get("unit"), page=held.get("page"))


def ask_page(turn: Turn) -> None:
    """Everything about a task, and what the person may do with it now."""
    task = task_seen(turn)
    standing = Standing(TaskState(task.state), task.due_on, task.done_on)
    progress = latest(turn, task, Step.PROGRESS, Step.RETURNED)
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
        wish=latest(turn, task, Step.MORE_TIME_ASKED) if task.wanted_due_on else None,
        evidence=evidence.name if evidence else "",
        may_prove=may_work_on_task(turn.officer, task) and task.state == TaskState.FINISHED,
    )
    proof: list[Choice] = [(buttons.EVIDENCE, f"evidence {task.id}")] if evidence else []
    choices = [*_of_worker(turn, task), *_of_desk(turn, task), *proof, (buttons.BACK, "leavetask")]
    if shown.may_prove:
        turn.want_file(sentences.evidence_of(task), f"task {task.id}")
    turn.say(sentences.page(shown), choices, title=task.title, numbered=True)


def _of_worker(turn: Turn, task: Task) -> list[Choice]:
    if not may_work_on_task(turn.officer, task) or task.state not in UNFINISHED:
        return []
    choices: list[Choice] = [(buttons.RECEIVE, f"receive {task.id}")] if task.state == TaskState.WAITING else []
    choices += [(buttons.PROGRESS, f"progress {task.id}"), (buttons.FINISH, f"finish {task.id}")]
    may_ask = task.due_on is not None and task.wanted_due_on is None
    return [*choices, (buttons.MORE_TIME, f"moretime {task.id}")] if may_ask else choices


def _of_desk(turn: Turn, task: Task) -> list[Choice]:
    if not may_settle_task(turn.session, turn.officer, task):
        return []
    choices: list[Choice] = []
    finished, asked = latest(turn, task, Step.FINISHED), latest(turn, task, Step.MORE_TIME_ASKED)
    if task.state == TaskState.FINISHED and finished:
        choices += [(buttons.ACCEPT, f"accepttask {finished.id}"), (buttons.RETURN, f"returntask {finished.id}")]
    if task.wanted_due_on and asked:
        choices += [(buttons.GRANT, f"granttask {asked.id}"), (buttons.REFUSE, f"refusetask {asked.id}")]
    if task.state in UNFINISHED:
        choices.append((buttons.MOVE_DUE, f"movedue {task.id}"))
    if task.state in UNFINISHED | DONE - {TaskState.ACCEPTED}:
        choices.append((buttons.CANCEL, f"canceltask {task.id}"))
    return choices
