"""What is out of line is found, and only figures that stay as they are stay explained."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from tests.by_row import findings, record_figure, shown_entries
from tests.conftest import District
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.rules import Facts, Level, Rule
from tracker.kernel.errors import ReasonMissing, ReportClosed, RuleBlocks
from tracker.reports.entry import Entry
from tracker.reports.reports import State
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import Finding, broken, unsettled
from tracker.review.reasons import Explanation, explain, kept_reasons

FORM = official_form("ban-thi-2024")
RULES = {rule.text: rule for rule in FORM.rules}
DONE_OVER_PLANNED = RULES["1.2.2 <= 1.2.1"]


def enter(session: Session, district: District, **figures: object) -> None:
    """Figures by key, with underscores for the dots: _1_2_1=17."""
    for name, figure in figures.items():
        key = name.removeprefix("_").replace("_", ".")
        record_figure(session, district.report(session), key, Entry.number(Decimal(str(figure))), district.source)


def keep(session: Session, district: District, rule: Rule = DONE_OVER_PLANNED, reason: str = "tính cả năm trước") -> None:
    explain(session, district.report(session), rule, reason, district.source)


def test_41_done_of_17_planned_is_found_with_both_values(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=17, _1_2_2=41)
    assert findings(session, district.report(session)) == [Finding(DONE_OVER_PLANNED, Decimal(41), Decimal(17))]


def test_what_is_in_line_or_not_yet_complete_is_not_questioned(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=41, _1_2_2=41, _1_4_1=5, _1_4_2=9)
    assert findings(session, district.report(session)) == []


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ({"1.4.1": 5, "1.4.2": 3, "1.4.3": 2, "1.4.4": 1}, "1.4.2 + 1.4.3 + 1.4.4 <= 1.4.1"),
        ({"2.2": 0, "2.2.1a": 1}, "2.2.1a <= 2.2"),
        ({"2.3.1": 1, "2.3.2a": 2}, "2.3.2a <= 2.3.1"),
        ({"3.3.1a": 231, "3.3.1b": 232}, "3.3.1b <= 3.3.1a"),
        ({"3.4.1": 0, "3.4.2": 1}, "3.4.2 <= 3.4.1"),
        ({"4.5.1": 9, "4.5.2": 10}, "4.5.2 <= 4.5.1"),
        ({"4.6a": 0, "4.6.1": 1}, "4.6.1 <= 4.6a"),
        ({"4.4": 101}, "4.4 <= 100%"),
        ({"7.1a": 100, "7.1b": 1}, "7.1a + 7.1b <= 100%"),
        ({"7.2.1a": 13, "7.2.1b": 13, "7.2.1c": 14}, "7.2.1c <= 7.2.1b"),
        ({"7.2.5a": 5, "7.2.5b": 28}, "7.2.5b <= 7.2.5a"),
    ],
)
def test_each_rule_finds_what_breaks_it_and_nothing_else(figures: dict[str, int], rule: str) -> None:
    known = {Cell(key): Decimal(figure) for key, figure in figures.items()}
    assert [finding.rule.text for finding in broken(FORM, held(known)) if finding.rule.op != "unit"] == [rule]
    left = RULES[rule].left[0]
    assert [finding for finding in broken(FORM, held(known | {left: Decimal(0)})) if finding.rule.op != "unit"] == []


def held(known: dict[Cell, Decimal]) -> Facts:
    return Facts(known, {cell for cell, figure in known.items() if figure}, set(), set())


def test_every_computed_rate_implies_that_the_part_is_at_most_the_whole() -> None:
    for formula in FORM.computed.values():
        if formula.under is not None:
            assert f"{formula.over[0]} <= {formula.under}" in RULES


def test_typed_rates_above_100_block() -> None:
    blocking = {rule.text for rule in FORM.rules if rule.level is Level.BLOCK}
    assert blocking == {f"{key} <= 100%" for key in ("4.4", "4.5.5", "4.6.3", "5.1.1", "5.1.2", "7.1a", "7.1b")}


def test_findings_come_in_the_order_of_the_form(session: Session, district: District) -> None:
    enter(session, district, _7_2_5a=1, _7_2_5b=2, _1_2_1=1, _1_2_2=2, _4_4=101)
    found = [str(finding.rule.about) for finding in findings(session, district.report(session))]
    assert found == ["1.2.2", "4.4", "7.2.5b"]


def test_a_reason_settles_a_finding_and_is_printed_in_the_note(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=17, _1_2_2=41)
    keep(session, district, reason="  tính cả\x00 năm trước ")
    report = district.report(session)
    assert unsettled(session, report) == []
    assert [finding.reason for finding in findings(session, report)] == ["tính cả năm trước"]
    assert shown_entries(session, report)["1.2.2"].note == "tính cả năm trước"


def test_the_reason_holds_for_these_very_figures_only(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=17, _1_2_2=41)
    keep(session, district)
    report = district.report(session)
    enter(session, district, _1_2_2=42)
    assert [finding.left for finding in unsettled(session, report)] == [42]
    assert shown_entries(session, report)["1.2.2"].note == ""
    enter(session, district, _1_2_2="41.0")  # the same figure, written otherwise
    assert unsettled(session, report) == []
    enter(session, district, _1_2_1=16)
    assert [finding.right for finding in unsettled(session, report)] == [16]


def test_a_second_reason_takes_the_place_of_the_first_for_the_same_figures_and_stands_beside_it_for_others(
    session: Session, district: District
) -> None:
    report = district.report(session)
    enter(session, district, _1_2_1=17, _1_2_2=41)
    keep(session, district)
    before = dict(snapshot_of(session, report).amounts)
    enter(session, district, _1_2_2=42)
    for reason in ("đã kiểm tra", "đã kiểm tra lại"):
        explain(session, report, findings(session, report)[0].rule, reason, district.source)
    assert [finding.reason for finding in findings(session, report)] == ["đã kiểm tra lại"]
    assert len(session.exec(select(Explanation)).all()) == 2
    assert kept_reasons(session, report, before) == [(Cell("1.2.2"), "tính cả năm trước")]


def test_a_rule_that_blocks_cannot_be_kept(session: Session, district: District) -> None:
    enter(session, district, _4_4=101)
    with pytest.raises(RuleBlocks):
        keep(session, district, RULES["4.4 <= 100%"])
    assert len(unsettled(session, district.report(session))) == 1


def test_keeping_figures_takes_a_reason(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=17, _1_2_2=41)
    for reason in ("", "  ", "\x00"):
        with pytest.raises(ReasonMissing):
            keep(session, district, reason=reason)


def test_nothing_is_explained_in_a_report_that_is_handed_in(session: Session, district: District) -> None:
    enter(session, district, _1_2_1=17, _1_2_2=41)
    for state in (State.SUBMITTED, State.ACCEPTED):
        district.report(session).state = state
        with pytest.raises(ReportClosed):
            keep(session, district)
