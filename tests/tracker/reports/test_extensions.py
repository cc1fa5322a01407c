"""Extensions: one report gets more time; what the others owe, and when, stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import open_rows, record_figure
from tests.conftest import Clock, District
from tests.talking import Talk
from tests.talking import text as read
from tracker.kernel.errors import ExtensionDecided, ExtensionPointless, ExtensionWaiting, ReasonMissing, ReportLocked, TooEarly
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.extensions import Extension, ask_extension, grant_extension, refuse_extension, waiting_extensions
from tracker.reports.reports import Report, ReportEvent, Source
from tracker.reports.rounds import Round
from tracker.review.standing import round_standing
from tracker.review.submission import submit_report

DUE = demo.START.replace(day=15, hour=17)
WANTED = DUE + timedelta(days=3)
LATER = DUE + timedelta(days=2)


@pytest.fixture
def desk(district: District) -> Source:
    return Source(district.desk.id, demo.START + timedelta(hours=1), "test")


def ask(session: Session, district: District) -> Extension:
    return ask_extension(session, district.report(session), WANTED, " chờ số liệu của công an ", district.source)


def hand_in(session: Session, district: District, source: Source) -> None:
    report = district.report(session)
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), source)
    submit_report(session, report, source)


def events(session: Session, report: Report) -> list[tuple[str, int, str]]:
    wanted = select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(col(ReportEvent.id))
    return [(event.what, event.officer_id, event.reason) for event in session.exec(wanted)]


def test_what_is_granted_changes_one_report_alone(session: Session, district: District, desk: Source) -> None:
    report = district.report(session)
    report.locks_at, report.moved_from = DUE + timedelta(days=5), date(2024, 3, 14)
    extension = ask(session, district)
    grant_extension(session, extension, LATER, desk)
    session.flush()
    session.expire_all()
    assert (report.due_at, report.locks_at) == (LATER, LATER + timedelta(days=5))
    assert not report.moved_from
    assert (extension.granted_due_at, extension.decided_by_id, extension.decided_at) == (LATER, desk.officer_id, desk.at)
    others = session.exec(select(Report.due_at).where(Report.id != report.id)).all()
    assert set(others) == {session.exec(select(Round)).one().due_at} == {DUE}
    assert events(session, report) == [
        ("extension_asked", district.officer.id, "chờ số liệu của công an"),
        ("extension_granted", district.desk.id, ""),
    ]


def test_the_granted_time_decides_on_time_or_late(session: Session, district: District, desk: Source) -> None:
    grant_extension(session, ask(session, district), LATER, desk)
    hand_in(session, district, replace(district.source, at=LATER))
    session.flush()
    standing = round_standing(session, session.exec(select(Round)).one(), unit_by_code(session, "CHO-DON"))
    assert (standing.on_time, standing.late, standing.not_yet) == (1, 0, 4)


def test_everything_that_the_officer_reads_says_the_granted_time(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        decided_by = Source(stored_district.desk.id, demo.START, "test")
        grant_extension(session, ask(session, stored_district), LATER, decided_by)
    talk, lan = Talk(engine, clock), str(stored_district.officer.id)
    clock.now = LATER - timedelta(days=2, hours=1)
    said = {
        "reminder": read([message for message in talk.remind() if message.address == lan]),
        "menu": read(talk.say(lan, "xin chào")),
        "opening": read(talk.say(lan, "/baocao")),
        "going on": read(talk.say(lan, "1.1: 5")) + read(talk.say(lan, "hủy")) + read(talk.say(lan, "/baocao")),
    }
    for where, words in said.items():
        assert "17:00 Chủ nhật 17/3/2024" in words, where
        assert "thứ Sáu 15/3" not in words, where


def test_what_is_refused_leaves_the_due_time_and_says_why(session: Session, district: District, desk: Source) -> None:
    extension = ask(session, district)
    with pytest.raises(ReasonMissing):
        refuse_extension(session, extension, " ", desk)
    assert extension.decided_at is None
    refuse_extension(session, extension, "tỉnh đã chốt", desk)
    report = district.report(session)
    assert (report.due_at, extension.granted_due_at, extension.refusal) == (DUE, None, "tỉnh đã chốt")
    assert events(session, report)[-1] == ("extension_refused", district.desk.id, "tỉnh đã chốt")


def test_an_extension_is_decided_once(session: Session, district: District, desk: Source) -> None:
    extension = ask(session, district)
    grant_extension(session, extension, LATER, desk)
    with pytest.raises(ExtensionDecided):
        grant_extension(session, extension, WANTED, desk)
    with pytest.raises(ExtensionDecided):
        refuse_extension(session, extension, "muộn rồi", desk)
    assert district.report(session).due_at == LATER


def test_one_extension_waits_at_a_time_and_another_may_follow(session: Session, district: District, desk: Source) -> None:
    first = ask(session, district)
    with pytest.raises(ExtensionWaiting):
        ask(session, district)
    refuse_extension(session, first, "chưa rõ lý do", desk)
    assert ask(session, district).id != first.id


def test_an_extension_is_of_more_time_with_a_reason(session: Session, district: District, desk: Source) -> None:
    report, source = district.report(session), district.source
    for wanted in (DUE, DUE - timedelta(days=1)):
        with pytest.raises(TooEarly):
            ask_extension(session, report, wanted, "chờ số liệu", source)
    with pytest.raises(TooEarly):  # later than the due time, but past
        ask_extension(session, report, WANTED, "chờ số liệu", replace(source, at=WANTED))
    with pytest.raises(ReasonMissing):
        ask_extension(session, report, WANTED, "\n", source)
    extension = ask(session, district)
    with pytest.raises(TooEarly):
        grant_extension(session, extension, DUE, desk)
    assert (extension.decided_at, report.due_at) == (None, DUE)


def test_a_report_that_is_locked_or_handed_in_gets_no_extension(session: Session, district: District) -> None:
    report = district.report(session)
    report.locks_at = DUE
    with pytest.raises(ReportLocked):
        ask_extension(session, report, WANTED, "chờ số liệu", replace(district.source, at=DUE + timedelta(seconds=1)))
    hand_in(session, district, district.source)
    with pytest.raises(ExtensionPointless):
        ask(session, district)


def test_the_desk_sees_what_waits_in_its_subtree(session: Session, district: District, desk: Source) -> None:
    other = session.exec(select(Report).where(Report.unit_id == unit_by_code(session, "XUAN-LAC").id)).one()
    later = ask_extension(session, other, WANTED, "mất điện", replace(district.source, at=demo.START + timedelta(hours=2)))
    first = ask(session, district)

    def waiting(code: str) -> list[int]:
        return [extension.id for extension, _ in waiting_extensions(session, unit_by_code(session, code))]

    assert waiting("CHO-DON") == [first.id, later.id]
    assert waiting("XUAN-LAC") == [], "a unit decides about those below it, not about its own"
    assert waiting("YEN-THINH") == []
    refuse_extension(session, later, "đã có điện", desk)
    assert waiting("CHO-DON") == [first.id]
    hand_in(session, district, district.source)
    assert waiting("CHO-DON") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "decided_at = asked_at",
        "decided_by_id = asked_by_id",
        "granted_due_at = wanted_due_at",
        "refusal = 'không'",
        "decided_at = asked_at, decided_by_id = asked_by_id",
        "decided_at = asked_at, decided_by_id = asked_by_id, granted_due_at = wanted_due_at, refusal = 'không'",
        "report_id = 999",
    ],
)
def test_the_database_takes_no_half_decided_extension(engine: Engine, stored_district: District, wrong: str) -> None:
    with transaction(engine) as session:
        ask(session, stored_district)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(f"UPDATE extension SET {wrong}"))  # noqa: S608 - ours
