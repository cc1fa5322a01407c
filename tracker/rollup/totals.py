"""The totals of a subtree in a form's own cells, each with the units and figures behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple

from sqlmodel import Session

from tracker.calendar.periods import Period
from tracker.forms.catalogue import published_form
from tracker.forms.cell import Cell
from tracker.forms.concepts import Bridge, bridge
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.rules import Formula
from tracker.kernel.errors import NothingHandedIn, ReportUnknown
from tracker.kernel.reasons import Reason
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.rounds import find_rounds
from tracker.rollup.contributions import Contribution, Given, contributions_of
from tracker.rollup.gathering import Share, gather


class How(StrEnum):
    """How a cell's total comes about.

    Counts and amounts are added. Rates are recomputed from the sums of their parts, over the units that gave both. Rates
    without parts, choices and texts are listed for a decision, and so are rows that no unit of the subtree is asked but the
    desk's own level. A heading shows 0 where nothing arose anywhere.
    """

    ADDED = "added"
    RECOMPUTED = "recomputed"
    LISTED = "listed"
    DESK = "desk"
    HEADING = "heading"


class Remark(Enum):
    """What a reader must know about a total; each value is the sentence for the administrator."""

    ADDED_FROM_SOME = "added from {counted} of {asked} units"
    COMPUTED_FROM_SOME = "computed from {counted} of {asked} units"
    AS_THESE_WROTE = "as {units} wrote it"
    AS_UNITS_WROTE = "as the units wrote it"


class Part(NamedTuple):
    """What one unit gives to a total."""

    share: Share
    contribution: Contribution


@dataclass(frozen=True)
class RowTotal:
    """A cell's total, None where there is nothing to print; `parts` has one for each unit that is in, by name.

    It is made from `counted` of the `asked` units that it concerns: the others left it blank or have a form without it.
    """

    cell: Cell
    row: Row
    how: How
    entry: Entry | None
    parts: Sequence[Part]
    counted: int = 0
    asked: int = 0

    @property
    def remark(self) -> Reason | None:
        """That the total is made from some of the units alone, where it is."""
        if self.entry is None or self.counted == self.asked:
            return None
        kind = Remark.ADDED_FROM_SOME if self.how is How.ADDED else Remark.COMPUTED_FROM_SOME
        return Reason(kind, {"counted": str(self.counted), "asked": str(self.asked)})


@dataclass(frozen=True)
class RollUp:
    """The roll-up of one form and period for the units below `within`; `totals` has all cells but those of sections."""

    form: Form
    period: Period
    within: Unit
    shares: Sequence[Share]
    totals: Mapping[Cell, RowTotal]
    accepted_only: bool = False

    @cached_property
    def taken(self) -> list[Share]:
        """The units that are in, by name."""
        return [share for share in self.shares if share.is_in]

    @cached_property
    def missing(self) -> list[Share]:
        """Those whose report is owed and not in, by name."""
        return [share for share in self.shares if not share.is_in]

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Where in each row's parts a report's figure stands, by the report's id."""
        return {share.report.id: place for place, share in enumerate(self.taken)}

    @cached_property
    def bridges(self) -> list[Bridge]:
        """The other forms among those that are in, and how their rows stand in this one."""
        forms = {share.form.code: share.form for share in self.taken if share.form.code != self.form.code}
        return [bridge(forms[code], self.form) for code in sorted(forms)]


def roll_up(session: Session, form_code: str, period: Period, within: Unit, *, accepted_only: bool = False) -> RollUp:
    """The totals of the units below `within`; units on other forms count through the concepts that the forms share.

    Raises FormUnknown, RoundUnknown, ReportUnknown (no unit below is asked), NothingHandedIn.
    """
    newest = published_form(session, form_code)
    shares = gather(session, newest, period, within, accepted_only=accepted_only)
    if not shares:
        find_rounds(session, form_code, period)
        raise ReportUnknown(unit=within.code, form=form_code, period=period.code)
    if not any(share.is_in for share in shares):
        raise NothingHandedIn(unit=within.code, form=form_code, period=period.code, owed=len(shares))
    own = [share.form for share in shares if share.form.code == form_code]
    form = max(own, key=lambda form: form.version, default=newest)
    return RollUp(form, period, within, shares, add_up(form, shares), accepted_only)


