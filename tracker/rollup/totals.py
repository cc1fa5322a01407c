"""The totals of a subtree in a form's own cells, each with the units and figures behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session

from tracker.calendar.periods import Period
from tracker.forms.catalogue import published_form
from tracker.forms.cell import Cell
from tracker.forms.concepts import Bridge, bridge
from tracker.forms.form import Form
from tracker.kernel.errors import NothingHandedIn, ReportUnknown
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.rounds import find_rounds
from tracker.rollup.adding import fields_to_total
from tracker.rollup.contributions import Given, contributions_of
from tracker.rollup.gathering import Share, gather
from tracker.rollup.listed import ListedLine, lines_of
from tracker.rollup.totalling import Part, RowTotal, Totalling


@dataclass(frozen=True)
class RollUp:
    """The roll-up of one form and period for the units below `within`.

    `totals` has all cells but those of sections, and for each column of numbers of a list one for all its lines ("5#[c3]").
    """

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

    def lines_of(self, key: str) -> list[ListedLine]:
        """The lines of a row that repeats, one unit's after the other's."""
        return lines_of(self.form, self.taken, key)

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
    parts = {cell: [Part(share, own[cell]) for share, own in zip(taken, given, strict=True)] for cell in fields_to_total(form)}
    none = {cell for cell in form.none_cells if _none_arose(parts[under] for under in form.cells_under(cell))}
    empty = {under for cell in none for under in form.cells_under(cell)}
    empty |= {cell for cell, formula in form.computed.items() if empty.issuperset(formula.cells)}
    totals = Totalling(form, parts).totals()
    shown = {cell: Entry.number(0) if cell in none else None for cell in none | empty}
    return {cell: replace(total, entry=shown[cell]) if cell in shown else total for cell, total in totals.items()}


def _none_arose(cells: Iterable[Sequence[Part]]) -> bool:
    """Whether "none arose" stands over these cells in every report that has them."""
    given = {part.contribution.given for parts in cells for part in parts}
    return Given.NONE_AROSE in given and given <= {Given.NONE_AROSE, Given.LACKING, Given.NOT_ASKED}
