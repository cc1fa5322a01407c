"""Whatever is typed, pressed, sent or edited: taking back as often as possible gives back what stood in the beginning."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone
from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing, SentFile
from bot.people.addresses import join
from bot.texts.report import undoing as sentences
from tests.filling import filled_in
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import EarlierFigure, Figure, record_none_arose
from tracker.reports.reports import Report, Source
from tracker.review.reasons import Explanation
from tracker.uploads.reading import Read, read_grids
from tracker.workbooks.appendices import report_to_fill

FORM = official_form("ban-thi-2024")
NUMBERS = ("0", "2", "41 17", "17 41", "5 9 9 0", "1.492", "99,9", "-", "không", "1 2 3 4 5 6 7", "5 5 0 0")
WORDS = (
    "làm ngay|menu|lùi|tiếp|giữ nguyên|không phát sinh|bỏ qua|bỏ qua chờ huyện|hủy|giúp|sửa 1.2|sửa 4.6|sửa 5.2|có|1.2: 99"
    "|giữ vì đúng thế|lý do rất đúng|cả phần không phát sinh|tất cả không phát sinh|xóa 1.1|xóa 1.2|xóa hết|xóa hết|1.2.1: 17"
    "|1.2.1: 41|1.2.2: 99; 1.1: 3|5.2.1 = 4|4.6: 9|9.9: 1|xin gia hạn|giao nhiệm vụ|quay lại câu trước|1.2.2: 99|giữ"
)
SAID = st.sampled_from([*NUMBERS, *WORDS.split("|")])
PRESSED = st.integers(0, 30)  # which of the buttons seen so far, the latest first
SHEETS = st.sampled_from([{"1.1": "5", "1.2.1": "4", "1.2.2": "9"}, {"4.1": "3", "2.1": "7"}]).map(
    lambda one: tuple(one.items())
)
EDITS = st.tuples(st.integers(0, 8), SAID)  # which of the person's messages, the latest first, and its new text
WHAT = SAID | SAID | SAID | PRESSED | PRESSED | SHEETS | EDITS
FILLED = st.sampled_from(["", "1.2", "1.5", "5.2", "7.2.5", "all"])
ALWAYS_POSSIBLE = 300  # times


class State(NamedTuple):
    """All that a message may change in the report."""

    figures: Any
    reasons: Any


class Talked:
    """A conversation about one report; nothing is committed."""

    def __init__(self, session: Session, people: Sequence[str], *, unpressed: tuple[str, ...] = ("submit",)) -> None:
        self._session, self._count, self._now, self._unpressed = session, 0, demo.START, unpressed
        sample = demo.set_up_sample(session)
        second = add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER)
        self._officers = {"lan": sample.officer.id, "minh": second.id}
        for name, officer in (("lan", sample.officer), ("minh", second)):
            join(session, "terminal", name, officer, demo.START)
        self.report = session.exec(select(Report).where(Report.unit_id == second.unit_id)).one()
        self._source = Source(second.id, demo.START, "test")
        self._seen: dict[str, list[str]] = {who: [f"|nothing {self.report.id}"] for who in people}
        self._refs: dict[str, list[str]] = {who: [] for who in people}

    def fill(self, until: str) -> None:
        """Every group before this one did not arise."""
        for group, rows in FORM.groups.items():
            if group == until or not until:
                return
            mine = [row for row in rows if row.concerns("xã")]
            if mine:
                record_none_arose(self._session, self.report, mine, self._source)

    def hear(self, who: str, what: Any) -> list[Outgoing]:
        self._count, self._now = self._count + 1, self._now + timedelta(minutes=1)
        incoming, read = self._incoming(who, what)
        replies = handle(self._session, incoming, self._now, read)
        self._session.flush()
        self._session.info.clear()
        self._session.expire_all()
        assert replies
        buttons = [button.data for reply in replies for button in reply.buttons]
        self._seen[who] += [data for data in buttons if not data.partition("|")[2].startswith(self._unpressed)]
        return replies

    def _incoming(self, who: str, what: Any) -> tuple[Incoming, Read | None]:
        number, seen, refs = str(self._count), self._seen[who], self._refs[who]
        if isinstance(what, int):
            return Incoming("terminal", number, who, pressed=seen[-1 - what % len(seen)]), None
        if isinstance(what, str):
            refs.append(number)
            return Incoming("terminal", number, who, text=what, ref=number), None
        if isinstance(what[0], int):
            ref = refs[-1 - what[0] % len(refs)] if refs else "unknown"
            return Incoming("terminal", number, who, text=what[1], ref=ref, edited=True), None
        content, read = self._sheet(what)
        return Incoming("terminal", number, who, file=SentFile("biểu.xlsx", len(content), content=content)), read

    def _sheet(self, figures: tuple[tuple[str, str], ...]) -> tuple[bytes, Read]:
        return _sheet(report_to_fill(self._session, self.report)[1], figures)

    def state(self) -> State:
        figures = self._session.exec(select(Figure).where(Figure.report_id == self.report.id))
        reasons = self._session.exec(select(Explanation).where(Explanation.report_id == self.report.id))
        return State(
            {(str(f.cell), f.entry, f.officer_id, f.at, f.origin, f.way, f.since) for f in figures},
            {(e.rule, e.on_figures, e.reason, e.officer_id, e.at) for e in reasons},
        )

    def earlier(self) -> set[tuple[str, Entry]]:
        return {(str(figure.cell), figure.entry) for figure in self._session.exec(select(EarlierFigure))}

    def place(self, who: str) -> Any:
        """Where the person stands, or stood before a question in between."""
        place = self._session.get(Place, self._officers[who])
        return place and (place.before or place.where())

    def journal(self) -> int:
        return len(self._session.exec(select(MessageDone)).all())

    def takes_back_nothing(self, who: str) -> bool:
        said = "".join(reply.lead for reply in self.hear(who, "hoàn tác"))
        return sentences.NOTHING in said or sentences.NOTHING_AT_ALL in said


def _entries(state: State) -> set[tuple[str, Entry]]:
    return {(key, entry) for key, entry, *_ in state.figures}


@cache
def _sheet(blank: bytes, figures: tuple[tuple[str, str], ...]) -> tuple[bytes, Read]:
    content = filled_in(blank, FORM, dict(figures))
    return content, read_grids(content)


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(until=FILLED, messages=st.lists(WHAT, min_size=1, max_size=20))
def test_each_message_is_taken_back_and_the_person_stands_where_they_stood(
    empty_engine: Engine, until: str, messages: list[Any]
) -> None:
    with Session(empty_engine, expire_on_commit=False) as session:
        talked = Talked(session, ["lan"], unpressed=("submit", "undo"))  # a button may name an earlier message
        talked.fill(until)
        talked.hear("lan", "làm ngay")
        before: list[tuple[State, Any]] = []
        for what in messages:
            stood, state, written = talked.place("lan"), talked.state(), talked.journal()
            talked.hear("lan", what)
            if not talked.report.is_open:
                return
            if talked.state() != state:
                before.append((state, stood))
            assert talked.journal() == len(before), (written, what)
        for _ in range(ALWAYS_POSSIBLE):
            state, nothing = talked.state(), talked.takes_back_nothing("lan")
            if talked.state() != state:
                assert (talked.state(), talked.place("lan")) == before.pop()
            if nothing:
                break
        assert before == []
        session.rollback()


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    until=FILLED,
    messages=st.lists(st.tuples(st.sampled_from(["lan", "minh"]), WHAT | st.just("hoàn tác")), min_size=2, max_size=20),
    first=st.sampled_from(["lan", "minh"]),
)
def test_two_who_take_back_all_they_did_leave_what_stood_in_the_beginning(
    empty_engine: Engine, until: str, messages: list[tuple[str, Any]], first: str
) -> None:
    with Session(empty_engine, expire_on_commit=False) as session:
        talked = Talked(session, ["lan", "minh"])
        talked.fill(until)
        for who in ("lan", "minh"):
            talked.hear(who, "làm ngay")
        begun = talked.state()
        for who, what in messages:
            state, earlier = talked.state(), talked.earlier()
            talked.hear(who, what)
            gone = {(key, entry) for key, entry, *_ in state.figures} - {
                (key, entry) for key, entry, *_ in talked.state().figures
            }
            assert gone <= talked.earlier() | earlier  # whatever is taken back is kept as an earlier figure
            if not talked.report.is_open:
                return
        for who in (first, *{"lan", "minh"} - {first}):
            assert any(talked.takes_back_nothing(who) for _ in range(ALWAYS_POSSIBLE))
        assert talked.state() == begun
        assert talked.journal() == 0
        session.rollback()
