"""The concepts: every line names rows that exist, of one kind and unit, and no row stands for two things."""

from collections import Counter
from dataclasses import replace

import pytest

from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.concepts import Concept, are_alike, bridge, concepts
from tracker.forms.form import Kind, Row

# The same unit, as the forms print it; "" and "-" are printed where the label says it.
SAME_UNIT = [
    {"Thủ tục", "TTHC"},
    {"Hồ sơ", "Số lượng hồ sơ"},
    {"Văn bản", "", "-"},
    {"Đơn vị", "Cơ quan, đơn vị", ""},
]


def rows_of(concept: Concept) -> list[Row]:
    return [official_form(code).by_key[key] for code, keys in concept.rows.items() for key in keys]


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
    used = Counter((code, key) for concept in concepts() for code, keys in concept.rows.items() for key in keys)
    assert [row for row, times in used.items() if times > 1] == []
    assert len({concept.key for concept in concepts()}) == len(concepts()) > 80


def test_the_file_speaks_of_the_official_forms() -> None:
    assert {code for concept in concepts() for code in concept.rows} == set(official_codes())
    assert all(are_alike(official_form("ban-thi-2024"), official_form(code)) for code in official_codes())


def test_what_cannot_be_mapped_is_named() -> None:
    found = bridge(official_form("hoang-luu-2024"), official_form("ban-thi-2024"))
    assert found.rows["3.1.4"] == ("3.1.3",)
    assert found.rows["7.2.4b"] == ("3.3.1c", "3.3.1d")
    assert found.without_place["7.5.2"] == ()  # level 4 is near "toàn trình" and not the same
    assert found.without_place["2.4"] == ("2.2.1a", "2.3.2a")  # one figure there, two rows here
    assert "1.4.4" in {row.key for row in found.lacking}
    named = {key for keys in found.rows.values() for key in keys} | set(found.without_place)
    assert named == {row.key for row in official_form("hoang-luu-2024").rows if row.typed or row.of}
    placed = set(found.rows) | {row.key for row in found.lacking}
    assert placed == {row.key for row in official_form("ban-thi-2024").rows if row.typed} | (placed & {"3.1.4"})


def test_several_rows_here_are_one_figure_there() -> None:
    found = bridge(official_form("ban-thi-2024"), official_form("hoang-luu-2024"))
    assert found.rows["2.4"] == ("2.2.1a", "2.3.2a")


def test_a_row_that_has_become_something_else_is_not_mapped() -> None:
    form = official_form("ban-thi-2024")
    rows = tuple(replace(row, kind=Kind.TEXT) if row.key == "1.1" else row for row in form.rows if row.key != "7.1b")
    changed = replace(form, version=2, rows=rows, warn=())
    found = bridge(official_form("hoang-luu-2024"), changed)
    assert "1.1" not in found.rows
    assert "1.1.3" in found.without_place
    assert "7.2.2b" in found.without_place
    assert "7.1b" in bridge(form, changed).without_place


def test_a_form_leads_to_itself_row_by_row() -> None:
    form = official_form("dinh-ca-2024")
    found = bridge(form, form)
    assert all(keys == (key,) for key, keys in found.rows.items())
    assert (found.without_place, found.lacking) == ({}, ())
