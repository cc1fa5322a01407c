"""People: found by number, name or a part of it, and what their role lets them do."""

import pytest
from sqlmodel import Session, select

from tests.conftest import District
from tracker.kernel.errors import OfficerAmbiguous, OfficerUnknown
from tracker.office.officers import Officer, Role, add_officer, find_officer, may_fill, oversees, receives
from tracker.office.units import Unit, unit_by_code


@pytest.fixture
def commune(session: Session, district: District) -> Unit:
    assert district.officer.name == "Hoàng Thị Lan"
    return unit_by_code(session, "BAN-THI")


def test_an_officer_is_found_by_the_name_with_or_without_diacritics(session: Session, district: District) -> None:
    for name in ("Hoàng Thị Lan", "hoang thi lan", "HOÀNG THỊ LAN", " hoàng  thị   lan ", "Hoa\u0300ng Thi\u0323 Lan"):
        assert find_officer(session, name).id == district.officer.id


def test_an_officer_is_found_by_a_part_of_the_name(session: Session, district: District) -> None:
    for name in ("Lan", "lan", "hoang", "Thị Lan", "hoang thi"):
        assert find_officer(session, name).id == district.officer.id


def test_an_officer_is_found_by_number(session: Session, district: District) -> None:
    assert find_officer(session, str(district.desk.id)).id == district.desk.id
    assert find_officer(session, f" {district.officer.id} ").id == district.officer.id


@pytest.mark.usefixtures("district")
def test_nobody_is_found_by_what_fits_no_name(session: Session) -> None:
    for name in ("", "  ", "La", "Lann", "999", "Hoàng Lan", "%", "đ"):
        with pytest.raises(OfficerUnknown):
            find_officer(session, name)


def test_a_part_that_fits_two_people_is_ambiguous_and_names_both(session: Session, district: District, commune: Unit) -> None:
    other = add_officer(session, "Ma Thị Lan", commune, Role.LEADER)
    with pytest.raises(OfficerAmbiguous) as refused:
        find_officer(session, "lan")
    for officer in (district.officer, other):
        assert f"{officer.id} {officer.name}" in str(refused.value)
    assert find_officer(session, "ma thi lan").id == other.id
    assert find_officer(session, "Hoàng").id == district.officer.id


def test_the_whole_name_comes_before_a_part_of_another(session: Session, commune: Unit) -> None:
    short = add_officer(session, "Lan", commune, Role.OFFICER)
    assert find_officer(session, "lan").id == short.id


def test_who_has_left_is_not_found(session: Session, district: District) -> None:
    district.officer.active = False
    session.add(district.officer)
    session.flush()
    for name in ("Lan", str(district.officer.id)):
        with pytest.raises(OfficerUnknown):
            find_officer(session, name)


def test_adding_the_same_person_again_gives_the_same_officer_back_to_work(
    session: Session, district: District, commune: Unit
) -> None:
    district.officer.active = False
    again = add_officer(session, " hoang thi  lan", commune, Role.OFFICER)
    assert again.id == district.officer.id
    assert again.active
    leader = add_officer(session, "Hoàng Thị Lan", commune, Role.LEADER)
    elsewhere = add_officer(session, "Hoàng Thị Lan", unit_by_code(session, "XUAN-LAC"), Role.OFFICER)
    assert len({again.id, leader.id, elsewhere.id}) == 3
    assert len(session.exec(select(Officer)).all()) == 4


def test_everybody_but_administrators_fills_the_reports_of_their_own_unit(session: Session, commune: Unit) -> None:
    beside, above = unit_by_code(session, "XUAN-LAC"), unit_by_code(session, "CHO-DON")
    for role in Role:
        person = add_officer(session, "Ai Đó", commune, role)
        assert may_fill(person, commune.id) == (role is not Role.ADMIN)
        assert not may_fill(person, beside.id)
        assert not may_fill(person, above.id)
        person.active = False
        assert not may_fill(person, commune.id)


def test_desks_and_administrators_oversee_their_own_subtree(session: Session, commune: Unit) -> None:
    above, other = unit_by_code(session, "CHO-DON"), Unit(code="NA-RI", name="Na Rì", level="huyện")
    session.add(other)
    for role in Role:
        person = add_officer(session, "Ai Đó", above, role)
        allowed = role in {Role.DESK, Role.ADMIN}
        assert oversees(session, person, above.id) == allowed
        assert oversees(session, person, commune.id) == allowed
        assert not oversees(session, person, other.id)
        assert not oversees(session, add_officer(session, "Người Dưới", commune, role), above.id)
        assert receives(session, person, commune.id) == allowed
        assert not receives(session, person, above.id), "nobody decides on the reports of their own unit"
        person.active = False
        assert not oversees(session, person, above.id)
