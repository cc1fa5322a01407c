"""Two reports of a unit for one period that ask the same figure: asked once, and no contradiction is handed in unnamed."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from tests.by_row import record_figure
from tests.provinces import NOW
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import form_of_version, official_form
from tracker.forms.cell import Cell
from tracker.forms.concepts import same_figures
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Round, Terms, open_round
from tracker.reports.snapshot import snapshot_of
from tracker.review.elsewhere import told_elsewhere
from tracker.review.findings import Finding, look_at, look_over
from tracker.review.reasons import explain
from tracker.review.round_findings import look_at_round

BAN_THI, DINH_CA = "ban-thi-2024", "dinh-ca-2024"


class Commune:
    """A commune that is asked for two forms; 1.2.1 of the first is 1.1a of the second."""

    def __init__(self, session: Session, second: str = "2024-Q1") -> None:
        self.session = session
        import_units(session, [UnitLine(2, "H", "Chợ Đồn", "huyện", ""), UnitLine(3, "X", "Bản Thi", "xã", "H")])
        self.source = Source(add_officer(session, "Lan", unit_by_code(session, "X"), Role.OFFICER).id, NOW, "test")
        self.first, self.second = self._asked(BAN_THI, "2024-Q1"), self._asked(DINH_CA, second)

    def _asked(self, code: str, of: str) -> Report:
        period = parse_period(of)
        terms = Terms(period, period.window(), NOW + timedelta(days=5))
        opened = open_round(self.session, official_form(code), terms, unit_by_code(self.session, "H"), NOW)
        return self.session.exec(select(Report).where(Report.round_id == opened.id)).one()

    def types(self, report: Report, key: str, figure: int) -> list[Finding]:
        record_figure(self.session, report, key, Entry.number(figure), self.source)
        return look_at(self.session, snapshot_of(self.session, report), [Cell(key)])

    def elsewhere(self, report: Report) -> list[tuple[str, str]]:
        found = look_over(self.session, snapshot_of(self.session, report))
        return [(one.rule.text, one.reason) for one in found if one.told]

    def told(self) -> dict[str, str]:
        found = told_elsewhere(self.session, snapshot_of(self.session, self.second), [Cell("1.1a"), Cell("1.1b")])
        return {str(cell): str(one.amount) for cell, one in found.items()}


def test_a_figure_of_another_report_is_told_where_it_is_asked(session: Session) -> None:
    commune = Commune(session)
    assert commune.told() == {}
    commune.types(commune.first, "1.2.1", 41)
    assert commune.told() == {"1.1a": "41"}


@pytest.mark.parametrize("other", ["2023-Q4", "2024-H1"])
def test_a_report_of_another_period_says_nothing(session: Session, other: str) -> None:
    commune = Commune(session, second=other)
    commune.types(commune.first, "1.2.1", 41)
    assert commune.told() == {}
    assert commune.types(commune.second, "1.1a", 44) == []


def test_a_cancelled_report_says_nothing(session: Session) -> None:
    commune = Commune(session)
    commune.types(commune.first, "1.2.1", 41)
    commune.first.state = State.CANCELLED
    assert commune.types(commune.second, "1.1a", 44) == []


def test_two_reports_that_differ_are_named_in_both_until_one_says_why(session: Session) -> None:
    commune = Commune(session)
    assert commune.types(commune.first, "1.2.1", 41) == []
    (found,) = commune.types(commune.second, "1.1a", 44)
    here, there = f"1.1a elsewhere {commune.first.id}:1.2.1=41", f"1.2.1 elsewhere {commune.second.id}:1.1a=44"
    assert found.rule.text == here
    assert (commune.elsewhere(commune.second), commune.elsewhere(commune.first)) == ([(here, "")], [(there, "")])
    explain(session, commune.second, found.rule, "chốt số khác ngày", commune.source)
    assert commune.elsewhere(commune.second) == [(here, "chốt số khác ngày")]
    assert commune.elsewhere(commune.first) == [(there, "chốt số khác ngày")]
    assert [one.told is not None for one in commune.types(commune.second, "1.1a", 45)] == [True]
    assert commune.elsewhere(commune.first) == [(there.replace("44", "45"), "")]


def test_a_round_finds_what_each_of_its_reports_shows(session: Session) -> None:
    commune = Commune(session)
    commune.types(commune.first, "1.2.1", 41)
    commune.types(commune.second, "1.1a", 44)
    for report in (commune.first, commune.second):
        round_ = session.get_one(Round, report.round_id)
        unit, form = unit_by_code(session, "X"), form_of_version(session, report.form_version_id)
        looked = look_at_round(session, round_, [(report, unit)], {report.form_version_id: form})
        assert looked.findings[report.id] == look_over(session, snapshot_of(session, report))


def test_of_two_forms_the_cells_that_say_the_same_are_of_one_kind() -> None:
    first, second = official_form(BAN_THI), official_form(DINH_CA)
    pairs = same_figures(first, second)
    assert ((Cell("1.2.1"),), (Cell("1.1a"),)) in pairs
    kinds = [
        {form.row_of(cell).kind for form, cells in zip((first, second), pair, strict=True) for cell in cells} for pair in pairs
    ]
    assert {len(one) for one in kinds} == {1}
    assert all((theirs, ours) in same_figures(second, first) for ours, theirs in pairs)
