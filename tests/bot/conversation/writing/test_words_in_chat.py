"""The words of the written report in the chat: a draft back from Word, finished tasks, the district's own, several people."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages.messages import Outgoing
from bot.storage.database import transaction
from tests.bot.conversation.test_transcripts import Stage
from tests.by_row import record_figures
from tests.communes import DATA, enter, paper
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.written_files import document
from tracker.narrative.words import words_of_report
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Source
from tracker.tasks.assigning import Document, NewTask, assign_task
from tracker.tasks.working import Result, finish_task

SENT = (DATA / "written" / "ban-thi-2024.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    with transaction(engine) as session:
        enter(session, stored_district.report(session), paper("ban-thi-2024-q1"), stored_district.source)
    return Talk(engine, clock)


def lines_of(said: list[Outgoing]) -> list[str]:
    """The paragraphs of the draft that came with it."""
    (attached,) = [one.attachment for one in said if one.attachment]
    return [paragraph.text.replace("\u00a0", " ") for paragraph in docx.Document(BytesIO(attached.content)).paragraphs]


def words(engine: Engine, district: District) -> dict[str, str]:
    with Session(engine) as session:
        report = district.report(session)
        return {slot: given.words for slot, given in words_of_report(session, report.id).items()}


def test_a_real_report_back_from_word_is_taken_whole_and_nothing_of_it_twice(
    talk: Talk, engine: Engine, stored_district: District
) -> None:
    lan = str(stored_district.officer.id)
    said = text(talk.send_file(lan, "bc.docx", document(SENT)))
    assert "Lời của 36 mục khác lời đang lưu" in said
    assert not words(engine, stored_district)
    assert "lời ghi 20, phụ lục 4.5.1 là 9" in text(talk.say(lan, "nhận")).lower()
    for _ in range(2):
        said = text(talk.say(lan, "cả hai đúng vì lời tính cả cán bộ"))
    draft = lines_of(talk.say(lan, "báo cáo viết"))
    whole = "\n".join(draft)
    body = SENT[5:-2]
    for line in body:
        last = line.split("): ")[-1].rpartition(". ")[0][-60:]
        assert last in whole or line[-40:] in whole, line
    assert whole.count("41,46%") == 1
    kept = words(engine, stored_district)
    assert "qua rà soát hiện đạt {1.2} ({1.2.2:n}/{1.2.1:n} nhiệm vụ)" in kept["I.plan"]


def test_the_draft_that_went_out_comes_back_without_any_change(talk: Talk, engine: Engine, stored_district: District) -> None:
    lan = str(stored_district.officer.id)
    (attached,) = [one.attachment for one in talk.say(lan, "báo cáo viết") if one.attachment]
    assert "không có gì phải nhận" in text(talk.send_file(lan, attached.name, attached.content))
    paragraphs = lines_of(talk.say(lan, "báo cáo viết"))
    place = next(number for number, line in enumerate(paragraphs) if line.startswith("V. KIẾN NGHỊ"))
    paragraphs[place + 1] = "Đề nghị huyện mở lớp tập huấn."
    said = text(talk.send_file(lan, "bc.docx", document(paragraphs)))
    assert "Lời của 1 mục" in said
    assert "“Đề nghị huyện mở lớp tập huấn.”" in said
    talk.say(lan, "để như cũ")
    assert not words(engine, stored_district)
    talk.send_file(lan, "bc.docx", document(paragraphs))
    talk.say(lan, "nhận")
    assert words(engine, stored_district) == {"V": "Đề nghị huyện mở lớp tập huấn."}
    assert "Đã hoàn tác lời ở V. KIẾN NGHỊ" in text(talk.say(lan, "hoàn tác"))
    assert not words(engine, stored_district)


def test_words_follow_the_appendix(talk: Talk, engine: Engine, stored_district: District) -> None:
    lan = str(stored_district.officer.id)
    talk.say(lan, "sửa từng mục")
    talk.say(lan, "Việc quản lý, sử dụng biên chế: biên chế được giao 9 người, số biên chế có mặt 09 người, cử 02 cán bộ.")
    with transaction(engine) as session:
        figures = {"4.5.1": Entry.number(12), "4.5.2": Entry.number(11)}
        record_figures(session, stored_district.report(session), figures, stored_district.source)
    draft = lines_of(talk.say(lan, "báo cáo viết"))
    assert "biên chế được giao 12 người, số biên chế có mặt 11 người, cử 02 cán bộ." in draft


def test_finished_tasks_are_offered_as_text(talk: Talk, engine: Engine, stored_district: District, clock: Clock) -> None:
    lan = str(stored_district.officer.id)
    with transaction(engine) as session:
        desk = Source(stored_district.desk.id, clock() - timedelta(days=20), "test")
        mine = Source(stored_district.officer.id, clock() - timedelta(days=8), "test")
        unit, day = unit_by_code(session, "BAN-THI"), (clock() - timedelta(days=8)).date()
        for number, title in enumerate(("Rà soát TTHC", "Niêm yết TTHC", "Báo cáo chuyển đổi số")):
            new = NewTask(title, due_on=day, document=Document(f"{number + 1}/UBND", None, ""))
            task = assign_task(session, new, unit, desk)
            if number < 2:
                finish_task(session, task, Result(day, f"BC-{number + 1}"), mine)
        report = stored_district.report(session).id
    said = text(talk.press(lan, f"|words {report} I.tasks"))
    assert "Có 2 nhiệm vụ đã xong trong kỳ." in said
    talk.say(lan, "lấy nhiệm vụ đã xong")
    taken = words(engine, stored_district)["I.tasks"]
    assert taken.startswith("Các nhiệm vụ đã hoàn thành: Rà soát TTHC (văn bản số 1/UBND, kết quả: BC-1, xong ngày ")
    assert "chuyển đổi số" not in taken


def test_the_districts_sentences_are_of_its_communes_totals(engine: Engine, clock: Clock, stored_district: District) -> None:
    stage = Stage(engine, clock, stored_district)
    for line in (
        "@BAN-THI hands in its figures",
        "@DONG-LAC hands in its figures with 1.1=4 1.5.2=1",
        "@QUANG-BACH hands in its figures with 1.1=3",
        "@XUAN-LAC hands in its figures",
        "@the province asks the districts",
        "thu> /baocao",
        "thu> lấy số tổng hợp",
    ):
        stage.play(line)
    said = Talk(engine, clock).say(str(stored_district.desk.id), "báo cáo viết")
    assert "Đơn vị nêu làm ví dụ là tối đa 3 đơn vị có số lớn nhất ở: 1.1" in text(said)
    whole = "\n".join(lines_of(said))
    assert "Trong kỳ đã ban hành 11 văn bản chỉ đạo công tác CCHC, tiêu biểu là các xã Đồng Lạc, Quảng Bạch." in whole
    assert "Kế hoạch đã đề ra 164 nhiệm vụ, qua rà soát hiện đạt 41,46% (68/164 nhiệm vụ)." in whole
    assert "UBND huyện Chợ Đồn." in whole or "của UBND huyện Chợ Đồn./." in whole
