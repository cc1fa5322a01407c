"""No screen of the five forms has more than fifteen lines above its choices, the first time and with last period's figures.

Counted are the lines of what was just done, of the title and of the text; what a telephone wraps is one line.
"""

import random
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.conversation.core.held import Place, held_at
from bot.conversation.core.places import Explaining, Filling, LookingAt, Questioned, Revising, Summary
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.communes import enter, hand_in
from tests.conftest import Clock
from tests.filling import filled_in
from tests.talking import Talk
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, Source, State, reports_of
from tracker.reports.rounds import Terms, open_round
from tracker.workbooks.appendices import report_to_fill

FORMS = ("ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024", "ninh-thuan-2021", "cam-xuyen-2021")
MOST_LINES, LEVEL = 15, "xã"
BASIS = "văn bản số 480/UBND-NV ngày 01/3/2024 của UBND huyện"


def figures(form: Form, seed: int) -> dict[str, str]:
    """For every row that a commune types, a figure by lot, seldom 0, so that as much as can be is shown."""
    lot = random.Random(seed)
    figures = {}
    for row in form.of_level(LEVEL).rows:
        if row.options:
            figures[row.key] = lot.choice(row.options)[0]
        elif row.kind is Kind.TEXT:
            figures[row.key] = "Tốt"
        else:
            figures[row.key] = str(lot.randrange(1, 60) if lot.random() < 0.9 else 0)
    return figures


class Lan:
    """The officer of a commune that reports on this form; whatever she is told is measured."""

    def __init__(self, engine: Engine, clock: Clock, form: Form) -> None:
        self._engine, self._clock, self._form = engine, clock, form
        self._talk = Talk(engine, clock)
        with transaction(engine) as session:
            import_units(session, [UnitLine(2, "OFFICE", "Chợ", "huyện", ""), UnitLine(3, "UNIT", "Thi", LEVEL, "OFFICE")])
            officer = add_officer(session, "Lan", unit_by_code(session, "UNIT"), Role.OFFICER)
            join(session, "terminal", str(officer.id), officer, clock())
            self._address = str(officer.id)
        self.actions, self.longest = 0, 0

    def is_asked(self, period: str) -> None:
        with transaction(self._engine) as session:
            of = parse_period(period)
            terms = Terms(of, of.window(), self._clock() + timedelta(days=30), BASIS)
            open_round(session, self._form, terms, unit_by_code(session, "OFFICE"), self._clock())

    def has_handed_in(self, figures: Mapping[str, str]) -> None:
        with transaction(self._engine) as session:
            report = self._report(session)
            enter(session, report, figures, Source(int(self._address), self._clock(), "test"))
            hand_in(session, report, self._clock())

    def _report(self, session: Session) -> Report:
        return reports_of(session, unit_by_code(session, "UNIT").id)[0]

    def state(self) -> str:
        with Session(self._engine) as session:
            return self._report(session).state

    def says(self, text: str) -> Outgoing:
        self.actions += 1
        return self._measured(self._talk.say(self._address, text))

    def sends(self, figures: Mapping[str, str]) -> Outgoing:
        with transaction(self._engine) as session:
            _, content = report_to_fill(session, self._report(session))[:2]
        return self._measured(self._talk.send_file(self._address, "bieu.xlsx", filled_in(content, self._form, figures)))

    def _measured(self, told: list[Outgoing]) -> Outgoing:
        for said in told:
            lines = [line for part in (said.lead, said.title, said.text) if part for line in part.split("\n")]
            self.longest = max(self.longest, len(lines))
            assert len(lines) <= MOST_LINES, "\n".join(lines)
        return told[-1]

    def held(self) -> object:
        with Session(self._engine) as session:
            place = session.get_one(Place, int(self._address))
            return held_at(place.at, place.held)

    def answers(self, figures: Mapping[str, str]) -> None:
        """Each question as it comes, up to the summary, in no more answers than figures; what is questioned is kept."""
        before = self.actions
        while not isinstance(held := self.held(), Summary):
            assert self.actions - before <= len(figures), f"The same is asked again and again: {held}"
            if isinstance(held, TickingOff):
                self.says("nhóm nào cũng có số")
            elif isinstance(held, Filling):
                asked = [Cell.read(cell).row for cell in held.asked]
                self.says("\n".join(figures[key] for key in asked))
            elif isinstance(held, Questioned | Explaining):
                said = self.says("giữ vì đúng như vậy")
                if isinstance(self.held(), Questioned) and "Giữ, ghi lý do" not in {b.label for b in said.buttons}:
                    self._puts_right(said)
            else:
                assert isinstance(held, Revising)
                self._keeps(held)

    def _puts_right(self, said: Outgoing) -> None:
        """A rate above a hundred cannot be kept: the rows are typed anew."""
        held = self.held()
        assert isinstance(held, Questioned)
        many = len(said.text.split(" rồi "))
        self.says("sửa số")
        asked = self.held()
        assert isinstance(asked, Filling)
        self.says(" ".join(["1"] * len(asked.asked) if many else ["1"]))

    def _keeps(self, held: Revising) -> None:
        """Page by page, then the whole section at once."""
        self.says("tiếp")
        while isinstance(now := self.held(), Revising) and now.since:
            self.says("tiếp")
            self.actions -= 1
        self.actions -= 1
        assert now == self.held()
        self.says("giữ như kỳ trước")
        assert self.held() != held

    def looks_around(self) -> None:
        """Every page of every section, and back."""
        self.says("phần 1")
        while isinstance(self.held(), LookingAt):
            self.says("tiếp")


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return official_form(request.param)


@pytest.fixture
def lan(engine: Engine, clock: Clock, form: Form) -> Lan:
    lan = Lan(engine, clock, form)
    lan.is_asked("2024-Q1")
    return lan


def test_no_screen_is_long_the_first_time(lan: Lan, form: Form) -> None:
    typed = figures(form, 1)
    lan.says("/baocao")
    lan.answers(typed)
    lan.looks_around()
    key = next(row.key for row in form.of_level(LEVEL).rows if row.kind is Kind.COUNT)
    lan.says("1")
    lan.says(key)
    lan.says("3")
    lan.answers(typed)
    lan.says("xem phụ lục (excel)")
    lan.says("nộp báo cáo")
    assert lan.state() == State.SUBMITTED
    lan.says("/baocao")


def test_no_screen_is_long_with_the_figures_of_last_period(lan: Lan, form: Form) -> None:
    lan.has_handed_in(figures(form, 2))
    lan.is_asked("2024-Q2")
    lan.says("/baocao")
    lan.answers(figures(form, 3))
    lan.looks_around()
    lan.says("nộp báo cáo")
    assert lan.state() == State.SUBMITTED


def test_no_screen_is_long_where_a_file_is_compared(lan: Lan, form: Form) -> None:
    lan.says("/baocao")
    lan.sends(figures(form, 4))
    lan.says("lấy số liệu từ tệp")
    lan.answers(figures(form, 5))
    lan.sends(figures(form, 5))
    lan.says("lấy số liệu từ tệp")
