"""Whatever is typed or pressed, in any order: an answer, never an error, and no figure is ever lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.channels.terminal import rendered
from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from tests.by_row import open_rows
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import EarlierFigure, Figure, record_none_arose
from tracker.reports.reports import Report, ReportEvent, Source
from tracker.review.findings import unsettled

FORM = official_form("ban-thi-2024")
NUMBERS = (
    "0",
    "2",
    "41 17",
    "17 41",
    "5 9 9 0",
    "1.492",
    "1.5",
    "99,9",
    "120",
    "-",
    "không",
    "1 2 3 4 5 6 7",
    "1 2 3 4 5 6 7 8",
)
WORDS = (
    "làm ngay|/baocao|menu|/tinhhinh|giúp|/huy|hủy|lùi|tiếp|giữ nguyên|không phát sinh|bỏ qua|bỏ qua chờ huyện|nộp|nộp|1|2|3"
    "|sửa|sửa 1.2|sửa 5.2|sửa 4.6|sửa 1.3|giữ vì đúng thế|lý do rất đúng|sửa lại báo cáo|xem xã bản thi|trả lại|tiếp nhận|có"
    "|xin gia hạn|xin gia hạn đến 18/3 vì chờ số liệu|gửi|thôi|đồng ý|từ chối|mở kỳ báo cáo|quý 2|20/6|nơi nhận: lạc"
    "|1.2.1: 41|1.2.2: 99; 1.1: 3|5.2.1 = 4|4.6: 9|9.9: 1|/start 123456"
)
SAID = st.sampled_from([*NUMBERS, *WORDS.split("|")]) | st.text(max_size=12)
WHO = st.sampled_from(["lan", "lan", "lan", "minh", "thu"])
PRESSED = st.integers(0, 30)  # which of the buttons seen so far, the latest first
MESSAGES = st.lists(st.tuples(WHO, SAID | PRESSED | PRESSED), min_size=1, max_size=25)
FILLED = st.sampled_from(["", "1.5", "5.2", "7.2.5", "all", "all"])


class Watched:
    """A conversation whose every step is checked; nothing is committed."""

    def __init__(self, session: Session) -> None:
        self._session, self._count = session, 0
        people = demo.set_up_sample(session)
        second = add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER)
        for name, officer in (("lan", people.officer), ("minh", second), ("thu", people.desk)):
            join(session, "terminal", name, officer, demo.START)
        self._report = session.exec(select(Report).where(Report.unit_id == second.unit_id)).one()
        self._source = Source(second.id, demo.START, "test")
        self._seen: list[str] = [f"|open {self._report.id}", "", "x|y|z"]

    def fill(self, until: str) -> None:
        """Every group before this one did not arise."""
        for group, rows in FORM.groups.items():
            if group == until or not until:
                return
            mine = [row for row in rows if row.concerns("xã")]
            if mine:
                record_none_arose(self._session, self._report, mine, self._source)

    def hear(self, who: str, what: str | int) -> None:
        """One message, and what must hold after each."""
        self._count += 1
        text, pressed = (what, None) if isinstance(what, str) else ("", self._seen[-1 - what % len(self._seen)])
        before, earlier, events = self._figures(), self._earlier(), self._events()
        incoming = Incoming("terminal", str(self._count), who, text=text, pressed=pressed)
        replies = handle(self._session, incoming, demo.START)
        self._session.flush()
        self._session.expire_all()
        self._check_replies(replies)
        replaced = self._earlier()[len(earlier) :]
        after = self._figures()
        for key, entry in before.items():
            assert after.get(key) == entry or (key, entry) in replaced
        if self._events()[len(events) :] == ["submitted"]:
            assert not open_rows(self._session, self._report)
            assert not unsettled(self._session, self._report)
        if not self._report.is_open:
            assert after.keys() >= before.keys()

    def _check_replies(self, replies: list[Outgoing]) -> None:
        assert replies
        for reply in replies:
            assert rendered(reply).startswith("bot> ")
            assert all(0 < len(button.data.encode()) <= 64 and button.label for button in reply.buttons)
            self._seen += [button.data for button in reply.buttons]

    def _figures(self) -> dict[str, Entry]:
        figures = self._session.exec(select(Figure).where(Figure.report_id == self._report.id))
        return {figure.row_key: figure.entry for figure in figures}

    def _earlier(self) -> list[tuple[str, Entry]]:
        return [(figure.row_key, figure.entry) for figure in self._session.exec(select(EarlierFigure).order_by("id"))]

    def _events(self) -> list[str]:
        return [event.what for event in self._session.exec(select(ReportEvent).order_by("id"))]


@pytest.mark.long
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(until=FILLED, messages=MESSAGES)
def test_no_error_always_an_answer_and_no_figure_lost(
    empty_engine: Engine, until: str, messages: list[tuple[str, str | int]]
) -> None:
    with Session(empty_engine, expire_on_commit=False) as session:
        watched = Watched(session)
        watched.fill(until)
        watched.hear("lan", "làm ngay")
        for who, what in messages:
            watched.hear(who, what)
        session.rollback()
