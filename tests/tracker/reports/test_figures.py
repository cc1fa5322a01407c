"""Figures come back exactly as they went in, and zero, blank and "not applicable" stay three things."""

from decimal import Decimal

import pytest
from sqlmodel import Session

from tests.by_row import figures_of, open_rows, record_figure, record_figures
from tests.conftest import District
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.kernel.errors import ReportClosed, RowNotAsked, RowUnknown
from tracker.kernel.keeping import forget
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import earlier_figures, record_none_arose
from tracker.reports.many_reports import entries_of
from tracker.reports.reports import State
from tracker.reports.snapshot import snapshot_of

FORM = official_form("ban-thi-2024")


@pytest.mark.parametrize("digits", ["0", "0.1", "0.10", "123456789012.34", "999999999999999999.999999"])
def test_a_decimal_comes_back_digit_for_digit(session: Session, district: District, digits: str) -> None:
    record_figure(session, district.report(session), "1.1", Entry.number(Decimal(digits)), district.source)
    session.flush()
    session.expire_all()
    amount = figures_of(session, district.report(session))["1.1"].amount
    assert amount is not None
    assert str(amount) == digits


def test_the_same_amount_in_other_digits_is_another_figure(session: Session, district: District) -> None:
    report, typed = district.report(session), {"1.1": "0", "1.2.1": "0.00", "1.2.2": "5.0", "1.4.1": "5"}
    record_figures(session, report, {key: Entry.number(Decimal(digits)) for key, digits in typed.items()}, district.source)
    forget(session)
    assert {cell.row: str(one.amount) for cell, one in snapshot_of(session, report).figures.items()} == typed
    assert {cell.row: str(one.amount) for cell, one in entries_of(session, [report.id])[report.id].items()} == typed


def test_zero_blank_and_not_applicable_stay_apart(session: Session, district: District) -> None:
    report = district.report(session)
    entries = {"1.1": Entry.number(0), "1.2.1": Entry.blank("chờ huyện"), "1.2.2": Entry.not_applicable()}
    for key, entry in entries.items():
        record_figure(session, report, key, entry, district.source)
    session.expire_all()
    assert {key: figure.entry for key, figure in figures_of(session, report).items()} == entries


def test_every_earlier_value_is_kept(session: Session, district: District) -> None:
    report = district.report(session)
    for amount in (1, 2, 3):
        record_figure(session, report, "1.1", Entry.number(amount), district.source)
    assert [figure.amount for figure in earlier_figures(session, report, Cell("1.1"))] == [1, 2]
    assert figures_of(session, report)["1.1"].amount == 3


def test_the_same_value_again_changes_nothing(session: Session, district: District) -> None:
    report = district.report(session)
    for _ in range(2):
        record_figure(session, report, "1.1", Entry.number(7), district.source)
    assert earlier_figures(session, report, Cell("1.1")) == []


@pytest.mark.parametrize("key", ["1.2", "2.3", "3.1.4"])
def test_a_computed_row_or_a_heading_takes_a_figure_that_somebody_insists_on(
    session: Session, district: District, key: str
) -> None:
    report = district.report(session)
    record_figure(session, report, key, Entry.number(7), district.source)
    assert snapshot_of(session, report).shown[Cell(key)].amount == 7
    assert key not in {row.key for row in open_rows(session, report)}


@pytest.mark.parametrize("key", ["1", "2", "1.3", "1.3.1", "6.1.2"])
def test_sections_and_other_levels_rows_take_no_figure(session: Session, district: District, key: str) -> None:
    with pytest.raises(RowNotAsked):
        record_figure(session, district.report(session), key, Entry.number(1), district.source)


def test_a_row_that_the_form_does_not_have_is_refused(session: Session, district: District) -> None:
    with pytest.raises(RowUnknown):
        record_figure(session, district.report(session), "9.9", Entry.number(1), district.source)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_figures_of_a_report_that_is_handed_in_stand(session: Session, district: District, state: State) -> None:
    report = district.report(session)
    report.state = state
    with pytest.raises(ReportClosed):
        record_figure(session, report, "1.1", Entry.number(1), district.source)


def test_none_arose_closes_a_whole_group_and_a_value_opens_it_again(session: Session, district: District) -> None:
    report = district.report(session)
    record_none_arose(session, report, FORM.groups["5.2"], district.source)
    assert figures_of(session, report)["5.2"].amount == 0
    assert {"5.2.1", "5.2.2"}.isdisjoint(row.key for row in open_rows(session, report))
    record_figure(session, report, "5.2.1", Entry.number(3), district.source)
    assert "5.2" not in figures_of(session, report)
    assert "5.2.2" in {row.key for row in open_rows(session, report)}


def test_none_arose_without_a_heading_for_it_is_zero_in_each_number(session: Session, district: District) -> None:
    report = district.report(session)
    record_none_arose(session, report, FORM.groups["1.5"], district.source)
    figures = figures_of(session, report)
    assert figures["1.5.1"].amount == 0
    assert figures["1.5.2"].answer == Answer.BLANK
