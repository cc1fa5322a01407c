"""The form as data: the printed rows of the real appendix, what each is, and that adding one takes no code."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot import demo
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.house import ROOT
from tests.talking import Talk, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import FormVersion, official_codes, official_form, publish_form, published_form
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.stored import loads
from tracker.kernel.errors import FormChanged, FormUnknown, FormWrong
from tracker.office.units import Unit, unit_by_code
from tracker.reports.reckoning import reckon
from tracker.reports.reports import form_of, reports_of
from tracker.reports.rounds import Round, Terms, open_round

FORM = official_form("ban-thi-2024")
REAL = ROOT / "tests" / "data" / "ban-thi-2024-q1.tsv"
RATES = {
    "1.2": "1.2.2 / 1.2.1",
    "1.3.4": "1.3.3 / 1.3.2",
    "2.2.1": "2.2.1b / 2.2.1a",
    "2.3.2": "2.3.2b / 2.3.2a",
    "3.3.1": "3.3.1b / 3.3.1a",
    "3.3.2": "3.3.2b / 3.3.2a",
    "3.4": "3.4.2 / 3.4.1",
    "6.1": "6.1.2 / 6.1.1",
    "7.2.1": "7.2.1b / 7.2.1a",
    "7.2.2": "7.2.2b / 7.2.2a",
    "7.2.3": "7.2.3b / 7.2.3a",
    "7.2.4": "7.2.4b / 7.2.4a",
    "7.2.5": "7.2.5b / 7.2.5a",
}
SUMS = {"3.1.4": "3.1.4a + 3.1.4b", "6.2.3": "6.2.3a + 6.2.3b + 6.2.3c"}
DISTRICT_ROWS = ["1.3", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "3.1.4a", "6.1", "6.1.1", "6.1.2"]
NEW_ROW = Row("1.1a", "1.1.1", "Trong đó số chỉ thị", "Văn bản", Kind.COUNT, ask="1.1")


def with_rows(form: Form, *rows: Row) -> Form:
    return replace(form, rows=rows)


def changed(key: str, /, **facts: object) -> Form:
    """The form with one row different."""
    return with_rows(FORM, *(replace(row, **facts) if row.key == key else row for row in FORM.rows))  # type: ignore[arg-type]


def with_new_row(code: str, version: int = 1) -> Form:
    place = next(place for place, row in enumerate(FORM.rows) if row.key == "1.1") + 1
    return replace(FORM, code=code, version=version, rows=(*FORM.rows[:place], NEW_ROW, *FORM.rows[place:]))


def open_next(session: Session, form: Form, code: str) -> Round:
    terms = Terms(parse_period(code), parse_period(code).window(), demo.START + timedelta(days=90))
    return open_round(session, form, terms, unit_by_code(session, "CHO-DON"), demo.START)


def test_the_form_has_the_121_printed_rows_of_the_real_appendix() -> None:
    with REAL.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(FORM.rows) == len(real) == 121
    for row, printed in zip(FORM.rows, real, strict=True):
        assert [row.key, row.stt, row.label, row.unit, row.italic] == [
            printed["key"],
            printed["stt"],
            printed["chi_tieu"],
            printed["don_vi_tinh"],
            printed["italic"] == "x",
        ]
        assert row.note in {printed["ghi_chu"], ""}  # 1.6's note was typed by the officer
    typed = {row.key for row, line in zip(FORM.rows, real, strict=True) if row.note != line["ghi_chu"]}
    assert typed == {"1.6"}


def test_the_form_has_seven_sections_and_every_row_stands_in_one() -> None:
    assert [section.stt for section in FORM.sections] == ["1", "2", "3", "4", "5", "6", "7"]
    assert all(FORM.section_of[row.key].key == row.key[0] for row in FORM.rows)


def test_the_rows_are_of_the_kinds_that_their_units_say() -> None:
    kinds = Counter(row.kind for row in FORM.rows)
    assert sum(kinds.values()) == 121
    assert kinds[Kind.SECTION] + kinds[Kind.HEADING] == 22
    assert kinds[Kind.COUNT] + kinds[Kind.AMOUNT] == 77
    assert kinds[Kind.RATE] == 20
    assert kinds[Kind.CHOICE] == 2
    assert {row.key for row in FORM.rows if row.kind is Kind.RATE} == {row.key for row in FORM.rows if row.unit == "%"}
    assert {row.key for row in FORM.rows if row.kind is Kind.AMOUNT} == {
        row.key for row in FORM.rows if row.unit == "Triệu đồng"
    }
    assert {row.key for row in FORM.rows if row.kind is Kind.CHOICE} == {"1.5.2", "1.6"}


def test_the_thirteen_computed_rates_have_the_right_numerator_and_denominator() -> None:
    assert {row.key: row.of for row in FORM.rows if row.of and row.kind is Kind.RATE} == RATES
    assert {row.key: row.of for row in FORM.rows if row.of and row.kind is not Kind.RATE} == SUMS
    typed_rates = [row.key for row in FORM.rows if row.kind is Kind.RATE and not row.of]
    assert typed_rates == ["4.4", "4.5.5", "4.6.3", "5.1.1", "5.1.2", "7.1a", "7.1b"]


def test_a_commune_is_not_asked_for_the_districts_rows() -> None:
    assert [row.key for row in FORM.rows if row.by == "huyện"] == DISTRICT_ROWS
    assert {row.key for row in FORM.of_level("xã").rows}.isdisjoint(DISTRICT_ROWS)
    assert len(list(FORM.of_level("xã").rows)) == 78
    assert {row.key for row in FORM.of_level("huyện").rows} - {row.key for row in FORM.of_level("xã").rows} == {
        "1.3.1",
        "1.3.2",
        "1.3.3",
        "3.1.4a",
        "6.1.1",
        "6.1.2",
    }


@pytest.mark.parametrize("level", ["xã", "huyện", "phường", ""])
def test_a_unit_of_any_level_can_be_asked_every_row_that_concerns_it(level: str) -> None:
    waiting = reckon(FORM, level, {}).open
    assert waiting == [row.cell for row in FORM.of_level(level).rows]
    assert all(row in FORM.groups[row.ask] for row in map(FORM.row_of, waiting))


def test_the_keys_are_unique_though_a_number_is_printed_twice() -> None:
    assert len({row.key for row in FORM.rows}) == 121
    assert [row.key for row in FORM.rows if row.stt == "4.6"] == ["4.6", "4.6a"]


def test_headings_that_printed_0_in_the_real_appendix_may_be_answered_none_arose() -> None:
    assert [group for group in FORM.groups if group in FORM.none_groups] == ["4.6", "5.2", "5.3", "5.4", "6.2"]


def test_a_form_survives_being_stored() -> None:
    again = loads(FORM.dumps())
    assert again == FORM
    assert again.rules == FORM.rules
    assert again.dumps() == FORM.dumps()


@pytest.mark.parametrize("code", ["unknown", "", "../ban-thi-2024", "Ban-Thi-2024", "ban-thi-2024.toml"])
def test_only_forms_that_ship_are_official(code: str) -> None:
    assert "ban-thi-2024" in official_codes()
    with pytest.raises(FormUnknown):
        official_form(code)


@pytest.mark.parametrize(
    ("key", "facts", "why"),
    [
        ("1.2.1", {"key": "1.1"}, "same key"),
        ("1.1", {"ask": ""}, "row 1.1 must say under which row it is asked"),
        ("1.1", {"ask": "9.9"}, "row 1.1 must say under which row it is asked"),
        ("1.5.2", {"options": ()}, "row 1.5.2: a choice, and only a choice, has options"),
        ("1.1", {"options": (("0", "Không"),)}, "row 1.1: a choice, and only a choice, has options"),
        ("1.2", {"of": "1.2.2 / 1.2.9"}, "row 1.2.9, which is not there"),
        ("3.1.4", {"of": "3.1.4a +"}, "which is not there"),
        ("1.2", {"of": "1.2 / 1.2.1"}, "1.2"),  # a row of itself
    ],
)
def test_a_form_that_contradicts_itself_is_refused(key: str, facts: dict[str, object], why: str) -> None:
    with pytest.raises(FormWrong, match=why):
        changed(key, **facts)


@pytest.mark.parametrize("rule", ["9.9 <= 1.1", "1.1 <= 9.9", "1.1", "1.1 + 9.9 <= 100%"])
def test_a_rule_about_a_row_that_is_not_there_is_refused(rule: str) -> None:
    with pytest.raises(FormWrong, match=r"which is not there|cannot be read"):
        replace(FORM, warn=(rule,))
    with pytest.raises(FormWrong, match=r"which is not there|cannot be read"):
        replace(FORM, block=(rule,))


def test_a_form_without_rows_is_refused() -> None:
    with pytest.raises(FormWrong):
        with_rows(FORM)


def test_a_row_added_to_a_form_is_asked_by_the_bot(engine: Engine, stored_district: District, clock: Clock) -> None:
    with transaction(engine) as session:
        opened = open_next(session, with_new_row("ban-thi-2025"), "2024-Q2")
        report = next(r for r in reports_of(session, stored_district.officer.unit_id) if r.round_id == opened.id)
        number = report.id
    talk, address = Talk(engine, clock), str(stored_district.officer.id)
    assert "Cần nhập 79 số" in text(talk.press(address, f"|open {number}"))
    asked = text(talk.say(address, "nhóm nào cũng có số"))
    assert "• 1.1a Trong đó số chỉ thị (văn bản)" in asked
    assert "1.1 = 2 · 1.1a = 1" in text(talk.say(address, "2 1 41 17"))


def test_a_report_keeps_its_version_when_a_newer_one_is_published(session: Session, district: District) -> None:
    newer = with_new_row("ban-thi-2024", version=2)
    opened = open_next(session, newer, "2024-Q2")
    assert form_of(session, district.report(session)) == FORM
    reports = [r for r in reports_of(session, district.officer.unit_id) if r.round_id == opened.id]
    assert [form_of(session, report) for report in reports] == [newer]
    assert published_form(session, "ban-thi-2024") == newer


@pytest.mark.usefixtures("district")
def test_other_content_under_a_version_in_use_is_refused(session: Session) -> None:
    with pytest.raises(FormChanged):
        publish_form(session, with_new_row("ban-thi-2024"))
    assert publish_form(session, FORM).form == FORM
    assert len(session.exec(select(FormVersion)).all()) == 1
    assert session.exec(select(Unit)).first() is not None
