"""The written part says what the appendix says, in the sentences of the real documents."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import Session

from tests.real_reports import REAL_REPORTS, RealReport, set_up_real, told
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.rules import parse_formula
from tracker.reports.snapshot import snapshot_of
from tracker.written.drafting import WrittenDraft, known_of
from tracker.written.examples import ASKS, UnitBelow, examples, in_words
from tracker.written.outline import outline_of
from tracker.written.own_words import worded_report
from tracker.written.sentences import AppendixFigures, formula_in, state
from tracker.written.sentences import written_number as number

PLACE = re.compile(r"\{([^{}]+)\}")
ID = [real.form for real in REAL_REPORTS]


def text_under(draft: WrittenDraft, slot: str) -> str:
    """The sentences of every heading of a matter."""
    return " ".join(said.text for one in draft.headings if one.heading.slot.partition("#")[0] == slot for said in one.stated)


@pytest.mark.parametrize("real", REAL_REPORTS, ids=ID)
def test_each_figure_of_the_real_text_is_drafted_from_the_appendix(session: Session, real: RealReport) -> None:
    """Where the document and its appendix differ, the draft says what the appendix has."""
    report = set_up_real(session, real)
    drafted, known = worded_report(session, report).draft, known_of(snapshot_of(session, report))
    figures = [one for one in told(real.form) if one.outcome in {"yes", "NO"}]
    assert figures or real.form == "ninh-thuan-2021"
    lacking = []
    for one in figures:
        formula = parse_formula(one.cells.removeprefix("100 * "))
        said = text_under(drafted, one.slot)
        value = formula.value(known.numbers)
        if value is None or (value and not one.written[:1].isdigit()):  # a choice, or what is only said in words
            missing = not said
        elif value == 0:
            missing = not re.search(r"[Kk]hông|[Cc]hưa|\b0 ", said)
        else:
            written = number(value)
            missing = not re.search(rf"(?<![\d,.])0?{re.escape(written)}(?![\d,]|\.\d)", said)
        if missing:
            lacking.append((one, said))
    assert lacking == []


@pytest.mark.parametrize("real", REAL_REPORTS, ids=ID)
def test_no_sentence_has_a_figure_that_the_appendix_has_not(session: Session, real: RealReport) -> None:
    report = set_up_real(session, real)
    drafted, known = worded_report(session, report).draft, known_of(snapshot_of(session, report))
    assert drafted.sentences > 1
    for one in drafted.headings:
        places = [place for variants in one.heading.sentences for variant in variants for place in PLACE.findall(variant.text)]
        figures = [place for place in places if place not in known.facts and not place.startswith(ASKS)]
        values = [formula_in(place).value(known.numbers) for place in figures]
        may = {number(value) for value in values if value is not None}
        for said in one.stated:
            text = said.text
            for fact in (*known.facts.values(), "3 cấp", "2 cấp"):
                text = text.replace(fact, "")
            written = [figure.rstrip(".,;") for figure in re.findall(r"\d[\d.,]*", text)]
            assert {figure.removeprefix("0") or "0" for figure in written} <= may, said


def test_what_is_blank_is_named_and_what_does_not_concern_the_unit_is_not(session: Session) -> None:
    report = set_up_real(session, REAL_REPORTS[1])
    drafted = worded_report(session, report).draft
    missing = {heading.slot: {str(cell) for cell in cells} for heading, cells in drafted.missing}
    assert {"3.2.1b", "3.2.2b"} <= missing["II.6.dvc"]
    assert all("3.4.1" not in cells for cells in missing.values()), "the district's row"


def _known(**numbers: int) -> AppendixFigures:
    form = official_form("ban-thi-2024")
    given = {Cell(key.replace("_", ".")): Decimal(value) for key, value in numbers.items()}
    return AppendixFigures(form, given, {}, frozenset({Cell("1.4.1"), Cell("5.4.1")}) - given.keys(), {})


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (
            {"1_4_1": 5, "1_4_2": 5, "1_4_3": 0, "1_4_4": 0},
            "Tổng số nhiệm vụ 05 nhiệm vụ, đã hoàn thành 05 nhiệm vụ, đạt 100%.",
        ),
        ({"1_4_1": 0, "1_4_2": 0, "1_4_3": 0}, "Trong kỳ không có nhiệm vụ được giao."),
        (
            {"1_4_1": 1200, "1_4_2": 1000, "1_4_3": 7, "1_4_4": 3},
            (
                "Tổng số nhiệm vụ 1.200 nhiệm vụ, đã hoàn thành 1.007 nhiệm vụ, trong đó đúng hạn 1.000 nhiệm vụ, đạt 83,33%, "
                "quá hạn 07 nhiệm vụ; còn 03 nhiệm vụ quá hạn chưa hoàn thành."
            ),
        ),
    ],
)
def test_a_sentence_changes_with_its_figures(numbers: dict[str, int], said: str) -> None:
    (heading,) = [one for one in outline_of(official_form("ban-thi-2024")).headings if one.slot == "I.tasks"]
    stated, missing = state(_known(**numbers), heading.sentences[0])
    assert stated is not None
    assert (stated.text, missing) == (said, ())


def test_a_sentence_without_its_figures_falls_away() -> None:
    headings = {one.slot: one for one in outline_of(official_form("ban-thi-2024")).headings}
    assert state(_known(), headings["I.tasks"].sentences[0]) == (None, (Cell("1.4.1"),))
    assert state(_known(), headings["II.5.budget"].sentences[0]) == (None, ()), "the district's: nothing is missing"


def test_a_form_without_an_outline_has_a_plain_one_of_its_parts() -> None:
    form = official_form("ninh-thuan-2021")
    outline = outline_of(replace(form, code="our-form"))
    assert [one.text for one in outline.headings if one.level == "1"][:2] == [
        "1. Công tác chỉ đạo điều hành CCHC",
        "2. Cải cách thể chế",
    ]
    part = next(one for one in outline.headings if one.slot == "part 1")
    known = AppendixFigures(form, {Cell("1.1.1"): Decimal(41), Cell("1.1.2"): Decimal(7)}, {}, frozenset(), {})
    said = [stated.text for variants in part.sentences if (stated := state(known, variants)[0])]
    assert said[:2] == ["Số nhiệm vụ đề ra trong kế hoạch: 41 nhiệm vụ.", "Số nhiệm vụ đã hoàn thành: 07 nhiệm vụ."]


@pytest.mark.parametrize(
    ("figures", "named"),
    [
        ({"A": 5, "B": 9, "C": 0, "D": 1, "E": 2}, "các xã B, A, E"),
        ({"A": 5, "B": 5, "C": 5}, ""),  # nobody stands out
        ({"A": 5, "B": 5, "C": 5, "D": 0}, "các xã A, B, C"),
        ({"A": 9, "B": 5, "C": 5, "D": 5}, "xã A"),  # three tie for two places
        ({"A": 5, "B": 5, "C": 5, "D": 5, "E": 0}, ""),
        ({"A": 5}, ""),
        ({}, ""),
    ],
)
def test_units_are_named_as_examples_by_one_rule(figures: dict[str, int], named: str) -> None:
    below = [UnitBelow("xã", name, {Cell("1.1"): Decimal(value)}) for name, value in figures.items()]
    assert in_words(examples(below, "most 1.1")) == named
    (heading,) = [one for one in outline_of(official_form("ban-thi-2024")).headings if one.slot == "I.direct"]
    stated, _ = state(replace(_known(**{"1_1": 17}), below=below), heading.sentences[0])
    assert stated
    assert stated.text == f"Trong kỳ đã ban hành 17 văn bản chỉ đạo công tác CCHC{f', tiêu biểu là {named}' if named else ''}."
    assert stated.examples == (("1.1",) if named else ())
