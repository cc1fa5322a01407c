"""An office's own document for written reports, sent in the chat: taken with its marks known, used for units below, ended."""

from io import BytesIO

import docx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages.messages import Incoming, SentFile
from bot.storage.database import transaction
from tests.communes import enter, paper
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.written_files import document, pdf
from tracker.narrative.templates import template_of
from tracker.office.units import unit_by_code

GOOD = ["[Cơ quan]", "Báo cáo [kỳ báo cáo] của [Tên đơn vị]", "Văn bản chỉ đạo: [1.1]", "Kiến nghị: [V]"]
WRONG = ["Mở đầu", "Báo cáo của [Tên đơn vij]"]


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        enter(session, stored_district.report(session), paper("ban-thi-2024-q1"), stored_district.source)
    return Talk(engine, clock)


def in_use(engine: Engine) -> str:
    with Session(engine) as session:
        found = template_of(session, unit_by_code(session, "BAN-THI"), "ban-thi-2024")
        return found.name if found else ""


def written_by(talk: Talk, who: str) -> list[str]:
    (attached,) = [one.attachment for one in talk.say(who, "báo cáo viết") if one.attachment]
    return [paragraph.text for paragraph in docx.Document(BytesIO(attached.content)).paragraphs]


def test_a_desks_document_is_used_for_the_units_below(talk: Talk, engine: Engine, stored_district: District) -> None:
    desk, lan = str(stored_district.desk.id), str(stored_district.officer.id)
    assert "[Tên đơn vị]" in text(talk.say(desk, "mẫu báo cáo viết ban-thi-2024"))
    said = text(talk.send_file(desk, "mau-sai.docx", document(WRONG)))
    assert "Đoạn 2, “Báo cáo của [Tên đơn vij]”: tôi không biết [Tên đơn vij]. Ý là [Tên đơn vị]" in said
    assert "Các dấu dùng được: [Tên đơn vị], [Cơ quan]" in said
    assert not in_use(engine)
    assert "phải là tệp Word" in text(talk.send_file(desk, "mau.pdf", pdf([GOOD])))
    said = text(talk.send_file(desk, "mau.docx", document(GOOD)))
    assert "theo mẫu mau.docx (5 chỗ điền)" in said
    assert in_use(engine) == "mau.docx"
    talk.say(lan, "sửa từng mục")
    talk.say(lan, "Kiến nghị: mở lớp tập huấn")
    lines = written_by(talk, lan)
    assert lines[:2] == ["UBND xã Bản Thi", "Báo cáo Quý I năm 2024 của xã Bản Thi"]
    assert lines[2:] == ["Văn bản chỉ đạo: 2", "Kiến nghị: mở lớp tập huấn"]
    assert "Mẫu của cơ quan không có chỗ cho" in text(talk.say(lan, "báo cáo viết"))
    talk.say(desk, "mẫu báo cáo viết ban-thi-2024")
    talk.say(desk, "bỏ mẫu đang dùng")
    assert not in_use(engine)
    assert len(written_by(talk, lan)) > 20


def test_the_caption_says_what_the_file_is(talk: Talk, engine: Engine, stored_district: District) -> None:
    content = document(GOOD)
    talk.ear.files["mau"] = content
    file = SentFile("mau.docx", len(content), "mau")
    words = "mau bao cao viet ban-thi-2024"
    said = talk.deliver(Incoming("terminal", "mau", str(stored_district.desk.id), text=words, file=file))
    assert "theo mẫu mau.docx" in text(said)
    assert in_use(engine) == "mau.docx"


def test_an_officer_gives_none(talk: Talk, engine: Engine, stored_district: District) -> None:
    lan = str(stored_district.officer.id)
    talk.say(lan, "mẫu báo cáo viết ban-thi-2024")
    talk.send_file(lan, "mau.docx", document(GOOD))
    assert not in_use(engine)
