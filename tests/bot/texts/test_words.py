"""Everything that the code knows by a name has its words wherever it is said: no raw key reaches anybody."""

import ast
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from bot.channels.registry import titles
from bot.messages.messages import Failure
from bot.people import invitations
from bot.reading import numbers
from bot.reading.dates.said import WhyNoDate as DateWhy
from bot.reading.questions import About
from bot.sending import links
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.common import links as link_texts
from bot.texts.common.states import STAGES, STATES
from bot.texts.desk import behalf, changes, standing
from bot.texts.office import health, importing, joining, plans
from bot.texts.office.health import Beat
from bot.texts.refusals import reading
from bot.texts.report import versions
from bot.texts.tasks import assigning, listing, rating
from tests.house import CODE, tree
from tests.shape.test_shape import VIETNAMESE
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.forms.rules import Formula, Level, Rule
from tracker.reports.behalf import ON_BEHALF, EntryWay
from tracker.reports.reports import RULES, Stage, State
from tracker.reports.versions import ENDS
from tracker.review.doubting import OPS
from tracker.review.findings import Finding
from tracker.rollup.decisions import WhyDecide
from tracker.rollup.totalling import Remark
from tracker.tasks.classes import TaskClass
from tracker.tasks.plan_import import PlanMistake
from tracker.tasks.rates import By, RateFormula
from tracker.tasks.task import Repeat, TaskStep
from tracker.workbooks import words
from tracker.workbooks.rolled_up import decision_sheet

QUIET_STEPS = {TaskStep.ASSIGNED, TaskStep.PROGRESS, TaskStep.EDITED}  # the page of a task says these in other words
WHOLE_ROUND = {About.ALL, About.HANDED_IN}  # the numbers of the round say these

TABLES: list[tuple[Mapping[Any, object], Iterable[object]]] = [
    (words.WAYS, EntryWay),
    (words.STAGES, Stage),
    (words.TASK_CLASSES, TaskClass),
    (words.RATE_FORMULAS, RateFormula),
    (words.REMARKS, Remark),
    (decision_sheet.ASKED, WhyDecide),
    (RULES, State),
    (STAGES, Stage),
    (STATES, State),
    (standing.GROUPS, set(About) - WHOLE_ROUND),
    (behalf.HOW, ON_BEHALF),
    (versions.ENDS, ENDS),
    (health.FAILURES, Failure),
    (health.BEATS, Beat),
    (joining.REFUSED, invitations.CodeRefusal),
    (link_texts.REFUSED, links.LinkRefusal),
    (importing.TYPED, Kind),
    (plans.SENTENCES, PlanMistake),
    (reading.WHY, numbers.WhyUnread),
    (dates.WHY, DateWhy),
    (listing.HAPPENED, set(TaskStep) - QUIET_STEPS),
    (rating.RATES_BY, By),
    (assigning.EVERY, Repeat),
]


@pytest.mark.parametrize(("table", "members"), TABLES)
def test_every_member_has_its_words(table: Mapping[Any, object], members: Iterable[object]) -> None:
    assert set(table) == set(members)


def test_every_channel_and_tool_by_which_a_figure_comes_has_its_words() -> None:
    assert {*titles(), "import"} <= changes.ORIGINS.keys()


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_says_what_a_unit_has_done_or_has_still_to_do(stage: Stage) -> None:
    assert STAGES[stage].sent or STAGES[stage].unsent


@pytest.mark.parametrize("state", State)
def test_whoever_comes_too_late_is_told_where_the_report_is(state: State) -> None:
    said, rules = STATES[state], RULES[state]
    assert bool(said.to_desk) is not rules.is_open
    assert bool(said.to_leader) is (state is not State.AWAITING)


def ops() -> set[str]:
    """How rules hold two sides together: as a form may write it, and as the code finds it itself."""
    made = (node for path in CODE for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    named = (
        node.args[2] for node in made if isinstance(node.func, ast.Name) and node.func.id == "Rule" and len(node.args) > 2
    )
    own = {argument.value for argument in named if isinstance(argument, ast.Constant)}
    return {str(op) for op in own} | {"<=", "<", "=", "!=", "needs"} | set(OPS.values())


@pytest.mark.parametrize("op", sorted(ops()))
def test_every_way_of_breaking_a_rule_has_its_sentence(op: str) -> None:
    rule = Rule(f"1.1 {op} 1.2.1", (Cell("1.1"),), op, Formula((Cell("1.2.1"),)), None, Level.WARN)
    said = refusals.finding(official_form("ban-thi-2024"), Finding(rule, Decimal(2), Decimal(1)))
    assert not VIETNAMESE.isdisjoint(said)


def test_the_scan_finds_the_rules_that_the_code_makes() -> None:
    assert ops() >= {"book", "rollup", "alike", "unit", "jump"}
