"""The command line takes a new form from its blank appendix."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from tests.blank_forms import as_workbook, official, tall
from tests.bot.cli.test_cli import Office
from tracker.forms.catalogue import official_form, publish_form, published_form
from tracker.kernel.grids import Grid, Value

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
    book.worksheets[0]["C3"] = "Số văn bản đã ban hành"
    book.save(office.folder / "sheet.xlsx")
    assert "Imported new version 2" in office.does("form", "import", "sheet.xlsx", "--code", "new")
    form = json.loads(office.does("form", "show", "new", "--json"))
    assert (form["version"], form["rows"][1]["label"]) == (2, "Số văn bản đã ban hành")
    book.worksheets[0]["E3"] = "number"
    book.save(office.folder / "sheet.xlsx")
    assert "row 3, column kind" in office.refuses("form", "import", "sheet.xlsx", "--code", "new")


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
