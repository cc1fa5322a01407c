"""Rows: what each stands under, what it is, and how it follows from others."""

import pytest

from tests.tracker.office_form.small_forms import Read, sheet
from tracker.forms.row import Adding, Kind
from tracker.kernel.grids import SheetPlace
from tracker.office_form import RowRank

CODED = sheet(
    """
Đơn vị tính: đồng
STT|Chỉ tiêu|Mã số|Tổng số
A|B|C|1
A|NGÂN SÁCH TRONG NƯỚC
I|Nguồn trong nước
1|Số dư năm trước chuyển sang (01=02+05)|01
1.1|Kinh phí thường xuyên (02=03+04)|02
-|Đã nhận|03
-|Còn dư ở Kho bạc|04
1.2|Kinh phí không thường xuyên|05
2|Được giao trong năm|08
3|Được sử dụng (11=01+08)|11
II|Nguồn khác
1|Số dư năm trước chuyển sang|31
B|NGUỒN PHÍ
""",
    bold=(2, 4, 5, 13, 15),
)


def test_codes_name_the_rows_of_a_formula_and_headings_have_none() -> None:
    read = Read(CODED)
    keys = {row.row.code: row.row.key for row in read.form.rows() if row.row.code}
    assert read.row("Số dư năm trước chuyển sang (01=02+05)").row.of == f"{keys['02']} + {keys['05']}"
    assert read.row("Được sử dụng (11=01+08)").row.of == f"{keys['01']} + {keys['08']}"
    assert read.row("NGÂN SÁCH TRONG NƯỚC").standing is read.row("Nguồn khác").standing is RowRank.HEADING
    assert read.above("Đã nhận") == "Kinh phí thường xuyên (02=03+04)"
    assert read.above("Số dư năm trước chuyển sang") == "Nguồn khác"
    assert read.why(read.row("NGUỒN PHÍ").row.key) == {"GROUP_OR_HEADING"}


@pytest.mark.parametrize(
    ("rows", "label", "of"),
    [
        (["A. Đầu kỳ", "B. Tăng", "C. Giảm", "D. Cuối kỳ (D=A+B-C)"], "D. Cuối kỳ (D=A+B-C)", "1 + 2 - 3"),
        (["1. Nam", "2. Nữ", "3. Tổng số (3=1+2)"], "3. Tổng số (3=1+2)", "1 + 2"),
        (["TỔNG SỐ (I+II)", "I. Thu", "II. Chi"], "TỔNG SỐ (I+II)", "1 + 2"),
        (["1. Số đơn", "2. Đã giải quyết", "3. Đạt tỷ lệ (3=2/1)"], "3. Đạt tỷ lệ (3=2/1)", "2 / 1"),
        (["1. Số hộ", "2. Số hộ nghèo (2=3+4)", "3. Thành thị", "4. Nông thôn"], "2. Số hộ nghèo (2=3+4)", "3 + 4"),
    ],
)
def test_formulas_in_labels(rows: list[str], label: str, of: str) -> None:
    assert Read(sheet("Nội dung|Số lượng\n" + "\n".join(rows))).row(label).row.of == of


def test_a_formula_of_rows_that_are_not_there_is_doubted() -> None:
    read = Read(sheet("Nội dung|Số lượng\n1. Nam\n2. Nữ\n3. Tổng số (3=1+7)"))
    row = read.row("3. Tổng số (3=1+7)").row
    assert row.of == ""
    assert "ROW_FORMULA_UNREAD" in read.why(row.key)


def test_numbers_that_begin_again_go_on_or_jump() -> None:
    text = (
        "STT|Chỉ tiêu|ĐVT|Số lượng\nI|Kinh tế\n1|Diện tích|ha\n2|Sản lượng|tấn\nII|Xã hội\n1|Dân số|người\n"
        "2|Số hộ|hộ\nIII|Khác\n3|Số vụ|vụ\n7|Số cuộc|cuộc"
    )
    read = Read(sheet(text, bold=(1, 2, 5, 8)))
    assert [read.above(label) for label in ("Sản lượng", "Dân số", "Số vụ")] == ["Kinh tế", "Xã hội", "Khác"]
    assert read.why(read.row("Số cuộc").row.key) == {"NUMBER_OUT_OF_ORDER"}


