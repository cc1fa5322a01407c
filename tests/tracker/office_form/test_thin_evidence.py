"""What a page shows by signs, by places and by a few words: read so, and doubted where it may be meant otherwise."""

from dataclasses import replace

import pytest

from tests.tracker.office_form.small_forms import Read, sheet
from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.grids import Grid, SheetPlace
from tracker.office_form import RowRank

SIGNS = """
TT|Chỉ tiêu|ĐVT|Mã số|Tổng số
I|Trường
1.1|Số trường|trường|1
|Chia theo vùng:
|- Đồng bằng|trường|2
|+ Từ 28 lớp trở lên|trường|3
|- Miền núi|trường|4
|Trong đó:
|- Đạt chuẩn|trường|5
|- Khuyết tật|trường|6
|Trong đó:
|+ Nhìn|trường|7
|+ Nói|trường|8
|- Tin học|trường|9
II|Lớp|lớp|10
"""


def test_signs_and_the_headings_of_parts() -> None:
    read = Read(sheet(SIGNS, bold=(1,)))
    wanted = {
        "Số trường": "Trường",
        "Chia theo vùng:": "Số trường",
        "+ Từ 28 lớp trở lên": "- Đồng bằng",
        "- Miền núi": "Chia theo vùng:",
        "- Đạt chuẩn": "Trong đó:",
        "+ Nói": "Trong đó:",
        "- Tin học": "Trong đó:",
        "Lớp": "",
    }
    assert {label: read.above(label) for label in wanted} == wanted
    assert [read.above("Trong đó:", nth) for nth in (0, 1)] == ["Số trường", "- Khuyết tật"]
    first = read.row("Trong đó:").row.key
    assert read.row("- Tin học").row.parent == first


def test_what_is_named_as_a_part_of_one_dash_does_not_take_the_next() -> None:
    read = Read(
        sheet("Nội dung|Mã số|Số lượng\n1. Chia theo đối tượng\n- Tập thể|02\nTrong đó: Doanh nghiệp|03\n- Cá nhân|05")
    )
    assert read.above("Trong đó: Doanh nghiệp") == "- Tập thể"
    assert read.above("- Cá nhân") == "1. Chia theo đối tượng"


def test_an_unusual_order_of_signs_is_doubted() -> None:
    read = Read(sheet("TT|Nội dung|Số lượng\n1|Cây trồng\n|+ Lúa\n|- Ruộng nước\n|+ Ngô"))
    assert read.above("- Ruộng nước") == "+ Lúa"
    assert read.above("+ Ngô") == "Cây trồng"
    assert "SIGN_UNDER" in read.why(read.row("- Ruộng nước").row.key)


@pytest.mark.parametrize(
    ("part", "above"), [("Trong đó: Thanh niên", "Lao động có việc làm"), ("Trong đó: Nhật Bản", "Nước ngoài")]
)
def test_a_part_after_the_last_of_several_may_be_of_all_of_them(part: str, above: str) -> None:
    text = (
        f"STT|Nội dung|ĐVT|Số lượng\n1|Lao động có việc làm|người\n1.1|Trong tỉnh|người\n1.2|Nước ngoài|người\n|{part}|người"
    )
    read = Read(sheet(f"{text}\n2|Số lớp|lớp"))
    assert read.above(part) == above
    assert read.why(read.row(part).row.key) == {"AMONG_WHICH"}


def test_a_part_after_one_of_several_is_of_that_one() -> None:
    text = "STT|Nội dung|ĐVT|Số lượng\n1|Tổng|con\n1.1|Trâu|con\n|Trong đó: cái|con\n1.2|Bò|con"
    read = Read(sheet(text))
    assert read.above("Trong đó: cái") == "Trâu"
    assert not read.why(read.row("Trong đó: cái").row.key)


