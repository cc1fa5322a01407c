"""What a desk asks and orders about tasks in words: their list, how many are done, who has accepted; the one assigned last."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select

from bot.conversation.core.doing import do
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear
from bot.conversation.seeking.sought import Sought, level_keys
from bot.conversation.tasks import rating, settling
from bot.conversation.tasks.actions import CANCEL_TASK, MOVE_DUE, RATES
from bot.conversation.tasks.finding import TASK
from bot.conversation.tasks.places import MovingDue
from bot.messages.actions import TASKS
from bot.reading.dates import DateSaid, find_date
from bot.reading.questions import Question, Topic
from bot.texts.common import dates
from bot.texts.tasks import buttons
from bot.texts.tasks import listing as sentences
from tracker.office.units import Unit, subtree_ids, units_by_id
from tracker.tasks.rates import By
from tracker.tasks.task import UNFINISHED, Task, TaskState

_MOST_LINES = 10


@answers(Topic.TASKS)
def tasks(turn: Turn, _question: Question) -> Next:
    """Tasks have their own list."""
    return do(turn, TASKS, "")


@answers(Topic.TASK_RATES)
def rates(turn: Turn, question: Question) -> Next:
    """How many tasks are done: of the period that is named or of this year, unit by unit where there are any."""
    meant = _meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    if of := [unit for unit in meant.units if unit.id != turn.unit.id]:
        turn.go(Menu())
        turn.say("\n".join(_of_unit(turn, unit) for unit in of), [TASKS.choice(buttons.TASKS)])
        return STAY
    when = question.when
    words = f"{when.year or turn.today.year}-{when.parts[0]}" if when.parts else ""
    turn.follow(do(turn, RATES, words))
    return rating.show_by(turn, By.UNIT) if rating.has_tasks(turn) else STAY


def _of_unit(turn: Turn, unit: Unit) -> str:
    """How many tasks the desk's unit has assigned to one unit, how many are done, and how many are late."""
    ids = subtree_ids(turn.session, unit.id)
    wanted = select(Task).where(Task.assigner_unit_id == turn.unit.id, col(Task.lead_unit_id).in_(ids))
    found = [one for one in turn.session.exec(wanted) if one.state != TaskState.CANCELLED]
    waiting = [one for one in found if one.state in UNFINISHED]
    late = [one for one in waiting if one.due_on and one.due_on < turn.today]
    return sentences.of_one_unit(unit, len(found), len(found) - len(waiting), len(late))


def _meant(turn: Turn, question: Question) -> Meant:
    """Tasks belong to no round, whatever period is named."""
    return find_meant(turn, replace(question, objects=replace(question.objects, whens=())))


def _assigned(turn: Turn, meant: Meant) -> Sequence[Task]:
    """What the desk's unit has assigned to those who are meant and is not done, the latest first."""
    ids = {number for unit in meant.units or [turn.unit] for number in subtree_ids(turn.session, unit.id)}
    wanted = select(Task).where(Task.assigner_unit_id == turn.unit.id, col(Task.lead_unit_id).in_(ids))
    return turn.session.exec(wanted.where(col(Task.state).in_(UNFINISHED)).order_by(col(Task.id).desc())).all()


@answers(Topic.RECEIVERS)
def receivers(turn: Turn, question: Question) -> Next:
    """Answer "ai chưa nhận nhiệm vụ": who has accepted what was assigned and is not done, and who has not."""
    meant = _meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    found = _assigned(turn, meant)
    units = {one.id: one for one in units_by_id(turn.session, {task.lead_unit_id for task in found})}
    sought = Sought(levels=level_keys(question.objects.levels))
    led = [(units[one.lead_unit_id], one) for one in found]
    of = [(unit, one) for unit, one in led if sought.is_of(unit.level)]
    waiting = [one for one in of if one[1].state == TaskState.WAITING]
    received = [one for one in of if one[1].state != TaskState.WAITING]
    choices = [TASK.choice(sentences.of_unit(*one), one[1].id) for one in waiting[:_MOST_LINES]]
    turn.say(sentences.receivers(waiting, received), [*choices, TASKS.choice(buttons.TASKS)], numbered=True)
    return STAY


@answers(Topic.CANCEL_TASK, Topic.MOVE_TASK)
def change_last(turn: Turn, question: Question) -> Next:
    """Cancel the task that was assigned last, or move its due day; both are asked about, the first for a reason."""
    meant = _meant(turn, question)
    if meant.unclear:
        is_clear(turn, question, meant)
        return STAY
    found = _assigned(turn, meant)
    if not found:
        turn.note(sentences.NONE)
        return STAY
    turn.note(sentences.latest(found[0], len(found)))
    if question.topic is Topic.CANCEL_TASK:
        return do(turn, CANCEL_TASK, str(found[0].id))
    turn.follow(do(turn, MOVE_DUE, str(found[0].id)))
    said = find_date(turn.incoming.text, turn.today)
    if said and isinstance(said.date, DateSaid) and isinstance(turn.held, MovingDue):
        return settling.hear_due(turn, turn.held, said.date.day.strftime("%d/%m/%Y"))
    turn.note(dates.unread(said.date) if said and not isinstance(said.date, DateSaid) else "")
    return STAY
