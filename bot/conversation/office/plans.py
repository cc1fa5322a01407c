"""A unit's yearly plan sent as a file: its tasks go into the book of tasks, after its officer has said of which year it is."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Self

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, stay
from bot.conversation.core.turn import Turn
from bot.messages.actions import LEAVE, Action, Means
from bot.texts.office import menu
from bot.texts.office import plans as sentences
from bot.texts.report import reporting
from tracker.blank_form import text_of
from tracker.kernel.errors import TrackerError
from tracker.kernel.grids import Grid
from tracker.tasks.assigning import Document
from tracker.tasks.errors import PlanTableNotFound, PlanWrong
from tracker.tasks.plan import Plan, PlanLine, read_plan
from tracker.tasks.plan_import import import_plan
from tracker.tasks.rights import may_plan
from tracker.tasks.task import local_day

PLAN = Action("plan", means=Means.YES)


@dataclass(frozen=True)
class Planning(Held, at="planning", leaving=Leaving.PUT_BY):
    """A plan that waits for its year: the name of its file, its sheet, its document and its lines, all as texts."""

    file: str = ""
    sheet: str = ""
    document: tuple[str, ...] = ()
    lines: tuple[tuple[Any, ...], ...] = ()

    @classmethod
    def of(cls, file: str, plan: Plan) -> Self:
        """What was read in this file."""
        number, day, body = plan.document
        lines = tuple((line.row, *(text_of(value) for value in astuple(line)[1:])) for line in plan.lines)
        return cls(file, plan.sheet, (number, day.isoformat() if day else "", body), lines)

    @property
    def plan(self) -> Plan:
        """The plan as it was read."""
        number, day, body = self.document
        document = Document(number, date.fromisoformat(day) if day else None, body)
        return Plan(self.sheet, document, tuple(PlanLine(*line) for line in self.lines))


def plan_in(grids: list[Grid]) -> Plan | None:
    """The plan in a workbook, if there is one; raises SecretForm."""
    try:
        return read_plan(grids)
    except PlanTableNotFound:
        return None


def receive(turn: Turn, name: str, plan: Plan) -> Next:
    """A plan came: say how many tasks it has and ask for its year."""
    if not may_plan(turn.session, turn.officer, turn.unit.id):
        turn.note(menu.DESK_ENTERS_NOTHING)
        return STAY
    return Go(Planning.of(name, plan))


def ask(turn: Turn, held: Planning) -> None:
    """Ask of which year it is; the answer takes it over."""
    plan = held.plan
    signed = plan.document.day or local_day(turn.now)
    years = sorted({signed.year, signed.year + 1, local_day(turn.now).year})
    choices = [PLAN.choice(sentences.of_year(year), year) for year in years]
    turn.say(sentences.question(plan), [*choices, LEAVE.choice(sentences.DROP)], title=held.file, numbered=True)


def hear(turn: Turn, _held: Planning, _text: str) -> Next:
    """Only the choices are understood."""
    turn.note(reporting.TAP_OR_TYPE)
    return STAY


@does(PLAN)
def take(turn: Turn, year: str) -> Next:
    """Take the plan over: all of it, or nothing with what is wrong."""
    held = turn.held
    if not isinstance(held, Planning) or not held.lines:
        turn.note(menu.NOT_UNDERSTOOD)
        return Go(Menu())
    try:
        taken = import_plan(turn.session, held.plan, turn.unit, int(year), turn.source)
    except PlanWrong as wrong:
        turn.note(sentences.wrong(wrong))
        return STAY
    except TrackerError:
        turn.note(menu.DESK_ENTERS_NOTHING)
    else:
        turn.note(sentences.taken(int(year), taken))
    return Go(Menu())


PLANNING_STEP = Step(
    holds=Planning,
    manner=manners.OF_A_CHOICE,
    ask=ask,
    hear=hear,
    settled=lambda _turn, held: None if held.lines else Menu(),
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
