"""Columns: what each is for, what it divides, what it is compared with and computed from."""

import pytest

from tests.tracker.office_form.small_forms import Read, sheet
from tracker.forms.row import Adding, ColumnRole, Kind

BUDGET = sheet(
    """
QUYẾT TOÁN THU
|||||Đơn vị: 1000 đồng
STT|Nội dung|Dự toán||Quyết toán||So sánh QT/DT (%)|
||Thu NSNN|Thu xã|Thu NSNN|Thu xã|Thu NSNN|Thu xã
|TỔNG SỐ THU (I+II)
I|Các khoản thu 100%
II|Các khoản thu phân chia theo tỷ lệ phần trăm (%)
""",
    "A3:A4 B3:B4 C3:D3 E3:F3 G3:H3",
    bold=(3, 4, 5),
)
MONTHLY = sheet(
    """
TT|Chỉ tiêu|ĐVT|Thực hiện tháng 5/2025|Ước tháng 6/2025|Lũy kế 6 tháng năm 2025|Lũy kế cùng kỳ 2024|KH năm 2025|So sánh (%)||
||||||||Tháng 6/2025 so với tháng 5/2025|Lũy kế so với cùng kỳ|Lũy kế so với KH năm
1|Diện tích gieo trồng|ha
2|Năng suất lúa|tạ/ha
3|Số giường bệnh/vạn dân|giường
""",
    "A1:A2 B1:B2 C1:C2 D1:D2 E1:E2 F1:F2 G1:G2 H1:H2 I1:K1",
    bold=(1, 2),
)


def test_a_share_is_of_the_columns_that_its_titles_name() -> None:
    read = Read(BUDGET)
    done, planned = read.column("Quyết toán", "Thu xã").column, read.column("Dự toán", "Thu xã").column
    share = read.column("So sánh QT/DT (%)", "Thu xã").column
    assert (planned.role, done.role, share.role) == (ColumnRole.PLAN, ColumnRole.NOW, ColumnRole.COMPARISON)
    assert share.of == done.key
    assert share.formula == f"{done.key} / {planned.key}"
    assert (share.kind, share.adding) == (Kind.RATE, Adding.RECKONED)


def test_months_years_and_what_they_are_compared_with() -> None:
    read = Read(MONTHLY)
    roles = [column.column.role for column in read.form.tables[0].columns[3:]]
    assert roles == [
        ColumnRole.BEFORE,
        ColumnRole.NOW,
        ColumnRole.NOW,
        ColumnRole.BEFORE,
        ColumnRole.PLAN,
        *[ColumnRole.COMPARISON] * 3,
    ]
    keys = [column.column.key for column in read.form.tables[0].columns]
    formulas = [column.column.formula for column in read.form.tables[0].columns[8:]]
    assert formulas == [f"{keys[4]} / {keys[3]}", f"{keys[5]} / {keys[6]}", f"{keys[5]} / {keys[7]}"]
    assert not read.form.doubts


def test_a_plan_of_next_year_does_not_make_this_year_the_past() -> None:
    read = Read(sheet("STT|Chỉ tiêu|ĐVT|TH năm 2024|TH năm 2025|KH năm 2026\n1|Số hộ|hộ\n2|Số khẩu|người"))
    assert [c.column.role for c in read.form.tables[0].columns[3:]] == [ColumnRole.BEFORE, ColumnRole.NOW, ColumnRole.PLAN]


HEAD = "Đơn vị|Số cuộc||||Đất\n|Tổng số|Phân loại|||\n||Kỳ trước chuyển sang|Trong kỳ|Quá hạn|\n"
MERGED = "A1:A3 B1:E1 F1:F3 B2:B3 C2:E2"


@pytest.mark.parametrize(
    ("code", "role", "formula"),
    [
        ("1=2+3", ColumnRole.COMPUTED, "c2 + c3"),
        ("(1)=(2)+(3)", ColumnRole.COMPUTED, "c2 + c3"),
        ("1=2+…+4", ColumnRole.COMPUTED, "c2 + c3 + c4"),
        ("1=2+3=4", ColumnRole.COMPUTED, "c2 + c3"),
        ("1=2-3+4", ColumnRole.COMPUTED, "c2 - c3 + c4"),
        ("1=3:2", ColumnRole.COMPARISON, "c3 / c2"),
        ("1=3/2*100", ColumnRole.COMPARISON, "c3 / c2"),
        ("1=3/2×100%", ColumnRole.COMPARISON, "c3 / c2"),
        ("1=(2+3)*4", ColumnRole.COMPUTED, ""),
    ],
)
def test_formulas_of_the_row_of_codes(code: str, role: ColumnRole, formula: str) -> None:
    text = HEAD.replace("Số cuộc", "Tỷ lệ") if role is ColumnRole.COMPARISON else HEAD
    read = Read(sheet(f"{text}A|{code}|2|3|4|5\nThôn 1\nThôn 2\nCộng", MERGED, bold=(1, 2, 3)))
    column = read.form.tables[0].columns[1].column
    assert (column.key, column.formula) == ("c1", formula)
    assert column.role is role or not formula
    assert bool(read.why("c1")) is not bool(formula)


