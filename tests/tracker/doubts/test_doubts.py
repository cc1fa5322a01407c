"""The wrong cell is named, and what was meant is offered; a first period is told only which cells."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.tracker.doubts.reports import Figures, broken_in, facts_of, figures_of, filled, watch_of
from tracker.doubts.doubts import FigureDoubt, WhyDoubted, doubts_of_answer, doubts_of_report
from tracker.doubts.slips import Slip
from tracker.forms.cell import Cell

BAN_THI, HOANG_LUU, DINH_CA = "ban-thi-2024-q1", "hoang-luu-2024-h1", "dinh-ca-2024-q1"


def quarter(dossiers: int, online: int, documents: int) -> dict[str, str | int]:
    """What changes from quarter to quarter in Bản Thi's report, the rest being as it is."""
    rate = round(Decimal(100 * online) / dossiers, 2)
    counts = dict.fromkeys(("3.3.1a", "3.3.1b", "3.3.2a", "3.3.2b", "7.2.4a"), dossiers)
    return {**counts, "7.2.4b": online, "7.2.4": str(rate), "7.1": documents}


SERIES = ((224, 5, 131), (218, 3, 144), (240, 4, 150), (229, 6, 127), (236, 4, 139), (221, 3, 135))  # the latest first
STEADY = [quarter(*figures) for figures in SERIES]


def asked(name: str, now: Figures, earlier: Sequence[Figures] = ()) -> list[FigureDoubt]:
    form, true = filled(name)
    settled = broken_in(form, facts_of(form, true))
    watch = watch_of(form, [true | figures_of(one) for one in earlier])
    found = doubts_of_report(watch, facts_of(form, true | figures_of(now)), settled)
    return [one for one in found if one.why is not WhyDoubted.NO_WHOLE]


def offered(doubt: FigureDoubt) -> list[tuple[Slip, dict[str, float]]]:
    return [(one.slip, {str(cell): float(value or 0) for cell, value in one.changes}) for one in doubt.readings]


def test_the_true_report_raises_no_question() -> None:
    assert asked(BAN_THI, {}, STEADY) == []
    assert asked(BAN_THI, {}) == []


@pytest.mark.parametrize(
    ("typed", "slip"),
    [(2310, Slip.ZERO_MORE), (213, Slip.SWAPPED), (2231, Slip.DOUBLED), (221, Slip.KEY), (31, Slip.DROPPED)],
)
def test_of_a_part_and_its_whole_the_one_with_the_slip_is_named_and_the_value_offered(typed: int, slip: Slip) -> None:
    """3.3.2b is at most 3.3.2a, and was equal to it in every period."""
    first, *others = asked(BAN_THI, {"3.3.2b": typed, "3.3.2": 100}, STEADY)
    assert not others
    assert first.cells[0] in {Cell("3.3.2b"), Cell("3.3.2a")}
    assert (slip, {"3.3.2b": 231}) in offered(first)[:3]


def test_a_figure_that_keeps_every_relation_is_held_against_the_units_past() -> None:
    (doubt,) = asked(BAN_THI, {"7.1": 1390}, STEADY)
    assert (doubt.why, doubt.cells[0]) == (WhyDoubted.UNLIKELY, Cell("7.1"))
    assert offered(doubt)[0] == (Slip.ZERO_MORE, {"7.1": 139})


def test_a_first_period_is_told_which_cells_and_offered_nothing() -> None:
    (doubt,) = asked(BAN_THI, {"3.3.2b": 2310, "3.3.2": 100})
    assert (doubt.why, doubt.readings) == (WhyDoubted.BROKEN, ())
    assert {Cell("3.3.2a"), Cell("3.3.2b")} <= set(doubt.cells)


def test_one_bad_period_does_not_poison_what_is_expected() -> None:
    spoilt = [*STEADY[:2], {**STEADY[2], "7.1": 1500}, *STEADY[3:]]
    assert asked(BAN_THI, {}, spoilt) == []
    (doubt,) = asked(BAN_THI, {"7.1": 1390}, spoilt)
    assert doubt.cells[0] == Cell("7.1")