def test_dashes_pluses_and_what_is_among_them() -> None:
    text = """
TT|Nội dung|Số lượng
1|Số bệnh nhân
|Trong đó: - Mới
|          - Tái phát
2|Số hiện mắc
|- Nam
|+ Dưới 15 tuổi
|- Nữ
|Chia theo nhóm tuổi
|+ 0-14 tuổi
|+ 15 tuổi trở lên
"""
    read = Read(sheet(text, bold=(1,)))
    wanted = {
        "Trong đó: - Mới": "Số bệnh nhân",
        "- Tái phát": "Số bệnh nhân",
        "+ Dưới 15 tuổi": "- Nam",
        "- Nữ": "Số hiện mắc",
        "+ 15 tuổi trở lên": "Chia theo nhóm tuổi",
    }
    assert {label: read.above(label) for label in wanted} == wanted


def test_merged_headings_hold_what_follows() -> None:
    text = (
        "Tên chỉ tiêu|Mã số|Số vụ|Số người\nI. Tình hình\n1. Tai nạn\nTai nạn lao động|1\n"
        "1.1. Theo nguyên nhân\nDo người lao động|2\nKhách quan|3\n1.2. Theo nghề\n…|…\n…|…"
    )
    read = Read(sheet(text, "A2:D2 A3:D3 A5:D5 A8:D8", bold=(1, 2, 3, 5, 8)))
    assert read.above("Tai nạn lao động") == "1. Tai nạn"
    assert read.above("Do người lao động") == "1.1. Theo nguyên nhân"
    assert read.above("1.2. Theo nghề") == "1. Tai nạn"
    pattern = read.form.tables[0].rows[-1]
    assert (pattern.standing, pattern.open_rows, pattern.row.repeats) == (RowRank.OPEN, 2, True)


@pytest.mark.parametrize(
    ("unit", "label", "kind", "adding", "signed"),
    [
        ("ha", "Diện tích", Kind.AMOUNT, Adding.SUM, False),
        ("tạ/ha", "Năng suất lúa", Kind.AMOUNT, Adding.NOT, False),
        ("người/km²", "Mật độ dân số", Kind.AMOUNT, Adding.NOT, False),
        ("người", "Dân số trung bình", Kind.COUNT, Adding.SUM, False),
        ("người", "Số người bình quân một hộ", Kind.AMOUNT, Adding.NOT, False),
        ("Triệu đồng", "Chênh lệch thu chi", Kind.AMOUNT, Adding.SUM, True),
        ("%", "Tốc độ tăng giá trị sản xuất", Kind.RATE, Adding.NOT, True),
        ("‰", "Tỷ lệ sinh", Kind.RATE, Adding.NOT, False),
        ("hồ sơ", "Số hồ sơ", Kind.COUNT, Adding.SUM, False),
        ("Có/Không", "Đạt chuẩn", Kind.CHOICE, Adding.NOT, False),
        ("m", "Mực nước cao nhất", Kind.AMOUNT, Adding.LARGEST, False),
    ],
)
def test_kind_sign_and_adding_by_unit_and_label(unit: str, label: str, kind: Kind, adding: Adding, signed: bool) -> None:
    row = Read(sheet(f"STT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\n1|{label}|{unit}")).row(label).row
    assert (row.kind, row.adding, row.signed) == (kind, adding, signed)


def test_crossed_dashed_and_given_cells() -> None:
    read = Read(sheet("STT|Chỉ tiêu|ĐVT|Kế hoạch năm|Thực hiện|So sánh TH/KH (%)\n1|Số hộ|hộ|~12||x\n2|Số khẩu|người|-||#"))
    plan, _, share = (column.column.key for column in read.form.tables[0].columns[3:])
    assert read.row("Số hộ").row.crossed == (share,)
    assert {key: str(value) for key, value in read.row("Số hộ").given.items()} == {plan: "12"}
    assert set(read.row("Số khẩu").row.crossed) == {plan, share}
    assert read.why(read.row("Số khẩu").row.key) == {"CROSSED_BY_DASH"}


