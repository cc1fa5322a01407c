"""A district's own report filled from twenty communes on five forms, and a province's from districts: none counted twice."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from tests.by_row import figures_of, findings, open_totals, record_figure, record_figures, shown_entries
from tests.communes import DUE, NOW, PERIOD, communes, enter, hand_in, set_up_communes, table
from tests.tracker.rollup.test_rollup_district import Desk, figures_on
from tracker.calendar.periods import Period, parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.kernel.errors import ReasonMissing, ReportLocked, RoundExists, RowNotAsked
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Terms, open_round
from tracker.review.desk_report import count_in, keep_unlike, settle_computed, take_totals, unsettled_unlike
from tracker.review.findings import unsettled
from tracker.rollup import How, roll_up
from tracker.rollup.below import rollup_below
from tracker.rollup.tally import tally_of
from tracker.workbooks.appendices import report_appendix
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook
from tracker.workbooks.words import remark_in_print

QUARTER = parse_period(PERIOD)
FORM = "ban-thi-2024"


def ask_level(session: Session, of: str, level: str, form: str = FORM, period: Period = QUARTER) -> dict[str, Report]:
    """Open the round of the level above; the reports by the units' codes."""
    terms = Terms(period, period.window(), DUE + timedelta(days=5), level=level)
    round_ = open_round(session, official_form(form), terms, unit_by_code(session, of), NOW)
    wanted = select(Unit.code, Report).join(Report).where(Report.round_id == round_.id)
    return dict(session.exec(wanted).all())


def desk_of(session: Session, code: str) -> Source:
    return Source(add_officer(session, f"Người {code}", unit_by_code(session, code), Role.DESK).id, NOW, "test")


def remarks_on(content: bytes) -> list[str]:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [str(cell.value) for (cell,) in sheet.iter_rows(max_row=9, max_col=1) if cell.value]


def own_rows(session: Session, report: Report) -> list[str]:
    """The rows that the district reports itself, without those that no sum answers."""
    rolled = rollup_below(session, report)
    assert rolled
    return [
        str(cell) for cell, total in rolled.totals.items() if total.how is How.DESK and total.row.typed and total.row.is_number
    ]


@pytest.mark.parametrize("target", ["ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024"])
def test_every_number_of_the_districts_own_report_equals_a_calculation_over_the_papers(session: Session, target: str) -> None:
    papers = communes()
    set_up_communes(session, papers)
    report, source = ask_level(session, "TINH", "huyện", target)["HUYEN"], desk_of(session, "HUYEN")
    assert take_totals(session, report, source, remark_in_print) > 35
    own = own_rows(session, report)
    record_figures(session, report, dict.fromkeys(own, Entry.number(7)), source)
    settle_computed(session, report, source, remark_in_print)
    sheet = load_workbook(BytesIO(report_appendix(session, report)[1])).worksheets[0]
    desk = Desk(target, papers)
    expected = {row["key"]: desk.total(row["key"]) for row in table(target)}
    for row in table(target):
        parts = row["of"].replace(" / ", " + ").split(" + ")
        if row["key"] in own:
            expected[row["key"]] = "7"
        elif "+" in row["of"] and set(parts) & set(own):
            expected[row["key"]] = str(int(expected[row["key"]]) + 7)
        elif "/" in row["of"] and set(parts) <= set(own):
            expected[row["key"]] = "100"
    assert figures_on(sheet, target) == expected


def test_a_partial_report_says_so_on_its_face_and_a_complete_one_does_not(session: Session) -> None:
    reports = set_up_communes(session, communes())
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    said = "Tổng hợp từ 19/20 đơn vị, còn thiếu: xã Yên Thịnh."
    assert said in remarks_on(report_appendix(session, report)[1])
    enter(session, reports["YEN-THINH"], {"1.1": "0"}, source)
    hand_in(session, reports["YEN-THINH"], NOW)
    assert [unit.code for unit in count_in(session, report, source, remark_in_print)] == ["YEN-THINH"]
    assert not any("Tổng hợp từ" in line for line in remarks_on(report_appendix(session, report)[1]))


def set_up_two(session: Session) -> dict[str, Report]:
    """Two communes of one district below a province, on the same form; only the first has handed in."""
    lines = [("TINH", "Bắc Kạn", "tỉnh", ""), ("HUYEN", "Chợ Đồn", "huyện", "TINH")]
    lines += [("XA-1", "Một", "xã", "HUYEN"), ("XA-2", "Hai", "xã", "HUYEN")]
    import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
    reports = ask_level(session, "HUYEN", "")
    hand_in_as(session, reports["XA-1"], {"1.1": "120", "1.2.1": "10", "1.2.2": "5"})
    return reports


def hand_in_as(session: Session, report: Report, figures: dict[str, str]) -> None:
    report.state = State.DRAFTING
    enter(session, report, figures, desk_of(session, "HUYEN"))
    hand_in(session, report, NOW + timedelta(minutes=report.submissions + 1))
    report.submissions += 1


