"""The text of a cell: the row's key alone in the one column, and always the same cell again."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.cell import Cell
from tracker.forms.row import Column

COLUMNS = st.from_regex(r"[a-z0-9_]*", fullmatch=True)


@given(st.text(), COLUMNS)
@example("3.2.1", "nam")
@example("3.2.1", "")
@example("a[b]", "")
@example("a[b]", "nam")
@example("a[", "")
@example("[", "")
@example("]", "")
def test_a_cell_is_read_back_from_its_text(row: str, column: str) -> None:
    cell = Cell(row, column)
    assert Cell.read(str(cell)) == cell
    assert str(Cell.read(str(cell))) == f"{cell}"


@given(st.text(), st.text(), COLUMNS, COLUMNS)
@example("a[b]", "a", "", "b")
def test_two_cells_have_two_texts(row: str, other_row: str, column: str, other_column: str) -> None:
    one, other = Cell(row, column), Cell(other_row, other_column)
    assert (str(one) == str(other)) == (one == other)


def test_the_text_names_the_column_unless_there_is_only_one() -> None:
    assert str(Cell("3.2.1", "nam")) == "3.2.1[nam]"
    texts = [str(row.cell) for code in official_codes() for row in official_form(code).rows]
    assert texts == [row.key for code in official_codes() for row in official_form(code).rows] != []


@pytest.mark.parametrize("key", ["Nam", "a b", "a[b", "]", "năm"])
def test_a_column_whose_cells_could_not_be_read_back_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=re.escape(key)):
        Column(key)
