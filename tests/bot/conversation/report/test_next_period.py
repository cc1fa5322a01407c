"""The next quarter, with last quarter's figures: a section at a time, kept or changed, in at most nine actions."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.units import unit_by_code
from tracker.reports.reports import State, reports_of
from tracker.reports.rounds import Terms, open_round

FORM = official_form("ban-thi-2024")


class Lan:
    """Bản Thi's officer, who has handed in the first quarter and opens the second."""

    def __init__(self, engine: Engine, clock: Clock, district: District) -> None:
        self._talk, self._address, self._engine = Talk(engine, clock), str(district.officer.id), engine
        self._unit = district.officer.unit_id
        for line in demo.script():
            if line == "/doi":
                break
            self.says(line)
        with transaction(engine) as session:
            period = parse_period("2024-Q2")
            terms = Terms(period, period.window(), clock() + timedelta(days=90))
            open_round(session, FORM, terms, unit_by_code(session, "CHO-DON"), clock())
        self.actions = 0
        self.last = self.says("/baocao")

    def says(self, line: str) -> str:
        self.actions = getattr(self, "actions", 0) + 1
        return text(self._talk.say(self._address, line))

    def figures(self) -> tuple[str, dict[str, str]]:
        with Session(self._engine) as session:
            report = reports_of(session, self._unit)[0]
            return report.state, {key: str(figure.amount) for key, figure in figures_of(session, report).items()}


@pytest.fixture
def lan(engine: Engine, clock: Clock, stored_district: District) -> Lan:
    return Lan(engine, clock, stored_district)


def test_a_quarter_in_which_every_section_changes_takes_at_most_nine_actions(
    lan: Lan, record_property: Callable[[str, object], None]
) -> None:
    for line in (
        "1.1: 3; 1.2.2: 25; 1.4.1: 8; 1.4.2: 8",
        "2.3.1: 2",
        "3.3.1a: 310; 3.3.1b: 310; 3.3.2a: 310; 3.3.2b: 310",
        "4.5.2: 8",
        "5.1.1: 90",
        "giữ như kỳ trước",
        "7.1: 150; 7.2.4a: 310; 7.2.4b: 9",
        "nộp báo cáo",
    ):
        said = lan.says(line)
    assert "Đã nộp" in said
    state, figures = lan.figures()
    assert state == State.SUBMITTED
    assert (figures["1.1"], figures["1.2.1"], figures["5.2"], figures["7.2.4b"]) == ("3", "41", "0", "9")
    record_property("ban-thi-2024, the next quarter", lan.actions)
    assert lan.actions <= 9


def test_what_changed_is_marked_and_what_jumped_is_questioned(lan: Lan) -> None:
    assert "• 1.2.1 Số nhiệm vụ đề ra trong kế hoạch: 41" in lan.last
    for line in ("giữ", "giữ", "giữ", "giữ", "giữ", "giữ"):
        lan.says(line)
    assert "7.1 Tổng số văn bản đi giữa các cơ quan nhà nước = 1.500, kỳ trước là 139" in lan.says("7.1: 1500; 7.2.5b: 4")
    said = lan.says("giữ vì sáp nhập văn thư")
    assert "và 2 phần nữa: gõ số phần để xem" in said  # beside what is read back
    section = lan.says("phần 7")
    assert "• 7.1 Tổng số văn bản đi giữa các cơ quan nhà nước: 1.500 ▲" in section


def test_a_section_can_be_entered_anew_and_reasons_are_not_carried_on(lan: Lan) -> None:
    assert "1.1 Số văn bản chỉ đạo" in lan.says("nhập lại từng nhóm")
    assert "1.2.1" in lan.says("4")
    _, figures = lan.figures()
    assert figures == {"1.1": "4"}


def test_a_line_that_cannot_be_read_keeps_the_section_open(lan: Lan) -> None:
    said = lan.says("1.1: vài; 1.2.2: 20")
    assert "“1.1 vài”" in said
    assert "Chưa ghi" in said
    _, figures = lan.figures()
    assert figures == {}
    assert "giữ như kỳ trước" in lan.says("sửa").casefold()


def test_before_a_sweep_it_is_said_that_last_periods_figures_would_not_be_used(lan: Lan) -> None:
    said = lan.says("cả phần không phát sinh")
    assert "Kỳ trước 5 mục trong đó có số; số kỳ trước sẽ không được dùng." in said
    assert lan.figures()[1] == {}
    assert "Giữ như kỳ trước" in lan.says("không")
