"""What is behind one total of a roll-up, on a page: each unit's figure, those far from the others marked, and its report."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pages.listed import PagedList, listed
from bot.pages.page_turn import PageTurn
from bot.pages.report_rows import anchor_of
from bot.pages.rollup_page import RolledRound
from bot.texts.common.wording import named_row, value
from bot.texts.pages import rollup as sentences
from bot.texts.report.totals import given_of, how_made, trace_title, whence
from tracker.audit.log import Deed, What, note
from tracker.forms.cell import Cell
from tracker.review.comparing import compare_units, spread_of
from tracker.rollup import Part, RollUp, RowTotal
from tracker.workbooks.status_book import shown_workbook

_UNITS = 50  # on a page


@dataclass(frozen=True)
class PartShown:
    """What one unit gave, beside what, and where it stands in which report."""

    unit: str
    report_id: int
    anchor: str
    figure: str
    beside: str
    far: bool


@dataclass(frozen=True)
class MadeOf:
    """A total that another is computed from."""

    cell: str
    text: str


@dataclass(frozen=True)
class TotalPage:
    """The total, how it comes about, and a page of its parts."""

    cell: str
    title: str
    how: str
    middle: str
    made_of: Sequence[MadeOf]
    parts: PagedList[PartShown]


def total_page(found: RolledRound, key: str, sort: str, page: str) -> TotalPage:
    """The total of this cell; raises LookupError where there is none."""
    rolled, total = _total(found, key)
    compared = compare_units(total)
    far = sum(one.is_far for one in compared)
    return TotalPage(
        cell=key,
        title=trace_title(total),
        how=how_made(rolled, total),
        middle=sentences.middle(spread_of([one.figure for one in compared]), far) if compared else "",
        made_of=_made_of(rolled, total),
        parts=listed(_parts(rolled, total, sort), page, _UNITS),
    )


def _total(found: RolledRound, key: str) -> tuple[RollUp, RowTotal]:
    if found.rolled is None:
        raise LookupError(key)
    return found.rolled, found.rolled.totals[Cell.read(key)]


def _made_of(rolled: RollUp, total: RowTotal) -> list[MadeOf]:
    formula = rolled.form.computed.get(total.cell)
    parts = [rolled.totals[cell] for cell in formula.cells if cell in rolled.totals] if formula else []
    return [
        MadeOf(str(one.cell), f"{named_row(one.row)}{f' = {value(one.row, one.entry)}' if one.entry else ''}") for one in parts
    ]


def _parts(rolled: RollUp, total: RowTotal, sort: str) -> list[PartShown]:
    """By name, by figure, or the farthest from the middle first; those without a figure come last."""
    compared = compare_units(total)
    far = {one.part.share.report.id for one in compared if one.is_far}
    parts = list(total.parts)
    if sort == "xa":
        place = {one.part.share.report.id: at for at, one in enumerate(compared)}
        parts.sort(key=lambda part: place.get(part.share.report.id, len(place)))
    elif sort == "so":
        parts.sort(key=lambda part: (part.contribution.amount is None, -(part.contribution.amount or 0)))
    return [_part(rolled, total, part, far=part.share.report.id in far) for part in parts]


def _part(rolled: RollUp, total: RowTotal, part: Part, *, far: bool) -> PartShown:
    cells = part.contribution.cells or (total.cell,)
    beside = [whence(rolled, total, part).strip(), sentences.FAR if far else ""]
    return PartShown(
        unit=part.share.unit.full_name,
        report_id=part.share.report.id,
        anchor=anchor_of(Cell(cells[0].row)),
        figure=given_of(total, part),
        beside=" · ".join(filter(None, beside)),
        far=far,
    )


def total_file(turn: PageTurn, found: RolledRound, key: str, sort: str) -> tuple[str, bytes]:
    """A workbook of the units behind a total, as the page shows them; it is noted."""
    rolled, total = _total(found, key)
    rows = [[one.unit, one.figure, one.beside] for one in _parts(rolled, total, sort)]
    title = [f"{found.title}: {rolled.within.full_name}", trace_title(total), how_made(rolled, total)]
    name = sentences.file_name(turn.unit.code, found.round.period, key)
    note(turn.session, Deed(What.FILE, "sent", turn.unit.id, subject=name), turn.source)
    return name, shown_workbook(sentences.SHEET, title, sentences.HEADS, rows)
