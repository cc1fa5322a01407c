"""To the officers whose report was returned with comments on its rows."""

from bot.texts.common.wording import due, named_row, report_name
from tracker.forms.row import Row
from tracker.reports.comments import ReportComment
from tracker.reports.rounds import Asked

KEEP = "Giữ nguyên, trả lời ý kiến"
WHY_KEEP = "Anh/chị trả lời ý kiến trong một câu; cơ quan cấp trên sẽ đọc đúng câu đó."
KEPT = "Đã giữ nguyên số và ghi câu trả lời."
THE_SAME = "Số vẫn như cũ. Nếu số đúng, anh/chị trả lời ý kiến, ví dụ: giữ nguyên vì đã đối chiếu văn bản gốc."
SETTLED = "Ý kiến này đồng nghiệp của anh/chị vừa xử lý; tin vừa rồi chưa ghi."


def title(row: Row) -> str:
    """The row that the comment is about."""
    return named_row(row)


def comment(one: ReportComment, by: str, left: int) -> str:
    """The comment above the question."""
    rest = f" · còn {left} ý kiến" if left > 1 else ""
    return f"Ý kiến của {by}: {one.text}{rest}"


def how(count: int) -> str:
    """What can be done besides typing the figures anew."""
    again = "Sửa thì gõ lại" if count == 1 else f"Sửa thì gõ lại {count} số theo thứ tự trên"
    return f"{again}. Số đúng thì gõ “giữ nguyên” kèm câu trả lời, ví dụ: giữ nguyên vì đã đối chiếu văn bản gốc."


def returned(owed: Asked, reason: str, left: int) -> str:
    """Shown above the first question of a report that was returned."""
    why = f"\nLý do trả lại: {reason}" if reason else ""
    rest = f"\nCòn {left} ý kiến cần trả lời, xong thì nộp lại." if left else "\nMời anh/chị xem lại, sửa rồi nộp lại."
    return f"{report_name(owed.round)} · {due(owed.report)}{why}{rest}"
