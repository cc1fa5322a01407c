"""A snapshot is the report as it stands, whatever was done to it since it was taken, and whoever did it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from bot import demo
from bot.storage.database import transaction
from tests.conftest import District
from tests.house import CODE, ROOT
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.kernel.errors import TrackerError
from tracker.kernel.keeping import forget, kept
from tracker.office.units import Unit, UnitLine, import_units
from tracker.reports.comments import comment_on, open_comments
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose, withdraw
from tracker.reports.reports import Report
from tracker.reports.rounds import Round, Terms, open_round
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.review.findings import look_at, look_over
from tracker.review.reasons import explain
from tracker.review.submission import reopen_report, return_report, submit_report
from tracker.tasks.assigning import NewTask, add_task

FORM = official_form("ban-thi-2024")
CELLS = [row.cell for row in FORM.of_level("xã").rows if row.is_number]
COMPARED = [cell for cell in CELLS[:20] if cell in FORM.rules_on]
FEW = st.sampled_from(CELLS[:8])  # so that the same ones come again
ENTRIES = st.sampled_from([Entry.number(0), Entry.number(2), Entry.number(500), Entry.blank("chờ"), Entry.not_applicable()])


def state_of(session: Session, taken: Snapshot) -> dict[str, Any]:
    """All that a snapshot says, in values that can be compared."""
    report = taken.report
    return {
        "where": (taken.round.id, taken.unit.id, taken.form, report.state, report.submissions),
        "below": (taken.has_units_below, taken.has_tasks),
        "figures": dict(taken.figures),
        "before": dict(taken.previous),
        "open": list(taken.open),
        "facts": taken.facts,
        "shown": dict(taken.shown),
        "findings": look_over(session, taken),
        "comments": [one.comment.id for one in open_comments(session, report)],
    }


def read_afresh(session: Session, report: Report) -> dict[str, Any]:
    """The same as a transaction finds it that has kept nothing."""
    remembered = session.info.copy()
    forget(session)
    state = state_of(session, snapshot_of(session, report))
    session.info.clear()
    session.info.update(remembered)
    return state


class Work(RuleBasedStateMachine):
    """Whatever officers and the desk do to a report, in one transaction."""

    session: Session
    district: District

    @initialize()
    def begin(self) -> None:
        self.inner = self.session.begin_nested()
        forget(self.session)
        self.report = self.district.report(self.session)
        self.officer = self.district.source
        self.desk = replace(self.officer, officer_id=self.district.desk.id)
        before = _report_of_another_quarter(self.session, self.report, "2023-Q4", -91)
        record(self.session, before, dict.fromkeys(CELLS[:8], Entry.number(30)), self.officer)
        before.first_submitted_at = demo.START
        self.session.flush()

    def teardown(self) -> None:
        if hasattr(self, "inner"):
            self.inner.rollback()
            forget(self.session)

    @rule(cells=st.lists(FEW, min_size=1, max_size=4), entry=ENTRIES)
    def enter(self, cells: list[Cell], entry: Entry) -> None:
        self._try(lambda: record(self.session, self.report, dict.fromkeys(cells, entry), self.officer))

    @rule(cells=st.lists(st.sampled_from(COMPARED), min_size=2, max_size=6, unique=True))
    def enter_what_does_not_fit(self, cells: list[Cell]) -> None:
        entries = {cell: Entry.number(number * 10) for number, cell in enumerate(cells)}
        self._try(lambda: record(self.session, self.report, entries, self.officer))

    @rule(group=st.sampled_from(list(FORM.groups)))
    def say_that_nothing_arose(self, group: str) -> None:
        rows = [row for row in FORM.groups[group] if row.concerns("xã")]
        if rows:
            self._try(lambda: record_none_arose(self.session, self.report, rows, self.officer))

    @rule(cells=st.lists(FEW, min_size=1, max_size=3))
    def take_away(self, cells: list[Cell]) -> None:
        self._try(lambda: withdraw(self.session, self.report, cells, self.officer))

    @rule()
    def keep_what_is_out_of_line(self) -> None:
        for found in look_over(self.session, snapshot_of(self.session, self.report)):
            if found.is_unsettled and found.rule.level != "block":
                self._try(lambda found=found: explain(self.session, self.report, found.rule, "đã kiểm tra", self.officer))

    @rule()
    def hand_in(self) -> None:
        for cell in list(snapshot_of(self.session, self.report).open):
            kind = FORM.row_of(cell).kind
            entry = Entry.number(0) if kind not in {Kind.CHOICE, Kind.TEXT} else Entry.blank()
            self._try(lambda cell=cell, entry=entry: record(self.session, self.report, {cell: entry}, self.officer))
        self._try(lambda: submit_report(self.session, self.report, self.officer))

    @rule()
    def take_back(self) -> None:
        self._try(lambda: reopen_report(self.session, self.report, self.officer, "bổ sung"))

    @rule(cell=FEW)
    def give_back_with_a_comment(self, cell: Cell) -> None:
        self._try(lambda: comment_on(self.session, self.report, cell, "xem lại", self.desk))
        self._try(lambda: return_report(self.session, self.report, self.desk))

    @rule()
    def assign_a_task(self) -> None:
        lead = self.session.get_one(Unit, self.report.unit_id)
        self._try(lambda: add_task(self.session, NewTask("Báo cáo cải cách hành chính"), lead, self.desk))

    @rule(number=st.integers(1, 3))
    def found_a_village(self, number: int) -> None:
        line = UnitLine(2, f"THON-{number}", f"Thôn {number}", "thôn", "BAN-THI")
        import_units(self.session, [line])

    @invariant()
    def the_snapshot_is_what_stands(self) -> None:
        if not hasattr(self, "report"):
            return
        taken = snapshot_of(self.session, self.report)
        assert state_of(self.session, taken) == read_afresh(self.session, self.report)

    @invariant()
    def findings_of_some_cells_are_those_of_all_that_compare_them(self) -> None:
        if not hasattr(self, "report"):
            return
        taken = snapshot_of(self.session, self.report)
        unsettled = [found for found in look_over(self.session, taken) if found.is_unsettled]
        for cells in ({COMPARED[0], COMPARED[1]}, set(COMPARED), {CELLS[-1]}):
            wanted = [found for found in unsettled if cells & set(found.rule.cells)]
            assert look_at(self.session, taken, cells) == wanted

    def _try(self, work: Any) -> None:
        """Do it, unless the tracker refuses."""
        try:
            work()
        except TrackerError:
            return


def test_a_snapshot_is_what_stands_after_every_step(session: Session, district: District) -> None:
    machine = type("Here", (Work,), {"session": session, "district": district})
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    limits = settings(max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(machine, settings=limits)


@pytest.fixture
def after_a_quarter(session: Session, district: District) -> Report:
    """The same unit's report for the next quarter; the first one was handed in with 41 and 17."""
    first = district.report(session)
    record(session, first, {Cell("1.2.1"): Entry.number(41), Cell("1.2.2"): Entry.number(17)}, district.source)
    return _report_of_another_quarter(session, first, "2024-Q2", 91)


