"""Whoever asks, whatever they press: only their own unit's report, at least one reply, and nothing changes by force."""

import pytest
from sqlalchemy import Connection, Engine, event
from sqlmodel import Session, select

from bot.conversation.core.held import Held, Place
from bot.conversation.core.places import Correcting, Explaining, Filling, Menu, Questioned, Revising
from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from bot.storage.database import Holding, transaction
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.figures import EarlierFigure, Figure
from tracker.reports.reports import Report, ReportEvent

HERS = "777"
TEXTS = ("41", "41 17", "tiếp", "nộp", "3.2.1: 5", "sửa 1.1", "bỏ qua", "lùi", "giữ vì thế", "không phát sinh", "giúp", "1")
ABOUT_A_REPORT = ("extendreport", "askreopening", "unlock", "approve", "sendback", "enterfor", "versions")
FORGED = ("", "|", "||", "|submit", "5|submit", "-1|none", "1", "x|y|z", "|open", "|open x", "|open 999999999999", "|open -1")


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    """Lan has entered a figure that nobody else may see, and stands at the next question."""
    talk = Talk(engine, clock)
    talk.say(str(stored_district.officer.id), f"1.1: {HERS}")
    return talk


@pytest.fixture
def hoa(engine: Engine, talk: Talk) -> Officer:
    """An officer of another commune, who writes from the address "hoa"."""
    del talk
    with transaction(engine) as session:
        officer = add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER)
        join(session, "terminal", "hoa", officer, Clock().now)
        return officer


def stored(engine: Engine | Connection, report_id: int) -> list[object]:
    """All of a report that must not change by force: its state, events, figures and earlier figures."""
    with Session(engine) as session:
        found: list[object] = [session.get_one(Report, report_id).model_dump()]
        for table in (ReportEvent, Figure, EarlierFigure):
            rows = session.exec(select(table).where(table.report_id == report_id)).all()
            found.append(sorted(str(row.model_dump()) for row in rows))
        return found


def assert_tells_nothing(replies: list[Outgoing]) -> None:
    said = text(replies)
    assert said
    assert HERS not in said
    assert "Bản Thi" not in said
    assert "mã lỗi" not in said
    assert all(reply.attachment is None for reply in replies)


def test_an_answer_reads_who_wrote_where_they_stand_and_their_report_in_two_statements(
    engine: Engine, clock: Clock, talk: Talk, stored_district: District
) -> None:
    who, asked = str(stored_district.officer.id), list[str]()
    talk.say(who, "làm ngay")
    talk.say(who, "không có")
    event.listen(engine, "before_cursor_execute", note := lambda *call: asked.append(call[2]))
    with transaction(engine) as session:
        (reply,) = handle(session, Incoming("terminal", "one answer", who, text="41 17"), clock())
        event.remove(engine, "before_cursor_execute", note)
    assert reply.lead
    reads = [statement for statement in asked if statement.startswith("SELECT")]
    assert [read.split(".")[0] for read in reads] == ["SELECT address", "SELECT figure"]


@pytest.mark.usefixtures("hoa")
def test_the_report_of_another_unit_is_refused_with_a_sentence_that_helps(
    engine: Engine, talk: Talk, stored_district: District
) -> None:
    before = stored(engine, stored_district.report_id)
    replies = talk.press("hoa", f"|open {stored_district.report_id}")
    assert_tells_nothing(replies)
    assert "Báo cáo này không thuộc đơn vị của anh/chị" in text(replies)
    assert data_of(replies[-1], "Báo cáo cải cách hành chính Quý I năm 2024") != f"|open {stored_district.report_id}"
    assert stored(engine, stored_district.report_id) == before


