"""Tables of documents as sheets: cells over several rows and columns, lines above, columns of a page."""

from io import BytesIO

import docx
import pytest

from tracker.kernel.grids import SheetPlace, Span
from tracker.uploads.page_tables import tables_on_pages
from tracker.uploads.texts import read_text

PAGE = """
PHỤ LỤC I
  STT           Chỉ tiêu               ĐVT     Số liệu
   1    Chuyển đổi số

  1.1   Số tổ công nghệ số             Tổ
        cộng đồng

        Trong đó: tổ ở thôn            Tổ
                                   2
  STT           Chỉ tiêu               ĐVT     Số liệu
  1.2   Số người tập huấn              Người
        - Cán bộ                       Người
Trên đây là biểu số liệu gửi kèm công văn.
"""


def test_a_table_of_word_is_a_sheet_with_its_merged_cells_and_the_lines_above() -> None:
    made = docx.Document()
    for line in ("Kính gửi: các xã", "Nơi nhận: như trên", "PHỤ LỤC II", "BIỂU SỐ LIỆU"):
        made.add_paragraph(line)
    table = made.add_table(rows=3, cols=3)
    for row, texts in enumerate((("STT", "Chỉ tiêu", "Số liệu"), ("", "Nam", "Nữ"), ("1", "Số hộ", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Chỉ tiêu"
    written = BytesIO()
    made.save(written)
    (grid,) = read_text(written.getvalue()).tables
    assert [list(row)[:3] for row in grid.rows] == [
        ["PHỤ LỤC II"],
        ["BIỂU SỐ LIỆU"],
        ["STT", "Chỉ tiêu", None],
        [None, "Nam", "Nữ"],
        ["1", "Số hộ", None],
    ]
    assert {Span(SheetPlace(3, 1), SheetPlace(4, 1)), Span(SheetPlace(3, 2), SheetPlace(3, 3))} <= set(grid.merged)


def test_a_text_without_tables_has_none() -> None:
    made = docx.Document()
    made.add_paragraph("Kính gửi: các xã")
    written = BytesIO()
    made.save(written)
    assert read_text(written.getvalue()).tables == ()


def test_the_columns_of_a_page_are_cut_where_nothing_stands() -> None:
    (table,) = tables_on_pages(PAGE.split("\n"))
    assert [[text for text, _, _ in row] for row in table.rows] == [
        ["PHỤ LỤC I"],
        ["STT", "Chỉ tiêu", "ĐVT", "Số liệu"],
        ["1", "Chuyển đổi số", "", ""],
        ["1.1", "Số tổ công nghệ số cộng đồng", "Tổ", ""],
        ["", "Trong đó: tổ ở thôn", "Tổ", ""],
        ["1.2", "Số người tập huấn", "Người", ""],
        ["", "- Cán bộ", "Người", ""],
    ]


@pytest.mark.parametrize("text", ["", "Kính gửi", "STT", "TT   Nội dung", "\n\n   \n"])
def test_other_lines_are_no_table(text: str) -> None:
    assert tables_on_pages(text.split("\n")) == []
