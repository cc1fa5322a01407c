"""Whoever owns the database alters it by hand: every table that the log speaks of tells, whoever holds the key."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import select as sql_select
from sqlmodel import Session, select

from bot.people.addresses import join
from bot.people.invitations import invite
from bot.people.web_sessions import WebSession
from bot.people.wishes import DataWish
from bot.reminders.announcements import announce
from bot.reminders.notes import nudge
from bot.sending.links import Link, drop_expired_files
from bot.storage.database import make_engine, transaction
from tests.auditing import log_of, spoil, verified, wrong_with
from tests.by_row import record_figure
from tests.conftest import District
from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import SEALED, seal
from tracker.audit.row_seals import WATCHED, watched
from tracker.audit_log.verifying import Wrong
from tracker.calendar.working_days import swap_day
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.files import keep_file
from tracker.forms.rules import Level
from tracker.narrative.templates import keep_template
from tracker.narrative.words import HeadingWords, give_words
from tracker.office.officers import Officer
from tracker.office.units import unit_by_code
from tracker.reports.comments import comment_on
from tracker.reports.entry import Entry
from tracker.reports.extensions import ask_extension
from tracker.reports.reports import Source, State
from tracker.reports.rounds import Round
from tracker.review.reasons import explain
from tracker.review.struck import StruckKind
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import TaskEvent, TaskFile

KEY = SealKey.of("a key of the tests, thirty-two characters long")
PLANTED = {
    "made an administrator": ("UPDATE officer SET role = 'admin' WHERE id = {lan}", "officer {lan}"),
    "another name": ("UPDATE officer SET name = 'X' WHERE id = {lan}", "officer {lan}"),
    "revived": ("UPDATE officer SET active = false WHERE id = {thu}", "officer {thu}"),
    "another unit": ("UPDATE officer SET unit_id = 1 WHERE id = {lan}", "officer {lan}"),
    "another telephone": ("UPDATE officer SET phone = '0999' WHERE id = {lan}", "officer {lan}"),
    "turned account": ("UPDATE address SET officer_id = {thu} WHERE address = 'lan'", "address terminal lan"),
    "taken account": ("UPDATE address SET address = 'evil' WHERE address = 'lan'", "address terminal"),
    "ended account": ("DELETE FROM address WHERE address = 'lan'", "address terminal lan: is gone"),
    "slipped in account": (
        (
            "INSERT INTO address (channel, address, officer_id, used_at, told, told_earlier)"
            " SELECT 'zalo', 'evil', {thu}, used_at, told, told_earlier FROM address WHERE address = 'lan'"
        ),
        "address zalo evil: was put in",
    ),
    "moved unit": ("UPDATE unit SET parent_id = NULL WHERE code = 'BAN-THI'", "unit"),
    "renamed unit": ("UPDATE unit SET name = 'X' WHERE code = 'BAN-THI'", "unit"),
    "ended unit": ("UPDATE unit SET valid_until = '2024-12-31' WHERE code = 'BAN-THI'", "unit"),
    "round's due time": ("UPDATE round SET due_at = '2030-01-01 00:00:00+00:00'", "round 1"),
    "round's basis": ("UPDATE round SET basis = 'X'", "round 1"),
    "round's window": ("UPDATE round SET window_to = '2030-01-01'", "round 1"),
    "deleted event": ("DELETE FROM report_event WHERE id = (SELECT min(id) FROM report_event)", "report_event 1: is gone"),
    "who took a step": ("UPDATE report_event SET officer_id = {thu} WHERE id = 1", "report_event 1"),
    "when a step was taken": ("UPDATE report_event SET at = '2020-01-01 00:00:00+00:00' WHERE id = 1", "report_event 1"),
    "earlier figure's value": ("UPDATE earlier_figure SET amount = '9'", "earlier_figure 1"),
    "earlier figure's author": ("UPDATE earlier_figure SET officer_id = {thu}", "earlier_figure 1"),
    "earlier figure gone": ("DELETE FROM earlier_figure", "earlier_figure 1: is gone"),
    "figure's author": ("UPDATE figure SET officer_id = {thu} WHERE row_key = '1.2.1'", "nobody entered that"),
    "figure's time": ("UPDATE figure SET at = '2020-01-01 00:00:00+00:00' WHERE row_key = '1.2.1'", "nobody entered that"),
    "figure's value": ("UPDATE figure SET amount = '9' WHERE row_key = '1.2.1'", "row 1.2.1"),
    "task's due day": ("UPDATE task SET due_on = '2030-01-01'", "task 1"),
    "task's title": ("UPDATE task SET title = 'X'", "task 1"),
    "task's event": ("DELETE FROM task_file; DELETE FROM task_event", "task_event 1: is gone"),
    "extension's day": ("UPDATE extension SET wanted_due_at = '2030-01-01 00:00:00+00:00'", "extension 1"),
    "extension's reason": ("UPDATE extension SET reason = 'X'", "extension 1"),
    "explanation": ("UPDATE explanation SET reason = 'X'", "explanation 1"),
    "explanation gone": ("DELETE FROM explanation", "explanation 1: is gone"),
    "comment's text": ("UPDATE report_comment SET text = 'X'", "report_comment 1"),
    "swapped day": ("UPDATE day_swap SET note = 'X'", "day_swap"),
    "form's rows": ("UPDATE form_version SET body = replace(body, 'decimal', 'integer')", "form_version 1"),
    "form's version": ("UPDATE form_version SET version = 99 WHERE id = 1", "form_version 1"),
    "invitation prolonged": ("UPDATE invitation SET expires_at = '2030-01-01 00:00:00+00:00'", "invitation 1"),
    "invitation for somebody else": ("UPDATE invitation SET officer_id = {thu}", "invitation 1"),
    "slipped in invitation": (
        (
            "INSERT INTO invitation (id, code_hash, link_hash, officer_id, expires_at)"
            " SELECT 99, 'mine', 'mine too', {thu}, expires_at FROM invitation"
        ),
        "invitation 99: was put in",
    ),
    "announcement's words": ("UPDATE announcement SET text = 'X'", "announcement 1"),
    "who has read it": ("UPDATE announcement_to SET read_at = '2024-03-14 00:00:00+00:00'", "announcement_to 1"),
    "slipped in nudge": (
        "INSERT INTO nudge (id, round_id, unit_id, officer_id, at) SELECT 99, round_id, unit_id, {lan}, at FROM nudge",
        "nudge 99: was put in",
    ),
    "link for somebody else": ("UPDATE link SET officer_id = {thu}", "link key"),
    "link that lives on": ("UPDATE link SET expires_at = '2030-01-01 00:00:00+00:00'", "link key"),
    "browser let in for somebody else": ("UPDATE web_session SET officer_id = {thu}", "web_session browser {lan}"),
    "wish withdrawn": ("UPDATE data_wish SET outcome = 'withdrawn'", "data_wish 1"),
    "proof of a task": ("UPDATE task_file SET name = 'other.pdf'", "task_file 1"),
    "content of a proof": ("UPDATE task_file SET content = (SELECT content FROM form_file)", "task_file 1"),
    "workbook of a form": ("DELETE FROM form_file", "form_file 1: is gone"),
    "question struck": ("DELETE FROM struck_kind", "struck_kind"),
    "template": ("UPDATE written_template SET name = 'other.docx'", "written_template 1"),
    "words of a written report": ("UPDATE words_of_heading SET words = 'X'", "words_of_heading 1"),
    "rows and seals gone": (
        "DELETE FROM address WHERE address = 'lan'; DELETE FROM row_seal WHERE key = 'terminal lan'",
        "address: does not add up",
    ),
    "rows and seals as they stood": (
        "DELETE FROM task_file; DELETE FROM task_event; DELETE FROM row_seal WHERE name = 'task_event'",
        "task_event: does not add up",
    ),
}


@pytest.fixture
def sealed(database_url: str, set_up_district: Callable[[Session], District]) -> Iterator[tuple[Engine, District]]:
    """An office with something in every watched table but schedules and co-units, sealed with a key."""
    engine = make_engine(database_url, KEY)
    with transaction(engine) as session:
        district = set_up_district(session)
        join(session, "terminal", "lan", session.get_one(Officer, district.officer.id), district.source.at)
        swap_day(session, date(2026, 1, 2), "bù", working=False)
        invite(session, session.get_one(Officer, district.officer.id), district.source.at)
    for number, value in (("1.2.1", 3), ("1.2.1", 4), ("1.2.2", 2)):
        with transaction(engine) as session:
            record_figure(session, district.report(session), number, Entry.number(value), district.source)
    with transaction(engine) as session:
        report, source = district.report(session), district.source
        ask_extension(session, report, report.due_at + timedelta(days=3), "mưa lũ", source)
        rule = next(rule for rule in official_form("ban-thi-2024").rules if rule.level is not Level.BLOCK)
        explain(session, report, rule, "vì thế", source)
        desk = Source(district.desk.id, source.at, "terminal")
        new = NewTask(title="Nộp kế hoạch", assigned_on=date(2024, 3, 13), due_on=date(2024, 4, 1))
        assign_task(session, new, unit_by_code(session, "BAN-THI"), desk)
        _keep_the_rest(session, district)
        before, report.state = report.state, State.SUBMITTED
        comment_on(session, report, Cell("1.2.1"), "Xem lại", desk)
        report.state = before
    yield engine, district
    engine.dispose()


def _keep_the_rest(session: Session, district: District) -> None:
    """What was sent, files, words, wishes and browsers."""
    lan, desk = (session.get_one(Officer, one.id) for one in (district.officer, district.desk))
    report, at = district.report(session), district.source.at
    tomorrow = at + timedelta(days=1)
    announce(session, desk, [lan], "Mai họp", at)
    nudge(session, desk, session.get_one(Round, report.round_id), at)
    keep_file(session, 1, b"a workbook")
    keep_template(session, unit_by_code(session, "CHO-DON"), "ban-thi-2024", ("mau.docx", b"a document"), at)
    give_words(session, report, {"I": HeadingWords("Đã làm", lan.id, at)}, district.source)
    theirs: dict[str, Any] = {"officer_id": lan.id, "unit_id": lan.unit_id, "channel": "terminal", "address": "lan"}
    session.add_all(
        (
            StruckKind(form_code="ban-thi-2024", kind="unlike", at=at),
            TaskFile(event_id=session.exec(select(TaskEvent.id)).one(), name="proof.pdf", content=b"a proof"),
            Link(key="key", way="tai", name="file", content=b"a file", expires_at=tomorrow, **theirs),
            WebSession(
                token_hash=f"browser {lan.id}", role=lan.role, made_at=at, expires_at=at + timedelta(hours=1), **theirs
            ),
            DataWish(officer_id=lan.id, kind="delete", text="", asked_at=at, due_on=at.date()),
        )
    )
    session.flush()
    drop_expired_files(session, at + timedelta(days=2))  # of which nothing is said


def test_what_the_program_wrote_verifies_and_each_table_is_there(sealed: tuple[Engine, District]) -> None:
    engine, _ = sealed
    assert wrong_with(engine, KEY) == []
    with engine.connect() as connection:
        empty = {name for name in WATCHED if connection.execute(sql_select(watched(name))).first() is None}
    assert empty == {"schedule", "task_co_unit"}
    assert len(PLANTED) >= 30


@pytest.mark.parametrize("what", PLANTED)
def test_each_manipulation_is_named(sealed: tuple[Engine, District], what: str) -> None:
    engine, district = sealed
    change, said = (
        text.replace("{lan}", str(district.officer.id)).replace("{thu}", str(district.desk.id)) for text in PLANTED[what]
    )
    spoil(engine, *change.split("; "))
    found = wrong_with(engine, KEY)
    assert any(said in line for line in found), found
    with transaction(engine) as session:  # the office goes on working, and that launders nothing
        join(session, "terminal", "thu", session.get_one(Officer, district.desk.id), district.source.at)
        record_figure(session, district.report(session), "1.1", Entry.number(5), district.source)
    assert any(said in line for line in wrong_with(engine, KEY))


def test_sums_turned_back_are_seen_after_the_office_worked_on(sealed: tuple[Engine, District]) -> None:
    engine, district = sealed
    spoil(
        engine,
        "DELETE FROM address WHERE address = 'lan'",
        "DELETE FROM row_seal WHERE key = 'terminal lan'",
        "DELETE FROM table_seal WHERE name = 'address'",
    )
    with transaction(engine) as session:
        join(session, "terminal", "thu", session.get_one(Officer, district.desk.id), district.source.at)
    assert any("address: does not add up" in line for line in wrong_with(engine, KEY))


def test_seals_written_anew_without_the_key_are_seen(sealed: tuple[Engine, District]) -> None:
    engine, _ = sealed
    spoil(engine, "UPDATE officer SET role = 'admin'", "DELETE FROM row_seal", "DELETE FROM table_seal")
    assert any("officer" in line for line in wrong_with(engine, KEY))


def test_a_chain_written_anew_with_the_key_is_told_by_the_head_alone(sealed: tuple[Engine, District]) -> None:
    engine, _ = sealed
    head = verified(engine, KEY)[0].head
    with Session(engine) as session:
        lines = [line.model_dump() for line in log_of(session)]
    before, anew = "", list[str]()
    for line in lines:
        line["origin"] = "cli somebody else" if line["number"] == 1 else line["origin"]
        before = seal(KEY if line["mark"] else NO_KEY, before, [line[name] for name in SEALED])
        anew.append(f"UPDATE audit_line SET hash = '{before}' WHERE number = {line['number']}")  # noqa: S608 - our own
    spoil(engine, "UPDATE audit_line SET origin = 'cli somebody else' WHERE number = 1", *anew)
    assert wrong_with(engine, KEY) == []
    assert wrong_with(engine, KEY, head=head) == [Wrong.HEAD_UNKNOWN.value.format(head=head)]
