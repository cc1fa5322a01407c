"""A share that a file says at other decimals than ours stands as it was written, until what it follows from is changed."""

from dataclasses import replace
from decimal import Decimal

from tests.sent_forms import matrix
from tracker.forms.cell import Cell
from tracker.forms.row import Column, ColumnRole, Kind
from tracker.reports.completing import outdated
from tracker.reports.entry import Entry

PART, WHOLE, SHARE = (Cell("r9", column) for column in ("th", "kh", "tl"))
FORM = replace(
    matrix().form,
    columns=(
        *matrix().form.columns,
        Column("tl", ("Tỷ lệ (%)",), ColumnRole.COMPARISON, "th", formula="th / kh", kind=Kind.RATE),
    ),
)
STANDING = {PART: Entry.number(1), WHOLE: Entry.number(3), SHARE: Entry.number(Decimal("33.3"))}


def test_a_rounded_share_goes_with_the_figures_that_it_followed_from() -> None:
    assert outdated(FORM, STANDING, {PART: Entry.number(2)}) == [SHARE]
    assert outdated(FORM, STANDING, {PART: Entry.blank()}) == [SHARE]
    assert outdated(FORM, STANDING, {Cell("r10", "th"): Entry.number(2)}) == []
    assert outdated(FORM, STANDING, {PART: Entry.number(2), SHARE: Entry.number(67)}) == []


def test_a_share_that_somebody_insisted_on_stays() -> None:
    insisted = STANDING | {SHARE: Entry.number(40)}
    assert outdated(FORM, insisted, {PART: Entry.number(2)}) == []
