"""Words of last period under headings that the outline no longer has: named, and put elsewhere or left out, by both doors."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.storage.database import transaction
from tests.bot.conversation.test_transcripts import Stage
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import pages
from tests.talking import Talk, text
from tracker.narrative.words import HeadingWords, give_words, words_of_report
from tracker.reports.reports import reports_of

OLD = {"II.2.price": "Đã giảm 12 khoản phí.", "VI": "Khen thưởng 02 cá nhân.", "V": "Đề nghị mở lớp."}


@pytest.fixture
def next_quarter(engine: Engine, clock: Clock, stored_district: District) -> int:
    """The number of Bản Thi's report for the quarter after one whose words stand under headings that are no more."""
    stage = Stage(engine, clock, stored_district)
    stage.play("@BAN-THI hands in its figures")
    with transaction(engine) as session:
        source = stored_district.source
        words = {slot: HeadingWords(said, source.officer_id, source.at) for slot, said in OLD.items()}
        give_words(session, stored_district.report(session), words, source)
    stage.play("@the next quarter is asked for")
    with Session(engine) as session:
        return max(one.id for one in reports_of(session, stored_district.officer.unit_id))


def words(engine: Engine, report: int) -> dict[str, str]:
    with Session(engine) as session:
        return {slot: one.words for slot, one in words_of_report(session, report).items()}


def test_they_are_named_and_put_under_another_heading(
    engine: Engine, clock: Clock, stored_district: District, next_quarter: int
) -> None:
    talk, lan = Talk(engine, clock), str(stored_district.officer.id)
    assert "ở 2 mục không còn trong đề cương: “II.2.price”, “VI”" in text(talk.say(lan, "báo cáo viết"))
    assert "Đã giảm 12 khoản phí." in text(talk.say(lan, "giữ lời mục cũ"))
    assert "Tôi chưa rõ “mục gì đó”" in text(talk.say(lan, "mục gì đó"))
    said = text(talk.say(lan, "V"))
    assert "Đã thêm lời của mục cũ “II.2.price” vào V. KIẾN NGHỊ" in said
    assert "Khen thưởng 02 cá nhân." in said
    assert words(engine, next_quarter)["V"] == "Đề nghị mở lớp.\nĐã giảm 12 khoản phí."
    assert "không còn trong đề cương" not in text(talk.say(lan, "bỏ"))
    assert "ở 1 mục không còn trong đề cương: “VI”" in text(talk.say(lan, "hoàn tác")) + text(talk.say(lan, "báo cáo viết"))


@on_loop
async def test_on_a_page(engine: Engine, clock: Clock, stored_district: District, next_quarter: int) -> None:
    async with pages(engine, clock, stored_district.officer) as office:
        one, path = await office.visitor(stored_district.officer), f"/bao-cao/{next_quarter}/loi/1"
        assert "Mục cũ “VI” không còn trong đề cương" in (await one.get(path)).text
        page = await one.fill(path, path, {"put:II.2.price": "I.spread", "put:VI": "none"})
        assert "không còn trong đề cương" not in page.text
    assert words(engine, next_quarter)["I.spread"] == "Đã giảm 12 khoản phí."
