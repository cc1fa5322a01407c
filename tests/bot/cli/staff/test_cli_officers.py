"""Officers by command: changed, moved, ended, one account ended; everything said, told and kept in the log."""

import json
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session, select

from bot.people.addresses import Address, join
from bot.running.clock import system_clock
from bot.sending.links import Link
from bot.sending.outbox import Waiting
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tracker.office.officers import Officer


@pytest.fixture
def staffed(bare_office: Office) -> Office:  # noqa: F811 - the fixture
    """Two communes with an officer in one of them, who has joined on two channels."""
    book = Workbook()
    for line in (
        ("Code", "Name", "Level", "Parent"),
        ("CHO-DON", "Chợ Đồn", "huyện", None),
        ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
        ("XUAN-LAC", "Xuân Lạc", "xã", "CHO-DON"),
    ):
        book.worksheets[0].append(line)
    book.save(bare_office.folder / "units.xlsx")
    bare_office.does("unit", "import", "units.xlsx")
    bare_office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Ma Thị Hòa", "--phone", "0912 345 678")
    bare_office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Ma Thị Hóa")
    engine = make_engine(bare_office.database_url)
    with transaction(engine) as session:
        for channel, address in (("telegram", "7001"), ("zalo", "z1")):
            join(session, channel, address, session.get_one(Officer, 1), system_clock())
        facts: dict[str, Any] = {
            "officer_id": 1,
            "unit_id": 2,
            "channel": "telegram",
            "address": "7001",
            "way": "tai",
            "name": "a.xlsx",
        }
        session.add(Link(key="k", expires_at=system_clock().replace(year=2100), **facts))
    engine.dispose()
    return bare_office


def kept(office: Office) -> tuple[list[Officer], list[Address], list[str]]:
    engine = make_engine(office.database_url)
    with Session(engine) as session:
        found = (
            list(session.exec(select(Officer).order_by(Officer.id))),  # type: ignore[arg-type]
            list(session.exec(select(Address))),
            [json.loads(row.body)["text"] for row in session.exec(select(Waiting))],
        )
    engine.dispose()
    return found


def test_two_whose_names_are_alike_are_listed_as_two(staffed: Office) -> None:
    listed = json.loads(staffed.does("officer", "list", "--json"))
    assert [(one["number"], one["name"], one["channels"]) for one in listed] == [
        (1, "Ma Thị Hòa", ["telegram", "zalo"]),
        (2, "Ma Thị Hóa", []),
    ]
    assert "fits several officers" in staffed.refuses("officer", "edit", "ma thi hoa", "--phone", "")
    assert "2 Ma Thị Hóa" in staffed.does("officer", "edit", "Ma Thị Hóa", "--phone", "0988 777 666")


def test_a_person_is_changed_and_told_of_another_role(staffed: Office) -> None:
    said = staffed.does("officer", "edit", "1", "--name", "Ma Thị Hoài", "--role", "leader", "--phone", "")
    assert "1 Ma Thị Hoài, leader of xã Bản Thi, no telephone number" in said
    assert "nothing to change" in staffed.does("officer", "edit", "1", "--role", "leader")
    assert kept(staffed)[2] == ["Từ nay anh/chị là lãnh đạo của xã Bản Thi."]
    assert "is no telephone number" in staffed.refuses("officer", "edit", "1", "--phone", "12")
    assert staffed.run("officer", "edit", "1").code == 2


def test_inviting_a_namesake_in_another_role_asks_whether_it_is_one_person(staffed: Office) -> None:
    done = staffed.run("officer", "invite", "--unit", "BAN-THI", "--name", "Ma Thị Hòa", "--role", "leader")
    assert done.code == 0
    assert "1 Ma Thị Hòa is officer of xã Bản Thi as well; one person?" in done.err


def test_a_person_moves(staffed: Office) -> None:
    assert "moved from xã Bản Thi to xã Xuân Lạc" in staffed.does("officer", "move", "1", "--unit", "XUAN-LAC")
    officers, _, told = kept(staffed)
    assert officers[0].unit_id != officers[1].unit_id
    assert "Từ nay anh/chị là cán bộ của xã Xuân Lạc" in told[0]
    assert "dunghan unit list" in staffed.refuses("officer", "move", "1", "--unit", "NOWHERE")


def test_a_person_ends_with_accounts_links_and_invitations(staffed: Office) -> None:
    assert "2 accounts ended" in staffed.does("officer", "end", "1")
    officers, addresses, told = kept(staffed)
    assert (officers[0].active, addresses, len(told)) == (False, [], 2)
    assert "dunghan officer list" in staffed.refuses("officer", "end", "1")
    lines = staffed.does("audit")
    for step in ("officer\tended", "address\tended", "link\tmade void"):
        assert step in lines
    staffed.does("audit", "verify")
    staffed.does("officer", "invite", "--unit", "BAN-THI", "--name", "Ma Thị Hòa")
    officers, addresses, _ = kept(staffed)
    assert (officers[0].active, addresses, len(officers)) == (True, [], 2)  # back again, but with no old account


def test_one_account_ends(staffed: Office) -> None:
    assert "1 accounts on zalo ended" in staffed.does("officer", "end-address", "1", "--channel", "zalo")
    assert [one.channel for one in kept(staffed)[1]] == ["telegram"]
    assert "no such account on zalo" in staffed.refuses("officer", "end-address", "1", "--channel", "zalo")


def test_the_only_administrator_stays(staffed: Office) -> None:
    staffed.does("officer", "invite", "--unit", "CHO-DON", "--name", "Quản Trị", "--role", "admin")
    assert "the only administrator" in staffed.refuses("officer", "end", "3")
    assert "the only administrator" in staffed.refuses("officer", "edit", "3", "--role", "desk")
