"""People are changed, moved and ended, each in the log; the last administrator stays."""

import pytest
from sqlmodel import Session

from tests.conftest import District
from tracker.audit.log import Journal
from tracker.kernel.errors import LastAdministrator, NameMissing, PhoneWrong
from tracker.kernel.keeping import kept
from tracker.office.officers import Role, add_officer, find_officer, may_fill
from tracker.office.staff import OfficerChange, change_officer, end_officer, may_manage, move_officer, namesakes, roles_to_give
from tracker.office.units import unit_by_code


def noted(session: Session) -> list[tuple[str, str, str]]:
    return [(deed.step, deed.old, deed.new) for deed, _ in kept(session, Journal).noted if deed.what == "officer"]


def test_a_change_is_in_the_log_with_what_was_before(session: Session, district: District) -> None:
    who = district.officer
    assert change_officer(session, who, OfficerChange("Hoàng Thị  Loan", "0912 345 678", Role.LEADER))
    assert (who.name, who.phone, who.role) == ("Hoàng Thị Loan", "0912 345 678", Role.LEADER)
    assert not change_officer(session, who, OfficerChange("Hoàng Thị Loan"))
    assert noted(session)[-1] == (
        "changed",
        "Hoàng Thị Lan, officer of BAN-THI",
        "Hoàng Thị Loan, leader of BAN-THI, 0912 345 678",
    )
    assert change_officer(session, who, OfficerChange(phone=""))
    assert who.phone == ""


@pytest.mark.parametrize("phone", ["12", "0912 345 67x", "không", "1" * 14])
def test_what_is_no_telephone_number_is_refused(session: Session, district: District, phone: str) -> None:
    with pytest.raises(PhoneWrong):
        change_officer(session, district.officer, OfficerChange(phone=phone))
    with pytest.raises(PhoneWrong):
        add_officer(session, "Ai Đó", unit_by_code(session, "BAN-THI"), Role.OFFICER, phone)


@pytest.mark.parametrize("name", ["", "  ", " . "])
def test_a_name_is_needed(session: Session, district: District, name: str) -> None:
    with pytest.raises(NameMissing):
        change_officer(session, district.officer, OfficerChange(name))


@pytest.mark.usefixtures("district")
def test_two_whose_names_are_alike_without_marks_stay_two(session: Session) -> None:
    unit = unit_by_code(session, "BAN-THI")
    hoa, other = (add_officer(session, name, unit, Role.OFFICER) for name in ("Ma Thị Hòa", "Ma Thị Hóa"))
    assert hoa.id != other.id
    assert add_officer(session, "Ma Thị Hoà", unit, Role.OFFICER).id == hoa.id  # the older way of writing it
    assert find_officer(session, "Ma Thị Hóa").id == other.id
    assert find_officer(session, "ma thị hòa").id == hoa.id
    assert namesakes(session, hoa) == []


def test_who_moves_takes_nothing_along(session: Session, district: District) -> None:
    old, new = unit_by_code(session, "BAN-THI"), unit_by_code(session, "XUAN-LAC")
    move_officer(session, district.officer, new)
    assert (may_fill(district.officer, old.id), may_fill(district.officer, new.id)) == (False, True)
    assert noted(session)[-1] == ("moved", "Hoàng Thị Lan, officer of BAN-THI", "Hoàng Thị Lan, officer of XUAN-LAC")


def test_who_ended_may_do_nothing(session: Session, district: District) -> None:
    end_officer(session, district.officer)
    assert not may_fill(district.officer, district.officer.unit_id)
    assert noted(session)[-1][2].endswith("not active")


@pytest.mark.usefixtures("district")
def test_the_last_administrator_stays(session: Session) -> None:
    admin = add_officer(session, "Quản Trị", unit_by_code(session, "CHO-DON"), Role.ADMIN)
    for deed in (
        lambda: end_officer(session, admin),
        lambda: change_officer(session, admin, OfficerChange(role=Role.DESK)),
        lambda: move_officer(session, admin, unit_by_code(session, "BAN-THI")),
    ):
        with pytest.raises(LastAdministrator):
            deed()
    assert (admin.active, admin.role) == (True, Role.ADMIN)
    add_officer(session, "Người Kế", unit_by_code(session, "CHO-DON"), Role.ADMIN)
    end_officer(session, admin)
    assert not admin.active


def test_who_may_manage_whom(session: Session, district: District) -> None:
    admin = add_officer(session, "Quản Trị", unit_by_code(session, "CHO-DON"), Role.ADMIN)
    colleague = add_officer(session, "Bàn Bên", unit_by_code(session, "CHO-DON"), Role.DESK)
    desk = district.desk
    assert may_manage(session, desk, district.officer)
    assert may_manage(session, desk, colleague)
    assert may_manage(session, admin, desk)
    assert not may_manage(session, desk, admin)
    assert not may_manage(session, desk, desk)
    assert not may_manage(session, district.officer, colleague)
    assert Role.ADMIN not in roles_to_give(desk)
    assert Role.ADMIN in roles_to_give(admin)
