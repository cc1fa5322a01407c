"""An administrator who sends a blank appendix reads what was understood of it, or why it was refused."""

import pytest

from bot.texts.office.doubts import why
from bot.texts.office.importing import refused, understood
from tests.correcting import Correction, official_blank, understood_of
from tests.correcting import corrected as corrected_sheets
from tests.house import ROOT
from tracker.blank_form import SecretForm, TableNotFound
from tracker.form_sheet import FormSheetWrong, form_in, form_sheet
from tracker.kernel.errors import TrackerError
from tracker.kernel.grids import Grid, Value
from tracker.understanding.understood_form import UnderstoodForm, understand_form
from tracker.uploads.reading import Sheets, read_grids

HEAD: list[Value] = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def ban_thi() -> UnderstoodForm:
    return official_blank("ban-thi-2024")


def blank(*lines: list[Value]) -> UnderstoodForm:
    return understood_of([Grid("Biểu", [["Phụ lục 3"], ["KẾT QUẢ HÒA GIẢI"], HEAD, *lines])])


def office(name: str) -> UnderstoodForm:
    content = (ROOT / "tests" / "data" / "forms" / f"{name}.xlsx").read_bytes()
    return understand_form(read_grids(content), content)


def refusal(grids: list[Grid]) -> TrackerError:
    with pytest.raises(TrackerError) as raised:
        form_in(Sheets(grids))
    return raised.value


def corrected(correction: Correction) -> TrackerError:
    with pytest.raises(FormSheetWrong) as raised:
        form_in(corrected_sheets(form_sheet(ban_thi(), why), correction))
    return raised.value


def test_ban_thi_is_told_in_numbers() -> None:
    name, rows, asked, *doubts = understood(ban_thi()).split("\n")
    assert name == "Biểu thống kê số liệu về kết quả thực hiện công tác cải cách hành chính"
    assert rows == (
        "Đọc được 121 dòng trên trang “Phụ lục”: 7 phần, 15 tiêu đề, 75 số, 7 tỷ lệ phải nhập, 2 lựa chọn, "
        "13 tỷ lệ tự tính (tử số/mẫu số), 2 tổng tự tính. Trong đó 9 dòng chỉ do cấp khác báo cáo (huyện). "
        "Có 22 quan hệ giữa các dòng, các cột (căn cứ: tỷ lệ và hai số đếm 13, tên hai chỉ tiêu 7, số mục 2)."
    )
    assert asked == "Mỗi đơn vị được hỏi 84 ô."
    assert 7 + 15 + 75 + 7 + 2 + 13 + 2 == 121
    assert doubts[0] == "Chưa chắc 11 chỗ, 10 chỗ đầu:"
    assert len(doubts[1:-1]) == 10
    assert all(line.startswith("• Trang “Phụ lục”, dòng ") for line in doubts[1:-1])
    assert doubts[-1] == "Chỗ nào chưa đúng, anh/chị sửa trong tệp rồi gửi lại."


def test_a_form_without_doubts_says_so() -> None:
    assert understood(blank(["1", "Hòa giải"], ["1.1", "Số vụ", "Vụ"])).split("\n") == [
        "Kết quả hòa giải",
        "Đọc được 2 dòng trên trang “Biểu”: 1 phần, 1 số.",
        "Mỗi đơn vị được hỏi 1 ô.",
        "Không có chỗ nào chưa chắc.",
    ]


def test_a_few_doubts_are_all_named() -> None:
    said = understood(blank(["1", "Hòa giải"], ["1.1", "Số vụ"], ["1.2", "Khó khăn, vướng mắc"]))
    assert "1 phần, 1 số, 1 câu trả lời bằng chữ." in said
    assert "\nChưa chắc 2 chỗ:\n• " in said


def test_a_form_of_several_columns_is_told_by_its_tables() -> None:
    said = understood(office("made-hainam")).split("\n")
    assert said[1].startswith("Đọc được 8 dòng trên trang “PL01”")
    assert said[2].endswith(": 7 cột, gồm 2 cột kế hoạch, 1 cột kỳ trước, 1 cột điền kỳ này.")
    assert said[3].startswith("Mỗi đơn vị được hỏi ")


def test_a_list_is_told_with_what_one_of_its_lines_asks() -> None:
    said = understood(office("congdoan-danhsach"))
    assert " danh sách" in said
    assert "kể cả một dòng của mỗi danh sách." in said


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
            corrected(("Sửa dòng", "1.1", "loại", "number")),
            FormSheetWrong,
            "Trang “Sửa dòng”, dòng 3, cột loại: “number” không có trong các giá trị được dùng: phần, tiêu đề, số đếm, ",
        ),
        (
            corrected(("Sửa biểu", "tiêu đề", "nội dung", "{name}")),
            FormSheetWrong,
            "cột nội dung: {name} không có trong các tên được dùng: {PERIOD}, {UNIT}, {period}, {period_within}, {unit}",
        ),
    ],
    ids=["no table", "secret", "a wrong kind", "a wrong name"],
)
def test_a_refusal_is_said_with_its_facts(error: TrackerError, kind: type[TrackerError], expected: str) -> None:
    assert type(error) is kind
    assert expected in refused(error)
