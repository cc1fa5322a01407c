"""The concepts: every line names rows that exist, of one kind and unit, and no row stands for two things."""

from collections import Counter
from dataclasses import replace

import pytest

from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.cell import Cell
from tracker.forms.concepts import Concept, are_alike, bridge, concepts
from tracker.forms.row import Kind, Row

# The same unit, as the forms print it; "" and "-" are printed where the label says it.
SAME_UNIT = [
    {"Thủ tục", "TTHC"},
    {"Hồ sơ", "Số lượng hồ sơ"},
    {"Văn bản", "", "-"},
    {"Đơn vị", "Cơ quan, đơn vị", ""},
]


def rows_of(concept: Concept) -> list[Row]:
    return [official_form(code).row_of(cell) for code, cells in concept.cells.items() for cell in cells]


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.key)
def test_a_concepts_rows_exist_and_are_of_one_kind_and_unit(concept: Concept) -> None:
    rows = rows_of(concept)
    assert rows
    assert len({row.kind for row in rows}) == 1
    assert concept.wording
    if rows[0].options:
        labels = {frozenset(label for _, label in row.options) for row in rows}
        assert len(labels) == 1, "the answers must be the same, whatever their codes"
    else:
        units = {row.unit for row in rows}
        assert len(units) == 1 or any(units <= same for same in SAME_UNIT)


def test_no_row_belongs_to_two_concepts_and_no_key_is_used_twice() -> None:
    used = Counter((code, cell) for concept in concepts() for code, cells in concept.cells.items() for cell in cells)
    assert [cell for cell, times in used.items() if times > 1] == []
    assert len({concept.key for concept in concepts()}) == len(concepts()) > 80


def test_the_file_speaks_of_the_official_forms() -> None:
    assert {code for concept in concepts() for code in concept.cells} == set(official_codes())
    assert all(are_alike(official_form("ban-thi-2024"), official_form(code)) for code in official_codes())


def test_what_cannot_be_mapped_is_named() -> None:
    found = bridge(official_form("hoang-luu-2024"), official_form("ban-thi-2024"))
    assert found.cells[Cell("3.1.4")] == (Cell("3.1.3"),)
    assert found.cells[Cell("7.2.4b")] == (Cell("3.3.1c"), Cell("3.3.1d"))
    assert found.without_place[Cell("7.5.2")] == ()  # level 4 is near "toàn trình" and not the same
    assert found.without_place[Cell("2.4")] == (Cell("2.2.1a"), Cell("2.3.2a"))  # one figure there, two rows here
    assert "1.4.4" in {row.key for row in found.lacking}
    named = {cell for cells in found.cells.values() for cell in cells} | set(found.without_place)
    assert named == {row.cell for row in official_form("hoang-luu-2024").rows if row.typed or row.of}
    placed = set(found.cells) | {row.cell for row in found.lacking}
    assert placed == {row.cell for row in official_form("ban-thi-2024").rows if row.typed} | (placed & {Cell("3.1.4")})


def test_several_rows_here_are_one_figure_there() -> None:
    found = bridge(official_form("ban-thi-2024"), official_form("hoang-luu-2024"))
    assert found.cells[Cell("2.4")] == (Cell("2.2.1a"), Cell("2.3.2a"))


def test_a_row_that_has_become_something_else_is_not_mapped() -> None:
    form = official_form("ban-thi-2024")
    rows = tuple(replace(row, kind=Kind.TEXT) if row.key == "1.1" else row for row in form.rows if row.key != "7.1b")
    changed = replace(form, version=2, rows=rows, warn=())
    found = bridge(official_form("hoang-luu-2024"), changed)
    assert Cell("1.1") not in found.cells
    assert Cell("1.1.3") in found.without_place
    assert Cell("7.2.2b") in found.without_place
    assert Cell("7.1b") in bridge(form, changed).without_place


def test_a_form_leads_to_itself_row_by_row() -> None:
    form = official_form("dinh-ca-2024")
    found = bridge(form, form)
    assert all(cells == (cell,) for cell, cells in found.cells.items())
    assert (found.without_place, found.lacking) == ({}, ())
