"""What others were told of an erased person says the pseudonym since, and nothing of anybody else is touched."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.errors.rights import ErasedAlready
from bot.keeping.erasing import erase_person
from bot.messages.messages import Outgoing
from bot.people.addresses import Address, join
from bot.people.invitations import Invitation, invite
from bot.sending.outbox import Waiting, put
from bot.storage.database import transaction
from tests.auditing import wrong_with
from tests.conftest import Clock, District
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code

PSEUDONYM = "Cán bộ đã xóa 1"


@pytest.mark.parametrize("phone", ["0912 345 678", "0912345678", "+84 912 345 678", "+84912345678"])
def test_others_messages_and_choices_say_the_pseudonym(
    engine: Engine, clock: Clock, stored_district: District, phone: str
) -> None:
    told = f"Gọi Hoàng Thị Lan ({phone}); Hoàng Thị Lan Anh đã nộp, số {phone}9"
    with transaction(engine) as session:
        lan = session.get_one(Officer, stored_district.officer.id)
        lan.phone = phone
        session.add(lan)
        add_officer(session, "Hoàng Thị Lan Anh", unit_by_code(session, "DONG-LAC"), Role.OFFICER)
        join(session, "terminal", "desk", session.get_one(Officer, stored_district.desk.id), clock())
        session.get_one(Address, ("terminal", "desk")).told = [["Hoàng Thị Lan", "|person 1"]]
        put(session, [Outgoing("terminal", "desk", told)], clock())
        invite(session, lan, clock())
    with transaction(engine) as session:
        erase_person(session, session.get_one(Officer, stored_district.officer.id), PSEUDONYM, clock())
    with Session(engine) as session:
        (sent,) = session.exec(select(Waiting)).all()
        assert sent.outgoing.text == f"Gọi {PSEUDONYM} ({PSEUDONYM}); Hoàng Thị Lan Anh đã nộp, số {phone}9"
        assert session.get_one(Address, ("terminal", "desk")).told == [[PSEUDONYM, "|person 1"]]
        assert session.exec(select(Invitation)).all() == []
        assert "Hoàng Thị Lan Anh" in session.exec(select(Officer.name)).all()
    assert wrong_with(engine) == []
    with pytest.raises(ErasedAlready), transaction(engine) as session:
        erase_person(session, session.get_one(Officer, stored_district.officer.id), PSEUDONYM, clock())