def test_a_row_without_label_under_a_head_of_figures() -> None:
    read = Read(sheet("Tổng số hộ|Số hộ nghèo|Tỷ lệ hộ nghèo (%)\n1|2|3=2/1\n\n\nNgười lập biểu", bold=(1,)))
    (row,) = read.form.tables[0].rows
    assert (row.row.key, row.row.label, row.sheet_row) == ("1", "", 3)


def test_a_unit_of_two_lines_is_a_pattern_of_two() -> None:
    text = "STT|Thôn|Phân tổ|Đầu kỳ|Cuối kỳ\nA|B|C|1|2\n\n\n\n\n|Toàn xã|Hộ\n||Nhân khẩu"
    read = Read(sheet(text, "A7:A8 B7:B8", bold=(1,)))
    labels = [(row.standing, dict(row.printed)) for row in read.form.tables[0].rows]
    (text_key,) = labels[0][1]
    assert labels == [
        (RowRank.OPEN, {text_key: "Hộ"}),
        (RowRank.OPEN, {text_key: "Nhân khẩu"}),
        (RowRank.TOTAL, {text_key: "Hộ"}),
        (RowRank.TOTAL, {text_key: "Nhân khẩu"}),
    ]
    rows = [row.row for row in read.form.tables[0].rows]
    assert [row.of for row in rows[2:]] == [rows[0].key, rows[1].key]


def test_two_units_above_the_table_are_told_apart_or_doubted() -> None:
    text = "Đơn vị tính: Hộ, triệu đồng\nSTT|Chỉ tiêu|Kế hoạch|Thực hiện\n1|Số hộ vay vốn\n2|Kinh phí\n3|Chăn nuôi"
    read = Read(sheet(text))
    assert [read.row(label).row.kind for label in ("Số hộ vay vốn", "Kinh phí")] == [Kind.COUNT, Kind.AMOUNT]
    assert read.why(read.row("Chăn nuôi").row.key) == {"WHICH_UNIT"}


def test_a_remark_is_left_out_and_said() -> None:
    text = (
        "STT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\n1|Số hộ|hộ\n\nGhi tên và mã số theo danh mục do Bộ ban hành.\n\nNGƯỜI LẬP BIỂU"
    )
    grid = sheet(text)
    grid = type(grid)(grid.name, grid.rows, italic=frozenset({SheetPlace(4, 1)}))
    read = Read(grid)
    assert len(read.form.tables[0].rows) == 1
    assert [d.doubt.reason.kind.name for d in read.form.doubts] == ["LINE_LEFT_OUT"]


def test_figures_above_the_table_are_named() -> None:
    text = (
        "BÁO CÁO\nĐơn vị báo cáo: ………   Địa chỉ: ………\nTổng số lao động: …… người, trong đó nữ: …… người\n\n"
        "STT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\n1|Số vụ|vụ"
    )
    read = Read(sheet(text))
    assert [(asked.label, asked.unit) for asked in read.form.head_fields] == [
        ("Tổng số lao động", "người"),
        ("trong đó nữ", "người"),
    ]


def test_groups_that_a_total_adds_have_figures() -> None:
    text = "STT|Nhóm|Số người|Số tiền (đồng)\nI|Người lao động\n1|Doanh nghiệp\n2|HTX\nII|Hộ gia đình\n|Tổng cộng (I+II)"
    read = Read(sheet(text, bold=(1, 2, 5, 6)))
    assert read.row("Người lao động").standing is RowRank.GROUP
    assert read.why(read.row("Người lao động").row.key) == {"GROUP_OR_HEADING"}
    assert read.row("Tổng cộng (I+II)").row.of == "1 + 2"


def test_a_row_without_number_and_code_stands_beside_those_that_have_one() -> None:
    read = Read(sheet("STT|Loại đất|Mã|Diện tích (ha)\n1|Đất lúa|LUA\n2|Đất rừng|RSX\n|Tăng khác"))
    assert read.above("Tăng khác") == ""
    assert "MAY_STAND_UNDER" in read.why(read.row("Tăng khác").row.key)
