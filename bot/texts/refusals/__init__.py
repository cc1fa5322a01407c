"""What was read, what is wrong, what to type, an example."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from bot.reading.numbers import Unread, Why
from bot.texts.common.wording import day, moment, named_row, number
from bot.texts.tasks import REFUSALS
from tracker.forms.cell import Cell
from tracker.forms.form import Form, Kind, Row
from tracker.kernel.errors import RowNotAsked, TrackerError
from tracker.review.findings import Finding

FIX = "Sửa số"
KEEP = "Giữ, ghi lý do"
STILL_OPEN = "Còn mục chưa có số hoặc cần xem lại. Điền xong, tôi đưa bản tóm tắt để anh/chị nộp."
WHY_KEEP = "Anh/chị cho biết lý do giữ số này trong một câu; lý do sẽ in ở cột Ghi chú."
NO_REASON = "Anh/chị viết lý do bằng chữ, ví dụ: nhập nhầm mục 3.2.1."
WHICH_ROW = "Anh/chị muốn sửa mục nào? Gõ ví dụ: sửa 3.2.1."
KEPT = "Đã giữ số và ghi lý do vào cột Ghi chú."
THIRD_TIME = (
    "Nếu chưa có số liệu, anh/chị gõ “bỏ qua” kèm lý do, ví dụ: bỏ qua chờ huyện cung cấp. "
    "Hoặc gọi cán bộ theo dõi ở cấp trên."
)

_WHY = {
    Why.NOT_A_NUMBER: "chưa hiểu là số nào",
    Why.NOT_WHOLE: "đó không phải số nguyên (dấu phẩy là phần thập phân)",
    Why.AMBIGUOUS: "chưa rõ là số nào: dấu chấm chỉ ngăn hàng nghìn (1.500), dấu phẩy cho phần lẻ (1,5)",
    Why.NEGATIVE: "mục này không có số âm",
    Why.TOO_LARGE: "số quá lớn hoặc quá nhiều chữ số thập phân",
    Why.PERCENT: "mục này không phải tỷ lệ %",
    Why.WHICH_UNIT: "chưa rõ tính bằng đồng hay bằng đơn vị của mục; gõ kèm chữ, ví dụ 13.545.000đ hoặc 13,545 triệu",
    Why.NOT_A_CHOICE: "không có lựa chọn đó",
}

_BROKEN = {
    **REFUSALS,
    "NothingHandedIn": "Chưa có báo cáo nào được nộp nên chưa có gì để tổng hợp.",
    "ReportClosed": "Báo cáo này đã nộp hoặc đang chờ duyệt nên số liệu giữ nguyên. "
    "Muốn sửa, anh/chị mở báo cáo và chọn “Sửa lại báo cáo”.",
    "ReportLocked": "Báo cáo này đã khóa sổ, không nhập hay nộp được nữa. Cần sửa, anh/chị đề nghị cán bộ theo dõi mở lại.",
    "ReportIncomplete": "Báo cáo còn mục chưa có số, chưa nộp được.",
    "ReportQuestioned": "Báo cáo còn chỗ cần xem lại, chưa nộp được.",
    "CommentsOpen": "Còn {count} ý kiến của cơ quan cấp trên chưa trả lời nên chưa nộp được.",
    "CommentSent": "Ý kiến này đã gửi cho đơn vị, không xóa được nữa.",
    "LeaderMissing": "Báo cáo này phải được lãnh đạo đơn vị duyệt, nhưng đơn vị chưa có lãnh đạo tham gia. "
    "Anh/chị đề nghị cán bộ theo dõi mời lãnh đạo đơn vị; số liệu vẫn lưu.",
    "NotTheLeader": "Việc duyệt báo cáo do lãnh đạo đơn vị làm.",
    "VersionUnknown": "Báo cáo này mới nộp {count} lần, không có lần {number}.",
    "RuleBlocks": "Quy tắc này bắt buộc, không giữ được; anh/chị sửa số giúp.",
    "WrongState": "Báo cáo đã được cấp trên tiếp nhận hoặc đang ở bước khác; muốn sửa, anh/chị liên hệ cán bộ theo dõi.",
    "NotYours": "Báo cáo này không thuộc đơn vị của anh/chị nên tôi không mở được. Anh/chị xem danh sách dưới đây.",
    "NotTheDesk": "Việc này do cán bộ theo dõi ở cơ quan cấp trên làm. Cần gì, anh/chị liên hệ cán bộ theo dõi.",
    "ReasonMissing": "Cần một câu lý do.",
    "ReportNotLocked": "Báo cáo này hiện không khóa sổ, vẫn nhập và nộp được; anh/chị mở báo cáo để làm tiếp.",
    "ExtensionWaiting": "Báo cáo này đã xin gia hạn và đang chờ trả lời. Có trả lời, tôi báo ngay.",
    "ExtensionDecided": "Đề nghị gia hạn này đã được trả lời.",
    "ExtensionPointless": "Báo cáo này đã nộp nên không cần gia hạn: đúng hạn hay nộp muộn tính theo lần nộp đầu.",
    "TooEarly": "{wanted} chưa được: phải sau {than}. Anh/chị gõ lại giúp.",
    "RoundExists": "Kỳ báo cáo này (biểu {form}, {period}) đã mở rồi. Anh/chị chọn kỳ khác, hoặc gõ /tinhhinh để xem.",
    "RoundWithoutUnits": "Không có đơn vị nào dưới đơn vị của anh/chị để nhận báo cáo này.",
    "UnitNotBelow": "Đơn vị {unit} không nằm dưới đơn vị của anh/chị vào ngày chốt số liệu {day}.",
    "UnitUnknown": "Không có đơn vị nào mang mã {code}.",
    "PeriodUnreadable": "“{text}” không phải kỳ báo cáo. Gõ ví dụ: quý 1 2027, 6 tháng đầu năm 2027, tháng 3.",
    "FormUnknown": "Không có biểu nào mang mã {code}.",
    "FormChanged": "Biểu {code} phiên bản {version} đang dùng với nội dung khác. Anh/chị báo người quản trị.",
    "FormWrong": "Biểu {code} chưa dùng được. Anh/chị báo người quản trị.",
}
_OTHERWISE = "Việc này chưa làm được, mọi thứ giữ nguyên. Anh/chị báo cán bộ theo dõi hoặc người quản trị (lỗi: {name})."


def broken(error: TrackerError) -> str:
    """A rule of the tracker, in words for the person; one that nobody should meet in a chat is named."""
    if isinstance(error, RowNotAsked):
        by = error.facts["by"]
        return f"Mục {error.facts['key']} " + (f"do cấp {by} báo cáo, anh/chị không phải nhập." if by else "là tiêu đề phần.")
    name = type(error).__name__
    return _BROKEN.get(name, _OTHERWISE).format(**{"name": name} | {key: _fact(fact) for key, fact in error.facts.items()})


def _fact(fact: object) -> str:
    if isinstance(fact, datetime):
        return moment(fact)
    return day(fact) if isinstance(fact, date) else str(fact)


def unread(row: Row, answer: Unread) -> str:
    """An answer that could not be read."""
    return f"Tôi đọc được “{answer.text[:40]}” cho mục {row.key} nhưng {_WHY[answer.why]}. Mục này cần {_needs(row)}."


def unread_cell(line: int, row: Row, answer: Unread) -> str:
    """The same for a cell of a filled sheet, which stands on that line."""
    return f"dòng {line} (mục {row.key}) ghi “{answer.text[:40]}”: {_WHY[answer.why]}, cần {_needs(row)}"


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


def no_number(rows: Sequence[Row]) -> str:
    """Words where numbers were asked."""
    return (
        f"Tôi chưa đọc được số nào trong tin này cho mục {', '.join(row.key for row in rows)}. "
        "Nếu chưa có số liệu, anh/chị gõ “bỏ qua” kèm lý do."
    )


def wrong_count(given: int, rows: Sequence[Row]) -> str:
    """Not as many numbers as a finding needs."""
    order = " rồi ".join(row.key for row in rows)
    return f"Tôi đọc được {given} số nhưng cần {len(rows)} số: {order}. Chưa thay số nào."


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


def finding(form: Form, found: Finding) -> str:
    """A rule that the figures break."""
    rule = found.rule
    left = f"{_side(form, rule.left)}{_equals(found.left)}"
    if rule.limit is not None:
        return f"{left}%, vượt quá {number(rule.limit)}%."
    if rule.right.under is not None:
        return f"{left}, khác tỷ lệ tính được từ {' / '.join(map(str, rule.right.cells))}{_equals(found.right)}%."
    right = f"{_side(form, rule.right.cells)}{_equals(found.right)}" if rule.right.cells else ""
    return {
        "<=": f"{left}, lớn hơn {right}.",
        "<": f"{left}, không nhỏ hơn {right}.",
        "=": f"{left}, khác {'tổng các phần ' if len(rule.right.cells) > 1 else ''}{right}.",
        "!=": f"{left}, trùng với {right}; có chép nhầm không?",
        "needs": f"{left} có số liệu trong khi {right}.",
        "alike": f"{left} trong khi {', '.join(map(str, rule.right.cells))} để “-”, dù đều không phát sinh.",
        "book": f"{left}, sổ nhiệm vụ có {number(found.right or Decimal(0))}.",
        "rollup": f"{left}, tổng hợp từ các đơn vị {'không có số' if found.right is None else f'là {number(found.right)}'}.",
        "jump": f"{left}, kỳ trước là {number(found.right or Decimal(0))}.",
        "unit": f"{left}: tên mục và đơn vị tính ({form.row_of(rule.about).unit}) không khớp nhau.",
    }[rule.op]


def _side(form: Form, cells: Sequence[Cell]) -> str:
    return named_row(form.row_of(cells[0])) if len(cells) == 1 else " + ".join(map(str, cells))


def _equals(side: Decimal | None) -> str:
    return "" if side is None else f" = {number(side)}"


def kept_finding(form: Form, found: Finding) -> str:
    """A finding in the summary."""
    return f"⚠ {finding(form, found)}" + (f" Lý do: {found.reason}" if found.reason else "")


def how_to_settle(rows: Sequence[Row], *, blocks: bool) -> str:
    """What the officer can do about a finding."""
    order = " rồi ".join(row.key for row in rows)
    retype = f"Gõ lại {len(rows)} số theo thứ tự {order}" if len(rows) > 1 else f"Gõ lại số {order}"
    return f"{retype}." if blocks else f"{retype}, hoặc giữ nguyên kèm lý do, ví dụ: giữ vì tính cả việc năm trước."
