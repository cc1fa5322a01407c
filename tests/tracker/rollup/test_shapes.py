"""Roll-ups of forms of every shape: each total equals what a clerk makes of the six papers, and no average is ever added."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from sqlmodel import Session

from tests.shaped import LIST, MATRIX, ONE_ROW, VILLAGES, Paper, list_papers, matrix_papers, rolled_up, village_papers
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry
from tracker.rollup import How, RollUp, WhyDecide, decisions
from tracker.rollup.below import totals_to_take


def total(found: RollUp, text: str) -> object:
    entry = found.totals[Cell.read(text)].entry
    return None if entry is None else entry.amount if entry.amount is not None else entry.text or "-"


def numbers(papers: Sequence[Paper], cell: str) -> list[Decimal]:
    return [Decimal(paper[cell]) for paper in papers if paper.get(cell, "-") != "-"]


def rate(over: Decimal, under: Decimal) -> Decimal:
    return (100 * over / under).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_a_matrix_is_added_cell_by_cell_and_its_rates_are_reckoned_from_the_sums(session: Session) -> None:
    papers = matrix_papers()
    found = rolled_up(session, MATRIX, papers)
    for row in ("1.1", "1.2"):
        for column in ("kh", "th"):
            cell = f"{row}[{column}]"
            assert total(found, cell) == sum(numbers(papers, cell)), cell
    assert total(found, "1[th]") == sum(numbers(papers, "1.1[th]") + numbers(papers, "1.2[th]"))
    assert total(found, "2[th]") == 621
    both = [paper for paper in papers if "1.1[kh]" in paper]
    assert total(found, "1.1[ss]") == rate(sum(numbers(both, "1.1[th]")), sum(numbers(both, "1.1[kh]")))  # type: ignore[arg-type]
    assert found.totals[Cell("1.1", "ss")].counted == 5
    given = [paper for paper in papers if paper["1.2[th]"] != "-"]
    less = [Decimal(paper["1.1[th]"]) - Decimal(paper["1.2[th]"]) for paper in given]
    assert total(found, "d[th]") == sum(less)


def test_what_the_office_filled_in_stands_once_and_a_rate_over_it_counts_it_for_each_unit(session: Session) -> None:
    found = rolled_up(session, MATRIX, matrix_papers())
    assert (found.totals[Cell("2", "kh")].how, total(found, "2[kh]")) == (How.FILLED_IN, 150)
    assert total(found, "2[ss]") == rate(Decimal(621), Decimal(6 * 150))


def test_an_average_a_density_or_a_catalogue_is_never_added(session: Session) -> None:
    papers = matrix_papers()
    found = rolled_up(session, MATRIX, papers)
    for cell in ("3[kh]", "3[th]", "3[ss]"):
        assert (found.totals[Cell.read(cell)].how, total(found, cell)) == (How.NOT_ADDED, None), cell
    assert (total(found, "4[th]"), total(found, "4[kh]"), total(found, "4[ss]")) == (240, 240, 100)
    assert (total(found, "5[th]"), total(found, "5[kh]")) == (3, 2)
    assert (found.totals[Cell("6", "th")].how, total(found, "6[th]")) == (How.LISTED, None)
    listed = {str(one.cell): one for one in decisions(found) if one.why is WhyDecide.NOT_ADDED}
    assert [len(line.units) for line in listed["3[th]"].lines] == [1] * 6
    assert [line.values for line in listed["3[kh]"].lines] == [(Decimal(300),)]
    assert not {str(cell) for cell in totals_to_take(found)} & {"3[kh]", "3[th]", "6[th]", "2[kh]"}


def test_a_catalogue_of_which_units_say_otherwise_is_left_to_people(session: Session) -> None:
    papers = [*matrix_papers()]
    papers[3] = {**papers[3], "4[th]": 238}
    found = rolled_up(session, MATRIX, papers)
    assert total(found, "4[th]") is None
    (unlike,) = [one for one in decisions(found) if one.why is WhyDecide.UNLIKE and one.cell == Cell("4", "th")]
    assert [(line.values, len(line.units)) for line in unlike.lines] == [((Decimal(240),), 5), ((Decimal(238),), 1)]


def test_a_cell_that_follows_from_itself_has_no_total(session: Session) -> None:
    rows = (replace(MATRIX.rows[1], key="a", of="b + 2"), replace(MATRIX.rows[1], key="b", of="a + 2"), MATRIX.rows[5])
    form = replace(MATRIX, code="vong", rows=rows)
    found = rolled_up(session, form, [{"2[th]": 1}, {"2[th]": 2}])
    assert (total(found, "2[th]"), found.totals[Cell("a", "th")].how) == (3, How.NOT_ADDED)


def test_villages_are_added_row_by_row(session: Session) -> None:
    papers = village_papers()
    found = rolled_up(session, VILLAGES, papers)
    assert total(found, "v1[ho]") == sum(numbers(papers, "v1[ho]")) == 200
    assert total(found, "v1[tl]") == rate(Decimal(140), Decimal(200))
    assert total(found, "v2[tl]") == rate(Decimal(1 + 2 + 3 + 5 + 6), Decimal(5 * 20))
    assert total(found, "t[ho]") == 320
    assert (found.totals[Cell("v1", "dat")].how, total(found, "v1[dat]")) == (How.LISTED, None)
    answers = {str(one.cell): [line.values for line in one.lines] for one in decisions(found) if one.why is WhyDecide.ANSWERS}
    assert answers["v1[dat]"] == [("Có",)]
    assert not [one for one in decisions(found) if one.cell.column == "gc"]


def test_lists_come_one_under_the_other_and_their_amounts_are_added(session: Session) -> None:
    papers = list_papers()
    found = rolled_up(session, LIST, papers)
    lines = found.lines_of("l")
    assert [(line.share.unit.code, line.number) for line in lines] == [
        (f"XA-{n}", number) for n in (1, 3, 4, 5, 6) for number in range(1, n + 1)
    ]
    assert lines[3].entries["so"] == Entry.words("3/QĐ-3")
    spent = sum(Decimal(value) for paper in papers for cell, value in paper.items() if cell.endswith("[kp]"))
    assert total(found, "t[kp]") == total(found, "l#[kp]") == spent
    assert total(found, "t[gn]") == sum(n * (n - 1) for n in (1, 3, 4, 5, 6))
    assert total(found, "l") == 19
    assert total(found, "l#[tb]") is None
    assert not [cell for cell in totals_to_take(found) if "#" in cell.row or cell.row == "l"]


def test_one_row_without_a_label_is_added_over_the_units(session: Session) -> None:
    papers: list[Paper] = [{"r[all]": 10 * n, "r[unesco]": n % 3} for n in range(1, 7)]
    found = rolled_up(session, ONE_ROW, papers)
    assert (total(found, "r[all]"), total(found, "r[unesco]"), total(found, "r[tl]")) == (210, 6, Decimal("2.9"))