def values(session: Session, report: Report, *keys: str) -> list[Decimal | None]:
    return [figures_of(session, report)[key].amount if key in figures_of(session, report) else None for key in keys]


def unlike(session: Session, report: Report) -> dict[str, str]:
    """What stands and what the units make, of the rows that wait for a word about it."""
    return {one.row.key: f"{one.ours} {one.total}" for one in unsettled_unlike(session, report)}


def test_a_late_commune_and_a_correction_are_noticed_and_taken_over_when_wanted(session: Session) -> None:
    below = set_up_two(session)
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    assert figures_of(session, report)["1.1"].way == "rollup"
    assert unsettled_unlike(session, report) == []
    hand_in_as(session, below["XA-2"], {"1.1": "12", "1.2.1": "3", "1.2.2": "3"})
    assert unlike(session, report) == {"1.1": "120 132", "1.2.1": "10 13", "1.2.2": "5 8"}
    assert {finding.rule.op for finding in unsettled(session, report)} >= {"rollup"}
    assert take_totals(session, report, source, remark_in_print) == 3
    assert values(session, report, "1.1", "1.2.1", "1.2.2") == [132, 13, 8]
    tally = tally_of(session, report.id)
    assert tally
    assert (len(tally.counted), tally.missing) == (2, [])


def test_what_is_kept_with_a_reason_is_printed_with_it_and_asked_again_when_the_total_changes_again(session: Session) -> None:
    below = set_up_two(session)
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    record_figure(session, report, "1.1", Entry.number(125), source)
    assert unlike(session, report) == {"1.1": "125 120"}
    with pytest.raises(ReasonMissing):
        keep_unlike(session, report, " ", source)
    assert keep_unlike(session, report, "tính cả văn bản của huyện", source) == 1
    assert unsettled_unlike(session, report) == []
    assert "tính cả văn bản của huyện" in shown_entries(session, report)["1.1"].note
    assert take_totals(session, report, source, remark_in_print) == 0, "what was kept stays"
    assert values(session, report, "1.1") == [125]
    hand_in_as(session, below["XA-1"], {"1.1": "121", "1.2.1": "10", "1.2.2": "5"})
    assert unlike(session, report) == {"1.1": "125 121"}


def test_a_figure_kept_where_nothing_arose_below_stays_when_the_rest_is_taken(session: Session) -> None:
    below = set_up_two(session)
    hand_in_as(session, below["XA-1"], {"1.1": "1", "6.2": "0"})
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    kept, *rest = [row.key for row in official_form(FORM).groups["6.2"]]
    record_figure(session, report, kept, Entry.number(5), source)
    keep_unlike(session, report, "số của huyện", source)
    take_totals(session, report, source, remark_in_print)
    assert values(session, report, kept, *rest) == [5, *[0] * len(rest)]
    assert "6.2" not in figures_of(session, report)


def test_a_report_that_is_taken_back_below_leaves_its_rows_to_be_asked(session: Session) -> None:
    below = set_up_two(session)
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    below["XA-1"].state = State.RETURNED
    session.flush()
    assert unlike(session, report)["1.1"] == "120 None"
    take_totals(session, report, source, remark_in_print)
    assert values(session, report, "1.1", "1.2.1") == [None, None]


def test_a_rate_of_which_a_commune_gave_one_part_alone_is_that_of_the_others_and_says_so(session: Session) -> None:
    below = set_up_two(session)
    hand_in_as(session, below["XA-2"], {"1.2.1": "30"})
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    shown = shown_entries(session, report)
    assert [shown[key].amount for key in ("1.2.1", "1.2.2", "1.2")] == [40, 5, 50]
    assert shown["1.2"].note == "Tính từ 1/2 đơn vị"
    assert not [one for one in unsettled(session, report) if one.rule.about == Cell("1.2")], "the roll-up has explained it"
    hand_in_as(session, below["XA-2"], {"1.2.1": "30", "1.2.2": "15"})
    take_totals(session, report, source, remark_in_print)
    assert "1.2" not in figures_of(session, report)
    assert shown_entries(session, report)["1.2"].amount == 50


def test_entries_that_are_only_proposed_are_held_against_the_totals_too(session: Session) -> None:
    set_up_two(session)
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    take_totals(session, report, source, remark_in_print)
    proposed = {"1.1": Entry.number(9), "1.2.1": Entry.number(10)}
    assert [str(found.rule.about) for found in findings(session, report, proposed) if found.rule.op == "rollup"] == ["1.1"]


def test_figures_typed_by_hand_are_not_replaced_and_a_locked_report_takes_nothing(session: Session) -> None:
    set_up_two(session)
    report, source = ask_level(session, "TINH", "huyện")["HUYEN"], desk_of(session, "HUYEN")
    record_figure(session, report, "1.2.1", Entry.number(10), source)
    assert "1.2.1" not in open_totals(session, report)
    take_totals(session, report, source, remark_in_print)
    assert figures_of(session, report)["1.2.1"].way == ""
    report.locks_at = NOW - timedelta(days=1)
    with pytest.raises(ReportLocked):
        take_totals(session, report, source, remark_in_print)


