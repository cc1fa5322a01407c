"""From the sheets of an office's blank workbook to its form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.blank_form.heads import LAST_ROW_OF_HEAD
from tracker.blank_form.printed import Doubt, TableNotFound
from tracker.blank_form.titles import refuse_secret, title_block
from tracker.kernel.grids import Grid
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.cell_formulas import computed_by_cells
from tracker.office_form.head_fields import head_fields
from tracker.office_form.lines import lines_of
from tracker.office_form.rows import given_doubts, rows_of
from tracker.office_table.column_relations import column_relations
from tracker.office_table.columns import column_doubts, drafts_of
from tracker.office_table.comparisons import compare_by_crosses
from tracker.office_table.drafts import Draft
from tracker.office_table.form import HeadField, OfficeColumn, OfficeForm, OfficeTable, SheetDoubt
from tracker.office_table.uncertain import Guess
from tracker.office_table.word_columns import doubt_not_in_total, leave_to_rows, settle_by_notes, settle_constants
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.bodies import TableBody, body_of
from tracker.printed_sheet.column_titles import titled_columns
from tracker.printed_sheet.heads import HeadPlace, find_heads, heads_by_look, split_side_by_side
from tracker.printed_sheet.page import SheetView
from tracker.printed_sheet.tables import frame_of, prints

_MOST_TABLES = 100  # of a sheet
_NOTES = 8  # lines below a table in which notes are looked for
_HEAD_LINE, _LETTERHEAD = re.compile(vocabulary.HEAD_LINES), re.compile(vocabulary.LETTERHEAD)


def read_office_form(grids: Sequence[Grid]) -> OfficeForm:
    """Every table of a workbook; raises TableNotFound, SecretForm."""
    reading = _Reading()
    title: tuple[str, ...] = ()
    pages = [SheetView(grid) for grid in grids]
    found = [find_heads(page) for page in pages]
    if not any(found):
        found = [list(heads_by_look(page)) for page in pages]
    for page, heads in zip(pages, found, strict=True):
        grid = page.grid
        refuse_secret(grid, heads[0].first - 1 if heads else LAST_ROW_OF_HEAD)
        if heads:
            title = title or _title(page, heads[0])
            reading.read_page(page, heads)
    if not reading.tables:
        raise TableNotFound(rows=LAST_ROW_OF_HEAD)
    return OfficeForm(title, tuple(reading.fields), tuple(reading.tables), tuple(reading.doubts))


def _title(page: SheetView, head: HeadPlace) -> tuple[str, ...]:
    """The lines over a table without the letterhead, and without the places for the unit's name."""
    lines = title_block(page.grid, head.first).lines
    return tuple(line for line in lines if not (_HEAD_LINE.fullmatch(fold(line)) or _LETTERHEAD.fullmatch(fold(line))))


class _Reading:
    """What has been read so far; keys of rows and columns are unlike each other over the whole form."""

    def __init__(self) -> None:
        self.tables: list[OfficeTable] = []
        self.doubts: list[SheetDoubt] = []
        self.fields: list[HeadField] = []
        self._columns: set[str] = set()
        self._rows: set[str] = set()

    def read_page(self, page: SheetView, heads: Sequence[HeadPlace]) -> None:
        """Take the tables and the fields of a sheet."""
        for found in head_fields(page, heads):
            self.fields.append(found)
            facts = {"label": found.label}
            doubt = Doubt(found.sheet_row, "", Reason(Guess.ASKED_ABOVE_TABLE, facts))
            self.doubts.append(SheetDoubt(page.grid.name, "", doubt))
        if len(heads) > _MOST_TABLES:
            doubt = Doubt(heads[_MOST_TABLES].first, "", Reason(Guess.TOO_MANY_TABLES, {"most": str(_MOST_TABLES)}))
            self.doubts.append(SheetDoubt(page.grid.name, "", doubt))
        for place, head in _without_repeated(page, heads[:_MOST_TABLES]):
            body = _joined_body(page, heads, place)
            for part in split_side_by_side(page, head, lambda column, body=body: prints(page, column, body)):  # type: ignore[misc]
                self._read_table(page, part, body)

    def _read_table(self, page: SheetView, head: HeadPlace, body: TableBody) -> None:
        key = str(len(self.tables) + 1)
        frame = frame_of(page, head, body)
        drafts = drafts_of(frame, key, self._columns)
        settle_constants(page, body.rows, frame, drafts)
        settle_by_notes(page, range(body.after, body.after + _NOTES), drafts)
        lines = lines_of(page, body, frame, drafts)
        computed_by_cells(drafts, lines)
        compare_by_crosses(drafts, [{*line.crossed, *line.dashed, *line.shaded} for line in lines])
        doubt_not_in_total(drafts, [{*line.crossed} for line in lines if line.is_total])
        rows = rows_of(lines, frame, drafts, key, self._rows)
        if not drafts:
            return
        leave_to_rows(drafts, [row.row.kind for row in rows.rows])
        columns = tuple(OfficeColumn(d.titled.column, d.column, d.titled.code) for d in drafts)
        table = OfficeTable(
            key, page.grid.name, " ".join(body.caption), frame.unit_note, head.first, head.last, head.codes,
            columns, rows.rows, body.after, (*column_relations(drafts), *rows.relations),
        )  # fmt: skip
        self.tables.append(table)
        name = page.grid.name
        self.doubts += [SheetDoubt(name, key, doubt) for doubt in _table_doubts(page, head, body, drafts)]
        for draft, reason in (*column_doubts(drafts), *given_doubts(rows.rows, drafts)):
            place = Doubt(head.last, "", reason, draft.titled.column)
            self.doubts.append(SheetDoubt(name, key, place, draft.column.key))
        self.doubts += [SheetDoubt(name, key, doubt) for doubt in rows.doubts]


def _table_doubts(page: SheetView, head: HeadPlace, body: TableBody, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    if head.guessed:
        yield Doubt(head.first, "", Reason(Guess.HEAD_GUESSED))
    for row in body.remarks:
        yield Doubt(row, "", Reason(Guess.LINE_LEFT_OUT, {"line": page.cells(row)[0][1][:80]}))
    for draft in drafts:
        if draft.titled.column in page.grid.hidden:
            yield Doubt(head.first, "", Reason(Guess.COLUMN_HIDDEN), draft.titled.column)


def _without_repeated(page: SheetView, heads: Sequence[HeadPlace]) -> Iterator[tuple[int, HeadPlace]]:
    before: list[tuple[str, ...]] = []
    for place, head in enumerate(heads):
        titles = _titles(page, head)
        if titles != before:
            yield place, head
        before = titles


def _titles(page: SheetView, head: HeadPlace) -> list[tuple[str, ...]]:
    return [tuple(fold(title) for title in titled.path) for titled in titled_columns(page, head)]


def _joined_body(page: SheetView, heads: Sequence[HeadPlace], place: int) -> TableBody:
    """The rows under a head, and those under the same head printed again on later pages."""
    body, titles = body_of(page, heads, place), _titles(page, heads[place])
    following = place + 1
    while following < len(heads) and _titles(page, heads[following]) == titles:
        more = body_of(page, heads, following)
        body = replace(body, rows=(*body.rows, *more.rows), after=more.after, remarks=(*body.remarks, *more.remarks))
        following += 1
    return body
