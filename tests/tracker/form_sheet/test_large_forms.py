"""The largest forms that can be sent go out to be corrected and come in again, in the time that an upload has."""

from time import process_time

import pytest

from tests.blank_forms import as_workbook
from tests.correcting import english_sheet
from tracker.form_sheet import read_form_sheet
from tracker.kernel.grids import Grid, Value
from tracker.understanding.understood_form import understand_form
from tracker.uploads.reading import read_grids

Lines = list[list[Value]]
_MOST_SECONDS = 12  # of work, on a machine that does other things too


def square(size: int) -> Lines:
    """Branches by branches, as in a table of inputs and outputs."""
    lines: Lines = [["BẢNG LIÊN NGÀNH"], ["Đơn vị tính: triệu đồng"]]
    lines.append(["STT", "Ngành", *(f"Ngành {number}" for number in range(1, size + 1))])
    lines.append(["A", "B", *(str(number) for number in range(1, size + 1))])
    for number in range(1, size + 1):
        lines.append([str(number), f"Ngành sản xuất {number}"])
    return lines


def tall(rows: int) -> Lines:
    """Parts of nine figures each."""
    lines: Lines = [["Phụ lục 1"], ["KẾT QUẢ"], ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]]
    for part in range(1, rows // 10 + 1):
        lines.append([str(part), f"Phần {part}"])
        lines += [[f"{part}.{number}", f"Số hộ loại {number} của phần {part}", "Hộ"] for number in range(1, 10)]
    return lines


def wide(columns: int) -> Lines:
    """A column for each kind, a row for each commune."""
    lines: Lines = [["KẾT QUẢ"], ["STT", "Xã", *(f"Số hộ loại {number}" for number in range(1, columns + 1))]]
    for number in range(1, 50):
        lines.append([str(number), f"Xã {number}"])
    return lines


@pytest.mark.parametrize(
    ("lines", "rows", "columns"),
    [(square(52), 53, 55), (tall(1990), 1990, 1), (wide(198), 50, 201)],  # with the title, which may be worded otherwise
    ids=["square", "tall", "wide"],
)
def test_a_large_form_goes_out_and_comes_in(lines: Lines, rows: int, columns: int) -> None:
    content, begun = as_workbook([Grid("Biểu", lines)]), process_time()
    understood = understand_form(read_grids(content), content)
    assert (len(understood.form.rows), len(understood.form.columns)) == (rows, columns)
    back = read_form_sheet(read_grids(english_sheet(understood)))
    assert back.form == understood.form
    assert process_time() - begun < _MOST_SECONDS
