"""Every mistake in a corrected workbook is refused with its sheet, row and column, and nothing is imported."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.correcting import Correction, corrected, english_sheet, official_blank
from tests.filling import saved
from tests.tracker.form_sheet.test_form_sheet import blank
from tracker.form_sheet import FormSheetWrong, read_form_sheet
from tracker.uploads.reading import read_grids

OFFICIAL, OFFICE = english_sheet(official_blank("ban-thi-2024")), english_sheet(blank("made-hainam"))
ROWS, COLUMNS, FORM, GIVEN = "Form rows", "Form columns", "Form", "Given cells"


def refusal(content: bytes, *corrections: Correction) -> FormSheetWrong:
    with pytest.raises(FormSheetWrong) as refused:
        read_form_sheet(corrected(content, *corrections))
    return refused.value


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ((ROWS, "1.1", "key", "1"), "row 3, column key: 1 stands in row 2"),
        ((ROWS, "1.1", "key", "x"), "row 3, column key: 'x' is no key"),
        ((ROWS, "1.1", "label", None), "row 3, column label: a row must have a label"),
        ((ROWS, "1.1", "kind", "number"), "row 3, column kind: 'number' is not one of section, heading, count"),
        ((ROWS, "1.1", "adding", "add"), "row 3, column adding: 'add' is not one of sum"),
        ((ROWS, "1.2", "of", "9.9 / 1.2.1"), "row 4, column of: it is computed from '9.9'"),
        ((ROWS, "1.2", "of", "1.2 / 1.2.1"), "row 4, column of: it is computed from '1.2'"),
        ((ROWS, "1", "of", "1.1 + 1.2.1"), "row 2, column of: only a count"),
        ((ROWS, "1.1", "ask", "9.9"), "row 3, column ask"),
        ((ROWS, "1.1", "ask", None), "row 3, column ask: a row that is typed in must say"),
        ((ROWS, "1.1", "parent", "9"), "row 3, column parent: '9' is no other row"),
        ((ROWS, "1", "parent", "1.1"), "row 2, column parent: '1.1' is no other row"),
        ((ROWS, "1.1", "options", "Có\nKhông"), "row 3, column options"),
        ((ROWS, "1.1", "tasks", "plan: most"), "row 3, column tasks: 'plan: most' counts no tasks"),
        ((ROWS, "1", "tasks", "plan: all"), "row 2, column tasks: only a count"),
        ((ROWS, "1.1", "crossed", "c9"), "row 3, column crossed: there is no column 'c9'"),
        ((ROWS, "1.1", "decimals", "two"), "row 3, column decimals: 'two' is no whole number"),
        ((ROWS, "1.1", "signed", "no"), "row 3, column signed: 'no' is no mark"),
        ((ROWS, "1.1", "repeats", "many"), "row 3, column repeats: 'many' is no mark"),
        ((ROWS, "1.1", "table", "t9"), "row 3, column table: there is no table 't9'"),
        ((ROWS, "1.1", "place", "there"), "row 3, column place: 'there' is no place"),
        ((ROWS, "1.1", "place", "Elsewhere, row 9"), "row 3, column place: 'Elsewhere, row 9' is no place"),
        ((FORM, "name", "value", None), "row 2, column value: the form must have a name"),
        ((FORM, "title", "value", "{name}"), "row 4, column value: {name} is not one of"),
        ((FORM, "title", "value", "a } b"), "row 4, column value: a brace stands alone"),
        ((FORM, "appendix", "field", "nonsense"), "row 3, column field: 'nonsense' is not one of"),
        ((FORM, "appendix", "field", "name"), "row 3, column field: name stands twice"),
        ((FORM, "warn", "value", "9.9 <= 1.1"), "column value: the rule speaks of '9.9'"),
        ((FORM, "warn", "value", "nonsense"), "column value: the rule 'nonsense' cannot be read"),
        ((FORM, "reminders", "value", "often"), "column value: 'often' cannot be read"),
        ((GIVEN, "9.9", "given", "3"), "row 2, column cell in row: the form has no cell '9.9'"),
        ((GIVEN, "1.1", "given", "three"), "row 2, column given: 'three' is no number"),
    ],
    ids=str,
)
def test_a_wrong_correction_is_refused_with_its_place(correction: Correction, said: str) -> None:
    assert said in str(refusal(OFFICIAL, correction))


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ((COLUMNS, "n25_th", "column key", "N 25"), "column column key: 'N 25' is no key of a column"),
        ((COLUMNS, "n25_th", "column key", None), "column column key: '' is no key of a column"),
        ((COLUMNS, "n25_th", "column key", "n24_th"), "column column key: n24_th stands in row 6 already"),
        ((COLUMNS, "n25_th", "letter", "7"), "column letter: '7' is no column of a sheet"),
        ((COLUMNS, "n25_th", "role", "asked"), "column role: 'asked' is not one of number, label"),
        ((COLUMNS, "n25_th", "of column", "c9"), "column of column: there is no other column 'c9'"),
        ((COLUMNS, "n25_th", "formula", "c9 / n24_th"), "column formula: it is computed from 'c9'"),
        ((COLUMNS, "n25_th", "options", "Có\nKhông"), "column options: a choice"),
        ((COLUMNS, "n25_th", "table", "t9"), "column table: there is no table 't9'"),
        ((ROWS, "2", "place", "9"), "column place: the row of the office's sheet stands in row"),
    ],
    ids=str,
)
def test_a_wrong_column_is_refused_with_its_place(correction: Correction, said: str) -> None:
    understood = blank("made-hainam")
    places = understood.form.tables[0].row_places
    if correction[2] == "place":
        correction = (*correction[:3], str(places["1"]))
    assert said in str(refusal(OFFICE, correction))


def test_a_sheet_of_ours_that_was_deleted_is_missed_by_name() -> None:
    book = load_workbook(BytesIO(OFFICE))
    del book["Form columns"]
    with pytest.raises(FormSheetWrong, match="the sheet 'Form columns' is missing"):
        read_form_sheet(read_grids(saved(book)))


def test_a_sheet_of_the_offices_that_was_renamed_is_missed_by_name() -> None:
    book = load_workbook(BytesIO(OFFICE))
    table = blank("made-hainam").form.tables[0]
    book[table.sheet].title = "Khác"
    with pytest.raises(FormSheetWrong, match=f"the office's sheet '{table.sheet}' is missing"):
        read_form_sheet(read_grids(saved(book)))


def test_a_column_of_ours_that_was_taken_out_is_missed_by_name() -> None:
    book = load_workbook(BytesIO(OFFICE))
    book["Form rows"].delete_cols(5)
    with pytest.raises(FormSheetWrong, match="row 1, column unit: the head of this column must be 'unit'"):
        read_form_sheet(read_grids(saved(book)))


def test_a_number_that_became_a_date_and_a_sheet_without_rows_are_refused() -> None:
    book = load_workbook(BytesIO(OFFICE))
    cell = book["Form rows"].cell(2, 3)
    cell.value, cell.number_format = 45000, "dd/mm/yyyy"
    cell.quotePrefix = False
    with pytest.raises(FormSheetWrong, match="row 2, column stt: the cell became a date"):
        read_form_sheet(read_grids(saved(book)))
    book["Form rows"].delete_rows(2, 500)
    with pytest.raises(FormSheetWrong, match="row 2, column key: there is no row"):
        read_form_sheet(read_grids(saved(book)))
