"""Units that an order leaves out, "trừ Ba Bể", and questions about several units at once."""

import pytest
from sqlmodel import Session, select

from bot.reminders.notes import Nudge
from tests.two_levels import TwoLevels, code


@pytest.fixture
def office(session: Session) -> TwoLevels:
    return TwoLevels(session)


def nudged(office: TwoLevels) -> set[int | None]:
    return {one.unit_id for one in office.session.exec(select(Nudge))}


def test_all_but_those_who_are_left_out_are_nudged(office: TwoLevels) -> None:
    (reply,) = office.hear("thu", "nhắc các xã chưa nộp quý 4, trừ Ba Bể với Đại Từ")
    assert "xã Ba Bể" not in reply.text
    assert "xã Đức Lương" in reply.text
    assert nudged(office) == set()
    office.hear("thu", pressed=reply.buttons[0].data)
    out = {office.unit(code(name)).id for name in ("Ba Bể", "Đại Từ")}
    assert office.unit(code("Đức Lương")).id in nudged(office)
    assert out.isdisjoint(nudged(office))


@pytest.mark.parametrize(
    "said",
    [
        "mục 1.2.1 trừ Ba Bể cao nhất là xã nào",
        "số điện thoại các xã trừ Ba Bể",
    ],
)
def test_where_nobody_can_be_left_out_that_is_said_and_nothing_is_done(office: TwoLevels, said: str) -> None:
    reply = office.says(said)
    assert "trừ" in reply
    assert "Anh/chị nhắc chứ" not in reply
    assert nudged(office) == set()


def test_however_many_units_an_order_names_none_is_cut_off(office: TwoLevels) -> None:
    said = office.says("nhắc Ba Bể, Chợ Mới, Đại Từ, Đức Lương, Phú Thịnh, Bắc Kạn quý 4 nhé")
    assert "xã Ba Bể, phường Bắc Kạn, xã Đại Từ, xã Đức Lương, xã Phú Thịnh\n" in said
    assert "☎ xã Chợ Mới" in said
    assert nudged(office) == set()


def test_each_of_several_units_is_told(office: TwoLevels) -> None:
    said = office.says("Đại Từ với Đức Lương quý 3 nộp chưa")
    assert "• xã Đại Từ: Đã nộp" in said
    assert "• xã Đức Lương: Đã nộp" in said
    called = office.says("số điện thoại Đại Từ và Bắc Kạn")
    assert "0912 000 002" in called
    assert "0912 000 005" in called
