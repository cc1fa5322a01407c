"""An answer that is not taken: what was read, what is wrong, what to type, an example."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.reading.numbers import Unread, WhyUnread
from bot.texts.common.wording import cell_name, named_row
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.officers import Officer
from tracker.office.units import Unit

STILL_OPEN = "Còn mục chưa có số hoặc cần xem lại. Điền xong, tôi đưa bản tóm tắt để anh/chị nộp."
NO_REASON = "Anh/chị viết lý do bằng chữ, ví dụ: nhập nhầm mục 3.2.1."
LIST = "Đó là một danh sách, được điền từng dòng: gõ “sửa” kèm số mục của danh sách, rồi gõ hoặc dán các dòng."
WHICH_ROW = "Anh/chị muốn sửa mục nào? Gõ ví dụ: sửa 3.2.1."
_WAY_OUT = "Nếu chưa có số liệu, anh/chị gõ “bỏ qua” kèm lý do, ví dụ: bỏ qua chờ huyện cung cấp."

WHY = {
    WhyUnread.NOT_A_NUMBER: "chưa hiểu là số nào",
    WhyUnread.NOT_WHOLE: "đó không phải số nguyên (dấu phẩy là phần thập phân)",
    WhyUnread.AMBIGUOUS: "chưa rõ là số nào: dấu chấm chỉ ngăn hàng nghìn (1.500), dấu phẩy cho phần lẻ (1,5)",
    WhyUnread.NEGATIVE: "mục này không có số âm",
    WhyUnread.TOO_LARGE: "số quá lớn hoặc quá nhiều chữ số thập phân",
    WhyUnread.PERCENT: "mục này không phải tỷ lệ %",
    WhyUnread.DECIMALS: "nhiều chữ số thập phân hơn biểu cho phép",
    WhyUnread.WHICH_UNIT: "chưa rõ tính bằng đồng hay bằng đơn vị của mục; gõ kèm chữ, ví dụ 13.545.000đ hoặc 13,545 triệu",
    WhyUnread.OTHER_UNIT: "đó không phải đơn vị của mục",
    WhyUnread.NOT_A_DATE: "chưa rõ là ngày nào, ví dụ 5/8/2025",
    WhyUnread.NOT_A_CHOICE: "không có lựa chọn đó",
}


def third_time(desks: Sequence[tuple[Officer, Unit]]) -> str:
    """After three answers that could not be read: the way out, and who can help."""
    named = "; ".join(f"{officer.name} ({unit.full_name}){_phone(officer)}" for officer, unit in desks)
    return f"{_WAY_OUT} Hoặc hỏi cán bộ theo dõi: {named}." if named else _WAY_OUT


def _phone(officer: Officer) -> str:
    return f", điện thoại {officer.phone}" if officer.phone else ", chưa có số điện thoại"


def unread(row: Row, answer: Unread) -> str:
    """An answer that could not be read."""
    needs = f"{_needs(row)}{_unit(row, answer)}"
    return f"Tôi đọc được “{answer.text[:40]}” cho mục {cell_name(row)} nhưng {WHY[answer.why]}. Mục này cần {needs}."


def _unit(row: Row, answer: Unread) -> str:
    return f", tính bằng {row.unit}" if row.unit and answer.why is WhyUnread.OTHER_UNIT else ""


def unread_cell(there: str, name: str, row: Row, answer: Unread) -> str:
    """A cell of a filled sheet that could not be read, there ("ô D9"), and what the form calls it."""
    return f"{there} ({name}) ghi “{answer.text[:40]}”: {WHY[answer.why]}, cần {_needs(row)}"


def _needs(row: Row) -> str:
    if row.options:
        return "một trong: " + "; ".join(label if code == label else f"{code} ({label})" for code, label in row.options)
    if row.kind is Kind.COUNT:
        return "một số nguyên, ví dụ 41"
    return "một tỷ lệ, ví dụ 99,9" if row.kind is Kind.RATE else "một số, ví dụ 13.545 hoặc 28,8"


def too_many(given: int, rows: Sequence[Row]) -> str:
    """More answers than questions."""
    keys = ", ".join(cell_name(row) for row in rows)
    return f"Tôi đọc được {given} câu trả lời nhưng chỉ hỏi {len(rows)} mục ({keys}). Chưa ghi số nào; anh/chị gõ lại giúp."


def no_number(rows: Sequence[Row]) -> str:
    """Words where numbers were asked."""
    return (
        f"Tôi chưa đọc được số nào trong tin này cho mục {', '.join(cell_name(row) for row in rows)}. "
        "Nếu chưa có số liệu, anh/chị gõ “bỏ qua” kèm lý do."
    )


def twice(keys: Sequence[str]) -> str:
    """Two figures in one message for the same row."""
    return f"Tin có hai số cho mục {', '.join(keys)}. Chưa ghi số nào; anh/chị gõ lại giúp."


def columns(names: Sequence[str]) -> str:
    """A table of which it is not clear which column is which."""
    asked = f" Biểu hỏi {len(names)} cột: {', '.join(names)}." if names else ""
    return f"Tôi chưa rõ cột nào của bảng là cột nào của biểu.{asked} Chưa ghi số nào; anh/chị dán lại kèm dòng tiêu đề cột."


def near_rows(form: Form, key: str) -> list[Row]:
    """The rows whose numbers are written like this one."""
    known = [row.key for row in form.rows if row.kind is not Kind.SECTION]
    return [form.by_key[near] for near in get_close_matches(key, known)]


def unknown_row(key: str, near: Sequence[Row] = ()) -> str:
    """A row that the form does not have, with those whose numbers are like it."""
    like = f" Gần giống: {'; '.join(named_row(row) for row in near)}." if near else ""
    return f"Biểu này không có mục “{key[:20]}”. Số mục là số ở đầu mỗi dòng, ví dụ 3.2.1 hoặc 2.2.1a.{like}"


def heading(row: Row) -> str:
    """A heading is not asked, but takes a number from whoever insists."""
    return f"Mục {row.key} là tiêu đề. Nếu biểu của anh/chị có ghi số ở đó, gõ ví dụ: {row.key}: 5."


def which_row(rows: Sequence[Row]) -> str:
    """A printed number that stands on several rows."""
    return "Số này có ở nhiều dòng, anh/chị gõ rõ: " + "; ".join(named_row(row) for row in rows)
