"""Nameable of a form as people name them in one message: by number, with names, ranges, whole sections, to be skipped."""

import pytest

from bot.reading.groups.named import Group, Nameable, read_groups

LABELS = {
    "1.1": "Số văn bản chỉ đạo CCHC đã ban hành",
    "2": "Cải cách thể chế",
    "4": "Cải cách tổ chức bộ máy hành chính nhà nước",
    "4.5": "Số liệu về biên chế công chức",
    "4.6": "Số người làm việc hưởng lương từ NSNN",
    "5.1": "Vị trí việc làm của công chức, viên chức",
    "5.2": "Tuyển dụng công chức, viên chức",
    "5.3": "Số lãnh đạo quản lý được bổ nhiệm",
    "5.4": "Số liệu về xử lý kỷ luật cán bộ, công chức",
    "7.2.1": "Tỷ lệ TTHC trực tuyến một phần",
    "7.2.2": "Tỷ lệ TTHC trực tuyến toàn phần",
}
GROUPS = Nameable(
    {key: Group(label, (key,)) for key, label in LABELS.items()} | {"7.2": Group("Dịch vụ công", ("7.2.1", "7.2.2"))},
    {number: Group(number, tuple(key for key in LABELS if key.split(".")[0] == number)) for number in "12457"},
)


@pytest.mark.parametrize(
    ("said", "none", "blank"),
    [
        ("4.6 5.2 5.3", "4.6 5.2 5.3", ""),
        ("4.6, 5.2 và 5.3", "4.6 5.2 5.3", ""),
        ("4.6; 5.2\n5.3.", "4.6 5.2 5.3", ""),
        ("dạ các nhóm 4.6 với 5.2 không phát sinh ạ", "4.6 5.2", ""),
        ("kps 4.6, 5.2", "4.6 5.2", ""),
        ("4.6 5.2 không có gì", "4.6 5.2", ""),
        ("5.2 không phát sinh, 5.3 không phát sinh", "5.2 5.3", ""),
        ("5.2-5.4", "5.2 5.3 5.4", ""),
        ("4.6, 5.2 đến 5.4", "4.6 5.2 5.3 5.4", ""),
        ("phần 5", "5.1 5.2 5.3 5.4", ""),
        ("cả phần 5, 7", "5.1 5.2 5.3 5.4 7.2.1 7.2.2", ""),
        ("2", "2", ""),
        ("7.2", "7.2.1 7.2.2", ""),
        ("4.6 người làm việc, 5.2 tuyển dụng công chức, viên chức", "4.6 5.2", ""),
        ("4.6 nguoi lam viec huong luong", "4.6", ""),
        ("xử lý kỷ luật", "5.4", ""),
        ("bỏ qua 4, 4.5", "", "4 4.5"),
        ("4 4.5 chưa có số liệu", "", "4 4.5"),
        ("5.2 5.3; bỏ qua 4", "5.2 5.3", "4"),
        ("4 bỏ qua, 5.2 không phát sinh", "5.2", "4"),
        ("bỏ qua phần 4", "", "4 4.5 4.6"),
    ],
)
def test_what_is_named(said: str, none: str, blank: str) -> None:
    found = read_groups(GROUPS, said)
    assert (found.none, found.blank) == (none.split(), blank.split())
    assert (found.unread, found.whole, found.every) == ([], [], False)


@pytest.mark.parametrize("said", ["không có", "Không.", "dạ không có nhóm nào ạ", "bỏ qua", "Nhóm nào cũng có số", "hỏi hết"])
def test_there_is_something_in_every_group(said: str) -> None:
    found = read_groups(GROUPS, said)
    assert (found.none, found.blank, found.unread, found.whole, found.every) == ([], [], [], [], True)


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("4.6 9.9", ["9.9"]),
        ("2 41 17", ["41", "17"]),
        ("1.1: 2", ["="]),
        ("5.2 có 3 người", ["có", "3", "người"]),
        ("tất cả trừ 1.1", ["tất cả trừ"]),
        ("4 bỏ qua 5.2", ["4 bỏ qua 5.2"]),
        ("bỏ qua 4\n4.5", ["4.5"]),
        ("5.4 - 5.2", ["5.2"]),
        ("5.2 5.2", ["5.2"]),
        ("không phát sinh", ["không phát sinh"]),
        ("công chức viên chức", ["công chức viên chức"]),
        ("4.6 kỷ luật tuyển dụng", ["kỷ luật tuyển dụng"]),
    ],
)
def test_what_is_not_understood_is_named(said: str, unread: list[str]) -> None:
    assert read_groups(GROUPS, said).unread == unread


def test_a_number_that_is_a_whole_section_is_asked_back() -> None:
    found = read_groups(GROUPS, "5")
    assert (found.none, found.whole) == ([], ["5"])
