"""An administrator who sends a blank appendix reads what was understood of it, or why it was refused."""

import pytest

from bot.texts.office.importing import refused, understood
from tests.blank_forms import as_grids, official
from tracker.blank_form import SecretForm, TableNotFound, read_blank_form
from tracker.form_sheet import FormSheetWrong, form_sheet, read_form_sheet
from tracker.forms.catalogue import official_form
from tracker.inference import Understood, understand
from tracker.kernel.errors import FormWrong, TrackerError
from tracker.kernel.grids import Grid, Value

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def ban_thi() -> Understood:
    return understand(read_blank_form(official(official_form("ban-thi-2024"))))


def blank(*lines: list[Value]) -> Understood:
    return understand(read_blank_form([Grid("Biểu", [["Phụ lục 3"], ["KẾT QUẢ HÒA GIẢI"], HEAD, *lines])]))


def refusal(grids: list[Grid]) -> TrackerError:
    with pytest.raises(TrackerError) as raised:
        understand(read_blank_form(grids)).form("new")
    return raised.value


def corrected(sheet: int, row: int, column: int, value: Value) -> TrackerError:
    grids = as_grids(form_sheet(ban_thi()))
    lines = [list(line) for line in grids[sheet].rows]
    lines[row - 1][column - 1] = value
    grids[sheet] = Grid(grids[sheet].name, lines)
    with pytest.raises(FormSheetWrong) as raised:
        read_form_sheet(grids)
    return raised.value


def test_ban_thi_is_told_in_numbers() -> None:
    name, rows, *doubts = understood(ban_thi()).split("\n")
    assert name == "Biểu thống kê số liệu về kết quả thực hiện công tác cải cách hành chính"
    assert rows == (
        "Đọc được 121 dòng trên trang “Phụ lục”: 7 phần, 15 tiêu đề, 75 số, 7 tỷ lệ phải nhập, 2 lựa chọn, "
        "13 tỷ lệ tự tính (tử số/mẫu số), 2 tổng tự tính. Trong đó 9 dòng chỉ do cấp khác báo cáo (huyện). "
        "Có 7 quy tắc đối chiếu giữa các dòng."
    )
    assert 7 + 15 + 75 + 7 + 2 + 13 + 2 == 121
    assert doubts[0] == "Chưa chắc 11 chỗ, 10 chỗ đầu:"
    assert len(doubts[1:-1]) == 10
    assert all(line.startswith("• Trang “Phụ lục”, dòng ") for line in doubts[1:-1])
    assert doubts[-1] == "Chỗ nào chưa đúng, anh/chị sửa trong tệp rồi gửi lại."


def test_a_form_without_doubts_says_so() -> None:
    assert understood(blank(["1", "Hòa giải"], ["1.1", "Số vụ", "Vụ"])).split("\n") == [
        "Kết quả hòa giải",
        "Đọc được 2 dòng trên trang “Biểu”: 1 phần, 1 số.",
        "Không có chỗ nào chưa chắc.",
    ]


def test_a_few_doubts_are_all_named() -> None:
    said = understood(blank(["1", "Hòa giải"], ["1.1", "Số vụ"], ["1.2", "Khó khăn, vướng mắc"]))
    assert "1 phần, 1 số, 1 câu trả lời bằng chữ." in said
    assert "\nChưa chắc 2 chỗ:\n• " in said


@pytest.mark.parametrize(
    ("error", "kind", "expected"),
    [
        (refusal([Grid("S", [["Họ tên", "Tuổi"]])]), TableNotFound, "trong 30 dòng đầu. Anh/chị kiểm tra"),
        (
            refusal([Grid("Biểu 1", [["TỐI MẬT"], HEAD, ["1", "Phần một"]])]),
            SecretForm,
            "Trang “Biểu 1”, dòng 1 có dấu “TỐI MẬT”. Báo cáo mật không được gửi qua ứng dụng trò chuyện",
        ),
        (
            refusal([Grid("S", [HEAD, ["1.1", "Số hộ", "Hộ"]])]),
            FormWrong,
            "Biểu chưa dùng được: dòng đầu bảng phải là tên một phần. Anh/chị thêm",
        ),
        (
            corrected(0, 3, 5, "number"),
            FormSheetWrong,
            "Trang “Form rows”, dòng 3, cột kind: “number” không có trong các giá trị được dùng: section, heading, count, ",
        ),
        (
            corrected(1, 4, 2, "{name}"),
            FormSheetWrong,
            "cột value: {name} không có trong các tên được dùng: {PERIOD}, {UNIT}, {period}, {period_within}, {unit}, {year}.",
        ),
    ],
    ids=["no table", "secret", "no section", "a wrong kind", "a wrong name"],
)
def test_a_refusal_is_said_with_its_facts(error: TrackerError, kind: type[TrackerError], expected: str) -> None:
    assert type(error) is kind
    assert expected in refused(error)
