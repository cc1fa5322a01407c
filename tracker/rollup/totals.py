"""The totals of a subtree in a form's own rows, each with the units and figures behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple

from sqlmodel import Session

from tracker.calendar.periods import Period
from tracker.forms.catalogue import published_form
from tracker.forms.concepts import Bridge, bridge
from tracker.forms.form import Form, Kind, Row
from tracker.forms.rules import Formula
from tracker.kernel.errors import NothingHandedIn, ReportUnknown
from tracker.kernel.reasons import Reason
from tracker.office.units import Unit
from tracker.reports.figures import Entry
from tracker.reports.rounds import find_rounds
from tracker.rollup.cells import Cell, Given, cells_of
from tracker.rollup.gathering import Share, gather


class How(StrEnum):
    """How a row's total comes about.

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
    """What one unit has in a row."""

    share: Share
    cell: Cell


@dataclass(frozen=True)
class RowTotal:
    """A row's total, None where there is nothing to print; `parts` has one for each unit that is in, by name.

    It is made from `counted` of the `asked` units that it concerns: the others left it blank or have a form without it.
    """

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
    """The roll-up of one form and period for the units below `within`; `rows` has all rows but the sections, as printed."""

    form: Form
    period: Period
    within: Unit
    shares: Sequence[Share]
    rows: Mapping[str, RowTotal]
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


def add_up(form: Form, shares: Sequence[Share]) -> dict[str, RowTotal]:
    """The total of every row of the form but its sections, over the units that are in."""
    return _rows(form, [share for share in shares if share.is_in])


def _rows(form: Form, taken: Sequence[Share]) -> dict[str, RowTotal]:
    versions = {(share.form.code, share.form.version): share.form for share in taken}
    bridges = {version: bridge(source, form) for version, source in versions.items()}
    cells = [cells_of(share, bridges[share.form.code, share.form.version]) for share in taken]
    parts = {
        row.key: [Part(share, own[row.key]) for share, own in zip(taken, cells, strict=True)]
        for row in form.rows
        if row.kind is not Kind.SECTION
    }
    none = {group for group in form.none_groups if _none_arose(parts[row.key] for row in form.groups[group])}
    empty = {row.key for group in none for row in form.groups[group]}
    empty |= {key for key, formula in form.formulas.items() if empty.issuperset(formula.keys)}
    totals = {key: _total(form, form.by_key[key], parts) for key in parts}
    shown = {key: Entry.number(0) if key in none else None for key in none | empty}
    return {key: replace(total, entry=shown[key]) if key in shown else total for key, total in totals.items()}


def _none_arose(rows: Iterable[Sequence[Part]]) -> bool:
    """Whether "none arose" stands over these rows in every report that has them."""
    given = {part.cell.given for parts in rows for part in parts}
    return Given.NONE_AROSE in given and given <= {Given.NONE_AROSE, Given.LACKING, Given.NOT_ASKED}


def _total(form: Form, row: Row, parts: Mapping[str, Sequence[Part]]) -> RowTotal:
    mine, formula = parts[row.key], form.formulas.get(row.key)
    if row.kind is Kind.HEADING:
        return RowTotal(row, How.HEADING, None, mine)
    if not any(row.concerns(part.share.unit.level) for part in mine):
        return RowTotal(row, How.DESK, None, mine)
    if formula and formula.under is not None:
        pairs, asked = _pairs(parts[formula.over[0]], parts[formula.under])
        return RowTotal(row, How.RECOMPUTED, _rate(formula, pairs), mine, len(pairs), asked)
    if row.kind not in {Kind.COUNT, Kind.AMOUNT}:
        return RowTotal(row, How.LISTED, None, mine)
    addends = [part.cell.addend for part in mine if part.cell.addend is not None]
    return RowTotal(row, How.ADDED, _sum(addends, mine), mine, len(addends), sum(map(_concerns, mine)))


def _concerns(part: Part) -> bool:
    return part.cell.given not in {Given.NOT_APPLICABLE, Given.NOT_ASKED}


def _sum(addends: Sequence[Decimal], parts: Sequence[Part]) -> Entry | None:
    if addends:
        return Entry.number(sum(addends, Decimal(0)))
    given = {part.cell.given for part in parts} - {Given.LACKING, Given.NOT_ASKED}
    return Entry.not_applicable() if given == {Given.NOT_APPLICABLE} else None


def _pairs(over: Sequence[Part], under: Sequence[Part]) -> tuple[list[tuple[Decimal, Decimal]], int]:
    """A rate's parts in each unit that gave both, as one alone would bend the rate; and how many units it concerns."""
    cells = [(upper.cell.addend, lower.cell.addend) for upper, lower in zip(over, under, strict=True)]
    pairs = [(upper, lower) for upper, lower in cells if upper is not None and lower is not None]
    return pairs, sum(_concerns(upper) or _concerns(lower) for upper, lower in zip(over, under, strict=True))


def _rate(formula: Formula, pairs: Sequence[tuple[Decimal, Decimal]]) -> Entry | None:
    """The rate of the sums, rounded as in an appendix; not applicable where it is of nothing, None without a pair."""
    if not pairs:
        return None
    sums = {
        formula.over[0]: sum((u for u, _ in pairs), Decimal(0)),
        str(formula.under): sum((w for _, w in pairs), Decimal(0)),
    }
    value = formula.value(sums)
    return Entry.not_applicable() if value is None else Entry.number(value)
