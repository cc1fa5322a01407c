"""What was read, what is wrong, what to type, an example."""

from collections.abc import Sequence

from bot.readers import Unread, Why
from bot.texts.wording import named_row, number
from tracker.errors import TrackerError
from tracker.findings import Finding
from tracker.form import Form, Kind, Row

FIX = "Sửa số"
KEEP = "Giữ, ghi lý do"
STILL_OPEN = "Còn mục chưa có số hoặc cần xem lại. Điền xong, tôi đưa bản tóm tắt để anh/chị nộp."
WHY_KEEP = "Anh/chị cho biết lý do giữ số này trong một câu; lý do sẽ in ở cột Ghi chú."
NO_REASON = "Cần một câu lý do có chữ, ví dụ: số liệu của kỳ trước chuyển sang."
KEPT = "Đã giữ số và ghi lý do vào cột Ghi chú."
THIRD_TIME = "Nếu chưa có số liệu, anh/chị gõ “bỏ qua” kèm lý do, ví dụ: bỏ qua chờ huyện cung cấp. Hoặc gọi cơ quan cấp trên."

_WHY = {
    Why.NOT_A_NUMBER: "chưa hiểu là số nào",
    Why.NOT_WHOLE: "đó không phải số nguyên (dấu phẩy là phần thập phân)",
    Why.AMBIGUOUS: "không chắc dấu chấm hay dấu phẩy ở đó nghĩa là gì (1.500 là một nghìn năm trăm; 1,5 là một phẩy năm)",
    Why.NEGATIVE: "không nhận số âm",
    Why.TOO_LARGE: "số quá lớn hoặc quá nhiều chữ số thập phân",
    Why.PERCENT: "mục này không phải tỷ lệ %",
    Why.NOT_A_CHOICE: "không có lựa chọn đó",
}

_BROKEN = {
    "ReportClosed": "Báo cáo này đã nộp nên số liệu giữ nguyên. Muốn sửa, anh/chị mở báo cáo và chọn “Sửa lại báo cáo”.",
    "ReportIncomplete": "Báo cáo còn mục chưa có số, chưa nộp được.",
    "ReportQuestioned": "Báo cáo còn chỗ cần xem lại, chưa nộp được.",
    "RuleBlocks": "Quy tắc này bắt buộc, không giữ được; anh/chị sửa số giúp.",
    "WrongState": "Báo cáo đã chuyển sang bước khác nên không làm việc này được nữa.",
    "RowNotAsked": "Mục này không nhập tay: đó là tiêu đề, được tự tính, hoặc do cấp khác báo cáo.",
    "NotYours": "Báo cáo này không thuộc đơn vị của anh/chị nên tôi không mở được. Anh/chị xem danh sách dưới đây.",
    "ReasonMissing": "Cần một câu lý do.",
}


def broken(error: TrackerError) -> str:
    """A rule of the tracker, in words for the officer."""
    return _BROKEN[type(error).__name__]


def unread(row: Row, answer: Unread) -> str:
    """An answer that could not be read."""
    return f"Tôi đọc được “{answer.text[:40]}” cho mục {row.key} nhưng {_WHY[answer.why]}. Mục này cần {_needs(row)}."


def _needs(row: Row) -> str:
    if row.options:
        return "một trong: " + "; ".join(label if code == label else f"{code} ({label})" for code, label in row.options)
    if row.kind is Kind.COUNT:
        return "một số nguyên, ví dụ 41"
    return "một tỷ lệ, ví dụ 99,9" if row.kind is Kind.RATE else "một số, ví dụ 13.545 hoặc 28,8"


def too_many(given: int, rows: Sequence[Row]) -> str:
    """More answers than questions."""
    keys = ", ".join(row.key for row in rows)
    return f"Tôi đọc được {given} câu trả lời nhưng chỉ hỏi {len(rows)} mục ({keys}). Chưa ghi số nào; anh/chị gõ lại giúp."


def unknown_row(key: str) -> str:
    """A row that the form does not have."""
    return f"Biểu này không có mục “{key[:20]}”. Số mục là số ở đầu mỗi dòng, ví dụ 3.2.1 hoặc 2.2.1a."


def which_row(rows: Sequence[Row]) -> str:
    """A printed number that stands on several rows."""
    return "Số này có ở nhiều dòng, anh/chị gõ rõ: " + "; ".join(named_row(row) for row in rows)


def finding(form: Form, found: Finding) -> str:
    """A rule that the figures break."""
    left = " + ".join(found.rule.left) if len(found.rule.left) > 1 else named_row(form.by_key[found.rule.left[0]])
    if found.rule.limit is not None:
        return f"{left} = {number(found.left)}, vượt quá {number(found.right)}%."
    right = " + ".join(found.rule.right) if len(found.rule.right) > 1 else named_row(form.by_key[found.rule.right[0]])
    return f"{left} = {number(found.left)}, lớn hơn {right} = {number(found.right)}."


def kept_finding(form: Form, found: Finding) -> str:
    """A finding in the summary."""
    return f"⚠ {finding(form, found)} Lý do: {found.reason}"


def how_to_settle(rows: Sequence[Row], *, blocks: bool) -> str:
    """What the officer can do about a finding."""
    order = " rồi ".join(row.key for row in rows)
    retype = f"Gõ lại {len(rows)} số theo thứ tự {order}" if len(rows) > 1 else f"Gõ lại số {order}"
    return f"{retype}." if blocks else f"{retype}, hoặc giữ nguyên kèm lý do, ví dụ: giữ vì tính cả việc năm trước."
