"""What becomes of single cells of a file, for each kind of what offices do to a sheet: a form of ours, an office's own."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.reading.answers import read_answer
from tests.edited_sheets import FORMULA, EditedSheet
from tests.sent_forms import FIRST, OfficeForm, listed, matrix
from tests.tracker.filled_form.test_any_edit import blank
from tracker.calendar.periods import parse_period
from tracker.filled_form.accounting import account
from tracker.filled_form.free_words import FreeWords, Gap
from tracker.filled_form.matching import AnotherForm, LegacyFont
from tracker.filled_form.outcomes import Account, Outcome, Why
from tracker.filled_form.values import CellReading
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.kernel.grids import SheetPlace, Value
from tracker.reports.entry import Entry
from tracker.uploads.reading import read_grids
from tracker.workbooks.appendix import Heading
from tracker.workbooks.office_book import office_appendix, office_sheet_to_fill

READING = CellReading("xã", read_answer)
Edit = Callable[[EditedSheet], object]


def ours(*edits: Edit, name: str = "") -> Account:
    """Of Bản Thi's sheet, which begins in row 9, after these edits."""
    return account(official_form("ban-thi-2024"), None, [sheet(*edits, name=name).grid()], READING)


def sheet(*edits: Edit, name: str = "") -> EditedSheet:
    grid = blank("ban-thi-2024")
    top = next(r for r, row in enumerate(grid.rows, 1) if row and row[0] == "STT")
    made = EditedSheet.of(grid, top, top + 2, len(grid.rows))
    made.name = name or made.name
    for edit in edits:
        edit(made)
    return made


def theirs(*edits: Edit) -> Account:
    made = matrix()
    edited = EditedSheet.of(made.sheets[0], 5, FIRST, FIRST + 10)
    for edit in edits:
        edit(edited)
    return account(made.form, made.sheets, [edited.grid()], READING)


def put(place: str, value: Value) -> Edit:
    def edit(made: EditedSheet) -> None:
        made.rows[int(place[1:]) - 1][ord(place[0]) - 65] = value

    return edit


def lines(found: Account, *outcomes: Outcome) -> list[tuple[str, str, str | None]]:
    return [(one.where.name, str(one.cell or ""), one.why) for one in found.of(*outcomes or Outcome)]


def test_a_figure_is_taken_from_its_cell() -> None:
    found = ours(put("D9", Decimal(2)), put("E9", "kể cả công văn"), put("D11", "４１"), put("D12", "1\u202f234"))
    entries = {str(cell): (entry.amount, entry.note) for cell, entry in found.entries.items()}
    assert entries == {"1.1": (Decimal(2), "kể cả công văn"), "1.2.1": (Decimal(41), ""), "1.2.2": (Decimal(1234), "")}
    assert lines(found) == [("D9", "1.1", None), ("E9", "1.1", None), ("D11", "1.2.1", None), ("D12", "1.2.2", None)]


@pytest.mark.parametrize("label", ["Số văn bản (*)", "\u200bĐây là nhãn", "ÐÃ BAN HÀNH"])
def test_a_label_that_was_altered_drops_no_figure(label: str) -> None:
    def reword(made: EditedSheet) -> None:
        made.rows[8][1] = f"{made.rows[8][1]} {label}"

    assert lines(ours(reword, put("D9", Decimal(5)))) == [("D9", "1.1", None)]


def test_last_periods_column_on_the_left_is_named_and_not_taken() -> None:
    def add(made: EditedSheet) -> None:
        made.insert_column(4)
        made.rows[made.top][3] = "Số liệu kỳ trước"

    found = ours(add, put("D9", Decimal(99)), put("E9", Decimal(2)))
    assert {str(cell): entry.amount for cell, entry in found.entries.items()} == {"1.1": 2}
    assert lines(found, Outcome.NAMED) == [("D7", "", Why.NO_COLUMN), ("D9", "", Why.NO_COLUMN)]


def test_two_columns_that_may_both_be_it_are_both_named() -> None:
    def add(made: EditedSheet) -> None:
        made.insert_column(4)
        made.rows[made.top][3] = made.rows[made.top][4] = "Số liệu"

    found = ours(add, put("D9", Decimal(99)), put("E9", Decimal(2)))
    assert not found.entries
    assert [name for name, _, _ in lines(found, Outcome.NAMED)] == ["D9", "E9"]


