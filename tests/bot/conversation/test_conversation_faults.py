"""When our code or our data is wrong: one honest sentence with a code that is in the log, and nothing half-stored."""

import re

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.conversation.core.held import Place
from bot.messages.messages import Incoming
from bot.storage.database import transaction
from tests.by_row import open_rows
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.forms.catalogue import FormVersion, official_form
from tracker.reports.figures import record_none_arose
from tracker.reports.rounds import Round

HONEST = re.compile(r"Xin lỗi, máy gặp lỗi .*\(mã lỗi ([0-9a-f]{6})\)\. Số liệu đã nhập trước đó vẫn còn\.")


def fill_up_to_the_last_group(engine: Engine, district: District) -> None:
    with transaction(engine) as session:
        report = district.report(session)
        waiting = open_rows(session, report)
        last = waiting[-1].ask
        for group in dict.fromkeys(row.ask for row in waiting if row.ask != last):
            record_none_arose(session, report, [row for row in waiting if row.ask == group], district.source)


def facts(engine: Engine, district: District) -> tuple[list[str], dict[str, object]]:
    """The rows that wait for an answer, and where Lan stands."""
    with Session(engine) as session:
        rows = [row.key for row in open_rows(session, district.report(session))]
        return rows, session.get_one(Place, district.officer.id).model_dump()


def test_a_damaged_form_gives_an_honest_sentence_whose_code_is_in_the_log(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    lan, talk = str(stored_district.officer.id), Talk(engine, clock)
    talk.say(lan, "1.1: 2")
    before = facts(engine, stored_district)
    with transaction(engine) as session:
        whole = session.exec(select(FormVersion.fingerprint)).one()
        session.execute(update(FormVersion).values(body="{", fingerprint="of what is broken"))
    lost = Incoming("terminal", "lost", lan, text="41 17")
    found = HONEST.search(text(talk.deliver(lost)))
    assert found
    assert f"fault {found[1]} at terminal lost" in caplog.text
    with transaction(engine) as session:
        session.execute(update(FormVersion).values(body=official_form("ban-thi-2024").dumps(), fingerprint=whole))
    assert facts(engine, stored_district) == before
    assert talk.deliver(lost) == []
    assert facts(engine, stored_district) == before
    assert "Đã ghi: 1.2.1 = 41" in text(talk.say(lan, "41 17"))


def test_a_fault_after_the_figures_were_taken_stores_none_of_them(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    lan, talk = str(stored_district.officer.id), Talk(engine, clock)
    fill_up_to_the_last_group(engine, stored_district)
    talk.say(lan, "/baocao")
    before = facts(engine, stored_district)
    assert before[0] == ["7.2.5a", "7.2.5b"]
    with transaction(engine) as session:
        session.execute(update(Round).values(period="2024-Q9"))  # the summary, which follows the last answer, names it
    replies = talk.say(lan, "28 5")
    assert HONEST.search(text(replies))
    assert len(replies) == 1
    assert "fault" in caplog.text
    assert facts(engine, stored_district) == before


def test_a_fault_with_one_person_leaves_the_others_alone(engine: Engine, clock: Clock, stored_district: District) -> None:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    talk = Talk(engine, clock)
    talk.say(lan, "1.1: 2")
    with transaction(engine) as session:
        session.execute(update(Place).where(col(Place.officer_id) == stored_district.officer.id).values(at="nowhere"))
    replies = talk.deliver(Incoming("terminal", "a", lan, text="41 17"), Incoming("terminal", "b", thu, text="/tinhhinh"))
    assert [HONEST.search(text([reply])) is not None for reply in replies] == [True, False]
    with Session(engine) as session:
        assert session.exec(select(Place.at).where(Place.officer_id == stored_district.officer.id)).one() == "nowhere"
