"""What is held of a person, what they wish, and their end, at the command line; what is older than it is kept."""

import json
import re
from datetime import timedelta

from sqlalchemy import text
from sqlmodel import Session, select

from bot.people.addresses import Address, join
from bot.people.wishes import DataWish
from bot.receiving.inbox import Received
from bot.running.clock import system_clock
from bot.sending.links import Link
from bot.sending.outbox import Waiting
from bot.storage.database import make_engine, transaction
from tests.bot.cli.staff.test_cli_officers import kept, staffed  # noqa: F401 - the fixture
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tracker.audit.log import Tool, act_as
from tracker.office.officers import Officer

NAME, PHONE = "Ma Thị Hòa", "0912 345 678"


def test_what_is_held_of_a_person_is_shown_and_that_it_was(staffed: Office) -> None:  # noqa: F811 - the fixture
    found = json.loads(staffed.does("person", "show", "1", "--json"))
    assert (found["name"], found["phone"], found["unit"]) == (NAME, PHONE, "BAN-THI")
    assert found["accounts"] == [{"zalo": "z1"}, {"telegram": "7001"}]
    assert found["messages_sent"] == {"rows": 0, "kept_days": 180}
    assert [line["what"] for line in json.loads(staffed.does("person", "show", "1", "--json"))["seen_by"]][-1] == "seen"
    assert "0912 345 678" in staffed.does("person", "show", "Ma Thị Hòa")
    assert "dunghan officer list" in staffed.refuses("person", "show", "99")


def test_a_wish_on_paper_is_entered_listed_and_answered_once(staffed: Office) -> None:  # noqa: F811 - the fixture
    assert "Wish 1 of Ma Thị Hòa to correct" in staffed.does("person", "wish", "1", "correct", "--text", "tên đúng là Hoà")
    (waiting,) = json.loads(staffed.does("person", "wishes", "--json"))
    assert (waiting["number"], waiting["person"], waiting["text"]) == (1, 1, "tên đúng là Hoà")
    assert "done; they are told" in staffed.does("person", "answer", "1", "--text", "Đã sửa")
    assert "đã làm: Đã sửa" in kept(staffed)[2][-1]
    assert "settled already" in staffed.refuses("person", "answer", "1", "--text", "Đã sửa")
    assert "no wish of number 7" in staffed.refuses("person", "answer", "7", "--text", "x")
    assert staffed.does("person", "wishes") == ""


def test_a_person_is_erased_after_a_yes_and_the_log_verifies(staffed: Office) -> None:  # noqa: F811 - the fixture
    staffed.does("officer", "edit", "1", "--name", "Ma Thị Hoài")
    staffed.does("person", "wish", "1", "delete", "--text", "chuyển công tác")
    before = staffed.does("audit", "verify").rpartition("Head: ")[2].strip()
    assert staffed.run("person", "erase", "1").code == 1
    assert kept(staffed)[0][0].active
    assert "Erased: Cán bộ đã xóa 1, 2 accounts." in staffed.does("person", "erase", "1", "--yes")
    officers, addresses, told = kept(staffed)
    assert (officers[0].name, officers[0].phone, officers[0].active, addresses) == ("Cán bộ đã xóa 1", "", False, [])
    assert "đã được xóa" in told[-1]
    engine = make_engine(staffed.database_url)
    with Session(engine) as session:
        assert session.exec(select(DataWish)).one().text == ""
        lines = str(session.execute(text("SELECT * FROM audit_line")).all())
        log = re.sub(r"[0-9a-f]{64}", "", lines)  # a seal may hold any digits
    engine.dispose()
    for words in (NAME, "Ma Thị Hoài", PHONE, "7001", "z1"):
        assert words not in log, words
    assert "without the name of a person who was erased" in staffed.does("audit", "verify")
    staffed.does("audit", "verify", "--head", before)
    assert "erased already" in staffed.refuses("person", "erase", "1", "--yes")


def test_one_who_has_ended_is_erased_too_and_the_only_administrator_is_not(staffed: Office) -> None:  # noqa: F811 - the fixture
    staffed.does("officer", "end", "1")
    staffed.does("person", "erase", "1", "--yes")
    engine = make_engine(staffed.database_url)
    with Session(engine) as session:
        lines = str(session.execute(text("SELECT * FROM audit_line")).all())
        log = re.sub(r"[0-9a-f]{64}", "", lines)  # a seal may hold any digits
        assert session.execute(text("SELECT count(*) FROM outbox")).scalar() == 0
    engine.dispose()
    assert "7001" not in log
    staffed.does("officer", "invite", "--unit", "CHO-DON", "--name", "Quản Trị", "--role", "admin")
    assert "the only administrator" in staffed.refuses("person", "erase", "3", "--yes")
    assert "Quản Trị" in staffed.does("officer", "list")
    staffed.does("audit", "verify")


def test_a_shared_telephone_keeps_what_is_its_new_owners(staffed: Office) -> None:  # noqa: F811 - the fixture
    engine = make_engine(staffed.database_url)
    now = system_clock()
    with transaction(engine) as session:
        act_as(session, Tool("telegram", now))
        join(session, "telegram", "7001", session.get_one(Officer, 2), now)
        for name, at in (("old", now - timedelta(days=1)), ("new", now + timedelta(minutes=1))):
            session.add(Received(channel="telegram", address="7001", external_id=name, received_at=at))
    staffed.does("person", "erase", "1", "--yes")
    with Session(engine) as session:
        assert [one.officer_id for one in session.exec(select(Address))] == [2]
        left = session.execute(text("SELECT external_id FROM received")).scalars().all()
    engine.dispose()
    assert left == ["new"]


def test_what_is_older_than_it_is_kept_is_counted_then_deleted(staffed: Office) -> None:  # noqa: F811 - the fixture
    staffed.does("officer", "edit", "1", "--role", "leader")
    engine = make_engine(staffed.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET put_at = '2020-01-01 00:00:00', sent_at = '2020-01-01 00:00:00'"))
        connection.execute(text("UPDATE link SET expires_at = '2020-01-01 00:00:00'"))
    counted = {one["name"]: one["rows"] for one in json.loads(staffed.does("db", "prune", "--dry-run", "--json"))}
    assert (counted["messages sent"], counted["links"], counted["messages received"]) == (1, 1, 0)
    assert "2 rows would be deleted." in staffed.does("db", "prune", "--dry-run")
    assert "2 rows were deleted." in staffed.does("db", "prune")
    assert "0 rows were deleted." in staffed.does("db", "prune")
    with Session(engine) as session:
        assert session.exec(select(Waiting)).all() == []
        assert session.exec(select(Link)).all() == []
    engine.dispose()
    assert "pruned\t-\t-\tlinks\t-\t1\t90 days" in staffed.does("audit")
    staffed.does("audit", "verify")