def test_exchanged_rows_are_one_question_about_both() -> None:
    """7 and 3 procedures, typed in each other's rows."""
    (doubt,) = asked(BAN_THI, {"3.2.2": 3, "3.2.3": 7}, STEADY)
    assert set(doubt.cells) == {Cell("3.2.2"), Cell("3.2.3")}
    assert offered(doubt)[0] == (Slip.EXCHANGED, {"3.2.2": 7, "3.2.3": 3})


def test_a_settled_rule_is_not_asked_about() -> None:
    form, true = filled(HOANG_LUU)
    facts = facts_of(form, true)
    broken = {rule.text for one in doubts_of_report(watch_of(form, []), facts) for rule, _ in one.broken}
    assert "3.3.1 = 3.3.1a + 3.3.1b + 3.3.1c + 3.3.1d" in broken
    assert doubts_of_report(watch_of(form, []), facts, broken_in(form, facts)) == []


def test_a_cumulative_figure_below_last_times_is_asked_about() -> None:
    """The label of 1.2 says luỹ kế, and its figure follows; 1.2.2, done of the plan, rose in every quarter."""
    rising: list[Figures] = [{"1.2.2": done} for done in (17, 9, 41, 30, 18, 8)]
    (doubt, *_) = asked(BAN_THI, {"1.2.2": 8}, rising)
    assert doubt.cells[0] == Cell("1.2.2")


def test_a_block_of_last_periods_figures_is_one_question() -> None:
    more = [
        {"1.1": a, "3.2.2": b, "7.2.2a": c, "7.2.2b": c}
        for a, b, c in ((6, 9, 66), (3, 7, 61), (5, 8, 70), (2, 6, 58), (4, 9, 64))
    ]
    earlier: list[Figures] = [{**one, **other} for one, other in zip(STEADY, more, strict=False)]
    (doubt,) = asked(BAN_THI, earlier[0], earlier)
    assert doubt.why is WhyDoubted.COPIED
    assert {Cell("7.1"), Cell("7.2.2a")} <= set(doubt.cells)
    assert Cell("4.5.1") not in doubt.cells


def test_a_share_of_no_whole_number_is_asked_about_with_its_base() -> None:
    form, true = filled(DINH_CA)
    found = doubts_of_report(watch_of(form, []), facts_of(form, true), broken_in(form, facts_of(form, true)))
    assert [(one.why, one.cells[:2]) for one in found] == [(WhyDoubted.NO_WHOLE, (Cell("7.5.2b"), Cell("7.5.2")))]


def test_a_rate_typed_as_a_fraction_is_asked_about() -> None:
    found = asked(BAN_THI, {"7.2.4": "0.0173", "7.2.5": "0.1786"}, STEADY)
    assert (Slip.FRACTION, {"7.2.5": 17.86}) in [one for doubt in found for one in offered(doubt)]


def test_a_blank_that_a_sum_gives_is_asked_about() -> None:
    form, true = filled(HOANG_LUU)
    left = {cell: value for cell, value in true.items() if cell != Cell("3.3.1")}
    settled = broken_in(form, facts_of(form, true)) - {"3.3.1 = 3.3.1a + 3.3.1b + 3.3.1c + 3.3.1d"}
    found = doubts_of_report(watch_of(form, []), facts_of(form, left), settled)
    assert (WhyDoubted.BLANK, Cell("3.3.1")) in [(one.why, one.cells[0]) for one in found]


def test_an_answer_is_held_against_what_touches_it_alone() -> None:
    form, true = filled(BAN_THI)
    watch = watch_of(form, [true | figures_of(one) for one in STEADY])
    facts = facts_of(form, true | figures_of({"7.1": 1390, "3.3.2b": 2310}))
    assert [one.cells[0] for one in doubts_of_answer(watch, facts, [Cell("7.1")])] == [Cell("7.1")]
    assert [one.cells[0] for one in doubts_of_answer(watch, facts, [Cell("3.3.2b")])] == [Cell("3.3.2b")]
    assert doubts_of_answer(watch, facts, [Cell("4.5.2")]) == []


def test_two_slips_at_once_are_two_questions() -> None:
    found = asked(BAN_THI, {"3.3.2a": 2310, "3.3.2b": 231, "7.1": 1390}, STEADY)
    named = [(one.cells[0], offered(one)[0][0]) for one in found]
    assert named == [(Cell("3.3.2a"), Slip.ZERO_MORE), (Cell("7.1"), Slip.ZERO_MORE)]
