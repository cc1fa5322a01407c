"""How many tasks are in each class, and the rates in use, each with its formula in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sqlmodel import Session, col, select

from tracker.office.units import Unit, subtree_ids
from tracker.tasks.classes import FINISHED, TaskClass
from tracker.tasks.history import Seen, View, in_lead, seen_tasks

_HUNDREDTH = Decimal("0.01")


class RateFormula(StrEnum):
    """The three rates in use: each answers another question, so none is printed without its words.

    Of all that were assigned: Đà Nẵng, 2022, 6.932 of 8.282. On time, of those that were finished: the same city, 2023. Of
    those that had come due (finished, or overdue): the Government's Office, to 31/8/2017, 2.501 of 2.723, 222 overdue.
    """

    ALL = "all"
    ON_TIME = "on_time"
    COME_DUE = "come_due"


class By(StrEnum):
    """What tasks are grouped by."""

    UNIT = "unit"
    FIELD = "field"
    ASSIGNER = "assigner"


@dataclass(frozen=True)
class TaskCounts:
    """How many tasks are in each class; together they are all tasks that were looked at."""

    counts: Mapping[TaskClass, int]

    @classmethod
    def of(cls, seen: Iterable[Seen]) -> "TaskCounts":
        """Count them."""
        found = Counter(task.class_ for task in seen)
        return cls({class_: found[class_] for class_ in TaskClass})

    @property
    def total(self) -> int:
        """All but those that were cancelled."""
        return sum(self.counts.values()) - self.counts[TaskClass.CANCELLED]

    @property
    def finished(self) -> int:
        """Done, on time or late or without a due day."""
        return sum(self.counts[class_] for class_ in FINISHED)

    def parts(self, formula: RateFormula) -> tuple[int, int]:
        """What the formula divides, and by what."""
        on_time, late = self.counts[TaskClass.ON_TIME], self.counts[TaskClass.LATE]
        return {
            RateFormula.ALL: (self.finished, self.total),
            RateFormula.ON_TIME: (on_time, on_time + late),
            RateFormula.COME_DUE: (on_time + late, on_time + late + self.counts[TaskClass.OVERDUE]),
        }[formula]

    def rate(self, formula: RateFormula) -> Decimal | None:
        """In per cent, from 0 to 100, to two decimals, half up; None of nothing."""
        part, whole = self.parts(formula)
        return (Decimal(100 * part) / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None


def tally_within(session: Session, within: Unit, view: View) -> TaskCounts:
    """The tasks that the unit and those below it lead."""
    return TaskCounts.of(seen_tasks(session, view, [in_lead(subtree_ids(session, within.id))]))


def tallies_within(session: Session, within: Unit, view: View, by: By) -> dict[str, TaskCounts]:
    """The counts of a subtree parted by unit or assigning unit (its code) or by field, in order."""
    groups: dict[str, list[Seen]] = {}
    codes = _codes(session) if by is not By.FIELD else {}
    for task in seen_tasks(session, view, [in_lead(subtree_ids(session, within.id))]):
        name = {By.UNIT: codes.get(task.unit_id), By.ASSIGNER: codes.get(task.assigner_unit_id), By.FIELD: task.field}[by]
        groups.setdefault(name or "", []).append(task)
    return {name: TaskCounts.of(groups[name]) for name in sorted(groups)}


def _codes(session: Session) -> dict[int, str]:
    return dict(session.exec(select(Unit.id, Unit.code).order_by(col(Unit.id))).all())