def _report_of_another_quarter(session: Session, report: Report, quarter: str, days: int) -> Report:
    """The unit's report in a round of so many days later."""
    known, later = session.get_one(Round, report.round_id), timedelta(days=days)
    terms = Terms(parse_period(quarter), (known.window_from + later, known.window_to + later), known.due_at + later)
    opened = open_round(session, FORM, terms, session.get_one(Unit, known.of_unit_id), demo.START)
    wanted = select(Report).where(Report.round_id == opened.id, Report.unit_id == report.unit_id)
    return session.exec(wanted).one()


def test_last_periods_figures_come_once_that_report_is_handed_in(
    session: Session, district: District, after_a_quarter: Report
) -> None:
    assert snapshot_of(session, after_a_quarter).previous == {}
    first = district.report(session)
    for cell in list(snapshot_of(session, first).open):
        entry = Entry.blank() if FORM.row_of(cell).options else Entry.number(0)
        record(session, first, {cell: entry}, district.source)
    submit_report(session, first, district.source)
    previous = snapshot_of(session, after_a_quarter).previous
    assert previous[Cell("1.2.1")].amount == 41
    assert len(previous) == len(FORM.of_level("xã").rows)


def test_a_report_and_last_periods_are_read_in_two_statements(
    session: Session, district: District, after_a_quarter: Report
) -> None:
    report, asked = after_a_quarter, list[str]()
    district.report(session).first_submitted_at = demo.START
    session.flush()
    snapshot_of(session, report)  # the form is read once in a process
    forget(session)
    event.listen(session.get_bind(), "before_cursor_execute", note := lambda *call: asked.append(call[2]))
    taken = snapshot_of(session, report)
    assert (taken.figures, len(taken.previous), len(taken.open), taken.form) == ({}, 2, len(FORM.of_level("xã").rows), FORM)
    assert snapshot_of(session, report) is taken
    event.remove(session.get_bind(), "before_cursor_execute", note)
    assert len(asked) == 2


def test_what_another_transaction_committed_is_seen_in_the_next_one(engine: Engine, stored_district: District) -> None:
    def amount(session: Session) -> Any:
        figure = snapshot_of(session, stored_district.report(session)).figures.get(Cell("1.1"))
        return figure and figure.amount

    with transaction(engine) as session:
        assert amount(session) is None
    with transaction(engine) as session:
        record(session, stored_district.report(session), {Cell("1.1"): Entry.number(7)}, stored_district.source)
    with Session(engine) as kept_open:
        assert amount(kept_open) == 7
        kept_open.commit()
        with transaction(engine) as other:
            record(other, stored_district.report(other), {Cell("1.1"): Entry.number(8)}, stored_district.source)
        assert amount(kept_open) == 8


class Counted:
    """Something to keep."""

    count = 0


def test_what_is_kept_is_one_object_of_each_kind_until_the_transaction_ends(engine: Engine) -> None:
    with Session(engine) as session:
        session.connection()
        kept(session, Counted).count += 1
        assert kept(session, Counted).count == 1
        session.commit()
        assert kept(session, Counted).count == 0
        kept(session, Counted).count += 1
        session.connection()
        session.rollback()
        assert kept(session, Counted).count == 0


def keepers() -> Iterator[str]:
    for path in CODE:
        if "session.info" in path.read_text(encoding="utf-8"):
            yield path.relative_to(ROOT).as_posix()


def test_nothing_is_kept_in_a_session_but_in_one_place() -> None:
    assert list(keepers()) == ["tracker/kernel/keeping.py"]
