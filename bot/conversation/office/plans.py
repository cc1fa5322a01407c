"""A unit's yearly plan sent as a file: its tasks go into the book of tasks, after its officer has said of which year it is."""

from dataclasses import astuple
from datetime import date
from typing import Any

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.messages.choices import Choice
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


def plan_in(grids: list[Grid]) -> Plan | None:
    """The plan in a workbook, if there is one; raises SecretForm."""
    try:
        return read_plan(grids)
    except PlanTableNotFound:
        return None


def receive(turn: Turn, name: str, plan: Plan) -> None:
    """A plan came: say how many tasks it has and ask for its year."""
    if not may_plan(turn.session, turn.officer, turn.unit.id):
        turn.note(menu.DESK_ENTERS_NOTHING)
        return
    turn.stand(At.PLANNING, focus=name)
    turn.place.held = _plain(plan)


def _plain(plan: Plan) -> dict[str, Any]:
    number, day, body = plan.document
    lines = [[line.row, *(text_of(value) for value in astuple(line)[1:])] for line in plan.lines]
    return {"sheet": plan.sheet, "document": [number, day.isoformat() if day else "", body], "lines": lines}


def _plan(turn: Turn) -> Plan | None:
    """The plan that waits for its year; None, and back to the menu, where none does."""
    held = turn.place.held
    if turn.place.at != At.PLANNING or "lines" not in held:
        turn.stand(At.MENU)
        turn.note(menu.NOT_UNDERSTOOD)
        return None
    number, day, body = held["document"]
    document = Document(number, date.fromisoformat(day) if day else None, body)
    return Plan(held["sheet"], document, tuple(PlanLine(*line) for line in held["lines"]))


def ask(turn: Turn) -> None:
    """Ask of which year it is; the answer takes it over."""
    plan = _plan(turn)
    if plan is None:
        return
    signed = plan.document.day or local_day(turn.now)
    years = sorted({signed.year, signed.year + 1, local_day(turn.now).year})
    choices: list[Choice] = [(sentences.of_year(year), f"plan {year}") for year in years]
    turn.say(sentences.question(plan), [*choices, (sentences.DROP, "leave")], title=turn.place.focus, numbered=True)


def hear(turn: Turn, _text: str) -> None:
    """Only the choices are understood."""
    turn.note(reporting.TAP_OR_TYPE)


def take(turn: Turn, year: str) -> None:
    """Take the plan over: all of it, or nothing with what is wrong."""
    plan = _plan(turn)
    if plan is None:
        return
    try:
        taken = import_plan(turn.session, plan, turn.unit, int(year), turn.source)
    except PlanWrong as wrong:
        turn.note(sentences.wrong(wrong))
    except TrackerError:
        turn.note(menu.DESK_ENTERS_NOTHING)
        turn.stand(At.MENU)
    else:
        turn.stand(At.MENU)
        turn.note(sentences.taken(int(year), taken))
