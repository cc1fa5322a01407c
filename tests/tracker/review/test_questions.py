"""What became of each question is kept and counted; a kind that annoys is struck; what moves the totals most comes first."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from tests.by_row import findings, record_figure
from tests.provinces import NOW
from tests.tracker.review.test_doubting import FORM, Commune, of
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.kernel.errors import QuestionUnknown
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Terms, open_round
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over
from tracker.review.influence import by_influence
from tracker.review.questions import QuestionOutcome, QuestionsCounted, note_questions, outcomes
from tracker.review.reasons import explain
from tracker.review.struck import ask_again, strike

PAST = of(131, 144, 150, 127, 139, 135, 141, 139)


def asked(commune: Commune, figure: int) -> None:
    """A figure that is questioned, and the question put."""
    found = commune.types("7.1", figure)
    note_questions(commune.session, snapshot_of(commune.session, commune.report), found, NOW)


def counted(commune: Commune) -> list[tuple[str, QuestionOutcome, int]]:
    return [(one.kind, one.outcome, one.times) for one in outcomes(commune.session, FORM.code)]


def test_a_question_is_open_until_its_report_is_handed_in(session: Session) -> None:
    commune = Commune(session, PAST)
    asked(commune, 1390)
    asked(commune, 1390)
    assert outcomes(session, FORM.code) == [QuestionsCounted("jump", "X", "2024-Q1", QuestionOutcome.OPEN, 1)]
    commune.types("7.1", 139)
    commune.report.state = State.SUBMITTED
    assert counted(commune) == [("jump", QuestionOutcome.MENDED, 1)]


def test_a_question_that_was_answered_with_a_reason_is_kept(session: Session) -> None:
    commune = Commune(session, PAST)
    asked(commune, 1390)
    asked(commune, 1930)
    (found,) = [one for one in findings(session, commune.report) if one.is_unsettled]
    explain(session, commune.report, found.rule, "sáp nhập", commune.source)
    commune.report.state = State.SUBMITTED
    assert counted(commune) == [("jump", QuestionOutcome.KEPT, 1), ("jump", QuestionOutcome.MENDED, 1)]


def test_a_struck_kind_is_not_asked_until_it_is_again(session: Session) -> None:
    commune = Commune(session, PAST)
    assert strike(session, FORM, "jump", NOW)
    assert not strike(session, FORM, "jump", NOW)
    assert commune.types("7.1", 1390) == []
    assert ask_again(session, FORM, "jump")
    assert not ask_again(session, FORM, "jump")
    assert [one.rule.op for one in commune.types("7.1", 1390)] == ["jump"]


def test_a_relation_of_the_form_may_be_struck_alone(session: Session) -> None:
    commune = Commune(session, {})
    commune.types("3.3.1a", 10)
    (broken,) = commune.types("3.3.1b", 12)
    strike(session, FORM, broken.rule.text, NOW)
    assert [one for one in look_over(session, snapshot_of(session, commune.report)) if one.is_unsettled] == []
    strike_of_another = official_form("dinh-ca-2024")
    with pytest.raises(QuestionUnknown):
        strike(session, strike_of_another, broken.rule.text, NOW)


@pytest.mark.parametrize("kind", ["nothing", "100%", "7.1 jump"])
def test_what_is_no_kind_of_question_is_refused(session: Session, kind: str) -> None:
    with pytest.raises(QuestionUnknown):
        strike(session, FORM, kind, NOW)


class Communes:
    """Communes that hand in 7.1 for a round, some of it kept for a reason."""

    def __init__(self, session: Session) -> None:
        self.session = session
        names = ["Bản Thi", "Quảng Bạch", "Tân Lập"]
        lines = [UnitLine(3 + at, f"X{at}", name, "xã", "H") for at, name in enumerate(names)]
        import_units(session, [UnitLine(2, "H", "Chợ Đồn", "huyện", ""), *lines])
        self.units = [unit_by_code(session, f"X{at}") for at in range(len(names))]
        self.source = Source(add_officer(session, "Lan", self.units[0], Role.OFFICER).id, NOW, "test")
        self.ask("2024-Q1")

    def ask(self, code: str) -> None:
        period = parse_period(code)
        terms = Terms(period, period.window(), NOW + timedelta(days=5))
        opened = open_round(self.session, FORM, terms, unit_by_code(self.session, "H"), NOW)
        wanted = select(Report).where(Report.round_id == opened.id).order_by(col(Report.unit_id))
        self.reports = list(self.session.exec(wanted))

    def hands_in(self, place: int, figures: dict[str, int]) -> None:
        """Its figures, what is questioned kept for a reason."""
        report = self.reports[place]
        for key, figure in figures.items():
            record_figure(self.session, report, key, Entry.number(figure), self.source)
        found = [one for one in findings(self.session, report) if one.is_unsettled]
        note_questions(self.session, snapshot_of(self.session, report), found, NOW)
        for one in found:
            explain(self.session, report, one.rule, "đúng như vậy", self.source)
        report.state, report.first_submitted_at = State.SUBMITTED, NOW

    def first(self, most: int = 9) -> list[tuple[str, str]]:
        found = by_influence(self.session, [unit.id for unit in self.units])
        return [(one.unit.name, str(one.cell)) for one in found.figures[:most]]


def test_what_may_move_the_total_most_comes_first(session: Session) -> None:
    communes = Communes(session)
    communes.hands_in(0, {"3.3.1a": 100, "3.3.1b": 101})
    communes.hands_in(1, {"3.3.1a": 100, "3.3.1b": 190})
    communes.hands_in(2, {"3.3.1a": 100, "3.3.1b": 90})
    found = by_influence(session, [unit.id for unit in communes.units])
    assert [one.unit.name for one in found.figures] == ["Quảng Bạch", "Bản Thi"]
    assert found.covered(0) == 0 < found.covered(1) < found.covered(2) == 1
    assert found.covered(1) > Decimal("0.9")
    assert list(found.of_reports) == [communes.reports[1].id, communes.reports[0].id]


def test_a_report_that_is_accepted_or_of_another_desk_is_not_waiting(session: Session) -> None:
    communes = Communes(session)
    communes.hands_in(0, {"3.3.1a": 100, "3.3.1b": 190})
    assert len(communes.first()) == 1
    assert by_influence(session, [communes.units[1].id]).figures == []
    communes.reports[0].state = State.ACCEPTED
    assert communes.first() == []


def test_a_kind_that_was_mostly_kept_comes_behind_one_that_was_mended(session: Session) -> None:
    communes = Communes(session)
    for place in (0, 1, 2):
        communes.hands_in(place, {"3.3.1a": 10, "3.3.1b": 11})
        communes.reports[place].state = State.ACCEPTED
    communes.ask("2024-Q2")
    for place, figures in enumerate([{"3.3.1a": 100, "3.3.1b": 140}, {"1.2.1": 100, "1.2.2": 135}]):
        communes.hands_in(place, figures)
    assert [name for name, _ in communes.first(2)] == ["Quảng Bạch", "Bản Thi"]