def test_a_draft_before_the_final_sheet_is_named() -> None:
    draft, final = sheet(put("D9", Decimal(999)), name="Nháp"), sheet(put("D9", Decimal(2)))
    found = account(official_form("ban-thi-2024"), None, [draft.grid(), final.grid()], READING)
    assert {str(cell): entry.amount for cell, entry in found.entries.items()} == {"1.1": 2}
    assert [(one.where.sheet, one.said, one.why) for one in found.of(Outcome.NAMED)] == [("Nháp", "999", Why.OTHER_SHEET)]


def test_of_two_sheets_that_may_both_be_it_none_is_taken() -> None:
    both = [sheet(put("D9", Decimal(9)), name="Nháp").grid(), sheet(put("D9", Decimal(2)), name="Sửa").grid()]
    found = account(official_form("ban-thi-2024"), None, both, READING)
    assert not found.entries
    assert not found.sheets
    assert [(one.said, one.why) for one in found.told] == [("9", Why.SEVERAL_SHEETS), ("2", Why.SEVERAL_SHEETS)]


@pytest.mark.parametrize("value", [FORMULA, "hai", Decimal("1.5"), "1,000", "Céng hßa"])
def test_what_cannot_be_read_is_asked_about_and_never_blank(value: str | Decimal) -> None:
    found = ours(put("D9", value), put("D11", Decimal(41)))
    assert [(one.where.name, str(one.cell)) for one in found.of(Outcome.UNREAD)] == [("D9", "1.1")]
    assert {str(cell) for cell in found.entries} == {"1.2.1"}


def test_a_row_that_was_added_and_a_second_one_of_a_number_are_named() -> None:
    def add(made: EditedSheet) -> None:
        made.insert_row(10, ["1.1", made.rows[8][1], None, Decimal(7)])
        made.insert_row(12, ["", "Số cuộc họp", "cuộc", Decimal(3)])

    found = ours(add, put("D9", Decimal(5)))
    assert not found.entries
    told = [(one.where.name, one.why) for one in found.of(Outcome.NAMED) if one.said.isdigit()]
    assert told == [("D9", Why.NO_ROW), ("D10", Why.NO_ROW), ("D12", Why.NO_ROW)]


def test_a_figure_where_none_is_asked_and_a_changed_unit_are_named() -> None:
    found = ours(put("D8", Decimal(3)), put("E8", "xem dưới"), put("C9", "Triệu đồng"), put("D14", Decimal(4)))
    whys = {name: why for name, _, why in lines(found, Outcome.NAMED)}
    asked_nothing = Why.NOTHING_ASKED
    assert whys == {"D8": asked_nothing, "E8": asked_nothing, "C9": Why.CHANGED, "D14": Why.OTHER_LEVEL}


def test_words_beside_the_table_are_named() -> None:
    found = ours(put("D9", Decimal(2)), lambda made: made.rows.append(["Người lập: Lan"]), put("A1", "Bản nháp"))
    assert lines(found, Outcome.NAMED) == [("A1", "", Why.NO_PLACE), (f"A{len(sheet().rows) + 1}", "", Why.NO_ROW)]


def test_words_in_an_old_encoding_are_told_as_such() -> None:
    made = sheet()
    for row in made.rows:
        row[1] = "Céng hßa x· héi chñ nghÜa" if row[1] else None
        row[0], row[2] = None, None
    with pytest.raises(LegacyFont, match="TCVN3"):
        account(official_form("ban-thi-2024"), None, [made.grid()], READING)


def test_another_form_is_refused() -> None:
    with pytest.raises(AnotherForm):
        account(official_form("hoang-luu-2024"), None, [sheet(put("D9", Decimal(2))).grid()], READING)


