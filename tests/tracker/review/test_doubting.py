"""A unit's own past decides what is questioned: read in one statement, of periods as long, and what was kept stays kept."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from tests.by_row import findings, record_figure
from tests.provinces import NOW
from tests.tracker.review.test_round_findings import asked
from tracker.calendar.periods import ZONE, parse_period
from tracker.doubts.slips import Slip
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Terms, open_round
from tracker.reports.snapshot import find_snapshot, snapshot_of
from tracker.review.doubting import rule_in
from tracker.review.findings import Finding, look_at, look_over
from tracker.review.reasons import explain

FORM = official_form("ban-thi-2024")
QUARTERS = [f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)]


class Commune:
    """One commune that has reported 7.1 for these periods, and is asked for the next."""

    def __init__(self, session: Session, past: dict[str, int], now: str = "2024-Q1") -> None:
        self.session = session
        import_units(session, [UnitLine(2, "H", "Chợ Đồn", "huyện", ""), UnitLine(3, "X", "Bản Thi", "xã", "H")])
        unit = unit_by_code(session, "X")
        self.source = Source(add_officer(session, "Lan", unit, Role.OFFICER).id, NOW, "test")
        for period, figure in past.items():
            earlier = self._report(period)
            record_figure(session, earlier, "7.1", Entry.number(figure), self.source)
            earlier.state, earlier.first_submitted_at = State.SUBMITTED, NOW
        self.report = self._report(now)

    def _report(self, code: str) -> Report:
        period = parse_period(code)
        due = datetime.combine(date(period.year, period.last_month, 20), datetime.min.time(), ZONE)
        terms = Terms(period, period.window(), due)
        opened = open_round(self.session, FORM, terms, unit_by_code(self.session, "H"), due - timedelta(days=5))
        return self.session.exec(select(Report).where(Report.round_id == opened.id)).one()

    def types(self, key: str, figure: int) -> list[Finding]:
        record_figure(self.session, self.report, key, Entry.number(figure), self.source)
        at_once = look_at(self.session, snapshot_of(self.session, self.report), [Cell(key)])
        assert at_once == [one for one in findings(self.session, self.report) if one.is_unsettled]
        return at_once


def of(*figures: int) -> dict[str, int]:
    """The figures of the latest quarters, the earliest first."""
    return dict(zip(QUARTERS[-len(figures) :], figures, strict=True))


def test_a_slip_is_questioned_and_what_was_meant_offered(session: Session) -> None:
    (found,) = Commune(session, of(131, 144, 150, 127, 139, 135, 141, 139)).types("7.1", 1390)
    assert (found.rule.text, found.left, found.right) == ("7.1 jump", Decimal(1390), Decimal(139))
    assert found.suspicion is not None
    assert (found.suspicion.readings[0].slip, found.suspicion.readings[0].changes) == (
        Slip.ZERO_MORE,
        ((Cell("7.1"), Decimal(139)),),
    )


@pytest.mark.parametrize("figure", [139, 128, 155, 160])
def test_what_the_units_own_past_shows_is_not_questioned(session: Session, figure: int) -> None:
    assert Commune(session, of(131, 144, 150, 127, 139, 135, 141, 139)).types("7.1", figure) == []


def test_a_row_that_moves_by_itself_is_not_questioned_where_a_steady_one_is(session: Session) -> None:
    """A fixed factor of five would question the first and let the second pass."""
    assert Commune(session, of(20, 160, 35, 400, 22, 210, 30, 290)).types("7.1", 40) == []


@pytest.mark.parametrize("figure", [30_011, 30_009, 30_018])
def test_figures_that_are_nearly_equal_are_not_questioned(session: Session, figure: int) -> None:
    assert Commune(session, of(*[30_010] * 8)).types("7.1", figure) == []


def test_one_bad_period_does_not_poison_the_past(session: Session) -> None:
    (found,) = Commune(session, of(131, 144, 1500, 127, 139, 135, 141, 139)).types("7.1", 1390)
    assert found.rule.text == "7.1 jump"


def test_a_unit_without_a_past_is_asked_nothing(session: Session) -> None:
    assert Commune(session, {}).types("7.1", 1390) == []


def test_a_year_is_no_past_for_a_quarter(session: Session) -> None:
    assert Commune(session, {"2022-Y": 5600, "2023-Y": 5700}, "2024-Q2").types("7.1", 1390) == []


def test_what_was_kept_stays_kept_and_the_same_figure_is_not_asked_again(session: Session) -> None:
    commune = Commune(session, of(139, 141))
    (found,) = commune.types("7.1", 1390)
    explain(session, commune.report, found.rule, "sáp nhập văn thư", commune.source)
    assert commune.types("7.1", 1390) == []
    kept = [one for one in look_over(session, snapshot_of(session, commune.report)) if one.reason]
    assert [(one.rule.text, one.reason) for one in kept] == [("7.1 jump", "sáp nhập văn thư")]


def test_a_reason_given_for_a_jump_stands_though_nothing_doubts_the_figure(session: Session) -> None:
    commune = Commune(session, of(139, 141))
    commune.types("7.1", 150)
    explain(session, commune.report, rule_in("7.1 jump"), "lý do từ trước", commune.source)
    assert [one.reason for one in findings(session, commune.report)] == ["lý do từ trước"]


@pytest.mark.parametrize("past", [of(139, 141), of(131, 144, 150, 127, 139, 135, 141, 139)])
def test_the_past_is_one_query_however_many_periods(session: Session, past: dict[str, int]) -> None:
    """Of the snapshot, its figures and those of last period, the past, and the reasons."""
    commune = Commune(session, past)
    record_figure(session, commune.report, "7.1", Entry.number(1390), commune.source)
    number = commune.report.id

    def look() -> None:
        snapshot = find_snapshot(session, number)
        assert snapshot is not None
        assert look_at(session, snapshot, [Cell("7.1")])

    assert asked(session, look) == 4
