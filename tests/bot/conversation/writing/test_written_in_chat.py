"""The written report and the letter in the chat, by the real app."""

from io import BytesIO

import docx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.communes import DATA, enter, paper
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.written_files import REFUSED, document, pdf
from tracker.reports.rounds import Round

LETTER = """UBND HUYỆN CHỢ ĐỒN
PHÒNG NỘI VỤ
Số: 91/PNV-CCHC
V/v báo cáo cải cách hành chính quý II năm 2024

Chợ Đồn, ngày 20 tháng 5 năm 2024

Kính gửi: UBND các xã: Bản Thi, Yên Thịnh.

Thực hiện Kế hoạch số 12/KH-UBND ngày 08/01/2024 của UBND huyện, đề nghị các xã báo cáo theo Phụ lục I gửi kèm.
Số liệu tính từ ngày 15/3/2024 đến hết ngày 14/6/2024.
Báo cáo gửi về Phòng Nội vụ trước 16h00 ngày 19/6/2024./.
"""


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    assert stored_district
    return Talk(engine, clock)


def _rounds(engine: Engine) -> list[Round]:
    with Session(engine) as session:
        return list(session.exec(select(Round).where(Round.period == "2024-Q2")))


@pytest.mark.parametrize("how", ["pasted", "docx", "pdf"])
def test_a_letter_opens_its_round_in_four_actions(talk: Talk, engine: Engine, stored_district: District, how: str) -> None:
    desk = str(stored_district.desk.id)
    lines = [line for line in LETTER.split("\n") if line]
    files = {"docx": document(lines), "pdf": pdf([lines])}
    first = talk.say(desk, LETTER) if how == "pasted" else talk.send_file(desk, f"cv.{how}", files[how])
    said = text(first)
    for words in (
        "“quý II năm 2024”",
        "16:00 thứ Tư 19/6/2024 (“trước 16h00 ngày 19/6/2024”)",
        "“UBND các xã: Bản Thi, Yên Thịnh”",
    ):
        assert words in said
    said = text(talk.say(desk, "1"))
    assert "Số liệu: từ 15/3/2024 đến hết 14/6/2024" in said
    assert "Nơi nhận: 2 đơn vị: xã Bản Thi, xã Yên Thịnh" in said
    assert "91/PNV-CCHC ngày 20/5/2024" in said
    assert not _rounds(engine)
    talk.say(desk, "mở kỳ báo cáo")
    (opened,) = _rounds(engine)
    assert opened.due_at.isoformat().startswith("2024-06-19T09:00")


def test_what_a_letter_does_not_say_is_asked(talk: Talk, engine: Engine, stored_district: District) -> None:
    desk = str(stored_district.desk.id)
    said = text(talk.say(desk, LETTER.replace(" trước 16h00 ngày 19/6/2024", " trong thời hạn 07 ngày, kể từ ngày nhận")))
    assert "Công văn không nêu ngày phải gửi." in said
    assert "Hạn nộp khi nào?" in text(talk.say(desk, "1"))
    assert "16:00 thứ Tư 19/6/2024" in text(talk.say(desk, "16h 19/6"))
    talk.say(desk, "mở kỳ báo cáo")
    assert len(_rounds(engine)) == 1


def test_an_urging_and_a_secret_letter_open_nothing(talk: Talk, engine: Engine, stored_district: District) -> None:
    desk = str(stored_district.desk.id)
    assert "đôn đốc" in text(talk.say(desk, LETTER.replace("V/v báo cáo", "V/v đôn đốc báo cáo")))
    said = text(talk.say(desk, f"MẬT\n{LETTER}"))
    assert "dấu mật" in said
    assert "Chợ Đồn, ngày" not in said
    assert not _rounds(engine)


def test_an_officer_opens_no_round_by_a_letter(talk: Talk, engine: Engine, stored_district: District) -> None:
    talk.say(str(stored_district.officer.id), LETTER)
    talk.send_file(str(stored_district.officer.id), "cv.docx", document([line for line in LETTER.split("\n") if line]))
    talk.say(str(stored_district.officer.id), "1")
    assert not _rounds(engine)


def test_a_text_is_held_against_the_report_and_nothing_changes(talk: Talk, engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        enter(session, stored_district.report(session), paper("ban-thi-2024-q1"), stored_district.source)
    with Session(engine) as session:
        before = figures_of(session, stored_district.report(session))
    sent = (DATA / "written" / "ban-thi-2024.txt").read_text(encoding="utf-8").splitlines()
    for name, content in (("bc.docx", document(sent)), ("bc.pdf", pdf([sent[:40], sent[40:]]))):
        said = text(talk.send_file(str(stored_district.officer.id), name, content))
        assert "lời ghi 20, phụ lục 4.5.1 là 9" in said
        assert "lời ghi 19, phụ lục 4.5.2 là 9" in said
        assert "2 chỗ khác" in said
        assert "Không đối chiếu:" in said
    with Session(engine) as session:
        assert figures_of(session, stored_district.report(session)) == before


@pytest.mark.parametrize("name", ["a bomb", "an old document", "a scan", "half a pdf"])
def test_a_text_that_cannot_be_read_says_why(talk: Talk, stored_district: District, name: str) -> None:
    said = text(talk.send_file(str(stored_district.officer.id), "bc.docx", REFUSED[name][1]()))
    assert "nh/chị" in said


def test_the_draft_goes_out_as_a_document(talk: Talk, engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        enter(session, stored_district.report(session), paper("ban-thi-2024-q1"), stored_district.source)
    said = talk.say(str(stored_district.officer.id), "báo cáo viết")
    assert "16 câu lấy từ phụ lục, 23 mục chưa có lời" in text(said)
    (attached,) = [one.attachment for one in said if one.attachment]
    assert attached.name == "Bao-cao-BAN-THI-2024-Q1.docx"
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(attached.content)).paragraphs]
    assert any("41,46%" in line for line in lines)
