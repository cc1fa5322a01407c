"""Words that stand in a file outside of its tables, where the office's own form prints others."""

import pytest

from tracker.filled_form.free_words import FreeWords, Gap
from tracker.forms.cell import Cell
from tracker.kernel.grids import Grid, SheetPlace


def gap(key: str, sheet: str, place: SheetPlace, printed: str) -> Gap:
    return Gap(Cell(key, "w"), sheet, place, printed, "", 0)


def test_dots_that_two_sheets_print_alike_are_those_of_the_sheet_that_they_stand_in() -> None:
    gaps = [
        gap("0.1", "Tháng 1", SheetPlace(34, 4), "…, ngày … tháng …"),
        gap("0.2", "Tháng 7", SheetPlace(34, 7), "…, ngày … tháng …"),
    ]
    words, said = FreeWords(frozenset(), (), tuple(gaps)), "Tân Lập, ngày 5 tháng 7"
    assert [words.place_for(said, Grid(name, []), SheetPlace(40, 9)) for name in ("Tháng 1", "Tháng 7", "Tháng 9")] == [
        gaps[0].cell,
        gaps[1].cell,
        None,
    ]


@pytest.mark.parametrize(
    ("printed", "said", "same"),
    [
        ("LIÊN ĐOÀN LAO ĐỘNG", "LIÊN ĐOÀN LAO ĐỘNG TỈNH", True),
        ("Trường/UBND ………..", "UBND xã Tân Lập", True),
        ("(6 tháng, năm)", "(6 tháng đầu năm 2025)", True),
        ("Báo cáo 3, 6, 9 và 12 tháng", "Báo cáo 9 tháng năm 2025", True),
        ("Đơn vị nhận báo cáo: Cục Văn hóa cơ sở", "Đơn vị nhận báo cáo: Sở Văn hóa", True),
        ("(có đến 30 tháng 9 năm báo cáo)", "Số điện thoại: 0123", False),
    ],
)
def test_words_that_were_put_for_printed_ones_stand_in_their_place(printed: str, said: str, *, same: bool) -> None:
    place = gap("0.1", "Biểu", SheetPlace(2, 1), printed)
    words = FreeWords(frozenset(), (), (place,))
    assert words.place_for(said, Grid("Biểu", []), SheetPlace(2, 1)) == (place.cell if same else None)
