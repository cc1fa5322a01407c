"""Many units: the numbers and those that want doing first, the others page by page; pictures that a phone can show."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session, select

from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from tests.communes import hand_in
from tests.provinces import NOW
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report
from tracker.reports.rounds import Terms, open_round

COMMUNES, OWING = 75, 20


class Province:
    """75 communes, of which 20 have not handed in."""

    def __init__(self, session: Session) -> None:
        self._session, self._count = session, 0
        lines = [UnitLine(3 + n, f"X-{n}", f"Số {n:02}", "xã", "TINH") for n in range(COMMUNES)]
        import_units(session, [UnitLine(2, "TINH", "Bắc Kạn", "tỉnh", ""), *lines])
        unit = unit_by_code(session, "TINH")
        join(session, "terminal", "thu", add_officer(session, "Thu", unit, Role.DESK), NOW)
        terms = Terms(parse_period("2024-Q1"), parse_period("2024-Q1").window(), NOW)
        open_round(session, official_form("ban-thi-2024"), terms, unit, NOW)
        for report in session.exec(select(Report).order_by("id")).all()[OWING:]:
            hand_in(session, report, NOW)

    def hear(self, text: str) -> Outgoing:
        self._count += 1
        (reply,) = handle(self._session, Incoming("terminal", str(self._count), "thu", text=text), NOW)
        return reply


@pytest.fixture
def province(session: Session) -> Province:
    return Province(session)


def named(message: Outgoing) -> list[str]:
    return re.findall("xã Số [0-9]{2}", message.text.partition("☎")[0])


def test_the_pages_name_every_unit_once_those_who_owe_on_the_first(province: Province) -> None:
    first = province.hear("/tinhhinh")
    assert first.text.startswith("Đã nộp 55/75 · đúng hạn 55 · nộp muộn 0 · chưa nộp 20\nTrang 1/3\n○ Chưa bắt đầu 20: ")
    assert len(named(first)) == 30
    second, third = province.hear("tiếp"), province.hear("Xem tiếp")
    assert "Trang 3/3" in third.text
    assert "Đã nộp 55/75" not in second.text
    everybody = [*named(first), *named(second), *named(third)]
    assert sorted(everybody) == [f"xã Số {n:02}" for n in range(COMMUNES)]
    assert everybody[:OWING] == sorted(everybody[:OWING])
    assert province.hear("trang trước").text == second.text


def test_a_long_group_is_paged_as_well(province: Province) -> None:
    first = province.hear("xã nào đúng hạn")
    assert first.text.startswith("Đúng hạn 55/75: ")
    second = province.hear("tiếp")
    assert len(named(first)) + len(named(second)) == 55


def test_a_picture_has_forty_units_and_the_others_come_on_the_next(province: Province) -> None:
    heights = []
    for text in ("ảnh tình hình", "xem tiếp"):
        sent = province.hear(text)
        assert sent.attachment
        picture = Image.open(BytesIO(sent.attachment.content))
        assert picture.width == 1080
        heights.append(picture.height)
    assert heights[0] > heights[1]
    assert "Xem tiếp" not in [button.label for button in sent.buttons]
