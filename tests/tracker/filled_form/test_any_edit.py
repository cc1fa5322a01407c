"""Whatever somebody did to a filled file, no figure lands in another cell than its own, and no filled cell is left out."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.answers import read_answer
from tests.edited_sheets import FORMULA, EditedSheet
from tests.sent_forms import FIRST, OfficeForm, listed, matrix
from tracker.calendar.periods import parse_period
from tracker.filled_form.accounting import account
from tracker.filled_form.matching import AnotherForm
from tracker.filled_form.outcomes import Account, Outcome
from tracker.filled_form.values import CellReading
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.grids import Grid, Value
from tracker.uploads.reading import read_grids
from tracker.workbooks.appendix import Heading, sheet_to_fill

READING = CellReading("xã", read_answer)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
Filled = tuple[EditedSheet, dict[Decimal, Cell]]


def told(form: Form, template: Sequence[Grid] | None, sheets: Sequence[Grid]) -> Account | None:
    try:
        return account(form, template, sheets, READING)
    except AnotherForm:
        return None


def in_own_cells(found: Account, own: dict[Decimal, Cell]) -> None:
    """Every figure of the file that is taken, or held against ours, is that of its cell."""
    for one in found.told:
        if one.outcome is not Outcome.NAMED and one.entry and one.entry.amount and one.entry.amount > 1000:
            assert own.get(one.entry.amount) == one.cell, one
    for cell, entry in found.entries.items():
        if entry.amount and entry.amount > 1000:
            assert own.get(entry.amount) == cell


def all_told(found: Account, sheets: Sequence[Grid]) -> None:
    """Every cell with a figure or a formula is told exactly once, and nothing that is empty."""
    places = Counter(one.where for one in found.told)
    assert not [where for where, count in places.items() if count > 1]
    for grid in sheets:
        figures = {
            (r, c)
            for r, row in enumerate(grid.rows, 1)
            for c, value in enumerate(row, 1)
            if (isinstance(value, Decimal) and value > 1000) or (isinstance(value, str) and "０" <= value[:1] <= "９")
        } | set(grid.unresolved)
        assert not figures - {(one.row, one.column) for one in places if one.sheet == grid.name}


class Editor:
    """Draws what is done to a sheet, and does it."""

    def __init__(self, draw: st.DrawFn, sheet: EditedSheet, label: int, figures: list[int]) -> None:
        self.draw, self.sheet, self.label, self.figures = draw, sheet, label, figures

    def number(self, first: int, last: int) -> int:
        return self.draw(st.integers(first, last))

    def row(self) -> int:
        return self.number(self.sheet.first, self.sheet.last)

    def insert(self) -> None:
        line: list[Value] = [*[None] * (self.label - 1), f"Số việc khác phát sinh {self.number(1, 3)}"]
        at = self.row()
        self.sheet.insert_row(at, line)
        for column in self.figures:
            self.sheet.rows[at - 1][column - 1] = self.sheet.stranger()

    def delete(self) -> None:
        self.sheet.delete_row(self.row())

    def move(self) -> None:
        """A row whose words stand once; one with others of its kind takes its place in the tree along, or is no more known."""
        at = self.row()
        labels = Counter(row[self.label - 1] for row in self.sheet.rows)
        if labels[self.sheet.rows[at - 1][self.label - 1]] == 1 and not self._has_twin_below(at, labels):
            line = self.sheet.delete_row(at)
            self.sheet.insert_row(self.row(), line)

    def _has_twin_below(self, at: int, labels: Counter[Value]) -> bool:
        below = self.sheet.rows[at : min(at + 4, self.sheet.last)]
        return any(labels[row[self.label - 1]] > 1 for row in below)

    def reword(self) -> None:
        row = self.sheet.rows[self.row() - 1]
        label = row[self.label - 1]
        if isinstance(label, str):
            changes = (label + " (*)", label.replace("Đ", "Ð").replace("đ", "ð"), label[:3] + "\u200b" + label[3:])
            row[self.label - 1] = self.draw(st.sampled_from([*changes, label + " (kể cả thôn)", label.upper()]))

    def renumber(self) -> None:
        if self.label > 1:
            self.sheet.rows[self.row() - 1][0] = self.draw(st.sampled_from(["", "1", "2", "1.1", "3.2.1", "I"])) or None

    def sort(self) -> None:
        """By their words, as a spreadsheet program does it."""
        first, last = sorted((self.row(), self.row()))
        part = self.sheet.rows[first - 1 : last]
        self.sheet.rows[first - 1 : last] = sorted(part, key=lambda row: str(row[self.label - 1] or ""))

    def add_column(self) -> None:
        at = self.number(self.label + 1, len(self.sheet.rows[0]) + 1)
        self.sheet.insert_column(at)
        title = self.draw(st.sampled_from(["Kỳ trước", "Số liệu kỳ trước", "Thực hiện quý trước", "Kết quả", ""]))
        self.sheet.rows[self.sheet.top - 1][at - 1] = title or None
        for row in self.sheet.rows[self.sheet.first - 1 : self.sheet.last]:
            row[at - 1] = self.sheet.stranger()
        self.figures = [column + (column >= at) for column in self.figures]
        self.label += self.label >= at

    def type_oddly(self) -> None:
        row = self.sheet.rows[self.row() - 1]
        column = self.draw(st.sampled_from(self.figures))
        value = row[column - 1]
        if isinstance(value, Decimal):
            row[column - 1] = self.draw(st.sampled_from([str(value).translate(WIDE), FORMULA]))

    def shift(self) -> None:
        for _ in range(self.number(1, 3)):
            self.sheet.insert_row(1, [])

    def do(self, names: Sequence[str]) -> None:
        for name in names:
            if self.sheet.first < self.sheet.last:
                getattr(self, name)()


EDITS = ["insert", "delete", "move", "reword", "renumber", "sort", "add_column", "type_oddly", "shift"]


def edited(draw: st.DrawFn, filled: Filled, label: int, figures: list[int], edits: Sequence[str]) -> list[EditedSheet]:
    sheet, _ = filled
    editor = Editor(draw, sheet, label, figures)
    editor.do(draw(st.lists(st.sampled_from(edits), max_size=6)))
    return [sheet.copied("Nháp"), sheet] if draw(st.booleans()) else [sheet]


@cache
def blank(code: str) -> Grid:
    form = official_form(code)
    return read_grids(sheet_to_fill(form, Heading(parse_period("2024-Q1"), "xã Bản Thi"), {}, "xã"))[0]


def filled_official(code: str) -> Filled:
    form, grid = official_form(code), blank(code)
    top = next(r for r, row in enumerate(grid.rows, 1) if row and row[0] == form.head.stt)
    sheet = EditedSheet.of(grid, top, top + 2, top + 1 + len(form.rows))
    own = {}
    for number, cell in enumerate(form.of_level("xã").cells, start=1):
        row = form.row_of(cell)
        if row.kind in {"count", "amount"}:
            place = [one.key for one in form.rows].index(row.key)
            own[Decimal(1000 + number)] = cell
            sheet.rows[sheet.first - 1 + place][3] = Decimal(1000 + number)
    return sheet, own


@pytest.mark.parametrize("code", ["ban-thi-2024", "hoang-luu-2024", "ninh-thuan-2021"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_official_form(code: str, data: st.DataObject) -> None:
    filled = filled_official(code)
    sheets = edited(data.draw, filled, 2, [4], EDITS)  # type: ignore[arg-type]
    grids = [sheet.grid() for sheet in sheets]
    if found := told(official_form(code), None, grids):
        in_own_cells(found, filled[1])
        all_told(found, grids)


def filled_matrix(made: OfficeForm) -> Filled:
    table = made.form.tables[0]
    sheet = EditedSheet.of(made.sheets[0], table.head[0], FIRST, max(table.row_places.values()))
    own, number = {}, 1000
    for cell, row in made.form.by_cell.items():
        place = made.form.place_of(cell)
        if row.typed and row.is_number and place:
            number += 1
            own[Decimal(number)] = cell
            sheet.rows[place[1] - 1][place[2] - 1] = Decimal(number)
    return sheet, own


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_office_form(data: st.DataObject) -> None:
    made = matrix()
    filled = filled_matrix(made)
    if data.draw(st.booleans()):
        filled[0].swap_columns(*data.draw(st.sampled_from([(5, 6), (7, 8)])), below=6)
    if data.draw(st.booleans()):
        filled[0].delete_column(data.draw(st.sampled_from([4, 5, 6, 7, 8, 9])))
    sheets = edited(data.draw, filled, 2, [5, 6, 7], EDITS)  # type: ignore[arg-type]
    grids = [sheet.grid() for sheet in sheets]
    if found := told(made.form, made.sheets, grids):
        in_own_cells(found, filled[1])
        all_told(found, grids)


GROUPS = {"b": (6, 2), "d": (8, 1)}  # of the list: where its lines begin in the blank sheet, and how many rows wait for them


def filled_list(draw: st.DrawFn) -> tuple[EditedSheet, dict[Decimal, tuple[str, int]]]:
    """Any number of lines in each group; gives of each figure the group and the line that it was typed in."""
    made = listed()
    sheet = EditedSheet.of(made.sheets[0], 4, 5, 10)
    own: dict[Decimal, tuple[str, int]] = {}
    for group, (at, rows) in reversed(GROUPS.items()):
        for _ in range(rows):
            sheet.delete_row(at)
        for line in reversed(range(draw(st.integers(0, 4)))):
            figure = Decimal(1001 + len(own))
            own[figure] = (group, line)
            number = draw(st.sampled_from([str(line + 1), Decimal(line + 1), None]))
            sheet.insert_row(at, [number, f"{figure}/QĐ-{draw(st.sampled_from('ABC'))}", "5/8/2025", figure])
    return sheet, own


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_a_list_of_an_office(data: st.DataObject) -> None:
    made = listed()
    sheet, own = filled_list(data.draw)  # type: ignore[arg-type]
    edits = ["delete", "reword", "add_column", "type_oddly", "shift"]
    sheets = edited(data.draw, (sheet, {}), 2, [4], edits)  # type: ignore[arg-type]
    grids = [one.grid() for one in sheets]
    if not (found := told(made.form, made.sheets, grids)):
        return
    all_told(found, grids)
    landed = {entry.amount: cell for cell, entry in found.entries.items() if entry.amount and entry.amount > 1000}
    for amount, cell in landed.items():
        group, _ = own[amount]
        assert (cell.row.partition("#")[0], cell.column) == (group, "kp")
        assert found.entries[Cell(cell.row, "so")].text.startswith(f"{amount}/QĐ")  # type: ignore[union-attr]
    for group in GROUPS:
        lines = [
            own[amount][1]
            for amount, cell in sorted(landed.items(), key=lambda one: one[1].line)
            if cell.row.startswith(group)
        ]
        assert lines == sorted(lines)


def test_a_list_as_it_was_filled_in() -> None:
    made = listed()
    sheet = EditedSheet.of(made.sheets[0], 4, 5, 10)
    sheet.rows[5] = ["1", "12/QĐ", "5/8/2025", Decimal(350), "gấp"]
    sheet.insert_row(7, ["2", "13/QĐ", None, Decimal("62.5")])
    sheet.rows[9] = ["1", "9/TB", "1/9/2025", Decimal(8), None]
    sheet.rows[10][3] = Decimal("420.5")
    found = account(made.form, made.sheets, [sheet.grid()], READING)
    amounts = {str(cell): entry.amount for cell, entry in found.entries.items() if entry.amount is not None}
    assert amounts == {"b": 2, "d": 1, "b#1[kp]": 350, "b#2[kp]": Decimal("62.5"), "d#1[kp]": 8}
    assert found.entries[Cell("b#1", "gc")].text == "gấp"
    assert Counter(one.outcome for one in found.told) == {Outcome.TAKEN: 12, Outcome.EQUAL: 1}


def test_an_office_form_as_it_was_filled_in() -> None:
    """Everything lands: the property above would hold of a reader that takes nothing, too."""
    made = matrix()
    sheet, own = filled_matrix(made)
    found = account(made.form, made.sheets, [sheet.grid()], READING)
    assert {cell: entry.amount for cell, entry in found.entries.items()} == {cell: amount for amount, cell in own.items()}
    assert len(own) == 24
    assert {one.outcome for one in found.told} == {Outcome.TAKEN, Outcome.EQUAL}