def test_printed_sums_say_what_stands_under_what_and_keep_the_numbers() -> None:
    block = "1 - Tổng số hộ (1=2+5)|hộ\n2 - Gia súc (2=3+4)|hộ\n3 - Trâu|hộ\n4 - Lợn|hộ\n5 - Gia cầm|hộ"
    read = Read(sheet(f"Nội dung|ĐVT|Số lượng\nA - Đầu kỳ\n{block}\nB - Cuối kỳ\n{block}"))
    assert [read.above("3 - Trâu", nth) for nth in (0, 1)] == ["2 - Gia súc (2=3+4)"] * 2
    assert read.above("5 - Gia cầm") == "1 - Tổng số hộ (1=2+5)"
    whole, cattle = read.row("1 - Tổng số hộ (1=2+5)").row, read.row("2 - Gia súc (2=3+4)").row
    assert whole.of == f"{cattle.key} + {read.row('5 - Gia cầm').row.key}"
    assert cattle.of == " + ".join(read.row(label).row.key for label in ("3 - Trâu", "4 - Lợn"))
    assert cattle.parent == whole.key


def test_a_first_row_over_numbered_ones_is_their_total_by_its_place() -> None:
    read = Read(sheet("STT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\n|TỔNG MỨC BÁN LẺ|tỷ đồng\nI|Hàng hóa|tỷ đồng\nII|Dịch vụ|tỷ đồng"))
    total = read.row("TỔNG MỨC BÁN LẺ")
    assert (total.standing, total.row.of) == (RowRank.TOTAL, "1 + 2")
    assert read.why(total.row.key) == {"TOTAL_BY_PLACE"}


def test_a_sheet_that_goes_on_has_the_number_of_its_part_over_its_numbers() -> None:
    head = "III|Học sinh|Đơn vị tính|Mã số|Tổng số|Nữ\n|A|B|C|1|2\n"
    body = "3.1.|Tổng quy mô|người|37\n3.2.|Quy mô chia theo vùng:\n|- Đồng bằng|người|38\n3.3.|Học sinh chính sách|người|39"
    read = Read(sheet(head + body, bold=(1,)))
    roles = [column.column.role for column in read.form.tables[0].columns[:4]]
    assert roles == [ColumnRole.NUMBER, ColumnRole.LABEL, ColumnRole.UNIT, ColumnRole.CODE]
    assert read.above("Quy mô chia theo vùng:") == "Tổng quy mô"
    assert read.why(read.row("Quy mô chia theo vùng:").row.key) >= {"DIVIDES_TOTAL"}
    assert read.why(read.row("Học sinh chính sách").row.key) == {"PART_OF_TOTAL"}


COMPARED = """
TT|Chỉ tiêu|ĐVT|Lũy kế cùng kỳ|Kế hoạch|TH kỳ trước|TH kỳ báo cáo|Lũy kế kỳ báo cáo|TH so với kỳ trước|So sánh (%)|
|||||||||TH/KH|Lũy kế/cùng kỳ
1|Doanh thu|tỷ đồng
"""


def test_comparisons_and_figures_of_before_by_their_words() -> None:
    merged = " ".join(f"{letter}1:{letter}2" for letter in "ABCDEFGHI") + " J1:K1"
    read = Read(sheet(COMPARED, merged, bold=(1, 2)))
    columns = [column.column for column in read.form.tables[0].columns[3:]]
    assert [column.role for column in columns] == [
        ColumnRole.BEFORE,
        ColumnRole.PLAN,
        ColumnRole.BEFORE,
        *[ColumnRole.NOW] * 2,
        *[ColumnRole.COMPARISON] * 3,
    ]
    assert all(column.adding is not Adding.SUM for column in columns[5:])
    assert read.why(columns[5].key) == {"COMPARED_IN_PER_CENT"}


GROUPS = "STT|Nội dung|Tổng số||Công lập||Tư thục|\n||Tổng số|Nữ|Tổng số|Nữ|Tổng số|Nữ\n1|Số trẻ|\n2|Số cô|"


def test_groups_that_each_have_a_total() -> None:
    read = Read(sheet(GROUPS, "A1:A2 B1:B2 C1:D1 E1:F1 G1:H1", bold=(1, 2)))
    public, women = read.column("Công lập", "Tổng số").column, read.column("Công lập", "Nữ").column
    assert (women.role, women.of) == (ColumnRole.PART, public.key)
    assert public.role is ColumnRole.NOW
    assert read.why(public.key) == {"TOTAL_OR_PART"}