def test_what_we_compute_is_equal_or_different() -> None:
    found = theirs(put("F10", Decimal(60)), put("F11", Decimal(41)), put("F9", Decimal(101)), put("G9", Decimal(5)))
    told = {one.where.name: (one.outcome, one.ours) for one in found.told}
    assert told["F9"] == (Outcome.EQUAL, Entry.number(101))
    assert told["G9"] == (Outcome.DIFFERENT, None)
    assert (told["E10"], told["F10"]) == ((Outcome.EQUAL, Entry.number(150)), (Outcome.TAKEN, None))


def test_what_the_office_has_given_is_not_changed() -> None:
    found = theirs(put("E10", Decimal(151)), put("F10", Decimal(60)))
    assert [(one.where.name, one.ours) for one in found.of(Outcome.DIFFERENT)] == [("E10", Entry.number(150))]
    assert {str(cell) for cell in found.entries} == {"r3[th]"}


def test_places_for_words_are_taken_and_crosses_are_equal() -> None:
    found = theirs(
        put("A1", "UBND XÃ: TÂN LẬP"),
        put("F20", "Tân Lập, ngày 17 tháng 9 năm 2025"),
        put("G16", "-"),
        put("H16", Decimal(3)),
        put("I9", "tăng do có khu công nghiệp"),
    )
    texts = {str(cell): entry.text for cell, entry in found.entries.items()}
    assert texts == {
        "0.1[w]": "UBND XÃ: TÂN LẬP",
        "0.2[w2]": "Tân Lập, ngày 17 tháng 9 năm 2025",
        "r2[gc]": "tăng do có khu công nghiệp",
    }
    assert ("G16", "", None) in lines(found, Outcome.EQUAL)
    assert lines(found, Outcome.NAMED) == [("H16", "", Why.NOTHING_ASKED)]


HEADING = Heading(parse_period("2024-Q1"), "xã Bản Thi")
IN_MATRIX = {Cell("r3", "th"): 60, Cell("r4", "th"): 41, Cell("r2", "th"): 101}
IN_LIST = {Cell("b#1", "kp"): 5, Cell("b#2", "kp"): 6, Cell("b#3", "kp"): 9, Cell("d#1", "kp"): 7, Cell("e", "kp"): 27}


@pytest.mark.parametrize(("made", "figures"), [(matrix(), IN_MATRIX), (listed(), IN_LIST)], ids=["matrix", "list"])
def test_a_file_that_we_filled_comes_back_as_it_went_out(made: OfficeForm, figures: dict[Cell, int]) -> None:
    names = {cell._replace(column="so"): Entry.words(f"{cell}/QĐ") for cell in figures if cell.line}
    shown = {cell: Entry.number(figure) for cell, figure in figures.items()} | names
    sheets = read_grids(office_appendix(made.form, made.workbook, HEADING, shown))
    found = account(made.form, made.sheets, sheets, READING)
    assert found.is_clear
    typed = {cell: entry for cell, entry in shown.items() if cell not in made.form.computed}
    assert {cell: found.entries.get(cell) for cell in typed} == typed
    blank_again = read_grids(office_sheet_to_fill(made.form, made.workbook, HEADING, {}, "xã"))
    found = account(made.form, made.sheets, blank_again, READING)
    assert (found.is_clear, found.is_filled) == (True, False)


def test_words_that_we_wrote_on_the_dots_are_in_their_place() -> None:
    """Our own file goes out with the period in the place of "Quý …/……"; only how it begins is left of what was printed."""
    gap = Gap(Cell("0.3", "w"), "Biểu", SheetPlace(2, 1), "Quý …/……", "", 0)
    words = FreeWords(frozenset(), (), (gap,))
    grid = blank("ban-thi-2024")
    assert words.place_for("Quý III/2025", grid, SheetPlace(4, 2)) == gap.cell
    assert words.place_for("Quý I năm 2024", grid, SheetPlace(4, 1)) == gap.cell
    assert words.place_for("Quý I năm 2024", grid, SheetPlace(4, 2)) is None
    assert words.place_for("Năm 2024", grid, SheetPlace(4, 1)) is None


def test_nothing_is_filled_in_a_sheet_with_what_the_office_wrote() -> None:
    assert not theirs(put("A1", "UBND XÃ: TÂN LẬP")).is_filled
    assert theirs(put("F10", "?")).is_filled
