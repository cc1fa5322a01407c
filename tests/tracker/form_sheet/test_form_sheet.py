"""A form goes out as a correction workbook and comes back as it is, in either language, with the office's own workbook."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.texts.office.doubts import why
from tests.blank_forms import CODES
from tests.correcting import corrected, corrected_form, english_sheet, official_blank, understood_of
from tests.filling import saved
from tests.house import ROOT
from tracker.form_sheet import Language, form_in, form_sheet, is_form_sheet, read_form_sheet
from tracker.forms.catalogue import official_form
from tracker.forms.relations import Evidence, FormRelation
from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.grids import Grid, Value
from tracker.understanding.understood_form import NO_CODE, UnderstoodForm, understand_form
from tracker.uploads.reading import read_grids

FORMS = sorted((ROOT / "tests" / "data" / "forms").glob("*.xlsx"))


def blank(name: str) -> UnderstoodForm:
    content = (ROOT / "tests" / "data" / "forms" / f"{name}.xlsx").read_bytes()
    return understand_form(read_grids(content), content)


def test_there_are_forms_to_try() -> None:
    assert len(FORMS) >= 6


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_an_offices_form_comes_back_as_it_went_out(file: Path, language: Language) -> None:
    understood = understand_form(read_grids(file.read_bytes()), file.read_bytes())
    sheets = read_grids(form_sheet(understood, why, language))
    assert is_form_sheet(sheets)
    back = read_form_sheet(sheets)
    assert back.form == understood.form
    assert back.doubts == ()


def test_a_relation_is_struck_and_another_added_in_the_workbook() -> None:
    understood = blank("made-hainam")
    whole = next(one for one in understood.form.relations if one.source is Evidence.NUMBERING)
    first = whole.text.partition(" = ")[2].partition(" + ")[0]
    book = load_workbook(BytesIO(english_sheet(understood)))
    (line,) = [row for row in book["Form"].iter_rows() if row[0].value == "warn" and row[1].value == whole.text]
    line[1].value = added = f"{first} <= 4"
    form = read_form_sheet(read_grids(saved(book))).form
    assert FormRelation(added, Evidence.WRITTEN) in form.relations
    assert whole.text not in {relation.text for relation in form.relations}
    assert [rule.text for rule in form.rules if rule.op == "=" and not form.row_of(rule.about).of] == []
    assert f"{first}[n25_th] <= 4[n25_th]" in {rule.text for rule in form.rules}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", CODES)
def test_an_official_form_comes_back_as_it_went_out(code: str, language: Language) -> None:
    """All but its code and version, which are given when it is taken into use."""
    form = replace(official_form(code), code=NO_CODE, version=1)
    assert read_form_sheet(read_grids(form_sheet(UnderstoodForm(form, ()), why, language))).form == form


@pytest.mark.parametrize("code", CODES)
def test_the_blank_of_an_official_form_comes_back_with_its_places(code: str) -> None:
    understood = official_blank(code)
    assert understood.form.is_plain
    assert read_form_sheet(read_grids(english_sheet(understood))).form == understood.form
    assert understood.form.tables


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_the_offices_workbook_comes_back_without_our_sheets(file: Path) -> None:
    understood = understand_form(read_grids(file.read_bytes()), file.read_bytes())
    back = read_form_sheet(read_grids(form_sheet(understood, why)))
    assert back.file
    assert [replace(grid, formulas={}) for grid in read_grids(back.file)] == [
        replace(grid, formulas={}) for grid in read_grids(file.read_bytes())
    ]
    assert understand_form(read_grids(back.file), back.file).form == understood.form


def test_the_sheets_are_vietnamese_unless_english_is_asked_for() -> None:
    book = load_workbook(BytesIO(form_sheet(blank("made-hainam"), why)))
    assert book.sheetnames[:3] == ["Sửa dòng", "Sửa cột", "Sửa biểu"]
    assert "số có phần lẻ" in {cell.value for cell in book["Sửa dòng"]["F"]}
    english = load_workbook(BytesIO(english_sheet(blank("made-hainam"))))
    assert english.sheetnames[:3] == ["Form rows", "Form columns", "Form"]


def test_each_line_says_its_place_in_the_sheet_beside_it() -> None:
    understood = blank("made-hainam")
    book = load_workbook(BytesIO(form_sheet(understood, why)))
    table = understood.form.tables[0]
    theirs, rows = book[table.sheet], book["Sửa dòng"]
    for key, place in table.rows:
        line = next(line for line in rows.iter_rows(min_row=2) if line[0].value == key)
        assert line[1].value == f"{table.sheet}, dòng {place}"
        assert str(line[3].value) in {str(cell.value).strip() for cell in theirs[place]}
    letters = {line[0].value: line[1].value for line in book["Sửa cột"].iter_rows(min_row=2)}
    assert [letters[key] for key, _ in table.columns[:4]] == ["A", "B", "C", "D"]


def test_the_keys_stay_in_sight_and_only_our_first_sheet_is_chosen() -> None:
    book = load_workbook(BytesIO(form_sheet(blank("made-hainam"), why)))
    assert (book["Sửa dòng"].freeze_panes, book["Sửa cột"].freeze_panes) == ("C2", "C2")
    assert book.active is book["Sửa dòng"]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] in ([], ["Sửa dòng"])


def test_kinds_roles_and_concepts_are_chosen_from_lists() -> None:
    book = load_workbook(BytesIO(form_sheet(blank("made-hainam"), why)))
    offered = {str(one.sqref): one.formula1 for one in book["Sửa dòng"].data_validations.dataValidation}
    assert len(offered) == 3
    assert any("số đếm,số có phần lẻ" in str(text) for text in offered.values())
    assert all(len(str(text)) <= 255 for text in offered.values())


def test_every_doubt_stands_beside_what_it_is_about_and_is_coloured() -> None:
    understood = blank("congdoan-danhsach")
    assert understood.doubts
    book = load_workbook(BytesIO(form_sheet(understood, why)))
    said: dict[str, set[str]] = {"Sửa dòng": set(), "Sửa cột": set(), "Sửa biểu": set()}
    for name, reasons in said.items():
        for line in book[name].iter_rows(min_row=2):
            head = [cell.value for cell in book[name][1]]
            text = line[head.index("vì sao chưa chắc")].value
            assert (line[0].fill.fgColor.rgb == "00FFF2CC") == bool(text)
            if text:
                reasons.add(str(text))
    for doubt in understood.doubts:
        assert any(why(doubt) in text for reasons in said.values() for text in reasons), doubt


def test_a_sheet_of_the_office_may_be_called_like_ours() -> None:
    lines = [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"], ["1", "Hòa giải"], ["1.1", "Số vụ", "Vụ"]]
    understood = understood_of([Grid("Sửa biểu", lines)])
    back = read_form_sheet(read_grids(form_sheet(understood, why)))
    assert back.form == understood.form
    assert back.file
    assert [grid.name for grid in read_grids(back.file)] == ["Sửa biểu"]


def test_columns_are_corrected_as_rows_are() -> None:
    understood = blank("made-hainam")
    form = corrected_form(
        understood,
        ("Form columns", "n25_th", "role", "kế hoạch"),
        ("Form columns", "n25_th", "unit", "tấn"),
        ("Form columns", "n25_th", "decimals", "2"),
        ("Form rows", "1", "adding", "không cộng"),
        ("Form rows", "1", "kind", "Count"),
    )
    column = next(column for column in form.columns if column.key == "n25_th")
    assert (column.role, column.unit, column.decimals) == (ColumnRole.PLAN, "tấn", 2)
    assert (form.by_key["1"].adding, form.by_key["1"].kind) == (Adding.NOT, Kind.COUNT)


def test_a_row_that_is_added_gets_its_place() -> None:
    understood = blank("made-hainam")
    table = understood.form.tables[0]
    new = "99"
    form = corrected_form(
        understood,
        *(("Form rows", new, column, value) for column, value in (("label", "Số thôn"), ("kind", "count"), ("ask", new))),
        ("Form rows", new, "adding", "sum"),
        ("Form rows", new, "table", table.key),
        ("Form rows", new, "place", "40"),
    )
    assert form.by_key[new].label == "Số thôn"
    assert next(one for one in form.tables if one.key == table.key).row_places[new] == 40


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("1.234,5", "1234.5"), ("579,0", "579.0"), ("1.234", "1234"), (Decimal("1.234"), "1.234"), ("-", None)],
)
def test_what_the_office_has_typed_as_text_is_a_figure_where_it_is_one(typed: Value, figure: str | None) -> None:
    head: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "Kế hoạch 2025", "Thực hiện 2025"]
    lines = [[str(number), f"Số hộ loại {number}", "Hộ", typed, None, None] for number in range(1, 6)]
    understood = understood_of([Grid("Biểu", [["KẾT QUẢ NĂM 2025"], head, *map(list, lines)])])
    assert set(understood.form.known.values()) == ({Decimal(figure)} if figure else set())


def test_one_way_in_for_blank_and_corrected_workbooks() -> None:
    understood = blank("made-hainam")
    assert understood.file
    assert form_in(read_grids(understood.file)) == (understood, False)
    back, is_corrected = form_in(corrected(english_sheet(understood)))
    assert (back.form, is_corrected) == (understood.form, True)
