"""What a file says about whose it is and of when: another form, another period, another unit."""

import re
from collections.abc import Sequence

from tracker.calendar.periods import Period
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import fold
from tracker.office.units import Unit


class AnotherForm(TrackerError):
    """Only {found} of the {rows} rows of {form} are in the file; it is another form, or another year's."""


class AnotherPeriod(TrackerError):
    """The file is about {other}, the round about {period}; export this round's appendix and fill that."""


class AnotherUnit(TrackerError):
    """The file is about {other}, the report is of {unit}; export this unit's appendix and fill that."""


class LegacyFont(TrackerError):
    """The words of the file are in {font}, an encoding from before Unicode; convert it to Unicode and send it again."""


class NothingFilled(TrackerError):
    """No cell of the form is filled in in the file; nothing was taken over."""


def refuse_other_periods(title: Sequence[str], period: Period, others: Sequence[Period]) -> None:
    """Raise AnotherPeriod if the words above the table or the sheet's name say another period.

    A name inside of a longer one does not count, since "năm 2024" ends all of 2024's.
    """
    said = fold(" ".join(title))
    names = {fold(one.label): one for one in (period, *others) if _names(said, one)}
    named = [one for name, one in names.items() if not any(name in longer for longer in names if longer != name)]
    if named and period not in named:
        raise AnotherPeriod(other=named[0].label, period=period.label)


def _names(said: str, period: Period) -> bool:
    return f"{fold(period.label)} " in f"{said.replace(')', ' ').replace(',', ' ')} "


def refuse_other_units(title: Sequence[str], unit: Unit, others: Sequence[Unit]) -> None:
    """Raise AnotherUnit if the words above the table name another unit of the level and not this one."""
    words = re.sub(r"\W+", " ", fold(" ".join(title)))
    named = [one for one in (unit, *others) if f" {fold(one.full_name)} " in f" {words} "]
    if named and unit not in named:
        raise AnotherUnit(other=named[0].full_name, unit=unit.full_name)
