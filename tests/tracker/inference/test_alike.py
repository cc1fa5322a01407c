"""Which concept a row of a new form is: each official form read as if it were new, held against the other four."""

from collections import Counter
from functools import cache

import pytest
from sqlmodel import Session

from tests.blank_forms import as_grids, official
from tests.communes import PERIOD, Commune, set_up_communes
from tracker.blank_form import read_blank_form
from tracker.calendar.periods import parse_period
from tracker.form_sheet import FormSheetWrong, form_sheet, read_form_sheet
from tracker.forms.catalogue import official_codes, official_form, publish_content
from tracker.forms.cell import Cell
from tracker.forms.concepts import cells_of_concepts, concept_by_key, concepts
from tracker.forms.form import Form
from tracker.inference import understand
from tracker.inference.alike import Alike, concepts_of, known_rows
from tracker.inference.kinds import readings
from tracker.inference.tree import plant
from tracker.kernel.grids import Grid
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.rollup import How, roll_up

CODES = official_codes()


@cache
def found_without_itself(code: str) -> dict[str, Alike]:
    tree = plant(read_blank_form(official(official_form(code))).rows)
    others = tuple(row for other in CODES if other != code for row in known_rows(official_form(other)))
    return concepts_of(tree, readings(tree), others)


def alone(code: str) -> dict[str, str]:
    """By row the concept that it is by itself, where another form has a row that is it by itself."""
    shared = [c for c in concepts() if sum(len(cells) == 1 for cells in c.cells.values()) > 1]
    return {c.cells[code][0].row: c.key for c in shared if len(c.cells.get(code, ())) == 1}


def judged(code: str) -> Counter[str]:
    found, right = found_without_itself(code), alone(code)
    judged = Counter("right" if right.get(key) == alike.concept else "wrong" for key, alike in found.items())
    judged["missed"] = len(right.keys() - found.keys())
    return judged


def test_most_rows_are_found_and_hardly_one_is_taken_for_another() -> None:
    total = sum((judged(code) for code in CODES), Counter[str]())
    assert total["right"] > 0.9 * (total["right"] + total["missed"])
    assert total["wrong"] <= 0.02 * total["right"]


def test_what_is_taken_wrongly_is_among_the_doubts() -> None:
    wrong = [
        (code, key)
        for code in CODES
        for key, alike in found_without_itself(code).items()
        if alone(code).get(key) != alike.concept and alike.sure
    ]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_an_official_form_read_again_is_itself(code: str) -> None:
    understood = understand(read_blank_form(official(official_form(code))))
    assert {row.key: row.concept for row in understood.rows if row.concept}.items() <= {
        (cells[0].row, concept) for concept, cells in cells_of_concepts(official_form(code)).items() if len(cells) == 1
    }
    assert len([row for row in understood.rows if row.concept]) > 30


def our_form(*concept: tuple[str, str]) -> Form:
    """An office's own form with other numbers, and what a clerk corrected in its column of concepts."""
    blank = [
        ["Phụ lục 9"],
        ["KẾT QUẢ CÔNG TÁC"],
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
        ["1", "CHỈ ĐẠO"],
        ["1.1", "Nhiệm vụ của kế hoạch", "Nhiệm vụ"],
        ["1.2", "Việc còn lại", "Nhiệm vụ"],
        ["1.3", "Việc khác", "Nhiệm vụ"],
    ]
    sheet = as_grids(form_sheet(understand(read_blank_form([Grid("Biểu", blank)]))))
    lines = [list(line) for line in sheet[0].rows]
    for key, name in concept:
        next(line for line in lines if line[0] == key)[12] = name
    return read_form_sheet([Grid(sheet[0].name, lines), *sheet[1:]]).form("our-own-form")


def test_the_concept_of_an_imported_row_is_refused_by_name_when_there_is_no_such() -> None:
    with pytest.raises(FormSheetWrong, match="column concept: 'plan-task' is no concept"):
        our_form(("1.1", "plan-task"))


def test_the_correction_sheet_lists_the_concepts() -> None:
    sheet = as_grids(form_sheet(understand(read_blank_form(official(official_form("hoang-luu-2024"))))))[2]
    assert [line[0] for line in sheet.rows[1:]] == list(concept_by_key())


def test_communes_on_an_imported_form_roll_up_with_those_on_an_official_one(session: Session) -> None:
    publish_content(session, our_form(("1.1", "plan-tasks"), ("1.2", "plan-done"), ("1.3", "plan-done")))
    set_up_communes(
        session,
        [
            Commune("XA-1", "Số 1", "xã", "ban-thi-2024", {"1.2.1": "41", "1.2.2": "17", "1.1": "2"}),
            Commune("XA-2", "Số 2", "xã", "our-own-form", {"1.1": "9", "1.2": "3", "1.3": "4"}),
        ],
    )
    district = unit_by_code(session, "HUYEN")
    official_ = roll_up(session, "ban-thi-2024", parse_period(PERIOD), district)
    assert [official_.totals[Cell(key)].entry for key in ("1.2.1", "1.2.2", "1.2", "1.1")] == [
        Entry.number(50),
        Entry.number(24),
        Entry.number(48),
        Entry.number(2),
    ]
    assert [bridge.source.code for bridge in official_.bridges] == ["our-own-form"]
    own = roll_up(session, "our-own-form", parse_period(PERIOD), district)
    assert (own.totals[Cell("1.1")].entry, own.totals[Cell("1.1")].how) == (Entry.number(50), How.ADDED)
    assert own.totals[Cell("1.2")].entry == Entry.number(3)  # one figure there, two rows here: it has no place