def add_up(form: Form, shares: Sequence[Share]) -> dict[Cell, RowTotal]:
    """The total of every cell of the form but its sections', over the units that are in."""
    return _totals(form, [share for share in shares if share.is_in])


def _totals(form: Form, taken: Sequence[Share]) -> dict[Cell, RowTotal]:
    versions = {(share.form.code, share.form.version): share.form for share in taken}
    bridges = {version: bridge(source, form) for version, source in versions.items()}
    given = [contributions_of(share, bridges[share.form.code, share.form.version]) for share in taken]
    parts = {
        cell: [Part(share, own[cell]) for share, own in zip(taken, given, strict=True)]
        for row in form.rows
        if row.kind is not Kind.SECTION
        for cell in form.cells_of(row)
    }
    none = {cell for cell in form.none_cells if _none_arose(parts[under] for under in form.cells_under(cell))}
    empty = {under for cell in none for under in form.cells_under(cell)}
    empty |= {cell for cell, formula in form.computed.items() if empty.issuperset(formula.cells)}
    totals = {cell: _total(form, cell, parts) for cell in parts}
    shown = {cell: Entry.number(0) if cell in none else None for cell in none | empty}
    return {cell: replace(total, entry=shown[cell]) if cell in shown else total for cell, total in totals.items()}


def _none_arose(cells: Iterable[Sequence[Part]]) -> bool:
    """Whether "none arose" stands over these cells in every report that has them."""
    given = {part.contribution.given for parts in cells for part in parts}
    return Given.NONE_AROSE in given and given <= {Given.NONE_AROSE, Given.LACKING, Given.NOT_ASKED}


def _total(form: Form, cell: Cell, parts: Mapping[Cell, Sequence[Part]]) -> RowTotal:
    row, mine, formula = form.row_of(cell), parts[cell], form.computed.get(cell)
    if row.kind is Kind.HEADING:
        return RowTotal(cell, row, How.HEADING, None, mine)
    if not any(row.concerns(part.share.unit.level) for part in mine):
        return RowTotal(cell, row, How.DESK, None, mine)
    if formula and formula.under is not None:
        pairs, asked = _pairs(parts[formula.over[0]], parts[formula.under])
        return RowTotal(cell, row, How.RECOMPUTED, _rate(formula, pairs), mine, len(pairs), asked)
    if row.kind not in {Kind.COUNT, Kind.AMOUNT}:
        return RowTotal(cell, row, How.LISTED, None, mine)
    addends = [part.contribution.addend for part in mine if part.contribution.addend is not None]
    return RowTotal(cell, row, How.ADDED, _sum(addends, mine), mine, len(addends), sum(map(_concerns, mine)))


def _concerns(part: Part) -> bool:
    return part.contribution.given not in {Given.NOT_APPLICABLE, Given.NOT_ASKED}


def _sum(addends: Sequence[Decimal], parts: Sequence[Part]) -> Entry | None:
    if addends:
        return Entry.number(sum(addends, Decimal(0)))
    given = {part.contribution.given for part in parts} - {Given.LACKING, Given.NOT_ASKED}
    return Entry.not_applicable() if given == {Given.NOT_APPLICABLE} else None


def _pairs(over: Sequence[Part], under: Sequence[Part]) -> tuple[list[tuple[Decimal, Decimal]], int]:
    """A rate's parts in each unit that gave both, as one alone would bend the rate; and how many units it concerns."""
    addends = [(upper.contribution.addend, lower.contribution.addend) for upper, lower in zip(over, under, strict=True)]
    pairs = [(upper, lower) for upper, lower in addends if upper is not None and lower is not None]
    return pairs, sum(_concerns(upper) or _concerns(lower) for upper, lower in zip(over, under, strict=True))


def _rate(formula: Formula, pairs: Sequence[tuple[Decimal, Decimal]]) -> Entry | None:
    """The rate of the sums, rounded as in an appendix; not applicable where it is of nothing, None without a pair."""
    if not pairs:
        return None
    over, under = (sum(addends, Decimal(0)) for addends in zip(*pairs, strict=True))
    sums = dict(zip(formula.cells, (over, under), strict=True))
    value = formula.value(sums)
    return Entry.not_applicable() if value is None else Entry.number(value)
