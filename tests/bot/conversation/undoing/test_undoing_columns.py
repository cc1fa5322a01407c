"""Whatever is typed or pressed at cells of several columns and lines of a list is taken back to what stood first."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.conversation.core.held import Place
from bot.conversation.core.places import Filling
from tests.bot.conversation.test_undoing_anything import ALWAYS_POSSIBLE, Talked
from tests.many_columns import DOCUMENTS, MATRIX, VILLAGES
from tracker.calendar.periods import parse_period
from tracker.forms.form import Form
from tracker.office.units import unit_by_code
from tracker.reports.reports import reports_of
from tracker.reports.round_changes import cancel_round
from tracker.reports.rounds import Round, Terms, open_round

LINES = (
    "12/KH; 1/3/2024; đúng hạn; 35",
    "13/KH; 2/3/2024; quá hạn; 5; chờ huyện\n14/KH; 3/3/2024; chưa xong; 0",
    "15/KH; 4/3/2024; sớm; 5",
    "sửa dòng 1: 16/KH; 5/3/2024; quá hạn; 7",
    "dòng 1 kinh phí 9",
    "xóa dòng 1",
    "hết",
    "không có",
)
CELLS = ("5 6", "3 4 1 0", "1.1: 5 6; 1.2 trong kỳ: 3", "1.1: 7", "1[ho]: 120", "120 480 12 9", "xóa 1.1", "4: -5 12", "2,5")
WORDS = (
    "bỏ qua",
    "bỏ qua chờ huyện",
    "lùi",
    "tiếp",
    "có",
    "thôi",
    "quá hạn",
    "35",
    "cả phần không phát sinh",
    "xóa hết",
    "menu",
)
WHAT = st.sampled_from([*LINES, *CELLS, *WORDS, "làm ngay", "nhóm nào cũng có số"]) | st.integers(0, 12)


class TalkedOfColumns(Talked):
    """A conversation about a report on a form of several columns."""

    def __init__(self, session: Session, form: Form) -> None:
        super().__init__(session, ["lan"], unpressed=("submit", "undo"))
        cancel_round(session, session.get_one(Round, self.report.round_id), "only one report is talked about")
        period, desk = parse_period("2024-Q1"), unit_by_code(session, "CHO-DON")
        round_ = open_round(session, form, Terms(period, period.window(), demo.START + timedelta(days=9)), desk, demo.START)
        self.report = next(one for one in reports_of(session, self.report.unit_id) if one.round_id == round_.id)
        place = session.get(Place, self._officers["lan"]) or Place(officer_id=self._officers["lan"])
        session.add(place)
        place.go_to({"at": Filling.at, "report_id": self.report.id, "held": Filling().stored(), "behalf": {}})
        session.flush()
        self.hear("lan", "tiếp")


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=st.sampled_from([DOCUMENTS, DOCUMENTS, MATRIX, VILLAGES]), messages=st.lists(WHAT, min_size=1, max_size=15))
def test_each_message_about_columns_and_lines_is_taken_back(empty_engine: Engine, form: Form, messages: list[Any]) -> None:
    with Session(empty_engine, expire_on_commit=False) as session:
        talked = TalkedOfColumns(session, form)
        before = []
        for what in messages:
            state = talked.state()
            talked.hear("lan", what)
            if not talked.report.is_open:
                return
            if talked.state() != state:
                before.append(state)
            assert talked.journal() == len(before), what
        for _ in range(ALWAYS_POSSIBLE):
            state, nothing = talked.state(), talked.takes_back_nothing("lan")
            if talked.state() != state:
                assert talked.state() == before.pop()
            if nothing:
                break
        assert before == []
        session.rollback()


def test_the_sample_fills_lists_and_columns(empty_engine: Engine) -> None:
    """Else the test above would try nothing."""
    with Session(empty_engine, expire_on_commit=False) as session:
        for form, said in ((DOCUMENTS, LINES[0]), (MATRIX, CELLS[2]), (VILLAGES, CELLS[4])):
            talked = TalkedOfColumns(session, form)
            begun = talked.state()
            talked.hear("lan", said)
            assert talked.state() != begun, said
            session.rollback()
