"""Lines beside the rows of a form: labels that stand several times are decided by what stands around them, or by nobody."""

import pytest

from tracker.filled_form.row_places import Words, place_rows

ROWS = [
    Words("i", "lao dong"),
    Words("", "nam"),
    Words("", "nu"),
    Words("ii", "dao tao"),
    Words("", "nam"),
    Words("", "nu"),
    Words("iii", "vay von"),
]


def left(*gone: int) -> list[Words]:
    return [row for place, row in enumerate(ROWS) if place not in gone]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (left(), {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6}),
        (left(1), {0: 0, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6}),  # the twin below does not move up
        (left(3), {0: 0, 5: 6}),  # without the heading between them nobody knows which twin is whose
        (left(1, 3), {0: 0, 4: 6}),  # one "nam" for two rows
        ([*ROWS[:2], ROWS[1], *ROWS[2:]], {0: 0, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6}),  # a row that was copied
        ([*ROWS[3:6], *ROWS[:3], ROWS[6]], {0: 3, 3: 0, 6: 6}),  # blocks that changed places have other neighbours
        ([ROWS[0], ROWS[1], ROWS[2]._replace(label="nu gioi"), *ROWS[3:]], {0: 0, 1: 1, 3: 3, 4: 4, 5: 5, 6: 6}),
    ],
    ids=["as printed", "a twin gone", "its heading gone", "both gone", "a twin copied", "blocks moved", "a twin reworded"],
)
def test_twins(lines: list[Words], found: dict[int, int]) -> None:
    assert place_rows(ROWS, lines) == found


def test_a_number_that_speaks_for_another_twin_leaves_the_line_out() -> None:
    rows = [Words("1", "a"), Words("1.1", "nam"), Words("2", "b"), Words("2.1", "nam")]
    assert place_rows(rows, [Words("1", "b"), Words("1.1", "nam")]) == {0: 2}
    assert place_rows(rows, [Words("2", "b"), Words("2.1", "nam")]) == {0: 2, 1: 3}


def test_rows_of_one_label_are_told_by_what_stands_beside_it() -> None:
    rows = [Words("1", "thon dong", "", "ho"), Words("", "thon dong", "", "nhan khau"), Words("2", "thon tay", "", "ho")]
    assert place_rows(rows, rows) == {0: 0, 1: 1, 2: 2}
    assert place_rows(rows, [rows[1], rows[2]]) == {0: 1, 1: 2}
    assert place_rows(rows, [rows[0]._replace(more=""), rows[1]._replace(more=""), rows[2]]) == {2: 2}


def test_a_reworded_row_is_known_by_its_number_or_by_its_neighbours() -> None:
    rows = [Words("1", "so ho ngheo dau ky"), Words("2", "so ho thoat ngheo"), Words("3", "so ho can ngheo")]
    assert place_rows(rows, [rows[0], Words("2", "so ho thoat ngheo trong ky"), rows[2]]) == {0: 0, 1: 1, 2: 2}
    assert place_rows(rows, [rows[0], Words("5", "so ho da thoat ngheo"), rows[2]]) == {0: 0, 1: 1, 2: 2}
    assert place_rows(rows, [rows[0], Words("2", "thu ngan sach"), rows[2]]) == {0: 0, 2: 2}
    assert place_rows([rows[0], Words("", "nam"), rows[2]], [rows[0], Words("", "nguoi viet nam"), rows[2]]) == {0: 0, 2: 2}


def test_a_row_without_words_is_the_only_line_without_any() -> None:
    assert place_rows([Words()], [Words()]) == {0: 0}
    assert place_rows([Words()], [Words(), Words()]) == {}
    assert place_rows([Words()], [Words("", "nguoi lap bieu")]) == {}
