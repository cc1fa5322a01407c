"""The blank appendices of a letter, within its .docx or sent beside it: the round is opened on them."""

from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
from openpyxl import Workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.bot.conversation.writing.test_written_in_chat import LETTER
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.written_files import changed, pdf
from tracker.forms.catalogue import official_form, published_form
from tracker.forms.form import Form
from tracker.office.officers import Officer, Role
from tracker.office.units import unit_by_code
from tracker.reports.rounds import Round

LINES = [line for line in LETTER.split("\n") if line]
WIDE = (4, 36, 12, 8, 8)  # letters of the columns where the letter is a PDF
OTHER = [
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
    ("1", "Chuyển đổi số", "", "", ""),
    ("1.1", "Số tổ công nghệ số cộng đồng", "Tổ", "", ""),
    ("1.2", "Số người đã được tập huấn", "Người", "", ""),
]


def rows_of(form: Form) -> list[tuple[str, ...]]:
    head = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
    return [head, *((row.stt, row.label, row.unit, "", row.note) for row in form.rows)]


def with_table(rows: Sequence[Sequence[str]]) -> bytes:
    """The letter with a blank appendix behind it."""
    made = docx.Document()
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text, head.cell(0, 1).text = "UBND HUYỆN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for line in [*LINES, "PHỤ LỤC I", "BIỂU SỐ LIỆU BÁO CÁO"]:
        made.add_paragraph(line)
    cells = [cell for row in made.add_table(rows=len(rows), cols=len(rows[0])).rows for cell in row.cells]
    for cell, said in zip(cells, (said for row in rows for said in row), strict=True):
        cell.text = said
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    made, written = Workbook(), BytesIO()
    for row in rows:
        made.worksheets[0].append([said or None for said in row])
    made.save(written)
    return written.getvalue()


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    assert stored_district
    return Talk(engine, clock)


def make_administrator(engine: Engine, district: District) -> None:
    with transaction(engine) as session:
        officer = session.get_one(Officer, district.desk.id)
        officer.role = Role.ADMIN
        assert unit_by_code(session, "CHO-DON").parent_id is None


def opened(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [one.form_code for one in session.exec(select(Round).where(Round.period == "2024-Q2"))]


def test_a_form_in_use_within_the_letter_is_the_rounds(talk: Talk, engine: Engine, stored_district: District) -> None:
    desk = str(stored_district.desk.id)
    said = text(talk.send_file(desk, "cv.docx", with_table(rows_of(official_form("ban-thi-2024")))))
    assert "Biểu kèm công văn là biểu đang dùng" in said
    assert "(ban-thi-2024)" in said
    assert "Số liệu: từ 15/3/2024 đến hết 14/6/2024" in said, "the form is not asked any more"
    talk.say(desk, "mở kỳ báo cáo")
    assert opened(engine) == ["ban-thi-2024"]


def test_a_new_one_is_offered_for_import_and_the_round_goes_on_with_it(
    talk: Talk, engine: Engine, stored_district: District
) -> None:
    make_administrator(engine, stored_district)
    desk = str(stored_district.desk.id)
    said = text(talk.send_file(desk, "cv.docx", with_table(OTHER)))
    assert "biểu mẫu mới" in said
    assert "Đọc được 3 dòng" in said
    said = text(talk.say(desk, "chuyen-doi-so"))
    assert "Đã đưa vào dùng biểu chuyen-doi-so" in said
    assert "Số liệu: từ 15/3/2024 đến hết 14/6/2024" in said
    assert "Làm tiếp" not in said
    talk.say(desk, "mở kỳ báo cáo")
    assert opened(engine) == ["chuyen-doi-so"]
    with Session(engine) as session:
        assert [row.label for row in published_form(session, "chuyen-doi-so").rows][1:] == [row[1] for row in OTHER[2:]]


@pytest.mark.parametrize("how", ["beside", "embedded", "pdf"])
def test_a_workbook_beside_or_within_the_letter(talk: Talk, engine: Engine, stored_district: District, how: str) -> None:
    make_administrator(engine, stored_district)
    desk, book = str(stored_district.desk.id), workbook(OTHER)
    if how == "beside":
        talk.say(desk, LETTER)
        said = text(talk.send_file(desk, "phu-luc.xlsx", book))
    elif how == "pdf":
        page = [
            "PHỤ LỤC I",
            "",
            *("   ".join(said.ljust(wide) for said, wide in zip(row, WIDE, strict=True)) for row in OTHER),
        ]
        said = text(talk.send_file(desk, "cv.pdf", pdf([LINES, page])))
    else:
        letter = changed({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": book}, with_table([("a", "b")]))
        said = text(talk.send_file(desk, "cv.docx", letter))
    assert "biểu mẫu mới" in said
    assert "Số liệu: từ 15/3/2024" in text(talk.say(desk, "chuyen-doi-so"))


@pytest.mark.parametrize("within", [b"no workbook", workbook([("Kính gửi",)])], ids=["unreadable", "no form"])
def test_a_workbook_within_that_is_no_form_is_named(talk: Talk, stored_district: District, within: bytes) -> None:
    letter = changed({"word/embeddings/a.xlsx": within}, with_table([("a", "b")]))
    said = text(talk.send_file(str(stored_district.desk.id), "cv.docx", letter))
    assert "có 1 bảng Excel tôi không đọc thành biểu được" in said


def test_a_desk_that_takes_no_forms_into_use_is_told_so(talk: Talk, engine: Engine, stored_district: District) -> None:
    desk = str(stored_district.desk.id)
    with transaction(engine) as session:
        session.get_one(Officer, stored_district.desk.id).role = Role.DESK
    said = text(talk.send_file(desk, "cv.docx", with_table(OTHER)))
    assert "chưa đưa vào dùng" in said
    assert "chuyen-doi-so" not in said
    assert not opened(engine)


def test_several_appendices_are_named(talk: Talk, engine: Engine, stored_district: District) -> None:
    make_administrator(engine, stored_district)
    letter = changed({"word/embeddings/b.xlsx": workbook(OTHER)}, with_table(rows_of(official_form("ban-thi-2024"))))
    said = text(talk.send_file(str(stored_district.desk.id), "cv.docx", letter))
    assert "Kèm công văn có 2 biểu" in said
    assert "(ban-thi-2024)" in said
