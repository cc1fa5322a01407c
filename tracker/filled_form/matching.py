"""A filled appendix beside its form: which printed row is which row of the form, whatever was moved or added."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.blank_form import BlankForm, PrintedRow
from tracker.calendar.periods import Period
from tracker.filled_form.aligning import align
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import fold
from tracker.office.units import Unit

_ENOUGH = 0.8  # of the form's rows must be found, or it is another form


class AnotherForm(TrackerError):
    """Only {found} of the {rows} rows of {form} are in the file; it is another form, or another year's."""


class AnotherPeriod(TrackerError):
    """The file is about {other}, the round about {period}; export this round's appendix and fill that."""


class AnotherUnit(TrackerError):
    """The file is about {other}, the report is of {unit}; export this unit's appendix and fill that."""


class Matched(NamedTuple):
    """A row of the form and the printed row that it is."""

    row: Row
    printed: PrintedRow


def match_rows(form: Form, filled: BlankForm) -> list[Matched]:
    """The form's rows in the file, in printed order; rows that are not the form's are left out. Raises AnotherForm."""
    rows = align(form.rows, filled.rows)
    found = [Matched(row, printed) for row, printed in zip(rows, filled.rows, strict=True) if row]
    if len(found) < _ENOUGH * len(form.rows):
        raise AnotherForm(found=len(found), rows=len(form.rows), form=form.code)
    return found


def without_place(filled: BlankForm, matched: Sequence[Matched]) -> list[PrintedRow]:
    """The rows of the file that have a figure and are none of the form's."""
    placed = {one.printed.row for one in matched}
    return [row for row in filled.rows if row.row not in placed and row.figure not in {None, ""}]


def refuse_other_periods(filled: BlankForm, period: Period, others: Sequence[Period]) -> None:
    """Raise AnotherPeriod if the title or the sheet's name says another period.

    A name inside of a longer one does not count, since "năm 2024" ends all of 2024's.
    """
    said = fold(" ".join((*filled.title.lines, filled.sheet)))
    names = {fold(one.label): one for one in (period, *others) if _names(said, one)}
    named = [one for name, one in names.items() if not any(name in longer for longer in names if longer != name)]
    if named and period not in named:
        raise AnotherPeriod(other=named[0].label, period=period.label)


def _names(said: str, period: Period) -> bool:
    return f"{fold(period.label)} " in f"{said.replace(')', ' ').replace(',', ' ')} "


def refuse_other_units(filled: BlankForm, unit: Unit, others: Sequence[Unit]) -> None:
    """Raise AnotherUnit if the title, or the line below it, names another unit of the level and not this one."""
    words = re.sub(r"\W+", " ", fold(" ".join((*filled.title.lines, filled.title.attached_to))))
    named = [one for one in (unit, *others) if f" {fold(one.full_name)} " in f" {words} "]
    if named and unit not in named:
        raise AnotherUnit(other=named[0].full_name, unit=unit.full_name)