def test_parts_under_a_total_whatever_their_titles_are() -> None:
    read = Read(sheet(f"{HEAD}A|1|2|3|4|5\nThôn 1\nThôn 2\nCộng", MERGED, bold=(1, 2, 3)))
    columns = {column.column.key: column.column for column in read.form.tables[0].columns}
    assert [columns[key].role for key in ("c1", "c2", "c3", "c4", "c5")] == [
        ColumnRole.NOW,
        *[ColumnRole.PART] * 3,
        ColumnRole.NOW,
    ]
    assert {columns[key].of for key in ("c2", "c3", "c4")} == {"c1"}


def test_men_and_women_are_all_there_are() -> None:
    read = Read(sheet("STT|Tên thôn|Dân số||\n||Tổng số|Nam|Nữ\n1|Thôn 1\n2|Thôn 2", "A1:A2 B1:B2 C1:E1", bold=(1, 2)))
    total = read.column("Dân số", "Tổng số").column
    assert total.role is ColumnRole.COMPUTED
    assert total.formula == " + ".join(read.column("Dân số", sex).column.key for sex in ("Nam", "Nữ"))


LIST = sheet(
    """
TT|Họ và tên|Năm sinh|Giới tính|Phân loại hộ||Số tiền hỗ trợ (đồng)|Đã nhận (Có/Chưa)|Ký hiệu hồ sơ|Vướng mắc
||||Hộ nghèo|Hộ cận nghèo||||
1
2
|Tổng cộng
""",
    "A1:A2 B1:B2 C1:C2 D1:D2 E1:F1 G1:G2 H1:H2 I1:I2 J1:J2",
    bold=(1, 2, 5),
)


def test_a_list_of_things_has_words_answers_and_figures() -> None:
    read = Read(LIST)
    columns = {column.column.title[-1]: column.column for column in read.form.tables[0].columns}
    assert columns["Họ và tên"].role is columns["Năm sinh"].role is ColumnRole.TEXT
    assert columns["Số tiền hỗ trợ (đồng)"].role is ColumnRole.NOW
    assert columns["Số tiền hỗ trợ (đồng)"].unit == "đồng"
    assert columns["Đã nhận (Có/Chưa)"].options == (("Có", "Có"), ("Chưa", "Chưa"))
    assert read.why(columns["Vướng mắc"].key) == {"COLUMN_IS_TEXT"}
    pattern, total = read.form.tables[0].rows
    assert pattern.row.repeats
    assert pattern.open_rows == 2
    assert total.row.of == pattern.row.key


def test_two_tables_side_by_side() -> None:
    text = (
        "Đơn vị: đồng\nNội dung thu|Dự toán|Quyết toán|Nội dung chi|Dự toán|Quyết toán\nTỔNG THU|||TỔNG CHI\n"
        "I. Thuế|||I. Đầu tư\nII. Phí|||II. Thường xuyên"
    )
    read = Read(sheet(text, bold=(2, 3)))
    first, second = read.form.tables
    assert [row.row.label for row in second.rows] == ["TỔNG CHI", "I. Đầu tư", "II. Thường xuyên"]
    assert not {row.row.key for row in first.rows} & {row.row.key for row in second.rows}
    assert not {c.column.key for c in first.columns} & {c.column.key for c in second.columns}


def test_units_and_years_look_like_figures_and_are_none() -> None:
    read = Read(sheet("Tên xã|Năm đạt chuẩn|Số thôn|Mật độ (người/km2)|Chợ\nXã A\nXã B\nTổng", bold=(1,)))
    columns = {column.column.title[-1]: column.column for column in read.form.tables[0].columns}
    assert columns["Năm đạt chuẩn"].role is ColumnRole.TEXT
    assert (columns["Mật độ (người/km2)"].kind, columns["Mật độ (người/km2)"].adding) == (Kind.AMOUNT, Adding.NOT)
    assert read.why(columns["Chợ"].key) == {"UNIT_OF_COLUMN_UNKNOWN"}