def test_parts_of_one_of_several_figures_are_doubted() -> None:
    text = "TT|Tên xã|Số trẻ dưới 1 tuổi|Số trẻ tiêm đủ|Trong đó||Số người chết\n||||BCG|Sởi|\n1|Xã A\n2|Xã B"
    read = Read(sheet(text, "A1:A2 B1:B2 C1:C2 D1:D2 E1:F1 G1:G2", bold=(1, 2)))
    assert read.why(read.column("Trong đó", "BCG").column.key) == {"PART_OF_WHICH"}


def test_the_dead_are_among_the_ill() -> None:
    read = Read(sheet("TT|Tên xã|Sốt rét||Tả\n||Số mắc|Số chết|\n1|Xã A\n2|Xã B", "A1:A2 B1:B2 C1:D1 E1:E2", bold=(1, 2)))
    dead = read.column("Sốt rét", "Số chết").column
    assert (dead.role, dead.of) == (ColumnRole.PART, read.column("Sốt rét", "Số mắc").column.key)
    assert read.why(dead.key) == {"PART_BY_ORDER"}


def test_cells_that_the_file_computes_make_a_column_computed() -> None:
    grid = sheet("STT|Nội dung|Số nhà|Kiên cố|Tạm\n1|Thôn A\n2|Thôn B", bold=(1,))
    formulas = {SheetPlace(row, 3): f"SUM(D{row}:E{row})" for row in (2, 3)}
    read = Read(Grid(grid.name, grid.rows, bold=grid.bold, formulas=formulas))
    total = read.column("Số nhà").column
    parts = [read.column(title).column.key for title in ("Kiên cố", "Tạm")]
    assert (total.role, total.formula) == (ColumnRole.COMPUTED, " + ".join(parts))
    assert read.why(total.key) == {"FORMULA_OF_CELLS"}


def test_rows_that_are_divided_like_the_columns_are_doubted() -> None:
    head = "Nội dung|Mã số|Tổng số|Trung ương|Địa phương\nA|B|1=2+3|2|3"
    read = Read(sheet(f"{head}\n1. Chia theo cấp\n- Trung ương|01\n- Địa phương|02\n2. Khác|03"))
    assert "CROSSED_UNSAID" in read.why(read.row("- Trung ương").row.key)
    assert "CROSSED_UNSAID" not in read.why(read.row("2. Khác").row.key)


def test_a_year_to_write_is_doubted() -> None:
    read = Read(sheet("STT|Loại đất|Mã|Năm ……|Diện tích (ha)\n1|Đất lúa|LUA\n2|Đất rừng|RSX"))
    assert "PERIOD_TO_WRITE" in read.why(read.form.tables[0].columns[3].column.key)


@pytest.mark.parametrize(
    ("unit", "label", "kind", "adding"),
    [
        ("điểm", "Số điểm trường", Kind.COUNT, Adding.SUM),
        ("điểm", "Số điểm đạt được", Kind.AMOUNT, Adding.SUM),
        ("năm", "Năm đạt chuẩn", Kind.AMOUNT, Adding.NOT),
    ],
)
def test_units_that_say_two_things(unit: str, label: str, kind: Kind, adding: Adding) -> None:
    row = Read(sheet(f"STT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\n1|{label}|{unit}")).row(label).row
    assert (row.kind, row.adding) == (kind, adding)


def test_the_lines_of_a_list_and_of_units_have_their_true_rows() -> None:
    technical = Read(sheet("Số chứng từ|Ngày chứng từ|Diễn giải|Số tiền\nnsSoCT|dNgayCT|nsDienGiai|mnSoTien"))
    (pattern,) = technical.form.tables[0].rows
    assert (pattern.row.repeats, pattern.sheet_row) == (True, 3)
    two = Read(
        sheet("STT|Thôn|Phân tổ|Đầu kỳ\nA|B|C|1\n\n\n\n\n|Toàn xã|Hộ\n||Nhân khẩu\n\nNgười lập", "A7:A8 B7:B8", bold=(1,))
    )
    lines = [(row.sheet_row, row.open_rows) for row in two.form.tables[0].rows if row.row.repeats]
    assert lines == [(3, 2), (4, 2)]


