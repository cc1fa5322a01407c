"""Rows of an office's form are concepts of all forms, or of its own that are described in the correction workbook."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from tests.communes import PERIOD, Commune, set_up_communes
from tests.correcting import Correction, corrected_form, english_sheet, official_blank, understood_of
from tracker.calendar.periods import parse_period
from tracker.form_sheet import FormSheetWrong
from tracker.forms.catalogue import publish_content
from tracker.forms.cell import Cell
from tracker.forms.concepts import concept_by_key
from tracker.forms.form import Form
from tracker.forms.row_index import rows_called
from tracker.forms.stored import loads
from tracker.kernel.grids import Grid, Value
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.rollup import How, roll_up

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
OWN: Correction = ("Concepts", "to-tu-quan", "wording", "Số tổ tự quản")


def our_form(code: str, *corrections: Correction) -> Form:
    """An office's own form with other numbers, and what a clerk corrected."""
    lines: list[list[Value]] = [
        ["Phụ lục 9"],
        ["KẾT QUẢ CÔNG TÁC"],
        HEAD,
        ["1", "CHỈ ĐẠO"],
        ["1.1", "Nhiệm vụ của kế hoạch", "Nhiệm vụ"],
        ["1.2", "Việc còn lại", "Nhiệm vụ"],
        ["1.3", "Việc khác", "Nhiệm vụ"],
    ]
    understood = understood_of([Grid("Biểu", lines)])
    return replace(corrected_form(understood, *corrections), code=code)


def concept(row: str, key: str) -> Correction:
    return ("Form rows", row, "concept", key)


def test_a_concept_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(FormSheetWrong, match="column concept: 'plan-task' is no concept"):
        our_form("our-own-form", concept("1.1", "plan-task"))


def test_the_workbook_lists_the_concepts_of_all_forms() -> None:
    sheet = load_workbook(BytesIO(english_sheet(official_blank("hoang-luu-2024"))))["Concepts"]
    assert [line[0].value for line in sheet.iter_rows(min_row=2)] == list(concept_by_key())


def test_a_concept_of_its_own_is_described_and_found_by_its_wording() -> None:
    form = our_form("our-own-form", concept("1.3", "to-tu-quan"), OWN)
    assert form.concepts == (("to-tu-quan", "Số tổ tự quản"),)
    assert loads(form.dumps()) == form
    assert [row.key for row in rows_called(form, "tổ tự quản")] == ["1.3"]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (("Concepts", "Tổ", "wording", "Số tổ"), "column concept: 'Tổ' is no key of a concept"),
        (("Concepts", "to-tu-quan", "remark", "?"), "column wording: a concept of your own must be described"),
        (("Concepts", "plan-tasks", "wording", "Khác"), "column wording: the wording of plan-tasks is that of all forms"),
    ],
)
def test_a_concept_that_is_described_badly_is_refused(correction: Correction, said: str) -> None:
    with pytest.raises(FormSheetWrong, match=said):
        our_form("our-own-form", correction)


def test_communes_on_an_imported_form_roll_up_with_those_on_an_official_one(session: Session) -> None:
    concepts = (concept("1.1", "plan-tasks"), concept("1.2", "plan-done"), concept("1.3", "plan-done"))
    publish_content(session, our_form("our-own-form", *concepts))
    set_up_communes(
        session,
        [
            Commune("XA-1", "Số 1", "xã", "ban-thi-2024", {"1.2.1": "41", "1.2.2": "17", "1.1": "2"}),
            Commune("XA-2", "Số 2", "xã", "our-own-form", {"1.1": "9", "1.2": "3", "1.3": "4"}),
        ],
    )
    district = unit_by_code(session, "HUYEN")
    official = roll_up(session, "ban-thi-2024", parse_period(PERIOD), district)
    assert [official.totals[Cell(key)].entry for key in ("1.2.1", "1.2.2", "1.2", "1.1")] == [
        Entry.number(50),
        Entry.number(24),
        Entry.number(48),
        Entry.number(2),
    ]
    assert [bridge.source.code for bridge in official.bridges] == ["our-own-form"]
    own = roll_up(session, "our-own-form", parse_period(PERIOD), district)
    assert (own.totals[Cell("1.1")].entry, own.totals[Cell("1.1")].how) == (Entry.number(50), How.ADDED)
    assert own.totals[Cell("1.2")].entry == Entry.number(3)  # one figure there, two rows here: it has no place


def test_two_offices_forms_roll_up_by_a_concept_of_their_own(session: Session) -> None:
    publish_content(session, our_form("first-form", concept("1.3", "to-tu-quan"), OWN))
    publish_content(session, our_form("second-form", concept("1.1", "to-tu-quan"), OWN))
    set_up_communes(
        session,
        [
            Commune("XA-1", "Số 1", "xã", "first-form", {"1.1": "1", "1.2": "2", "1.3": "3"}),
            Commune("XA-2", "Số 2", "xã", "second-form", {"1.1": "40", "1.2": "5", "1.3": "6"}),
        ],
    )
    rolled = roll_up(session, "first-form", parse_period(PERIOD), unit_by_code(session, "HUYEN"))
    assert rolled.totals[Cell("1.3")].entry == Entry.number(43)
    assert rolled.totals[Cell("1.1")].entry == Entry.number(1)
