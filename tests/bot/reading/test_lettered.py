"""Several headings answered in one message, each behind its letter."""

import pytest

from bot.reading.lettered import read_in_order, read_lettered

NONE, NOT_YET = "Không có.", "Chưa có."
SAID: dict[str, dict[int, str]] = {
    "a: Lời một\nb: không có": {0: "Lời một", 1: NONE},
    "A. Lời một\n- ý thêm\na) không phải mục\nc/ lời ba": {0: "Lời một\n- ý thêm\na) không phải mục", 2: "lời ba"},
    "a, c không có": {0: NONE, 2: NONE},
    "a và d: chưa có": {0: NOT_YET, 3: NOT_YET},
    "b không có": {1: NONE},
    "a: không có; b: Đã mở 02 lớp; c: chưa có": {0: NONE, 1: "Đã mở 02 lớp", 2: NOT_YET},
    "mục b: Đã mở lớp\ncòn lại không có": {0: NONE, 1: "Đã mở lớp", 2: NONE, 3: NONE, 4: NONE},
    "d: lời\ncác mục kia để sau": {0: "", 1: "", 2: "", 3: "lời", 4: ""},
    "a)\nĐã mở lớp\nE. x": {0: "Đã mở lớp", 4: "x"},
    "a, b không có\nvà một ý nữa": {0: NONE, 1: "không có\nvà một ý nữa"},
    "a: lời\nh: không phải mục": {0: "lời\nh: không phải mục"},
}
OTHER = ("Ông A không có", "An ninh trật tự", "a b", "b", "Mở 02 lớp\na: lời", "còn lại không có", "Đã có b, d")


@pytest.mark.parametrize("text", SAID)
def test_each_heading_gets_what_is_said_of_it(text: str) -> None:
    assert {place: one.words for place, one in read_lettered(text, 5).items()} == SAID[text]


@pytest.mark.parametrize("text", OTHER)
def test_other_messages_name_no_heading(text: str) -> None:
    assert read_lettered(text, 5) == {}


@pytest.mark.parametrize(("text", "lines"), [("một\n\nhai", 2), ("một\nhai\nba", 0), ("- một\n- hai", 0), ("1. a\n2. b", 0)])
def test_as_many_lines_as_headings_are_in_their_order(text: str, lines: int) -> None:
    assert len(read_in_order(text, 2)) == lines
