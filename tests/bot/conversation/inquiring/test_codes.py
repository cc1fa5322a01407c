"""An invitation's code from somebody who has joined: asked once what it is, never recorded silently."""

import pytest
from sqlmodel import Session

from bot.people.addresses import Address, join
from bot.people.invitations import invite, let_in, waiting_requests
from tests.bot.conversation.inquiring.test_courtesy_and_commands import Officer
from tests.by_row import figures_of
from tests.conftest import District
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code


@pytest.fixture
def officer(session: Session, district: District) -> Officer:
    return Officer(session, district)


@pytest.fixture
def code(session: Session, district: District) -> str:
    other = add_officer(session, "Hoàng Thị Lan", unit_by_code(session, "DONG-LAC"), Role.OFFICER)
    session.flush()
    return invite(session, other, district.source.at).digits


def _unit(officer: Officer) -> int:
    address = officer.session.get_one(Address, ("terminal", str(officer.district.officer.id)))
    return address.officer_id


def test_a_live_code_is_no_figure_until_that_is_said(officer: Officer, code: str) -> None:
    officer.opens()
    said = officer.say(code)
    assert "mã mời của Hoàng Thị Lan, xã Đồng Lạc" in said
    assert f"Là số liệu mục 1.1: {code}" in said
    assert figures_of(officer.session, officer.district.report(officer.session)) == {}
    officer.say(f"Là số liệu mục 1.1: {code}")
    figures = figures_of(officer.session, officer.district.report(officer.session))
    assert figures["1.1"].entry.amount == int(code)
    assert _unit(officer) == officer.district.officer.id


@pytest.mark.parametrize("typed", ["{code}", "mã của tôi là {code}", "em có mã mời {code} ạ", "mã: {code}"])
@pytest.mark.parametrize("before", [("menu",), ("/baocao",), ("/baocao", "xin gia hạn")])
def test_the_code_moves_who_says_so_once_it_is_confirmed(
    officer: Officer, code: str, before: tuple[str, ...], typed: str
) -> None:
    for text in before:
        officer.say(text)
    officer.say(typed.format(code=code))
    assert _unit(officer) == officer.district.officer.id
    assert "đang hỏi người mời" in officer.say("Dùng mã, chuyển sang xã Đồng Lạc")
    assert _unit(officer) == officer.district.officer.id
    ((request, other, _),) = waiting_requests(officer.session, officer.district.source.at)
    assert request.door == ("terminal", str(officer.district.officer.id))
    assert let_in(officer.session, request, officer.district.source.at) is other
    join(officer.session, *request.door, other, officer.district.source.at)
    assert "xã Đồng Lạc" in officer.say("menu")


def test_after_a_no_the_question_stands_again(officer: Officer, code: str) -> None:
    officer.opens()
    officer.say(code)
    assert "1.1 Số văn bản" in officer.say("thôi")
    assert officer.place.at == "filling"


@pytest.mark.parametrize("before", [("menu",), ("/baocao",), ("/baocao", "xin gia hạn")])
def test_a_wrong_code_gets_a_sentence_and_is_counted(officer: Officer, code: str, before: tuple[str, ...]) -> None:
    wrong = "000001" if code != "000001" else "000002"
    for text in before:
        officer.say(text)
    where = officer.place.where()
    said = [officer.say(f"mã của tôi là {wrong}") for _ in range(5)]
    assert "Mã này không đúng" in said[0]
    assert "quá nhiều lần" in said[-1]
    assert officer.place.where() == where
    assert "quá nhiều lần" in officer.say(f"mã của tôi là {code}")


def test_six_digits_that_are_no_code_are_a_figure_and_count_for_nothing(officer: Officer, code: str) -> None:
    wrong = "100001" if code != "100001" else "100002"
    officer.say("/baocao")
    for _ in range(6):
        officer.say(f"sửa 1.1 thành {wrong}")
    officer.say("lùi")
    officer.say(wrong)
    assert figures_of(officer.session, officer.district.report(officer.session))["1.1"].entry.amount == int(wrong)
    assert "mã mời của" in officer.say(code)


def test_a_used_code_is_told(officer: Officer, code: str) -> None:
    officer.say(code)
    officer.say("Dùng mã, chuyển sang xã Đồng Lạc")
    ((request, _, _),) = waiting_requests(officer.session, officer.district.source.at)
    let_in(officer.session, request, officer.district.source.at)
    assert "đã được dùng" in officer.say(f"mã mời {code}")
