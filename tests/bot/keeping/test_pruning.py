"""What is older than the office keeps it goes, once a day, a few rows at a time; what somebody still needs stays."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, SQLModel, select

from bot.channels.terminal import TERMINAL
from bot.keeping import pruning
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.people.invitations import invite, redeem
from bot.people.retention import Retention
from bot.people.wishes import Settlement, WishKind, WishOutcome, make_wish, settle_wish
from bot.receiving.inbox import Received
from bot.receiving.incoming_files import IncomingFile
from bot.reminders.announcements import Announcement, AnnouncementTo
from bot.running.app import App
from bot.sending.links import Link
from bot.sending.outbox import Waiting, put
from bot.storage.database import transaction
from tests.auditing import log_of, wrong_with
from tests.conftest import Clock, District
from tests.talking import Ear, Talk
from tracker.office.officers import Officer


def daily(engine: Engine, clock: Clock, retention: Retention | None = None) -> None:
    async def work() -> None:
        app = App(engine, {TERMINAL.name: Ear()}, clock)
        app.retention = retention or Retention()
        await app.drop_expired()
        await app.close()

    asyncio.run(work())


def counted(engine: Engine, table: str) -> int:
    with Session(engine) as session:
        return int(session.execute(select(func.count()).select_from(SQLModel.metadata.tables[table])).scalar_one())


def test_old_messages_go_and_drafts_with_their_undo_stay(
    engine: Engine, clock: Clock, stored_district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "AT_ONCE", 2)
    with transaction(engine) as session:
        join(session, "terminal", "lan", session.get_one(Officer, stored_district.officer.id), clock())
        make_wish(session, session.get_one(Officer, stored_district.officer.id), WishKind.CORRECT, "tên", clock())
    talk = Talk(engine, clock)
    talk.say("lan", "/baocao")
    talk.say("lan", "Nhóm nào cũng có số")
    talk.say("lan", "1.1: 17")
    kept = {table: counted(engine, table) for table in ("message_done", "place", "figure", "data_wish", "audit_line")}
    assert kept["message_done"]
    assert counted(engine, "received") == 3
    daily(engine, clock)
    assert (counted(engine, "received"), counted(engine, "outbox")) == (3, 3)
    clock.forward(days=31)
    daily(engine, clock)
    assert (counted(engine, "received"), counted(engine, "outbox")) == (0, 3)
    clock.forward(days=150)
    daily(engine, clock, Retention(sent=365))
    assert counted(engine, "outbox") == 3
    daily(engine, clock)  # once a day
    assert counted(engine, "outbox") == 3
    clock.forward(days=1)
    daily(engine, clock)
    assert counted(engine, "outbox") == 0
    left = {table: counted(engine, table) for table in kept}
    assert {**left, "audit_line": 0} == {**kept, "audit_line": 0}
    with Session(engine) as session:
        pruned = [line.subject for line in log_of(session) if line.step == "pruned"]
    assert pruned == ["messages received"] * 2 + ["messages sent"] * 2


def test_what_went_to_and_fro_with_a_stranger_goes_after_two_days(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    talk = Talk(engine, clock)
    talk.say("nobody", "xin chào")
    with transaction(engine) as session:
        join(session, "terminal", "lan", session.get_one(Officer, stored_district.officer.id), clock())
        put(session, [Outgoing("terminal", "lan", "chào"), Outgoing("zalo", "somebody", "not sent yet")], clock())
        session.add(Received(channel="terminal", external_id="of lan", address="lan", received_at=clock()))
    clock.forward(days=3)
    daily(engine, clock)
    with Session(engine) as session:
        assert [one.address for one in session.exec(select(Waiting))] == ["lan", "somebody"]
        assert [one.address for one in session.exec(select(Received))] == ["lan"]


def fill(session: Session, clock: Clock, district: District) -> None:
    """Something of each kind that is kept for a while, by an officer who has joined."""
    lan, now = session.get_one(Officer, district.officer.id), clock()
    join(session, "terminal", "lan", lan, now)
    join(session, "terminal", "desk", session.get_one(Officer, district.desk.id), now)
    invitation = invite(session, lan, now)
    redeem(session, invitation.digits, ("terminal", "lan 2"), now)
    wish = make_wish(session, lan, WishKind.CORRECT, "tên", now)
    settle_wish(session, wish, Settlement(WishOutcome.DONE), now)
    make_wish(session, lan, WishKind.DELETE, "", now)
    of_link = {"officer_id": lan.id, "unit_id": lan.unit_id, "channel": "zalo", "address": "z", "name": "a.xlsx"}
    session.add(Link.model_validate({"key": "k", "way": "tai", "expires_at": now, **of_link}))
    of_file = {"channel": "terminal", "address": "lan", "external_id": "1", "name": "a.xlsx", "size": 1, "ref": "r"}
    session.add(IncomingFile.model_validate({"not_before": now, **of_file}))
    said = Announcement(officer_id=district.desk.id, unit_id=lan.unit_id, text="Họp", at=now, after=0)
    session.add(said)
    session.flush()
    session.add(AnnouncementTo(announcement_id=said.id, officer_id=lan.id, unit_id=lan.unit_id, sent=True))
    session.flush()


KINDS = {"invitation": 90, "join_request": 30, "link": 90, "incoming_file": 30, "announcement": 180, "announcement_to": 180}


def test_each_kind_goes_at_its_age_with_the_log_whole(engine: Engine, clock: Clock, stored_district: District) -> None:
    with transaction(engine) as session:
        fill(session, clock, stored_district)
    for days in range(0, 200, 10):
        daily(engine, clock)
        left = {name: counted(engine, name) for name in KINDS}
        kept = {name: int(days <= KINDS[name] + 7 * (name == "invitation")) for name in KINDS}  # one lives for seven days
        assert left == kept, days
        clock.forward(days=10)
    assert counted(engine, "data_wish") == 2
    clock.forward(days=730)
    daily(engine, clock)
    assert counted(engine, "data_wish") == 1  # the one that nobody has answered
    assert wrong_with(engine) == []


@pytest.mark.usefixtures("district")
def test_a_clock_that_is_ahead_deletes_nothing(engine: Engine, clock: Clock) -> None:
    class Ahead:
        is_ahead = True

    Talk(engine, clock).say("nobody", "xin chào")
    clock.forward(days=400)

    async def work() -> None:
        app = App(engine, {TERMINAL.name: Ear()}, clock)
        app.machine = Ahead()  # type: ignore[assignment] # all that is asked of it
        await app.drop_expired()
        await app.close()

    asyncio.run(work())
    assert counted(engine, "received") == 1


def test_nothing_that_is_pruned_is_left_unnamed(clock: Clock) -> None:
    names = [kind.name for kind in pruning.kinds(Retention(), clock() + timedelta())]
    assert len(names) == len(set(names)) > 5
