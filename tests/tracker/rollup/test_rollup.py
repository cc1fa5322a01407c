"""Roll-ups: who counts, how each state of a figure enters a total, and what is left to people."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event
from sqlmodel import Session, select

from tests.by_row import record_figures
from tests.communes import DUE, NOW, PERIOD, Commune, hand_in, set_up_communes
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form, publish_form
from tracker.forms.cell import Cell
from tracker.kernel.errors import FormUnknown, NothingHandedIn, ReportUnknown, RoundUnknown
from tracker.kernel.keeping import forget
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Terms, open_round
from tracker.review.comparing import compare_units, compare_with_past, spread_of
from tracker.rollup import Decision, Given, How, RollUp, WhyDecide, decisions, roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook, shown_totals

BT, HL = "ban-thi-2024", "hoang-luu-2024"


def commune(number: int, form: str = BT, **figures: str) -> Commune:
    return Commune(f"XA-{number}", f"Số {number}", "xã", form, {key.replace("_", "."): text for key, text in figures.items()})


def papers(*typed: dict[str, str] | None, form: str = BT) -> list[Commune]:
    """One commune for each paper, by number; None has not handed in."""
    return [Commune(f"XA-{n}", f"Số {n}", "xã", form, paper) for n, paper in enumerate(typed, start=1)]


def rolled(session: Session, communes: list[Commune], form: str = BT, within: str = "HUYEN") -> RollUp:
    set_up_communes(session, communes)
    return roll_up(session, form, parse_period(PERIOD), unit_by_code(session, within))


def rolled_again(session: Session, form: str) -> RollUp:
    return roll_up(session, form, parse_period(PERIOD), unit_by_code(session, "HUYEN"))


def asked(found: RollUp, why: WhyDecide) -> dict[str, Decision]:
    return {decision.row.key: decision for decision in decisions(found) if decision.why is why}


def codes(decision: Decision) -> list[tuple[tuple[object, ...], list[str]]]:
    return [(line.values, [unit.code for unit in line.units]) for line in decision.lines]


def test_zero_blank_and_not_applicable_enter_a_total_in_three_ways(session: Session) -> None:
    found = rolled(session, papers({"1.1": "0", "1.2.1": "-", "1.5.1": "-"}, {"1.1": "3", "1.2.1": "-"}, {"1.5.1": "-"}))
    added, none, blank = found.totals[Cell("1.1")], found.totals[Cell("1.2.1")], found.totals[Cell("2.1")]
    assert (added.entry, added.counted, added.asked) == (Entry.number(3), 2, 3)
    assert none.entry is None  # two say that it does not apply, one left it blank
    assert blank.entry is None
    assert codes(asked(found, WhyDecide.BLANK)["1.1"]) == [((), ["XA-3"])]
    assert not {"1.2", "1.3", "1.3.1"} & set(asked(found, WhyDecide.BLANK))  # computed, a heading, the desk's
    assert [part.contribution.given for part in none.parts] == [Given.NOT_APPLICABLE, Given.NOT_APPLICABLE, Given.BLANK]
    assert shown_totals(found)[Cell("1.1")].note == "Cộng từ 2/3 đơn vị"


def test_what_applies_to_nobody_is_not_applicable_in_the_total(session: Session) -> None:
    found = rolled(session, papers({"1.1": "-"}, {"1.1": "-"}))
    assert found.totals[Cell("1.1")].entry == Entry.not_applicable()


def test_none_arose_counts_as_zero_and_stands_on_the_heading_when_it_is_so_everywhere(session: Session) -> None:
    found = rolled(session, papers({"5.2": "0", "5.3": "0", "6.2": "0"}, {"5.2": "0", "5.3.1": "2", "6.2": "0"}))
    assert found.totals[Cell("5.2")].entry == Entry.number(0)
    assert found.totals[Cell("5.2.1")].entry is None
    assert [found.totals[Cell(key)].entry for key in ("6.2", "6.2.3", "6.2.3a")] == [Entry.number(0), None, None]
    assert found.totals[Cell("5.3")].entry is None
    assert (found.totals[Cell("5.3.1")].entry, found.totals[Cell("5.3.1")].counted) == (Entry.number(2), 2)
    assert (found.totals[Cell("5.3.2")].entry, found.totals[Cell("5.3.2")].counted) == (Entry.number(0), 1)


def test_a_rate_is_recomputed_from_its_parts_and_never_averaged(session: Session) -> None:
    found = rolled(session, papers({"1.2.1": "10", "1.2.2": "10"}, {"1.2.1": "90", "1.2.2": "0"}))
    assert found.totals[Cell("1.2")].how is How.RECOMPUTED
    assert found.totals[Cell("1.2")].entry == Entry.number(10)  # not the average of 100 and 0


def test_one_part_alone_does_not_bend_a_rate(session: Session) -> None:
    found = rolled(session, papers({"1.2.1": "10", "1.2.2": "5"}, {"1.2.2": "531"}))
    assert (found.totals[Cell("1.2")].entry, found.totals[Cell("1.2")].counted) == (Entry.number(50), 1)
    assert codes(asked(found, WhyDecide.HALF_RATE)["1.2"]) == [(("1.2.2", Decimal(531)), ["XA-2"])]


def test_a_rate_of_nothing_is_not_applicable(session: Session) -> None:
    found = rolled(session, papers({"1.2.1": "0", "1.2.2": "0"}))
    assert found.totals[Cell("1.2")].entry == Entry.not_applicable()
    assert found.totals[Cell("1.2")].parts[0].contribution.given is Given.NOT_APPLICABLE


def test_amounts_are_exact(session: Session) -> None:
    dinh_ca = "dinh-ca-2024"
    found = rolled(session, papers({"6.1a": "99.999,9", "6.1b": "0,1"}, {"6.1a": "0,2", "6.1b": "0,2"}, form=dinh_ca), dinh_ca)
    assert found.totals[Cell("6.1a")].entry == Entry.number(Decimal("100000.1"))
    assert found.totals[Cell("6.1b")].entry == Entry.number(Decimal("0.3"))


def test_choices_and_rates_without_parts_are_laid_out(session: Session) -> None:
    found = rolled(
        session, papers({"1.6": "Không", "5.1.1": "100"}, {"1.6": "Có", "5.1.1": "90"}, {"1.6": "Có", "5.1.1": "100"})
    )
    assert codes(asked(found, WhyDecide.ANSWERS)["1.6"]) == [(("Có",), ["XA-2", "XA-3"]), (("Không",), ["XA-1"])]
    assert codes(asked(found, WhyDecide.BARE_RATE)["5.1.1"]) == [
        ((Decimal(100),), ["XA-1", "XA-3"]),
        ((Decimal(90),), ["XA-2"]),
    ]
    assert found.totals[Cell("1.6")].entry is None
    assert shown_totals(found)[Cell("1.6")].note == "Không: 1 đơn vị; Có: 2 đơn vị"


def test_an_answer_is_the_same_whatever_code_a_form_prints_for_it(session: Session) -> None:
    found = rolled(session, [*papers({"1.6": "Có"}), commune(2, HL, **{"1_5": "1"})])
    assert codes(asked(found, WhyDecide.ANSWERS)["1.6"]) == [(("Có",), ["XA-1", "XA-2"])]


def test_rows_that_the_upper_level_reports_are_left_to_the_desk(session: Session) -> None:
    found = rolled(session, [*papers({"1.1": "1", "3.1.4b": "114"}), commune(2, HL, **{"1_2_2": "7"})])
    assert (found.totals[Cell("1.3.2")].how, found.totals[Cell("1.3.2")].entry) == (How.DESK, None)
    assert codes(asked(found, WhyDecide.DESK_ROW)["1.3.2"]) == [((Decimal(7),), ["XA-2"])]
    assert {"1.3.1", "3.1.4a", "6.1.1"} <= set(asked(found, WhyDecide.DESK_ROW))
    notes = {str(cell): entry.note for cell, entry in shown_totals(found).items()}
    assert notes["1.3.2"] == "Do huyện tự báo cáo"
    assert notes["3.1.4"] == "Cộng từ 1/2 đơn vị; Chưa gồm mục 3.1.4a"


def test_a_figure_that_its_parts_contradict_is_named_and_the_rate_follows_the_parts(session: Session) -> None:
    found = rolled(session, papers({"1.2": "99", "1.2.1": "4", "1.2.2": "1"}, {"1.2": "33,3", "1.2.1": "3", "1.2.2": "1"}))
    assert found.totals[Cell("1.2")].entry == Entry.number(Decimal("28.57"))
    assert codes(asked(found, WhyDecide.CLAIM)["1.2"]) == [((Decimal(99), Decimal(25)), ["XA-1"])]


def test_a_figure_typed_for_a_rate_of_nothing_contradicts_nothing(session: Session) -> None:
    found = rolled(session, papers({"3.4": "0", "3.4.1": "0", "3.4.2": "0"}, {"1.2": "40"}))
    assert codes(asked(found, WhyDecide.CLAIM)["1.2"]) == [((Decimal(40),), ["XA-2"])]
    assert set(asked(found, WhyDecide.CLAIM)) == {"1.2"}


def test_a_unit_with_reports_on_two_forms_counts_once_at_the_one_asked_for(session: Session) -> None:
    (mine,) = papers({"1.1": "1"})
    set_up_communes(session, [replace(mine, form=HL, figures={"1.1.3": "7"})])
    set_up_communes(session, [mine])
    assert [each.contribution.amount for each in rolled_again(session, BT).totals[Cell("1.1")].parts] == [1]
    assert [each.contribution.amount for each in rolled_again(session, HL).totals[Cell("1.1.3")].parts] == [7]


def test_of_two_rounds_for_one_period_the_report_that_is_handed_in_counts(session: Session) -> None:
    set_up_communes(session, papers({"1.1": "1"}))
    period = parse_period(PERIOD)
    terms = Terms(period, period.window(), DUE, recipients=[unit_by_code(session, "XA-1")])
    open_round(session, official_form(BT), terms, unit_by_code(session, "TINH"), NOW)
    assert [each.contribution.amount for each in rolled_again(session, BT).totals[Cell("1.1")].parts] == [1]


def test_a_sum_of_rows_is_blank_before_it_is_not_applicable(session: Session) -> None:
    online = {"3_3_1c": "-"}
    set_up_communes(session, [commune(1, HL, **online), commune(2, HL, **online, **{"3_3_1d": "-"})])
    found = rolled_again(session, BT)
    assert [part.contribution.given for part in found.totals[Cell("7.2.4b")].parts] == [Given.BLANK, Given.NOT_APPLICABLE]


def test_the_form_is_the_version_that_was_asked_for(session: Session) -> None:
    set_up_communes(session, papers({"1.1": "1"}))
    publish_form(session, replace(official_form(BT), version=2, name="Mới"))
    assert rolled_again(session, BT).form.version == 1
    assert rolled_again(session, HL).form.code == HL


def test_figures_of_another_form_without_a_place_are_named(session: Session) -> None:
    found = rolled(session, [*papers({"1.1": "1"}), commune(2, HL, **{"7_5_2": "62", "2_4": "5"})])
    unplaced = asked(found, WhyDecide.WITHOUT_PLACE)
    assert codes(unplaced["7.5.2"]) == [((Decimal(62),), ["XA-2"])]
    assert (codes(unplaced["2.4"]), unplaced["2.4"].split) == ([((Decimal(5),), ["XA-2"])], (Cell("2.2.1a"), Cell("2.3.2a")))
    assert unplaced["7.5.2"].form_code == HL


def test_a_sum_of_another_form_is_made_of_its_parts(session: Session) -> None:
    """Bản Thi's form prints two rows for what Hoằng Lưu's has in one."""
    found = rolled(session, papers({"2.2.1a": "2", "2.3.2a": "3"}, {"2.2.1a": "4"}), HL)
    assert found.totals[Cell("2.4")].entry == Entry.number(9)


def test_only_reports_that_are_handed_in_count_and_the_others_are_named(session: Session) -> None:
    reports = set_up_communes(session, papers({"1.1": "1"}, {"1.1": "2"}, {"1.1": "4"}, {"1.1": "8"}, None))
    hand_in(session, reports["XA-2"], NOW, State.ACCEPTED)
    reports["XA-3"].state = State.RETURNED
    reports["XA-4"].state = State.DRAFTING  # taken back by its officer
    district, period = unit_by_code(session, "HUYEN"), parse_period(PERIOD)
    found = roll_up(session, BT, period, district)
    assert found.totals[Cell("1.1")].entry == Entry.number(3)
    assert [share.unit.code for share in found.missing] == ["XA-3", "XA-4", "XA-5"]
    accepted = roll_up(session, BT, period, district, accepted_only=True)
    assert accepted.totals[Cell("1.1")].entry == Entry.number(2)
    assert [share.unit.code for share in accepted.missing] == ["XA-1", "XA-3", "XA-4", "XA-5"]
    roster = {row[1]: (row[3], row[7]) for row in load_workbook(BytesIO(rollup_workbook(found)[1])).worksheets[2].values}
    assert [roster[f"xã Số {n}"][0] for n in range(1, 6)] == ["đã nộp", "đã tiếp nhận", "trả lại", "đang sửa lại", "chưa nộp"]
    assert roster["xã Số 5"][1] == "chưa nộp"


def test_a_full_roll_up_says_so_and_a_partial_one_names_who_is_missing(session: Session) -> None:
    full = rolled(session, papers({"1.1": "1"}))
    title = [
        row[0] for row in load_workbook(BytesIO(rollup_workbook(full)[1])).worksheets[0].iter_rows(max_row=8, values_only=True)
    ]
    assert "Đủ 1/1 đơn vị." in title
    assert "Tổng hợp của huyện Chợ Đồn, Quý I năm 2024" in title


def decision_lines(found: RollUp) -> list[tuple[object, ...]]:
    """The lines of the fourth sheet: row, what is asked, the answer, whose it is."""
    sheet = load_workbook(BytesIO(rollup_workbook(found)[1])).worksheets[3]
    return [(line[0], line[2], line[3], line[4]) for line in sheet.iter_rows(min_row=4, values_only=True)]


def test_what_needs_a_decision_is_written_out(session: Session) -> None:
    own = papers(
        {"1.2": "99", "1.2.1": "4", "1.2.2": "1", "3.3.2a": "5", "6.1.1": "", "1.6": "Có", "4.5.5": "1,5", "3.1": "148"}
    )
    lines = decision_lines(rolled(session, [*own, commune(2, HL, **{"3_3_2": "1.531", "2_4": "5"})]))
    for line in (
        ("1.2", "Số đã ghi khác với số tính ra từ các mục của nó", "ghi 99, tính ra 25", "xã Số 1"),
        ("1.6", "Chọn câu trả lời chung", "Có", "xã Số 1"),
        ("3.1", "Có số ghi ở dòng tiêu đề", "148", "xã Số 1"),
        ("3.3.2", "Thiếu một trong hai số gốc nên chưa tính vào tỷ lệ", "3.3.2b: 1.531", "xã Số 2"),
        ("4.5.5", "Tỷ lệ không có hai số gốc nên không cộng, không chia trung bình", "1,5", "xã Số 1"),
        ("2.4 (biểu hoang-luu-2024)", "Biểu tổng hợp không có dòng này (tách thành 2.2.1a, 2.3.2a)", "5", "xã Số 2"),
        ("Biểu hoang-luu-2024", "Biểu này không có các mục bên", None, "xã Số 2"),
    ):
        assert line in lines
    assert ("6.1.1", "Cấp trên tự báo cáo dòng này; đơn vị đã ghi (không cộng)", None, None) in lines


def test_many_names_go_on_in_the_next_line(session: Session) -> None:
    many = [replace(paper, name=f"Thị trấn Nông trường Số {n:03}") for n, paper in enumerate(papers(*[{"1.6": "Có"}] * 60))]
    names = [
        str(line[3]) for line in decision_lines(rolled(session, many)) if line[:3] == ("1.6", "Chọn câu trả lời chung", "Có")
    ]
    assert len(names) > 1
    assert max(map(len, names)) < 1000
    assert ", ".join(names).split(", ") == [f"xã Thị trấn Nông trường Số {n:03}" for n in range(60)]


def test_late_is_late_on_the_roster(session: Session) -> None:
    reports = set_up_communes(session, papers({"1.1": "1"}, {"1.1": "1"}))
    hand_in(session, reports["XA-2"], DUE.replace(microsecond=1))
    found = roll_up(session, BT, parse_period(PERIOD), unit_by_code(session, "HUYEN"))
    roster = {row[1]: row[7] for row in load_workbook(BytesIO(rollup_workbook(found)[1])).worksheets[2].values}
    assert (roster["xã Số 1"], roster["xã Số 2"]) == ("đúng hạn", "nộp muộn")


def test_a_units_own_report_stands_for_all_below_it(session: Session) -> None:
    """The province adds the district's roll-up, not the communes' figures once more."""
    set_up_communes(session, papers({"1.1": "1"}, {"1.1": "2"}))
    province, district = unit_by_code(session, "TINH"), unit_by_code(session, "HUYEN")
    period, officer = parse_period(PERIOD), add_officer(session, "Thu", district, Role.DESK)
    assert roll_up(session, BT, period, province).totals[Cell("1.1")].entry == Entry.number(3)
    opened = open_round(session, official_form(BT), Terms(period, period.window(), DUE, recipients=[district]), province, NOW)
    with pytest.raises(NothingHandedIn):
        roll_up(session, BT, period, province)
    (own,) = session.exec(select(Report).where(Report.round_id == opened.id))
    record_figures(session, own, {"1.1": Entry.number(3), "1.3.1": Entry.number(2)}, Source(officer.id, NOW, "test"))
    hand_in(session, own, NOW)
    found = roll_up(session, BT, period, province)
    assert [part.share.unit.code for part in found.totals[Cell("1.1")].parts] == ["HUYEN"]
    assert (found.totals[Cell("1.1")].entry, found.totals[Cell("1.3.1")].entry) == (Entry.number(3), Entry.number(2))
    assert len(roll_up(session, BT, period, district).shares) == 2


def test_refusals_name_what_is_wanting(session: Session) -> None:
    set_up_communes(session, papers(None))
    import_units(session, [UnitLine(2, "NA-RI", "Na Rì", "huyện", "")])
    district, period = unit_by_code(session, "HUYEN"), parse_period(PERIOD)
    with pytest.raises(NothingHandedIn, match="None of the 1 reports"):
        roll_up(session, BT, period, district)
    with pytest.raises(RoundUnknown):
        roll_up(session, BT, parse_period("2024-Q2"), district)
    with pytest.raises(FormUnknown):
        roll_up(session, "no-such-form", period, district)
    with pytest.raises(ReportUnknown):
        roll_up(session, BT, period, unit_by_code(session, "NA-RI"))


def queries(session: Session, communes: list[Commune]) -> int:
    """How many a roll-up asks of the database."""
    set_up_communes(session, communes)
    district, asked = unit_by_code(session, "HUYEN"), list[str]()
    session.expire_all()
    forget(session)
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note := lambda *call: asked.append(call[2]))
    roll_up(session, BT, parse_period(PERIOD), district)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_the_number_of_queries_is_the_same_for_any_number_of_units(session: Session) -> None:
    few = queries(session, papers({"1.1": "1"}))
    session.rollback()
    many = queries(session, [*papers(*[{"1.1": "1"}] * 30), *(commune(n, HL, **{"1_1_1": "1"}) for n in range(31, 41))])
    assert few == many <= 8


def test_units_far_from_the_middle_come_first(session: Session) -> None:
    found = rolled(session, papers(*({"1.1": text} for text in ("10", "11", "900", "9", "10", "12", "0"))))
    compared = compare_units(found.totals[Cell("1.1")])
    assert [(str(each.figure), each.is_far) for each in compared][:2] == [("900", True), ("0", True)]
    assert [each.is_far for each in compared[2:]] == [False] * 5
    assert compared[0].part.share.unit.code == "XA-3"


def test_far_is_five_times_the_usual_distance_and_few_figures_say_nothing() -> None:
    tens = [Decimal(n) for n in (8, 9, 10, 11, 12)]
    assert spread_of(tens).middle == Decimal(10)
    assert spread_of(tens).is_far(Decimal("15.1"))
    assert not spread_of(tens).is_far(Decimal(15))
    assert not spread_of(tens[:4]).is_far(Decimal(1000))
    same = [Decimal(7)] * 6
    assert spread_of(same).is_far(Decimal("7.1"))
    assert not spread_of(same).is_far(Decimal(7))
    nearly = [*same, Decimal(1007)]  # more than half are the same: the mean distance counts, 1000 / 7
    assert spread_of(nearly).is_far(Decimal(1007))
    assert not spread_of(nearly).is_far(Decimal(700))
    assert spread_of([Decimal(1), Decimal(2)]).middle == Decimal("1.5")


def test_a_unit_is_compared_with_its_own_past_of_the_same_length(session: Session) -> None:
    for year in (2021, 2022, 2023):
        for quarter in (1, 2):
            set_up_communes(session, papers({"1.1": "10", "2.1": str(year)}), f"{year}-Q{quarter}")
        set_up_communes(session, papers({"1.1": "500"}), f"{year}-Y")
    now = set_up_communes(session, papers({"1.1": "40", "2.1": "2023", "2.2": "1"}))["XA-1"]
    past = compare_with_past(session, now)
    assert [(each.row.key, str(each.now), each.is_far) for each in past] == [("1.1", "40", True), ("2.1", "2023", False)]
    assert [(code, str(figure)) for code, figure in past[0].before[:2]] == [("2023-Q2", "10"), ("2023-Q1", "10")]
    assert len(past[0].before) == 6
