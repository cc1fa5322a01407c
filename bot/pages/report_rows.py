"""The rows of a report as they are printed, cut into pages that a phone loads quickly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.pages.form_fields import written_entry
from bot.pages.page_turn import PageTurn
from bot.texts.common.wording import number
from bot.texts.pages import report as sentences
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import PRINTED, Column, Kind, Row
from tracker.reports.comments import ReportComment, sent_comments
from tracker.reports.entry import Entry
from tracker.reports.lines import lines_of_list
from tracker.reports.snapshot import Snapshot
from tracker.workbooks.appendices import shown_cells

_PAGE_BYTES = 32_000  # of rows: a page of 40 kB with what stands above and below
_ROW_BYTES, _CELL_BYTES = 150, 35  # what a row and a cell take beside their words


@dataclass(frozen=True)
class CellShown:
    """What a cell shows, what it showed last period, and how far it moved: "▲", "▼" or ""."""

    value: str
    before: str = ""
    moved: str = ""


@dataclass(frozen=True)
class RowPrinted:
    """A row as it is printed, and below which anchor it is found."""

    anchor: str
    number: str
    label: str
    path: str
    unit: str
    cells: Sequence[CellShown]
    note: str
    is_section: bool
    is_heading: bool
    flagged: bool
    comments: Sequence[str]
    cell: str


def pages_of(turn: PageTurn, here: Snapshot, flagged: set[str], drafts: Sequence[ReportComment]) -> list[list[RowPrinted]]:
    """All rows, page by page; `flagged` are the anchors of what is out of line, `drafts` comments that wait to be sent."""
    return _pages(_rows(turn, here, flagged, drafts))


def _pages(rows: Sequence[RowPrinted]) -> list[list[RowPrinted]]:
    """As many rows on a page as a phone loads quickly, whatever their words and columns are."""
    pages: list[list[RowPrinted]] = [[]]
    size = 0
    for row in rows:
        words = (row.number, row.label, row.path, row.unit, row.note, *row.comments)
        texts = [*words, *(text for cell in row.cells for text in (cell.value, cell.before))]
        much = _ROW_BYTES + _CELL_BYTES * len(row.cells) + len("".join(texts).encode())
        if size + much > _PAGE_BYTES and pages[-1]:
            pages.append([])
            size = 0
        pages[-1].append(row)
        size += much
    return pages


def anchor_of(cell: Cell) -> str:
    """Where on the page the row of a cell stands."""
    return f"r-{cell.pattern_key}"


def columns_shown(here: Snapshot) -> list[Column]:
    """The columns that are shown beside a row's label."""
    return [column for column in here.form.columns if column.role not in PRINTED]


@dataclass(frozen=True)
class _Printing:
    """What the rows are printed from."""

    here: Snapshot
    shown: Mapping[Cell, Entry]
    before: Mapping[Cell, Decimal]
    flagged: set[str]
    comments: Mapping[str, Sequence[str]]

    def row(self, row: Row) -> RowPrinted:
        """A printed row."""
        form, here = self.here.form, self.here
        cells = [Cell(row.key, column.key) for column in columns_shown(here)]
        path = [above.label for above in form.above(Cell(row.key)) if above.kind is not Kind.SECTION]
        typed = [cell for cell in form.cells_of(row) if form.row_of(cell).kind not in {Kind.SECTION, Kind.HEADING}]
        entry = next((self.shown[cell] for cell in cells if cell in self.shown), None)
        return RowPrinted(
            anchor=anchor_of(Cell(row.key)),
            number=row.stt,
            label=row.label,
            path=" › ".join(path),
            unit=row.unit,
            cells=[self.cell(cell) for cell in cells],
            note=entry.note if entry else "",
            is_section=row.kind is Kind.SECTION,
            is_heading=row.kind is Kind.HEADING,
            flagged=anchor_of(Cell(row.key)) in self.flagged,
            comments=self.comments.get(row.key, ()),
            cell=str(typed[0]) if typed else "",
        )

    def cell(self, cell: Cell) -> CellShown:
        """What one cell shows, beside last period's."""
        row, entry = self.here.form.row_at(cell), self.shown.get(cell)
        if row is None:
            return CellShown("")
        value = _with_unit(row, written_entry(self.here.form, cell, entry), entry) if entry else ""
        last, now = self.before.get(cell), entry.amount if entry else None
        moved = "" if last is None or now is None or last == now else "▲" if now > last else "▼"
        return CellShown(value, "" if last is None else number(last), moved)

    def lines(self, row: Row) -> list[RowPrinted]:
        """The lines of a list."""
        form = self.here.form
        count = len(lines_of_list(form, self.here.figures, row.key)) if row.repeats else 0
        found = []
        for at in range(1, count + 1):
            cells = [Cell(f"{row.key}{ENTRY}{at}", column.key) for column in columns_shown(self.here)]
            of_line = [column for column in form.columns if Cell(f"{row.key}{ENTRY}", column.key) in form.lines]
            words = [self.shown.get(Cell(f"{row.key}{ENTRY}{at}", one.key)) for one in of_line if one.role in PRINTED]
            label = " · ".join(one.text for one in words if one and one.text)
            shown = [self.cell(cell) for cell in cells]
            anchor = f"{anchor_of(Cell(row.key))}-{at}"
            found.append(RowPrinted(anchor, str(at), label, row.label, "", shown, "", False, False, False, (), ""))
        return found


def _rows(turn: PageTurn, here: Snapshot, flagged: set[str], drafts: Sequence[ReportComment]) -> list[RowPrinted]:
    comments = _comments(turn, here, drafts)
    printing = _Printing(here, shown_cells(turn.session, here.report), here.amounts_before, flagged, comments)
    return [one for row in here.form.rows for one in (printing.row(row), *printing.lines(row))]


def _with_unit(row: Row, text: str, entry: Entry) -> str:
    return f"{text}%" if row.kind is Kind.RATE and entry.amount is not None else text


def _comments(turn: PageTurn, here: Snapshot, drafts: Sequence[ReportComment]) -> dict[str, list[str]]:
    """By row what was asked about it, with what was answered; drafts for whoever decides."""
    found: dict[str, list[str]] = {}
    for one in sent_comments(turn.session, here.report):
        found.setdefault(one.comment.row_key, []).append(sentences.comment(one.comment.text, one.comment.answer))
    for draft in drafts:
        found.setdefault(draft.row_key, []).append(sentences.draft(draft.text))
    return found
