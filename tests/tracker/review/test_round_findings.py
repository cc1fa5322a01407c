"""What does not add up in a whole round is what the single reports say, in a number of queries that does not grow."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import event
from sqlmodel import Session, select

from tests.by_row import findings, record_figures
from tests.provinces import NOW
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.row import Kind
from tracker.kernel.keeping import forget
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Round, Terms, open_round, rounds_within
from tracker.reports.unit_history import unit_histories
from tracker.review.reasons import explain
from tracker.review.round_findings import look_at_round
from tracker.review.standing import round_standing, rounds_owing, rounds_standing
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.working import Result, finish_task
from tracker.workbooks.status_book import status_workbook

FORM = official_form("ban-thi-2024")


def set_up(session: Session, communes: int) -> list[Round]:
    """Two quarters with figures by lot: some explained, some handed in, and tasks that some rows were to count."""
    lines = [
        UnitLine(2, "TINH", "Bắc Kạn", "tỉnh", ""),
        *(UnitLine(3 + n, f"X-{n}", f"Xã {n}", "xã", "TINH") for n in range(communes)),
    ]
    import_units(session, lines)
    lot, province = random.Random(communes), unit_by_code(session, "TINH")
    source = Source(add_officer(session, "Lan", province, Role.OFFICER).id, NOW, "test")
    desk = Source(add_officer(session, "Thu", province, Role.DESK).id, datetime(2024, 3, 1, 9, tzinfo=ZONE), "test")
    rounds = []
    for period, due in (("2023-Q4", datetime(2023, 12, 20, tzinfo=ZONE)), ("2024-Q1", datetime(2024, 3, 20, 17, tzinfo=ZONE))):
        terms = Terms(parse_period(period), parse_period(period).window(), due)
        rounds.append(open_round(session, FORM, terms, province, due - timedelta(days=20)))
        reports = session.exec(select(Report).where(Report.round_id == rounds[-1].id).order_by("id")).all()
        for number, report in enumerate(reports):
            assign(session, report, desk)
            later = Source(source.officer_id, NOW + timedelta(days=number % 3), "test")
            _fill(session, report, lot, later, is_over=period == "2023-Q4" or number % 5 == 4)
    return rounds


def assign(session: Session, report: Report, desk: Source) -> None:
    """Two tasks for every second unit, one of them done."""
    if report.unit_id % 2:
        return
    unit = session.get_one(Unit, report.unit_id)
    tasks = [assign_task(session, NewTask(f"việc {n}", due_on=date(2024, 3, 12)), unit, desk) for n in range(2)]
    worker = Source(add_officer(session, f"Cán bộ {unit.code}", unit, Role.OFFICER).id, NOW, "test")
    finish_task(session, tasks[0], Result(date(2024, 3, 5), "1/BC"), worker)


def _fill(session: Session, report: Report, lot: random.Random, source: Source, *, is_over: bool) -> None:
    rows = [
        row for row in FORM.of_level("xã").rows if row.kind in {Kind.COUNT, Kind.AMOUNT} and (is_over or lot.random() < 0.5)
    ]
    record_figures(session, report, {row.key: Entry.number(lot.choice([0, 1, 2, 50_000])) for row in rows}, source)
    for found in findings(session, report):
        if found.is_unsettled and found.rule.level != "block" and (is_over or lot.random() < 0.5):
            explain(session, report, found.rule, "đã kiểm tra", source)
    if is_over:
        report.state, report.first_submitted_at = State.SUBMITTED, source.at
        session.flush()


def asked(session: Session, work: Callable[[], object]) -> int:
    """How many queries it takes in a session that knows nothing yet."""
    session.flush()
    session.expunge_all()
    forget(session)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(session.get_bind(), "before_cursor_execute", count)
    work()
    event.remove(session.get_bind(), "before_cursor_execute", count)
    return counted


def test_findings_of_a_round_are_those_of_its_reports(session: Session) -> None:
    _, last = set_up(session, 12)
    pairs = [
        (report, session.get_one(Unit, report.unit_id))
        for report in session.exec(select(Report).where(Report.round_id == last.id))
    ]
    alone = {report.id: findings(session, report) for report, _ in pairs}
    forget(session)
    together = look_at_round(session, last, pairs, {report.form_version_id: FORM for report, _ in pairs}).findings
    for number, lines in together.items():
        assert sorted(lines, key=lambda found: found.rule.text) == sorted(alone[number], key=lambda found: found.rule.text)
    skipped = [report for report, _ in pairs if report.id not in together]
    assert not any(report.is_open or any(found.reason for found in alone[report.id]) for report in skipped)
    kinds = {found.rule.op for lines in together.values() for found in lines}
    assert {"book", "jump", "<="} <= kinds
    assert any(found.reason for lines in together.values() for found in lines)


def test_counts_of_a_standing_are_those_of_the_findings(session: Session) -> None:
    _, last = set_up(session, 10)
    for one in round_standing(session, last, unit_by_code(session, "TINH")).units:
        found = findings(session, one.report)
        assert (one.unsettled, one.kept) == (sum(f.is_unsettled for f in found), sum(bool(f.reason) for f in found))


WORKS: dict[str, Callable[[Session, Round, Unit], object]] = {
    "board": round_standing,
    "rounds": lambda s, _, unit: rounds_standing(s, rounds_within(s, unit), unit),
    "owing": lambda s, _, unit: rounds_owing(s, unit),
    "histories": lambda s, round_, _: unit_histories(s, [unit.id for unit in s.exec(select(Unit))] if round_ else []),
    "workbook": lambda s, round_, unit: status_workbook(s, round_, unit, NOW),
}


def test_five_and_fifty_units_take_the_same_number_of_queries(session: Session) -> None:
    counts: list[dict[str, int]] = []
    for communes in (5, 50):
        _, last = set_up(session, communes)
        province = unit_by_code(session, "TINH")
        counts.append({name: asked(session, partial(work, session, last, province)) for name, work in WORKS.items()})
        session.rollback()
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 20
