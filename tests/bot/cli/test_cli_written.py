"""The written report and the letter by the command line."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from bot.cli.common.templates import by_template
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.bot.cli.test_cli_import import REPORT, filled, ready  # noqa: F401 - the fixture
from tests.written_files import REFUSED, changed, document, pdf
from tracker.forms.catalogue import official_form
from tracker.uploads.errors import UploadRefused

LETTER = [
    "SỞ NỘI VỤ",
    "Số: 91/SNV-CCHC",
    "V/v báo cáo cải cách hành chính quý II năm 2098",
    "Chợ Đồn, ngày 20 tháng 5 năm 2098",
    "Kính gửi: UBND các xã: Bản Thi, Xuân Lạc.",
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 08/01/2098 của UBND tỉnh, đề nghị báo cáo theo Phụ lục I gửi kèm.",
    "Số liệu tính từ ngày 15/3/2098 đến hết ngày 14/6/2098.",
    "Báo cáo gửi về Sở Nội vụ trước 16h00 ngày 19/6/2098./.",
]


def test_the_written_report_comes_out_and_is_held_against_its_appendix(ready: Office) -> None:  # noqa: F811
    filled(ready)
    said = ready.does("report", "written", *REPORT, "--out", "bc.docx")
    assert "16 sentences from figures" in said
    own = json.loads(ready.does("report", "check-written", *REPORT, "bc.docx", "--json"))["figures"]
    assert {one["verdict"] for one in own} == {"agrees", "not compared"}
    other = document(["- Việc quản lý biên chế: tổng số biên chế được giao 20 người, cử 02 cán bộ."])
    (ready.folder / "sent.docx").write_bytes(other)
    lines = [line.split("\t") for line in ready.does("report", "check-written", *REPORT, "sent.docx").splitlines()]
    assert [line[:5] for line in lines] == [["differs", "20", "4.5.1", "20", "9"], ["not compared", "02", "-", "-", "-"]]
    assert lines[0][-1].endswith("tổng số biên chế được giao 20 người, cử 02 cán bộ.")


def test_a_template_with_a_misspelt_mark_is_refused_with_its_place_and_what_is_known(ready: Office) -> None:  # noqa: F811
    (ready.folder / "good.docx").write_bytes(document(["Đơn vị [Tên đơn vị], kỳ [Kỳ báo cáo]"]))
    (ready.folder / "wrong.docx").write_bytes(document(["Mở đầu", "Đơn vị [Tên đơn vi vi]"]))
    ready.does("report", "written", *REPORT, "--out", "bc.docx", "--template", "good.docx")
    text = docx.Document(BytesIO((ready.folder / "bc.docx").read_bytes())).paragraphs[0].text
    assert text == "Đơn vị xã Bản Thi, kỳ Quý I năm 2024"
    said = ready.refuses("report", "written", *REPORT, "--out", "other.docx", "--template", "wrong.docx")
    assert "[Tên đơn vi vi] in paragraph 2" in said
    assert "[Tên đơn vị]" in said
    assert not (ready.folder / "other.docx").exists()


@pytest.mark.parametrize("kind", ["docx", "pdf", "txt"])
def test_a_letter_is_shown_and_opens_its_round_with_a_yes(ready: Office, kind: str) -> None:  # noqa: F811
    made = {"docx": document(LETTER), "pdf": pdf([LETTER]), "txt": "\n".join(LETTER).encode()}
    (ready.folder / f"cv.{kind}").write_bytes(made[kind])
    letter = ("round", "from-letter", f"cv.{kind}")
    shown = ready.does(*letter)
    assert "due\t2098-06-19T16:00:00+07:00\ttrước 16h00 ngày 19/6/2098" in shown
    assert "window\t2098-03-15..2098-06-14\t" in shown
    assert "2098" not in ready.does("round", "list")
    assert "--form" in ready.refuses(*letter, "--yes")
    assert "due 16:00 thứ Năm 19/6/2098" in ready.does(*letter, "--form", "ban-thi-2024", "--yes")
    (opened,) = [one for one in json.loads(ready.does("round", "list", "--json")) if one["period"] == "2098-Q2"]
    assert opened["basis"].startswith("Công văn số 91/SNV-CCHC ngày 20/5/2098 của ")
    board = json.loads(ready.does("status", "ban-thi-2024", "2098-Q2", "--json"))
    assert "XUAN-LAC" in json.dumps(board)
    assert "DONG-LAC" not in json.dumps(board)


def test_a_letter_whose_units_are_not_found_opens_nothing(ready: Office) -> None:  # noqa: F811
    (ready.folder / "cv.txt").write_text("\n".join(LETTER).replace("Xuân Lạc", "Nà Phặc"), encoding="utf-8")
    said = ready.refuses("round", "from-letter", "cv.txt", "--form", "ban-thi-2024", "--yes")
    assert "Nà Phặc" in said
    assert "2098" not in ready.does("round", "list")


@pytest.mark.parametrize("name", ["a bomb", "entities", "an old document", "cut off"])
def test_a_template_that_is_not_safe_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(REFUSED[name][1]())
    with pytest.raises(UploadRefused):
        by_template(tmp_path / "mau.docx", {})


def test_an_offices_own_document_is_stored_used_and_removed(ready: Office) -> None:  # noqa: F811
    filled(ready)
    (ready.folder / "mau.docx").write_bytes(document(["[Cơ quan]: [1.1] văn bản"]))
    (ready.folder / "sai.docx").write_bytes(document(["Mở đầu", "Số: [1.99]"]))
    said = ready.refuses("form", "template", "ban-thi-2024", "CHO-DON", "sai.docx")
    assert "[1.99] in paragraph 2 ('Số: [1.99]')" in said
    assert "the units below" in ready.does("form", "template", "ban-thi-2024", "CHO-DON", "mau.docx")
    ready.does("report", "written", *REPORT, "--out", "bc.docx")
    lines = [one.text for one in docx.Document(BytesIO((ready.folder / "bc.docx").read_bytes())).paragraphs]
    assert lines == ["UBND xã Bản Thi: 2 văn bản"]
    assert "Removed." in ready.does("form", "template", "ban-thi-2024", "CHO-DON", "--remove")
    assert "There was none." in ready.does("form", "template", "ban-thi-2024", "CHO-DON", "--remove")


def test_the_blank_appendix_of_a_letter_is_the_form_of_its_round(ready: Office) -> None:  # noqa: F811
    made = docx.Document()
    for line in [*LETTER, "PHỤ LỤC I"]:
        made.add_paragraph(line)
    form = official_form("ban-thi-2024")
    rows = [("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"), *((row.stt, row.label, row.unit, "") for row in form.rows)]
    cells = [cell for row in made.add_table(rows=len(rows), cols=4).rows for cell in row.cells]
    for cell, said in zip(cells, (said for row in rows for said in row), strict=True):
        cell.text = said
    made.save(str(ready.folder / "cv.docx"))
    assert "attached\t121 rows\t" in ready.does("round", "from-letter", "cv.docx")
    assert "Opened ban-thi-2024 2098-Q2" in ready.does("round", "from-letter", "cv.docx", "--yes")


def test_a_workbook_within_a_letter_of_which_no_form_can_be_made_is_named(ready: Office) -> None:  # noqa: F811
    letter = changed({"word/embeddings/a.xlsx": b"no workbook"}, document(LETTER))
    (ready.folder / "cv.docx").write_bytes(letter)
    assert "no form can be made of 1 of the workbooks" in ready.run("round", "from-letter", "cv.docx").err
