"""The command line takes a new form from its blank appendix."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from bot.cli.common.office import office as cli_office
from tests.blank_forms import as_workbook, official, tall
from tests.bot.cli.test_cli import Office
from tests.correcting import put
from tests.house import ROOT
from tracker.audit.log import AuditLine
from tracker.forms.catalogue import FormVersion, official_form, publish_form, published_form
from tracker.forms.files import file_of
from tracker.kernel.grids import Grid, Value
from tracker.uploads.reading import read_grids

SMALL: list[list[Value]] = [
    ["Phụ lục 3"],
    ["KẾT QUẢ CÔNG TÁC HÒA GIẢI QUÝ I NĂM 2026"],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["1", "Hòa giải"],
    ["1.1", "Số vụ", "Vụ"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "blank.xlsx").write_bytes(as_workbook(tall(official_form("ban-thi-2024"))))
    (tmp_path / "small.xlsx").write_bytes(as_workbook([Grid("Phụ lục", SMALL)]))
    (tmp_path / "secret.xlsx").write_bytes(as_workbook([Grid("Phụ lục", [["TỐI MẬT"], *SMALL])]))
    (tmp_path / "other.xlsx").write_bytes(as_workbook([Grid("Phụ lục", [["Họ tên", "Tuổi"]])]))
    return tmp_path


@pytest.fixture
def bare_office(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(folder, monkeypatch, capsys).at("sqlite:///dunghan.db")


@pytest.fixture
def office(bare_office: Office, database_url: str) -> Office:
    return bare_office.at(database_url)


def test_a_blank_appendix_is_checked_row_by_row(bare_office: Office) -> None:
    said = bare_office.does("form", "check", "blank.xlsx")
    assert "1.2\trate\t%\t1.2.2 / 1.2.1\tTỷ lệ hoàn thành Kế hoạch CCHC năm" in said
    line = next(line for line in said.splitlines() if line.startswith("Biểu\t") and "\t4.6a\t" in line)
    sheet, row, column, _, why = line.split("\t")
    assert (sheet, column) == ("Biểu", "B")
    assert load_workbook(bare_office.folder / "blank.xlsx").worksheets[0][f"{column}{row}"].value == "4.6"
    assert "stands a second time" in why
    assert not (bare_office.folder / "dunghan.db").exists(), "nothing is stored"


def test_check_prints_for_programs_what_show_prints(bare_office: Office) -> None:
    checked = json.loads(bare_office.does("form", "check", "blank.xlsx", "--json"))
    shown = json.loads(bare_office.does("form", "show", "ban-thi-2024", "--json"))
    assert set(checked) == {*shown, "uncertain"}
    assert checked["title"] == shown["title"]
    assert set(checked["rows"][0]) == set(shown["rows"][0])
    assert [row["kind"] for row in checked["rows"]] == [row["kind"] for row in shown["rows"]]
    assert all({"row", "why"} <= set(uncertain) for uncertain in checked["uncertain"])


def test_uncertain_rows_are_imported_only_when_somebody_takes_the_responsibility(office: Office) -> None:
    assert "see them with" in office.refuses("form", "import", "blank.xlsx", "--code", "new").lower()
    assert "\nnew\t" not in office.does("form", "list")
    office.does("form", "import", "blank.xlsx", "--code", "new", "--accept-uncertain", "--name", "Cải cách")
    assert "new\t1\t121\tCải cách" in office.does("form", "list")


def test_a_corrected_sheet_is_imported_and_a_change_is_a_new_version(office: Office) -> None:
    office.does("form", "check", "blank.xlsx", "--out", "sheet.xlsx")
    assert "Imported new version 1, 121 rows" in office.does("form", "import", "sheet.xlsx", "--code", "new")
    assert "Nothing changed" in office.does("form", "import", "sheet.xlsx", "--code", "new")
    book = load_workbook(office.folder / "sheet.xlsx")
    put(book.worksheets[0], "1.1", "tên chỉ tiêu", "Số văn bản đã ban hành")
    book.save(office.folder / "sheet.xlsx")
    assert "Imported new version 2" in office.does("form", "import", "sheet.xlsx", "--code", "new")
    form = json.loads(office.does("form", "show", "new", "--json"))
    assert (form["version"], form["rows"][1]["label"]) == (2, "Số văn bản đã ban hành")
    put(book.worksheets[0], "1.1", "loại", "number")
    book.save(office.folder / "sheet.xlsx")
    assert "Sheet Sửa dòng, row 3, column loại: 'number' is not one of phần, tiêu đề" in office.refuses(
        "form", "import", "sheet.xlsx", "--code", "new"
    )


def test_a_form_without_doubts_is_imported_at_once(office: Office) -> None:
    assert "Imported hoa-giai version 1, 2 rows: Kết quả công tác hòa giải." in office.does(
        "form", "import", "small.xlsx", "--code", "hoa-giai"
    )


def test_the_next_version_of_a_form_that_ships_with_the_product_wins(office: Office) -> None:
    (office.folder / "same.xlsx").write_bytes(as_workbook(official(official_form("ban-thi-2024"))))
    said = office.does("form", "import", "same.xlsx", "--code", "ban-thi-2024", "--accept-uncertain")
    assert "Imported ban-thi-2024 version 2" in said
    assert "ban-thi-2024\t2\t" in office.does("form", "list")
    assert json.loads(office.does("form", "show", "ban-thi-2024", "--json"))["version"] == 2


def test_a_kind_of_question_is_struck_and_asked_again_and_both_are_in_the_log(office: Office) -> None:
    assert office.does("form", "questions", "ban-thi-2024") == ""
    assert "'jump' are struck on ban-thi-2024." in office.does("form", "strike", "ban-thi-2024", "jump")
    assert "are struck on ban-thi-2024 already." in office.does("form", "strike", "ban-thi-2024", "jump")
    assert office.does("form", "questions", "ban-thi-2024") == "jump\t-\t0\t0\t0\t0\tstruck\n"
    assert json.loads(office.does("form", "questions", "ban-thi-2024", "--json")) == {"struck": ["jump"], "questions": []}
    assert "are asked on ban-thi-2024." in office.does("form", "strike", "ban-thi-2024", "jump", "--ask-again")
    assert office.does("form", "questions", "ban-thi-2024") == ""
    with cli_office() as session:
        steps = session.exec(select(AuditLine.step, AuditLine.new).where(AuditLine.subject == "ban-thi-2024")).all()
    assert steps == [("question struck", "jump"), ("question asked again", "jump")]


def test_what_is_no_kind_of_question_is_not_struck(office: Office) -> None:
    assert "'often' is no kind of question" in office.refuses("form", "strike", "ban-thi-2024", "often")
    assert "There is no unit" in office.refuses("form", "questions", "ban-thi-2024", "--unit", "NOWHERE")


FORMS = ROOT / "tests" / "data" / "forms"


def test_show_names_each_relation_with_its_evidence(bare_office: Office) -> None:
    bare_office.does("form", "import", str(FORMS / "made-thon.xlsx"), "--code", "nuoc-sach", "--accept-uncertain")
    assert "relation\t[c4] = [c3] / [c1]\tcodes" in bare_office.does("form", "show", "nuoc-sach")
    said = json.loads(bare_office.does("form", "show", "nuoc-sach", "--json"))
    assert {"relation": "[c3] <= [c1]", "source": "rate"} in said["relations"]


def test_check_prints_columns_parents_and_places_of_an_offices_form(bare_office: Office) -> None:
    file = FORMS / "made-hainam.xlsx"
    said = json.loads(bare_office.does("form", "check", str(file), "--json"))
    columns = {column["key"]: column for column in said["columns"]}
    assert [columns[key]["role"] for key in ("stt", "label", "unit")] == ["number", "label", "unit"]
    assert (columns["n25_th"]["title"], columns["n25_th"]["letter"]) == (["Năm 2025", "TH"], "G")
    rows = {row["key"]: row for row in said["rows"]}
    assert (rows["4.1"]["parent"], rows["4.1"]["number"]) == ("4", rows["4.1"]["stt"])
    assert {"table", "of", "code", "crossed", "repeats", "adding", "unit", "kind", "label"} <= set(rows["1"])
    sheet = load_workbook(file)[rows["1"]["sheet"]]
    assert rows["1"]["label"] in {cell.value for cell in sheet[rows["1"]["sheet_row"]]}
    assert said["asked"] == len([row for row in said["rows"] if row["kind"] != "heading" and not row["optional"]])


def test_check_prints_where_each_doubt_stands(bare_office: Office) -> None:
    said = json.loads(bare_office.does("form", "check", str(FORMS / "congdoan-danhsach.xlsx"), "--json"))
    assert said["uncertain"]
    names = {"sheet", "row", "column", "letter", "table", "key", "column_key", "why"}
    assert all(set(doubt) == names for doubt in said["uncertain"])
    letters = {column["key"]: column["letter"] for column in said["columns"]}
    named = [doubt for doubt in said["uncertain"] if doubt["column_key"]]
    assert named
    assert all(doubt["letter"] == letters[doubt["column_key"]] for doubt in named)


def test_an_official_form_says_what_each_row_stands_under(bare_office: Office) -> None:
    shown = json.loads(bare_office.does("form", "show", "ban-thi-2024", "--json"))
    parents = {row["key"]: row["parent"] for row in shown["rows"]}
    assert (parents["1"], parents["1.2"], parents["1.2.1"], parents["4.6a"]) == ("", "1", "1.2", "4.6")
    assert [column["role"] for column in shown["columns"]] == ["number", "label", "unit", "asked now", "note"]
    assert all(column["title"] for column in shown["columns"])


def test_check_names_tables_columns_and_how_much_is_asked(bare_office: Office) -> None:
    said = bare_office.does("form", "check", str(FORMS / "made-hainam.xlsx"))
    assert "\tPL01\t" in said
    assert "column\tn25_th\tG\tasked now\t-\tNăm 2025 > TH" in said
    assert "cells are asked" in said


def test_an_offices_form_is_imported_with_its_workbook(office: Office) -> None:
    file = FORMS / "congdoan-danhsach.xlsx"
    refused = office.refuses("form", "import", str(file), "--code", "new")
    assert "in sheet " in refused
    assert "--out SHEET.xlsx" in refused
    office.does("form", "check", str(file), "--out", "sheet.xlsx", "--english")
    assert load_workbook(office.folder / "sheet.xlsx").sheetnames[0] == "Form rows"
    assert "Imported new version 1" in office.does("form", "import", "sheet.xlsx", "--code", "new")
    with cli_office() as session:
        (version,) = session.exec(select(FormVersion).where(FormVersion.code == "new")).all()
        kept = file_of(session, version.id)
    assert kept
    assert [grid.name for grid in read_grids(kept)] == [grid.name for grid in read_grids(file.read_bytes())]


def test_what_import_would_refuse_check_refuses_and_says_where_to_mend_it(bare_office: Office) -> None:
    bare_office.does("form", "check", "small.xlsx", "--out", "sheet.xlsx", "--english")
    book = load_workbook(bare_office.folder / "sheet.xlsx")
    lines = book.worksheets[0]
    of = next(cell.column for cell in lines[1] if cell.value == "of")
    key = next(cell.column for cell in lines[1] if cell.value == "key")
    row = next(row for row in range(2, 9) if lines.cell(row, key).value == "1.1")
    lines.cell(row, of).value = "1.1 + 1.1"
    book.save(bare_office.folder / "wrong.xlsx")
    for arguments in (("check", "wrong.xlsx"), ("import", "wrong.xlsx", "--code", "new")):
        assert f"row {row}, column of" in bare_office.refuses("form", *arguments)


def test_refusals_of_forms_are_one_sentence(bare_office: Office) -> None:
    for arguments, expected in (
        (("check", "missing.xlsx"), "missing.xlsx"),
        (("check", "secret.xlsx"), "must not pass through a chat"),
        (("import", "secret.xlsx", "--code", "new", "--accept-uncertain"), "must not pass through a chat"),
        (("check", "other.xlsx"), "table head"),
        (("import", "small.xlsx", "--code", "Mới"), "ban-thi-2024"),
    ):
        assert expected in bare_office.refuses("form", *arguments), arguments
    assert bare_office.run("form", "import", "small.xlsx").code == 2


def test_a_newer_built_in_version_wins_over_an_older_published_one(session: Session) -> None:
    shipped = official_form("ban-thi-2024")
    publish_form(session, replace(shipped, version=0, name="older"))
    assert published_form(session, "ban-thi-2024") == shipped
    publish_form(session, replace(shipped, version=2, name="newer"))
    assert published_form(session, "ban-thi-2024").name == "newer"