def test_the_report_of_a_commune_has_no_roll_up(session: Session) -> None:
    below = set_up_two(session)
    assert rollup_below(session, below["XA-2"]) is None
    assert open_totals(session, below["XA-2"]) == {}
    assert take_totals(session, below["XA-2"], desk_of(session, "XA-2"), remark_in_print) == 0


def test_with_three_levels_nothing_is_counted_twice_and_a_district_without_a_report_counts_through_its_communes(
    session: Session,
) -> None:
    lines = [("BO", "Nội vụ", "bộ", ""), ("TINH", "Bắc Kạn", "tỉnh", "BO")]
    for district in ("A", "B", "C"):
        lines += [(f"H-{district}", district, "huyện", "TINH")]
        lines += [(f"X-{district}{n}", f"{district}{n}", "xã", f"H-{district}") for n in (1, 2)]
    import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
    amounts = {"X-A1": 1, "X-A2": 10, "X-B1": 100, "X-B2": 1000, "X-C1": 10_000, "X-C2": 100_000}
    communes_ = ask_level(session, "TINH", "")
    source = desk_of(session, "TINH")
    for code, amount in amounts.items():
        enter(session, communes_[code], {"1.1": str(amount)}, source)
        hand_in(session, communes_[code], NOW)
    terms = Terms(QUARTER, QUARTER.window(), DUE, recipients=[unit_by_code(session, "H-A"), unit_by_code(session, "H-B")])
    open_round(session, official_form(FORM), terms, unit_by_code(session, "TINH"), NOW)
    districts = {code: districts_report(session, code) for code in ("H-A", "H-B")}
    communes_["X-A2"].state = State.RETURNED
    record_figures(session, districts["H-A"], {"1.3.2": Entry.number(4), "1.3.3": Entry.number(3)}, source)
    take_totals(session, districts["H-A"], source, remark_in_print)
    assert values(session, districts["H-A"], "1.1") == [1]
    record_figure(session, districts["H-A"], "1.1", Entry.number(5), source)
    hand_in(session, districts["H-A"], NOW)
    province = ask_level(session, "BO", "tỉnh")["TINH"]
    rolled = rollup_below(session, province)
    assert rolled
    assert {share.unit.code: share.is_in for share in rolled.shares} == {
        "H-A": True,
        "H-B": False,
        "X-C1": True,
        "X-C2": True,
    }
    take_totals(session, province, source, remark_in_print)
    assert values(session, province, "1.1") == [5 + 110_000]
    faces = remarks_on(report_appendix(session, province)[1])
    assert "Tổng hợp từ 3/4 đơn vị, còn thiếu: huyện B." in faces
    assert "Tổng hợp chưa đủ: huyện A (1/2 đơn vị)." in faces
    take_totals(session, districts["H-B"], source, remark_in_print)
    hand_in(session, districts["H-B"], NOW)
    take_totals(session, province, source, remark_in_print)
    assert values(session, province, "1.1") == [5 + 1100 + 110_000]
    shown = shown_entries(session, province)
    assert [shown[key].amount for key in ("1.3.2", "1.3.3", "1.3.4")] == [4, 3, 75], "what districts alone report is in it"
    with pytest.raises(RowNotAsked):
        record_figure(session, province, "1.3.2", Entry.number(9), source)
    workbook = rollup_workbook(roll_up(session, FORM, QUARTER, unit_by_code(session, "TINH")))[1]
    assert "Tổng hợp chưa đủ: huyện A (1/2 đơn vị)." in remarks_on(workbook)


def districts_report(session: Session, code: str) -> Report:
    return session.exec(select(Report).where(Report.unit_id == unit_by_code(session, code).id)).one()


def test_the_communes_and_the_districts_have_rounds_of_their_own_from_the_same_unit(session: Session) -> None:
    set_up_two(session)
    assert ask_level(session, "TINH", "").keys() == {"XA-1", "XA-2"}
    assert ask_level(session, "TINH", "huyện").keys() == {"HUYEN"}
    for level in ("", "xã", "huyện"):
        with pytest.raises(RoundExists):
            ask_level(session, "TINH", level)


def test_a_letter_that_names_a_district_opens_a_round_of_that_level(session: Session) -> None:
    set_up_two(session)
    ask_level(session, "TINH", "")
    terms = Terms(QUARTER, QUARTER.window(), DUE, recipients=[unit_by_code(session, "HUYEN")])
    assert open_round(session, official_form(FORM), terms, unit_by_code(session, "TINH"), NOW).level == "huyện"
    with pytest.raises(RoundExists):
        open_round(session, official_form(FORM), replace(terms, basis="khác"), unit_by_code(session, "TINH"), NOW)
