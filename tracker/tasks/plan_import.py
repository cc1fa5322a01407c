"""Taking a yearly plan over into the book of tasks: all of it, or nothing with what is wrong, row by row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, unique
from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.blank_form import text_of
from tracker.kernel.names import fold, tidy
from tracker.kernel.reasons import Fact, Reason
from tracker.office.officers import Officer
from tracker.office.units import Unit, subtree_ids
from tracker.reports.reports import Source
from tracker.tasks import vocabulary
from tracker.tasks.assigning import Document, NewTask, PlanPlace, add_task
from tracker.tasks.due_texts import DueUnreadable, read_due
from tracker.tasks.errors import PlanWrong
from tracker.tasks.plan import Plan, PlanLine
from tracker.tasks.rights import may_plan, refuse
from tracker.tasks.task import Task, local_day

_BETWEEN = re.compile(r"[;,\n]")
# Bodies and posts within a commune, which are no units of their own: a plan names them all the same.
_WITHIN = (
    *("cong chuc", "can bo", "bo phan", "van phong", "tu phap", "dia chinh", "tai chinh", "ke toan", "van hoa", "cong an"),
    *("quan su", "ban", "bch", "chi huy", "lanh dao", "chu tich", "pho chu tich", "bi thu", "cac", "to", "thon", "xom", "khu"),
    *(
        "doan",
        "hoi",
        "mttq",
        "mat tran",
        "uy ban mttq",
        "truong",
        "tram",
        "dang uy",
        "hdnd",
        "trung tam",
        "mot cua",
        "thong ke",
        "ho tich",
        "xa hoi",
    ),
)


@unique
class PlanMistake(Enum):
    """What can be wrong with a row of a plan; each value is the sentence for the administrator."""

    NO_TASK = "the table has no task"
    NO_TITLE = "the task has no title"
    DUE_UNREADABLE = f"{{text!r}} is no due day; write {vocabulary.DUE_DAYS}"
    DUE_OTHER_YEAR = "the due day {due} is not of the plan's year"
    UNIT_UNKNOWN = "there is no unit or officer {name!r} within {owner}"
    TASK_TWICE = "the same task stands in row {row} already"


class PlanFinding(NamedTuple):
    """A row of the sheet, and what is wrong with it."""

    row: int
    reason: Reason


class PlanTaken(NamedTuple):
    """The tasks that a plan added, how many it named that were known, and those that have another due day than it says."""

    added: list[Task]
    known: int
    differing: list[Task]


@dataclass
class _Names:
    """Who can be named in a plan of this owner."""

    owner: Unit
    units: Mapping[str, Unit]
    officers: Mapping[str, Officer]

    @classmethod
    def of(cls, session: Session, owner: Unit) -> "_Names":
        units: dict[str, Unit] = {}
        for unit in session.exec(select(Unit).where(col(Unit.id).in_(subtree_ids(session, owner.id)))):
            for name in (unit.code, unit.name, unit.full_name, f"UBND {unit.full_name}", f"UBND {unit.name}"):
                units.setdefault(fold(name), unit)
        committees = [name for body in vocabulary.COMMITTEE for name in (body, f"{body} {owner.level}")]
        own = (owner.level, *committees)
        officers = session.exec(select(Officer).where(Officer.unit_id == owner.id, Officer.active))
        return cls(owner, units | {fold(name): owner for name in own}, {fold(officer.name): officer for officer in officers})


@dataclass
class _Named:
    """Whom a cell names: units, an officer of the owner, and people and bodies that are neither."""

    units: list[Unit] = field(default_factory=list)
    officer: Officer | None = None
    words: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def import_plan(session: Session, plan: Plan, owner: Unit, year: int, source: Source) -> PlanTaken:
    """Make the tasks of a unit's plan for a year, those that are known already left alone; raises TaskNotYours, PlanWrong.

    They count from the year's first day, or from a plan of an earlier day: plans are signed when some of it is done already.
    """
    officer = session.get_one(Officer, source.officer_id)
    if not may_plan(session, officer, owner.id):
        refuse(session, officer, "enter the plan with", owner.id)
    names = _Names.of(session, owner)
    findings = list(_findings(plan, names, year))
    if findings:
        listed = "; ".join(f"row {finding.row}: {finding.reason}" for finding in findings)
        raise PlanWrong(sheet=plan.sheet, listed=listed, findings=findings)
    known = _known(session, owner, year)
    first = date(year, 1, 1)
    since = min(first, plan.document.day or first, local_day(source.at))
    added, differing = [], []
    for line in plan.lines:
        found = known.get(_key(line))
        if found is None:
            lead, new = _new_task(line, names, year, plan.document)
            new = replace(new, assigned_on=since)
            added.append(add_task(session, new, lead, source, PlanPlace(owner, year, _key(line))))
        elif found.due_on != read_due(line.due, year):
            differing.append(found)
    return PlanTaken(added, len(plan.lines) - len(added), differing)


def _known(session: Session, owner: Unit, year: int) -> dict[str | None, Task]:
    wanted = select(Task).where(Task.assigner_unit_id == owner.id, Task.plan_year == year)
    return {task.plan_key: task for task in session.exec(wanted)}


def _key(line: PlanLine) -> str:
    return f"{fold(line.field)}|{fold(line.title)}"


def _findings(plan: Plan, names: _Names, year: int) -> Iterator[PlanFinding]:
    if not plan.lines:
        yield PlanFinding(1, Reason(PlanMistake.NO_TASK))
    seen: dict[str, int] = {}
    for line in plan.lines:
        if not line.title:
            yield PlanFinding(line.row, Reason(PlanMistake.NO_TITLE))
        elif _key(line) in seen:
            yield PlanFinding(line.row, Reason(PlanMistake.TASK_TWICE, {"row": str(seen[_key(line)])}))
        seen.setdefault(_key(line), line.row)
        for reason in (*_wrong_due(line, year), *_wrong_names(line, names)):
            yield PlanFinding(line.row, reason)


def _wrong_due(line: PlanLine, year: int) -> Iterator[Reason]:
    try:
        due_on = read_due(line.due, year)
    except DueUnreadable:
        yield Reason(PlanMistake.DUE_UNREADABLE, {"text": text_of(line.due)})
        return
    if due_on and due_on.year not in {year, year + 1}:
        yield Reason(PlanMistake.DUE_OTHER_YEAR, {"due": due_on})


def _wrong_names(line: PlanLine, names: _Names) -> Iterator[Reason]:
    for cell in (line.lead, line.taking_part):
        for name in _named(cell, names).unknown:
            facts: dict[str, Fact] = {"name": name, "owner": names.owner.code}
            yield Reason(PlanMistake.UNIT_UNKNOWN, facts)


def _named(cell: str, names: _Names) -> _Named:
    named = _Named()
    for name in filter(None, (tidy(part) for part in _BETWEEN.split(cell))):
        bare = fold(name)
        if bare in names.units:
            named.units.append(names.units[bare])
        elif bare in names.officers:
            named.officer = named.officer or names.officers[bare]
            named.words.append(name)
        elif any(bare == word or bare.startswith(f"{word} ") for word in _WITHIN):
            named.words.append(name)
        else:
            named.unknown.append(name)
    return named


def _new_task(line: PlanLine, names: _Names, year: int, document: Document) -> tuple[Unit, NewTask]:
    """The first unit that the lead's cell names leads, the owner if it names none; all others take part."""
    leading, helping = _named(line.lead, names), _named(line.taking_part, names)
    lead, *others = [*leading.units, *([] if leading.units else [names.owner])]
    co_units = {unit.id: unit for unit in (*others, *helping.units) if unit.id != lead.id}
    return lead, NewTask(
        line.title,
        due_on=read_due(line.due, year),
        document=document,
        co_units=list(co_units.values()),
        responsible=leading.officer if lead.id == names.owner.id else None,
        in_charge=", ".join(leading.words),
        taking_part=", ".join(helping.words),
        field=line.field,
        product=line.product,
        notes=line.notes,
    )