@pytest.mark.parametrize(
    ("head", "title", "role"),
    [
        ("Tên xã|Chợ truyền thống|Năm đạt chuẩn|Số thôn|Số hộ", "Chợ truyền thống", ColumnRole.TEXT),
        ("Tên xã|Số nhân khẩu|Số hộ", "Số nhân khẩu", ColumnRole.NOW),
        ("Tên xã|Số giấy chứng nhận|Số hộ", "Số giấy chứng nhận", ColumnRole.NOW),
    ],
)
def test_names_and_counts_of_places(head: str, title: str, role: ColumnRole) -> None:
    read = Read(sheet(f"{head}\nXã A\nXã B\nTổng", bold=(1,)))
    assert read.column(title).column.role is role


def test_a_row_with_a_star_is_no_footnote_and_no_row_is_lost() -> None:
    text = "Nội dung|ĐVT|Kế hoạch|Thực hiện|Còn lại\nB. CHĂN NUÔI\n- Đàn bò|con\n* Sản lượng thịt|tấn\nC. KHÁC\nTỷ lệ tiêm|%"
    read = Read(sheet(f"{text}\n\n* Ghi chú: không", bold=(1, 2, 5)))
    labels = [row.row.label for row in read.form.tables[0].rows]
    assert labels == ["B. CHĂN NUÔI", "- Đàn bò", "* Sản lượng thịt", "C. KHÁC", "Tỷ lệ tiêm"]
    assert read.above("* Sản lượng thịt") == "B. CHĂN NUÔI"
    assert "SIGN_UNDER" in read.why(read.row("* Sản lượng thịt").row.key)
    assert read.why(read.column("Còn lại").column.key) == {"MAYBE_COMPUTED"}


def test_rows_below_what_was_taken_for_the_end_are_named() -> None:
    read = Read(sheet("STT|Chỉ tiêu|ĐVT|Số liệu\n1|Số hộ|hộ\n\nKế toán|||Chủ tịch\n+ Ghi thêm", bold=(1,)))
    assert [d.doubt.reason.kind.name for d in read.form.doubts] == ["LINE_LEFT_OUT"]


@pytest.mark.parametrize(
    ("title", "role", "why"),
    [
        ("Cộng", ColumnRole.COMPUTED, "SUM_BY_PLACE"),
        ("Cả năm", ColumnRole.NOW, "MAYBE_COMPUTED"),
        ("6 tháng đầu năm", ColumnRole.NOW, "MAYBE_COMPUTED"),
    ],
)
def test_a_sum_at_the_end(title: str, role: ColumnRole, why: str) -> None:
    read = Read(sheet(f"STT|Nội dung|Quý I|Quý II|{title}|Ghi chú\n1|Thu phí (đồng)\n2|Thu khác (đồng)", bold=(1,)))
    column = read.column(title).column
    assert column.role is role
    assert read.why(column.key) == {why}


def test_short_forms_of_words() -> None:
    read = Read(sheet("STT|Chỉ tiêu|ĐVT|KH|TH|So cùng kỳ (%)\n1|Chăn nuôi\n|Đàn bò|con\n|Tr.đó: bò lai|con\n|Đàn lợn|con"))
    assert read.column("So cùng kỳ (%)").column.role is ColumnRole.COMPARISON
    assert read.above("Tr.đó: bò lai") == "Đàn bò"
    assert read.above("Đàn lợn") == "Chăn nuôi"


def test_so_much_for_each_is_no_share() -> None:
    text = "Tên thôn|Dân số|Số hộ|Bình quân khẩu/hộ|Tỷ lệ|Đạt/không đạt\nA|1|2|3=1/2|4=2/1|5\nThôn 1\nThôn 2"
    read = Read(sheet(text))
    each, share, passed = (column.column for column in read.form.tables[0].columns[3:])
    assert (each.role, each.adding) == (ColumnRole.COMPUTED, Adding.NOT)
    assert read.why(each.key) == {"RATIO_NOT_IN_PER_CENT"}
    assert (share.role, share.formula) == (ColumnRole.COMPARISON, "c2 / c1")
    assert passed.role is ColumnRole.CHOICE


