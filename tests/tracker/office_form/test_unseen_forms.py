"""Kinds of sheets that were met in forms of offices that the reader was not made on."""

from dataclasses import replace

import pytest

from tests.tracker.office_form.small_forms import Read, sheet
from tracker.forms.row import ColumnRole, Kind
from tracker.kernel.grids import Grid, SheetPlace
from tracker.office_form import RowRank

CHECKED = sheet(
    """
TT|Loại hình cơ sở|Tổng số cơ sở|Số cơ sở được kiểm tra|Số cơ sở đạt|Tỷ lệ % đạt
1|Sản xuất
2|Kinh doanh
3|Dịch vụ ăn uống
"""
)


def computing(grid: Grid, column: int, *formulas: str) -> Grid:
    return replace(grid, formulas={SheetPlace(row, column): text for row, text in enumerate(formulas, start=2)})


def test_cells_that_are_merged_under_one_title_are_one_column() -> None:
    read = Read(
        sheet(
            "TT|Hoạt động|Số lượng|Đối tượng||\n1|Hội nghị\n2|Tập huấn\n||\nTT|Nội dung|Đạt|Không đạt|Ghi chú\n1|Cơ sở",
            "D1:F1 D2:F2 D3:F3",
        )
    )
    assert [column.sheet_column for column in read.form.tables[0].columns] == [1, 2, 3, 4]
    apart = Read(sheet("TT|Hoạt động|Số lượng|Kết quả|\n||||\n1|Hội nghị||~3|~4\n2|Tập huấn", "D1:E1"))
    assert len(apart.form.tables[0].columns) == 5


@pytest.mark.parametrize(
    "formula", ['=IFERROR(E{0}/D{0}*100,"")', '=IF(D{0}=0,"",E{0}/D{0}*100)', "=ROUND(E{0}/D{0}*100,1)", "=E{0}/D{0}"]
)
def test_a_share_that_the_file_computes_is_that_of_its_two_cells(formula: str) -> None:
    read = Read(computing(CHECKED, 6, *(formula.format(row) for row in (2, 3, 4))))
    share = read.column("Tỷ lệ % đạt").column
    done, of = (read.column(title).column.key for title in ("Số cơ sở đạt", "Số cơ sở được kiểm tra"))
    assert (share.role, share.of, share.formula, share.kind) == (ColumnRole.COMPARISON, done, f"{done} / {of}", Kind.RATE)


def test_factors_that_the_office_prints_are_not_filled() -> None:
    read = Read(sheet("TT|Đối tượng|Hệ số|Số người\n1|Trẻ em|2,5\n2|Người cao tuổi|500.000đ\n3|Người khuyết tật|~2"))
    assert read.column("Hệ số").column.role is ColumnRole.TEXT
    asked = Read(sheet("TT|Đối tượng|Hệ số|Số người\n1|Trẻ em\n2|Người cao tuổi\n3|Người khuyết tật"))
    assert asked.column("Hệ số").column.role is ColumnRole.NOW


def test_a_second_division_is_of_the_total_that_the_first_one_divides() -> None:
    read = Read(
        sheet(
            "TT|Thôn|Tổng số công dân nam|Chia theo độ tuổi||Trình độ|\n|||18|19|Dưới THPT|THPT\n1|Thôn Đông\n2|Thôn Tây",
            "A1:A2 B1:B2 C1:C2 D1:E1 F1:G1",
        )
    )
    column = read.column("Trình độ", "THPT").column
    assert (column.role, column.of) == (ColumnRole.PART, read.column("Tổng số công dân nam").column.key)
    assert read.why(column.key) == {"PART_BY_ORDER"}


def test_a_share_is_of_a_column_that_is_filled_wherever_it_is() -> None:
    read = Read(
        sheet(
            "TT|Nội dung|Chỉ tiêu năm|Kết quả||Tỷ lệ % so chỉ tiêu\n|||Trong kỳ|Lũy kế từ đầu nhiệm kỳ\n"
            "1|Số hội viên|||x\n2|Số cuộc kiểm tra\n3|Số chi hội|x||x|x",
            "A1:A2 B1:B2 C1:C2 D1:E1 F1:F2",
        )
    )
    share, of = read.column("Tỷ lệ % so chỉ tiêu").column, read.column("Kết quả", "Trong kỳ").column.key
    assert (share.of, share.formula) == (of, f"{of} / {read.column('Chỉ tiêu năm').column.key}")
    assert read.row("Số chi hội").row.kind is Kind.COUNT


def test_a_share_that_names_a_part_alone_is_of_its_whole() -> None:
    read = Read(
        sheet("TT|Loại|Kết quả||\n||Tổng số mẫu|Số mẫu không đạt|Tỷ lệ % không đạt\n1|Hóa lý\n2|Vi sinh", "A1:A2 B1:B2 C1:E1")
    )
    part, whole = (read.column("Kết quả", title).column.key for title in ("Số mẫu không đạt", "Tổng số mẫu"))
    assert read.column("Kết quả", "Tỷ lệ % không đạt").column.formula == f"{part} / {whole}"


def test_a_column_called_quantity_is_no_count_where_a_label_says_kilograms() -> None:
    rows = "1|Số cơ sở bị phạt\n2|Khối lượng sản phẩm (kg)"
    read = Read(sheet(f"TT|Nội dung|Số lượng|Ghi chú\n{rows}"))
    assert read.column("Số lượng").column.kind is None
    assert [read.row(label).row.kind for label in ("Số cơ sở bị phạt", "Khối lượng sản phẩm (kg)")] == [
        Kind.COUNT,
        Kind.AMOUNT,
    ]


