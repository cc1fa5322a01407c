"""Rows of a report that come from the book of tasks: the figures that the real offices printed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from bot import demo
from tests.by_row import figures_from_tasks, record_figures
from tests.tasking import People, plan_grid, plan_lines, take_plan, work_through
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.cell import Cell
from tracker.forms.counting import CountUnreadable, parse_count
from tracker.forms.form import Form
from tracker.forms.row import Kind
from tracker.forms.stored import loads
from tracker.kernel.errors import FormWrong
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source
from tracker.reports.rounds import Terms, open_round
from tracker.reports.snapshot import snapshot_of
from tracker.tasks.assigning import cancel_task
from tracker.tasks.figures import FromTasks
from tracker.tasks.plan import read_plan
from tracker.tasks.task import Task
from tracker.tasks.working import return_result

OPENED, FILLED = date(2024, 3, 1), date(2024, 3, 13)
BAN_THI = (date(2023, 12, 1), date(2024, 3, 8))
CONCEPTS = {
    "ban-thi-2024": ("1.2.1", "1.2.2", "1.4.1", "1.4.2", "1.4.3", "1.4.4"),
    "ninh-thuan-2021": ("1.1.1", "1.1.2", "1.3.1", "1.3.2", "1.3.3"),
    "dinh-ca-2024": ("1.1a", "1.1b", "1.3.1", "1.3.2", "1.3.3"),
    "hoang-luu-2024": ("1.1.1", "1.1.2", "1.3.1", "1.3.2", "1.3.3"),
    "cam-xuyen-2021": ("1.1.1", "1.1.2", "1.3.1", "1.3.2", "1.3.3"),
}
COUNTED = ("plan: all", "plan: done", "assigned: all", "assigned: on time", "assigned: late", "assigned: overdue")


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


def report_of(people: People, form: Form, period: str, window: tuple[date, date] | None = None) -> Report:
    parsed = parse_period(period)
    terms = Terms(parsed, window or parsed.window(), demo.START + timedelta(days=90))
    lead = people.unit("BAN-THI")
    round_ = open_round(people.session, form, replace(terms, recipients=[lead]), people.unit("CHO-DON"), demo.START)
    return people.session.exec(select(Report).where(Report.round_id == round_.id, Report.unit_id == lead.id)).one()


def amounts(figures: Mapping[str, FromTasks]) -> dict[str, int]:
    assert all(figure.amount == len(figure.tasks) for figure in figures.values())
    return {key: int(figure.amount) for key, figure in figures.items()}


@pytest.mark.parametrize("code", CONCEPTS)
def test_the_rows_that_count_tasks_say_so_in_every_official_form(code: str) -> None:
    assert set(CONCEPTS) == set(official_codes())
    form = official_form(code)
    assert [(row.key, row.tasks) for row in form.rows if row.tasks] == list(zip(CONCEPTS[code], COUNTED, strict=False))


def test_the_plan_and_the_tasks_of_ban_thi_give_the_figures_of_its_report(people: People) -> None:
    """1.2.1, 1.2.2 and 1.4.1 to 1.4.4: 41, 17 (so 41,46%), 5, 5, 0, 0; entered on 13/3, after the data closed on 8/3."""
    work_through(people, take_plan(people, read_plan([plan_grid(plan_lines())]), day=FILLED), FILLED)
    for number in range(5):  # which five, and when, the report does not say: made up
        due_on = date(2024, 2, 20 + number)
        task = people.assign(f"Nhiệm vụ {number}", day=FILLED, assigned_on=date(2024, 1, 10 + number), due_on=due_on)
        people.finish(task, due_on - timedelta(days=number), entered=FILLED)
    report = report_of(people, official_form("ban-thi-2024"), "2024-Q1", BAN_THI)
    figures = figures_from_tasks(people.session, report, FILLED)
    assert amounts(figures) == {"1.2.1": 41, "1.2.2": 17, "1.4.1": 5, "1.4.2": 5, "1.4.3": 0, "1.4.4": 0}
    assert {task.title for task in figures["1.4.1"].tasks} == {f"Nhiệm vụ {number}" for number in range(5)}
    source = Source(people.officer("BAN-THI").id, demo.START, "test")
    record_figures(people.session, report, {key: Entry.number(figure.amount) for key, figure in figures.items()}, source)
    assert snapshot_of(people.session, report).amounts[Cell("1.2")] == Decimal("41.46")


def test_the_tasks_of_hoang_luu_give_the_figures_of_its_report(people: People) -> None:
    """1.3.1 to 1.3.3: 7, 4, 0, so three were still in time; 1.1.1 and 1.1.2: 7 and 4. Titles and days are made up."""
    tasks = [people.assign(f"Nhiệm vụ {n}", day=date(2024, 1, 5), due_on=date(2024, 6, 10 + n)) for n in range(7)]
    plan = read_plan([plan_grid([[str(n), f"Việc {n}", "Sổ", None, None, "Quý II/2024"] for n in range(1, 8)])])
    for task in (*tasks[:4], *take_plan(people, plan, day=date(2024, 1, 5)).added[:4]):
        people.finish(task, date(2024, 6, 3))
    report = report_of(people, official_form("hoang-luu-2024"), "2024-H1")
    figures = figures_from_tasks(people.session, report, date(2024, 6, 20))
    assert amounts(figures) == {"1.1.1": 7, "1.1.2": 4, "1.3.1": 7, "1.3.2": 4, "1.3.3": 0}


def test_without_tasks_nothing_is_known(people: People) -> None:
    report = report_of(people, official_form("ban-thi-2024"), "2024-Q1")
    assert figures_from_tasks(people.session, report, FILLED) == {}


def assigned(people: People) -> list[Task]:
    """One over before the quarter, one carried into it and then late, one given in it and overdue, one called off."""
    before = people.assign("xong quý trước", day=date(2024, 1, 5), due_on=date(2024, 2, 1))
    people.finish(before, date(2024, 1, 20))
    carried = people.assign("chuyển sang", day=date(2024, 1, 5), due_on=date(2024, 3, 20))
    people.finish(carried, date(2024, 4, 2))
    overdue = people.assign("quá hạn", day=date(2024, 4, 1), due_on=date(2024, 5, 1))
    cancelled = people.assign("hủy", day=date(2024, 4, 1), due_on=date(2024, 5, 1))
    cancel_task(people.session, cancelled, "trùng", people.desk(date(2024, 4, 2)))
    people.assign("của xã khác", to="DONG-LAC", day=date(2024, 4, 1), co_units=[people.unit("BAN-THI")])
    return [before, carried, overdue]


def test_a_quarter_counts_what_was_given_in_it_or_came_over_from_before(people: People) -> None:
    _, carried, overdue = assigned(people)
    report = report_of(people, official_form("ban-thi-2024"), "2024-Q2")
    figures = figures_from_tasks(people.session, report, date(2024, 6, 20))
    assert amounts(figures) == {"1.4.1": 2, "1.4.2": 0, "1.4.3": 1, "1.4.4": 1}
    assert figures["1.4.1"].tasks == [carried, overdue]


def cumulative(form: Form) -> Form:
    rows = [replace(row, tasks=f"{row.tasks}, cumulative") if row.tasks.startswith("assigned") else row for row in form.rows]
    return replace(form, code="luy-ke", rows=tuple(rows))


@pytest.mark.parametrize("calendar", [False, True])
def test_a_cumulative_row_counts_from_the_years_start(people: People, calendar: bool) -> None:
    assigned(people)
    window = (date(2024, 4, 1), date(2024, 6, 30)) if calendar else None
    report = report_of(people, cumulative(official_form("ban-thi-2024")), "2024-Q2", window)
    figures = figures_from_tasks(people.session, report, date(2024, 7, 1))
    assert amounts(figures) == {"1.4.1": 3, "1.4.2": 1, "1.4.3": 1, "1.4.4": 1}


def test_what_happens_after_the_data_closed_does_not_count(people: People) -> None:
    late = people.assign("muộn", day=date(2024, 1, 5), due_on=date(2024, 3, 1))
    returned = people.assign("bị trả lại sau", day=date(2024, 1, 5), due_on=date(2024, 3, 1))
    people.finish(returned, date(2024, 2, 1))
    report = report_of(people, official_form("ban-thi-2024"), "2024-Q1", BAN_THI)
    people.finish(late, date(2024, 3, 9), entered=FILLED)
    return_result(people.session, returned, "thiếu", people.desk(FILLED))
    assert amounts(figures_from_tasks(people.session, report, FILLED)) == {"1.4.1": 2, "1.4.2": 1, "1.4.3": 0, "1.4.4": 1}


def test_before_the_data_closes_the_day_itself_decides(people: People) -> None:
    people.assign("sắp đến hạn", day=date(2024, 3, 1), due_on=date(2024, 3, 7))
    report = report_of(people, official_form("ban-thi-2024"), "2024-Q1", BAN_THI)
    assert figures_from_tasks(people.session, report, date(2024, 3, 5))["1.4.4"].amount == 0
    assert figures_from_tasks(people.session, report, date(2024, 3, 10))["1.4.4"].amount == 1


def test_a_form_of_before_tasks_still_loads() -> None:
    form = official_form("ban-thi-2024")
    old = form.dumps()
    for text in {row.tasks for row in form.rows}:
        old = old.replace(f', "tasks": "{text}"', "")
    assert '"tasks"' not in old
    assert {row.tasks for row in loads(old).rows} == {""}
    assert loads(form.dumps()) == form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plan",
        "plan: ",
        "plan:all",
        "Plan: all",
        "plan: all, cumulative",
        "assigned: soon",
        "assigned: late cumulative",
        " plan: all",
    ],
)
def test_what_counts_no_tasks_is_refused(text: str) -> None:
    with pytest.raises(CountUnreadable):
        parse_count(text)


@pytest.mark.parametrize(
    ("key", "tasks", "why"),
    [("1.1", "plan: most", "row 1.1: 'plan: most' counts no tasks"), ("1.2", "plan: all", "row 1.2: only a count")],
)
def test_a_form_that_counts_wrongly_is_refused(key: str, tasks: str, why: str) -> None:
    form = official_form("ban-thi-2024")
    assert form.by_key["1.2"].kind is Kind.RATE
    with pytest.raises(FormWrong, match=why):
        replace(form, rows=tuple(replace(row, tasks=tasks) if row.key == key else row for row in form.rows))
