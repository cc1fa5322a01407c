"""Columns that follow from others though no formula is printed: wholes of all their parts, sums at the end, what is left."""

import re
from collections.abc import Sequence

from tracker.forms.row import ColumnRole
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_table.breakdowns import is_whole_division
from tracker.office_table.drafts import Draft
from tracker.office_table.role_words import kind_of
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary

_AT_END, _OF_YEAR = re.compile(vocabulary.TOTAL_AT_END), re.compile(vocabulary.TOTAL_OF_YEAR)
_LEFT, _BEGINNING = re.compile(vocabulary.COMPUTED), re.compile(vocabulary.AT_BEGINNING)
_OF_MONTHS, _MONTH = re.compile(vocabulary.TOTAL_OF_MONTHS), re.compile(vocabulary.MONTH_COLUMN)
_FEWEST = 2  # columns that a sum at the end adds


def total_up(figures: Sequence[Draft]) -> None:
    """Give the formulas that titles and places say, and doubt those that only the place says."""
    for draft in figures:
        parts = [other for other in figures if other.role is ColumnRole.PART and other.column.of == draft.column.key]
        if draft.role is ColumnRole.NOW and is_whole_division([part.titled for part in parts]):
            draft.settle(role=ColumnRole.COMPUTED, formula=" + ".join(part.column.key for part in parts))
    for draft in figures:
        if draft.role is ColumnRole.NOW and not draft.column.formula:
            _at_the_end(draft, figures)
            _what_is_left(draft, figures)


def _at_the_end(draft: Draft, figures: Sequence[Draft]) -> None:
    """A total after the columns that it adds; that of a year is no sum of what is counted at an end."""
    name = fold(draft.titled.name)
    of_months = bool(_OF_MONTHS.fullmatch(name))
    if not (of_months or _AT_END.fullmatch(name)) or _has_parts(draft, figures):
        return
    anchors = draft.titled.anchors[:-1]
    before = [o for o in figures if o.titled.column < draft.titled.column and o.titled.anchors[:-1] == anchors]
    beside = [o for o in before if o.role is ColumnRole.NOW and len(o.titled.path) == len(draft.titled.path)]
    if of_months:
        shorter = [other for other in beside if _MONTH.fullmatch(fold(other.titled.name))]
        beside = [o for o in shorter if not (name.startswith("quy") and fold(o.titled.name).startswith("quy"))]
    if len(beside) < _FEWEST or len({kind_of(other.titled) for other in beside}) > 1:
        return
    only_maybe = of_months or bool(_OF_YEAR.fullmatch(name))
    draft.why.append(Reason(Guess.MAYBE_COMPUTED if only_maybe else Guess.SUM_BY_PLACE))
    if draft.why[-1].kind is Guess.SUM_BY_PLACE:
        draft.settle(role=ColumnRole.COMPUTED, formula=" + ".join(other.column.key for other in beside))


def _has_parts(draft: Draft, figures: Sequence[Draft]) -> bool:
    return any(other.role is ColumnRole.PART and other.column.of == draft.column.key for other in figures)


def _what_is_left(draft: Draft, figures: Sequence[Draft]) -> None:
    before = [other for other in figures if other.titled.column < draft.titled.column]
    begins = any(_BEGINNING.fullmatch(fold(title)) for other in before for title in other.titled.path)
    begins = begins or (len(before) >= _FEWEST and fold(draft.titled.name).startswith("con lai"))
    if begins and any(_LEFT.fullmatch(fold(title)) for title in draft.titled.path):
        draft.why.append(Reason(Guess.MAYBE_COMPUTED))