def test_a_count_or_words_is_words_with_a_doubt() -> None:
    read = Read(sheet("TT|Hoạt động|Số lượng|Số người nghe/phạm vi bao phủ\n1|Hội nghị\n2|Số tổ vay vốn / số thành viên"))
    column = read.column("Số người nghe/phạm vi bao phủ").column
    assert (column.role, read.why(column.key)) == (ColumnRole.TEXT, {"COLUMN_IS_TEXT"})
    row = read.row("Số tổ vay vốn / số thành viên").row
    assert (row.kind, read.why(row.key)) == (Kind.TEXT, {"ANSWER_IN_WORDS"})


def test_the_sum_at_the_end_of_a_part_is_known_by_the_words_of_its_heading() -> None:
    text = "TT|Loại xét nghiệm|Tổng số|Không đạt\nI|Xét nghiệm tại labo\n1|Hóa lý\n2|Vi sinh\n|Tổng số XN tại labo\n"
    read = Read(sheet(f"{text}II|XN nhanh\n1|Hóa lý\n2|Vi sinh\n|Tổng số XN nhanh\nIII|Cộng"))
    assert read.row("Xét nghiệm tại labo").standing is RowRank.HEADING
    total = read.row("Tổng số XN tại labo")
    assert (total.standing, read.above("Tổng số XN tại labo")) == (RowRank.TOTAL, "Xét nghiệm tại labo")
    assert total.row.of == " + ".join(read.row(label).row.key for label in ("Hóa lý", "Vi sinh"))
    assert read.row("Cộng").row.of == f"{total.row.key} + {read.row('Tổng số XN nhanh').row.key}"


def test_a_place_for_a_name_is_a_list_of_its_own_and_lines_to_write_on_below_are_no_rows() -> None:
    text = "TT|Sản phẩm|Số lượng|Ghi chú\n1|Tờ rơi:\n|- Tờ gấp\n|- Khác (ghi rõ): ……\n2|Hoạt động khác (ghi rõ) ……\n\n"
    read = Read(sheet(f"{text}Nhận xét, đánh giá chung: ……………………\nĐề xuất, kiến nghị: ……………………"))
    rows = read.form.tables[0].rows
    assert [(row.row.label, row.standing) for row in rows[2:]] == [
        ("- Khác (ghi rõ): ……", RowRank.OPEN),
        ("Hoạt động khác (ghi rõ) ……", RowRank.OPEN),
    ]
    assert [row.row.parent for row in rows[2:]] == [rows[0].row.key, ""]
    assert (rows[0].standing, read.why(rows[0].row.key)) == (RowRank.HEADING, {"GROUP_OR_HEADING"})


def test_what_is_counted_in_one_of_two_pieces_is_no_choice() -> None:
    read = Read(sheet("TT|Hoạt động|Số lượng|Ghi chú\n1|Tập huấn (lớp/buổi)\n2|Đạt chuẩn (Có/Không)"))
    assert read.row("Tập huấn (lớp/buổi)").row.kind is Kind.COUNT
    assert read.row("Đạt chuẩn (Có/Không)").row.kind is Kind.CHOICE


def test_a_row_that_may_be_a_part_of_the_total_before_it_is_doubted_without_units_too() -> None:
    read = Read(sheet("TT|Nội dung|Số lượng\n1|Tổng số cơ sở được kiểm tra\n2|Số cơ sở có vi phạm\n3|Tiền phạt"))
    assert read.why(read.row("Số cơ sở có vi phạm").row.key) == {"PART_OF_TOTAL"}
    assert "PART_OF_TOTAL" not in read.why(read.row("Tiền phạt").row.key)


def test_where_rows_have_marks_one_without_any_over_others_is_a_heading() -> None:
    rows = "1|Tổng số chi hội|x\n2|Tổng số phụ nữ|x\n3|Tổng số hội viên|~80\n4|Số cuộc kiểm tra|~14\n5|Số tổ vay vốn|x"
    read = Read(sheet(f"STT|Nội dung|Chỉ tiêu năm|Thực hiện\nA|TỔ CHỨC HỘI\n{rows}\n6|Số mô hình|x", bold=(1, 2)))
    assert read.row("TỔ CHỨC HỘI").standing is RowRank.HEADING


def test_a_bold_last_row_without_a_code_is_filled_where_one_of_its_cells_is_crossed_out() -> None:
    text = "STT|Loại đất|Mã|Năm trước|Năm nay|Giảm khác\n1|Lúa|LUA\n2|Cây hằng năm|HNK\n3|Cây lâu năm|CLN\n|Năm thống kê||||x"
    read = Read(sheet(text, bold=(1, 5)))
    row = read.row("Năm thống kê")
    assert row.standing is RowRank.FIGURE
    assert "TOTAL_OF_UNKNOWN" in read.why(row.row.key)


def test_rows_that_count_different_things_are_no_parts_and_signs_tell_the_parts_of_a_sum() -> None:
    rows = "1|Số cuộc tuyên truyền\n|Số lượt người tham dự\n2|Tổng số dư nợ (triệu đồng)\n|- Ngân hàng\n|- Nguồn khác\n"
    read = Read(sheet(f"STT|Nội dung|Trong kỳ|Lũy kế\n{rows}|Số tổ vay vốn"))
    texts = {relation.text for relation in read.form.tables[0].relations}
    debt, bank, other = (read.row(label).row.key for label in ("Tổng số dư nợ (triệu đồng)", "- Ngân hàng", "- Nguồn khác"))
    assert f"{debt} = {bank} + {other}" in texts
    assert not any(read.row("Số lượt người tham dự").row.key in text.split() for text in texts)