ABOUT_A_ROW: dict[type[Held], Held] = {
    Filling: Filling(again=("1.1",), asked=("1.1",)),
    Revising: Revising("1"),
    Questioned: Questioned("1.2.2 <= 1.2.1"),
    Explaining: Explaining("1.2.2 <= 1.2.1"),
    Correcting: Correcting(1, ("1.1",)),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # many messages, and nothing that depends on it
@pytest.mark.usefixtures("talk")
def test_a_place_that_points_to_another_units_report_opens_nothing(
    engine: Engine, clock: Clock, hoa: Officer, stored_district: District
) -> None:
    number = stored_district.report_id
    actions = [f"{action} {number}" for action in ("sheet", "reopen", "see", "accept", "return", *ABOUT_A_REPORT)]
    actions += ["extension 1", "grant 1", "refuse 1", "askmore", "unlockuntil", "retype", "openround", "roundleast"]
    actions += [
        "enterhow paper",
        "enterforunit Bản Thi",
        "returnwith 1.1: thiếu",
        "dropcomment 1.1",
        "compareversions 1 với 2",
    ]
    actions += [f"versionsheet {number} 1", f"compare {number} 1 2"]
    actions += ["none", "skip", "back", "go", "fix", "keep", "submit", "pick 0"]
    offered = [["", action] for action in actions]
    before = stored(engine, number)
    with engine.connect() as connection:  # one transaction, which comes to nothing: a commit takes longer than a message
        for at, kind in Held.kinds.items():
            held = ABOUT_A_ROW.get(kind, kind()).stored()
            for written, pressed in [*((said, None) for said in TEXTS), *(("", f"9|{action}") for action in actions)]:
                place = Place(officer_id=hoa.id, step=9, at=at, report_id=number, held=held, offered=offered)
                with Holding(connection, autoflush=False, join_transaction_mode="create_savepoint") as session:
                    session.merge(place)
                    session.flush()
                    incoming = Incoming("terminal", f"{at}{written}{pressed}", "hoa", text=written, pressed=pressed)
                    assert_tells_nothing(handle(session, incoming, clock()))
                    session.commit()
        assert stored(connection, number) == before


def test_a_forged_button_changes_nothing(engine: Engine, talk: Talk, stored_district: District) -> None:
    before = stored(engine, stored_district.report_id)
    for forged in (*FORGED, "|open " + "9" * 58, "1|" + "ứ" * 20, "\u202e\x00|💥"):
        for who in (stored_district.officer, stored_district.desk):
            replies = talk.press(str(who.id), forged)
            assert replies, forged
            assert "mã lỗi" not in text(replies), forged
        assert "mã mời" in text(talk.press("stranger", forged))
    assert stored(engine, stored_district.report_id) == before


def test_a_button_of_somebody_else_changes_nothing(
    engine: Engine, talk: Talk, hoa: Officer, stored_district: District
) -> None:
    button = talk.say(str(stored_district.officer.id), "tiếp")[-1].buttons[0]
    before = stored(engine, stored_district.report_id)
    assert_tells_nothing(talk.press("hoa", button.data))
    assert stored(engine, stored_district.report_id) == before
    with Session(engine) as session:
        assert session.get_one(Place, hoa.id).at == Menu.at


ODD = [
    "",
    " ",
    "\n\n",
    "\x00",
    "\ud800",
    "\u200b",
    "💥",
    "：",
    "x" * 5000,
    "9" * 5000,
    "1.1:" * 900,
    "1 " * 3000,
    "٣",
    "½",
    "1e5",
    "NaN",
]


LEAD_UPS = (["/baocao"], ["1.2.1: 17", "1.2.2: 41"], ["1.2.1: 17; 1.2.2: 41", "giữ, ghi lý do"], ["hủy"])


def test_whatever_is_typed_is_answered(engine: Engine, talk: Talk, stored_district: District) -> None:
    lan = str(stored_district.officer.id)
    for lead_up in LEAD_UPS:
        for odd in ODD:
            lines = [*lead_up, odd]
            messages = [
                Incoming("terminal", f"{lead_up} {ODD.index(odd)} {n}", lan, text=line) for n, line in enumerate(lines)
            ]
            replies = talk.deliver(*messages)
            assert len(replies) == len(messages), odd[:20]
            assert "mã lỗi" not in text(replies), odd[:20]
    with Session(engine) as session:
        figures = session.exec(select(Figure).where(Figure.report_id == stored_district.report_id)).all()
    assert next(figure.amount for figure in figures if figure.row_key == "1.1") == int(HERS)