def test_numbers_of_parts_without_their_wholes() -> None:
    read = Read(
        sheet("TT|Nội dung|Kết quả\n|1.1. Đường xã (km)\n|1.2. Đường thôn (km)\n|2.1. Kênh (km)\n|3. Thu nhập (triệu đồng)")
    )
    assert {read.above(row.row.label) for row in read.form.rows()} == {""}


def test_parts_have_the_unit_of_their_whole() -> None:
    read = Read(sheet("Chỉ tiêu|Năm 2024|Năm 2025\n1. Dân số (người)\nTrong đó: - Dân tộc thiểu số\n- Tôn giáo"))
    assert {row.row.kind for row in read.form.rows()} == {Kind.COUNT}
    assert not any(d.doubt.key for d in read.form.doubts)


def _shaded(text: str, *places: tuple[int, int]) -> Read:
    return Read(replace(sheet(text), shaded=frozenset(SheetPlace(*place) for place in places)))


SEXES = "TT|Việc|Tổng số|Nam|Nữ\n1|Khai sinh (việc)\n2|Kết hôn (việc)\n3|Tổng cộng"


def test_grey_cells_are_not_filled_and_doubted_unless_the_sheet_says_so() -> None:
    unsaid = _shaded(SEXES, (3, 4), (3, 5))
    married = unsaid.row("Kết hôn (việc)").row
    assert married.crossed == ("nam", "nu")
    assert unsaid.why(married.key) == {"CROSSED_BY_SHADE"}
    said = _shaded(f"{SEXES}\n\nGhi chú: Ô tô xám không phải điền", (3, 4), (3, 5))
    assert said.row("Kết hôn (việc)").row.crossed == ("nam", "nu")
    assert said.why(said.row("Kết hôn (việc)").row.key) == set()


@pytest.mark.parametrize(
    "places",
    [
        [(row, 3) for row in (2, 3, 4)],  # a column that is grey from top to bottom
        [(4, column) for column in range(3, 6)],  # a total
        [(3, column) for column in range(1, 6)],  # every other row, its name too
    ],
)
def test_grey_that_only_looks_so_crosses_nothing_out(places: list[tuple[int, int]]) -> None:
    read = _shaded(SEXES, *places)
    assert all(row.row.crossed == () for row in read.form.rows())


@pytest.mark.parametrize("mark", ['"', "”", "nt", "-nt-", "〃"])
def test_a_ditto_mark_is_the_unit_above_over_headings_too(mark: str) -> None:
    read = Read(sheet(f"TT|Chỉ tiêu|ĐVT|Số liệu\n1|Diện tích|ha\n|Trong đó: lúa|{mark}\nII|Sâu bệnh\n1|Bệnh nặng|{mark}"))
    assert [row.row.unit for row in read.form.rows()] == ["ha", "ha", "", "ha"]
    assert read.row("Bệnh nặng").row.kind is Kind.AMOUNT


@pytest.mark.parametrize(
    ("formula", "of"),
    [
        ("C3+C5", "1 + 3"),
        ("SUM(C3:C5)", "1 + 2 + 3"),
        ("SUM(C3,C5)", "1 + 3"),
        ("C3-C5", "1 - 3"),
        ("D3+D5", ""),
        ("C3*C5", ""),
    ],
)
def test_a_row_that_the_file_adds_up(formula: str, of: str) -> None:
    text = "TT|Chỉ tiêu|Số liệu (ha)\n4|Gieo trồng\n1|Lúa\n2|Ngô\n3|Rau"
    read = Read(replace(sheet(text), formulas={SheetPlace(2, 3): formula}))
    keys = {str(number): read.row(label).row.key for number, label in ((1, "Lúa"), (2, "Ngô"), (3, "Rau"))}
    assert read.row("Gieo trồng").row.of == "".join(keys.get(sign, sign) for sign in of)


def test_nothing_is_a_part_of_what_is_left_over() -> None:
    read = Read(sheet("TT|Nội dung|Số tiền (đồng)\nA|Thu\nB|Chi\nC|Kết dư (A-B)\n|Số người hưởng lương (người)"))
    assert read.above("Số người hưởng lương (người)") == ""
