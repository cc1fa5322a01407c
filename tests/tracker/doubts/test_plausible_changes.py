"""What may well change from one period to the next raises no question; the same figures with a 0 too many do."""

from csv import DictReader

import pytest

from tests.house import ROOT
from tests.tracker.doubts.reports import broken_in, facts_of, figures_of, filled, watch_of
from tracker.doubts.doubts import FigureDoubt, WhyDoubted, doubts_of_report
from tracker.forms.cell import Cell

with (ROOT / "tests" / "data" / "plausible_changes.tsv").open(encoding="utf-8") as lines:
    CHANGES = [(line["appendix"], line["what"], line["now"]) for line in DictReader(lines, delimiter="\t")]


def doubts_after(name: str, now: dict[str, str | int]) -> list[FigureDoubt]:
    """What is asked of an appendix with these figures, with the true one as the only report before it."""
    form, before = filled(name)
    settled = broken_in(form, facts_of(form, before))
    found = doubts_of_report(watch_of(form, [before]), facts_of(form, before | figures_of(now)), settled)
    return [
        one for one in found if one.why is not WhyDoubted.NO_WHOLE or Cell("7.5.2b") not in one.cells
    ]  # 0,2 % of 266: in the document


def read(text: str) -> dict[str, str | int]:
    """The figures of "1.4.1=14; 1.4.2=13", by cell."""
    found: dict[str, str | int] = {}
    for part in text.split("; "):
        cell, _, figure = part.partition("=")
        found[cell] = figure
    return found


def test_twenty_plausible_changes_raise_one_question_at_most() -> None:
    assert len(CHANGES) == 20
    asked = [(what, one.why, one.cells) for name, what, now in CHANGES for one in doubts_after(name, read(now))]
    assert len(asked) <= 1, asked


@pytest.mark.parametrize(
    ("name", "cell", "typed"),
    [
        ("ban-thi-2024-q1", "7.1", 1390),
        ("ban-thi-2024-q1", "3.2.2", 77),
        ("dinh-ca-2024-q1", "7.5.2", 2660),
        ("hoang-luu-2024-h1", "1.4.1", 3305),
        ("hoang-luu-2024-h1", "7.2.2", 1181),
    ],
)
def test_one_report_before_is_enough_to_doubt_what_a_slip_explains(name: str, cell: str, typed: int) -> None:
    first, *_ = doubts_after(name, {cell: typed})
    assert first.cells[0] == Cell(cell)
    assert filled(name)[1][Cell(cell)] in [reading.changes[0][1] for reading in first.readings[:3]]
