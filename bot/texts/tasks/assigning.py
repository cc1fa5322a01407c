"""To the desk that assigns a task, and to the units that get it."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import day, few
from bot.texts.tasks.wording import capital, cited, due
from tracker.office.units import Unit
from tracker.tasks.assigning import Document, NewTask
from tracker.tasks.task import Task

SUMMARY_TITLE = "Giao nhiệm vụ"
NOT_ASSIGNED = "Đã thôi, chưa giao việc nào."
HOW_TO_CHANGE = "Anh/chị chọn một mục, hoặc gõ hạn khác, ví dụ: 20/12."
FIRST = "Đây đã là câu đầu tiên."
ASSIGNED_TITLE = "Nhiệm vụ mới"
TAKES_PART_TITLE = "Nhiệm vụ mới cần phối hợp"
CHANGES: Mapping[str, str] = {
    "units": "Sửa đơn vị",
    "title": "Sửa việc",
    "due": "Sửa hạn",
    "document": "Văn bản",
    "co_units": "Đơn vị phối hợp",
    "every": "Lặp lại",
}
QUESTIONS: Mapping[str, str] = {
    "units": "Giao cho đơn vị nào? Gõ tên, cách nhau bởi dấu phẩy (không dấu cũng được), “các xã”, hoặc “tất cả”.\n"
    "Gõ cả việc trong một dòng cũng được, ví dụ: giao Bản Thi (phối hợp Xuân Lạc): nộp kế hoạch CCHC, hạn 15/12, hằng năm.",
    "title": "Việc gì? Gõ một câu, ví dụ: nộp kế hoạch CCHC, hạn 15/12.",
    "due": "Hạn hoàn thành là ngày nào? Ví dụ: 15/12, thứ Sáu tuần sau, cuối tháng.",
    "document": "Theo văn bản nào? Ví dụ: công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện, hoặc “không”.",
    "co_units": "Đơn vị nào phối hợp? Gõ tên, cách nhau bởi dấu phẩy, hoặc “không”.",
    "every": "Việc này lặp lại thế nào? Bắt đầu từ hạn đầu tiên, đến hạn thì tôi tự giao lần tiếp theo.",
}
EVERY: Mapping[str, str] = {"week": "Hằng tuần", "month": "Hằng tháng", "quarter": "Hằng quý", "year": "Hằng năm"}
ONCE = "Không lặp lại"
NO_CO_UNITS = "Không có"
EVERY_UNREAD = "Anh/chị chọn một mục, hoặc gõ ví dụ: hằng tháng."
ASSIGN_IT = "Giao"
NO_DUE = "Không có hạn"
NO_DOCUMENT = "Không có văn bản"
_MOST_NAMES = 15


def summary(units: Sequence[Unit], new: NewTask) -> str:
    """What would be assigned."""
    lines = [
        f"Giao cho {len(units)} đơn vị: {few([unit.full_name for unit in units], _MOST_NAMES)}",
        f"Phối hợp: {few([unit.full_name for unit in new.co_units], _MOST_NAMES)}" if new.co_units else "",
        f"Việc: {new.title}",
        f"Hạn: {day(new.due_on) if new.due_on else 'không có'}{_again(new.every)}",
        f"Căn cứ: {cited(new.document) or 'chưa ghi'}",
        f"Chưa giao; đúng thì anh/chị chọn “{ASSIGN_IT}”.",
    ]
    return "\n".join(filter(None, lines))


def _again(every: str | None) -> str:
    return f", lặp lại {EVERY[every].lower()}" if every else ""


def assigned(units: Sequence[Unit]) -> str:
    """To the desk."""
    to = units[0].full_name if len(units) == 1 else f"{len(units)} đơn vị"
    return f"Đã giao cho {to}; cán bộ được báo ngay. Gõ /nhiemvu để theo dõi."


def assigned_to(task: Task, lead: Unit, co_units: Sequence[Unit], by: str) -> str:
    """To the unit that leads it and to those that take part; `by` is who assigned it, as printed."""
    document = cited(Document(task.document_number, task.document_on, task.document_body))
    lines = [
        task.title,
        f"{capital(due(task))}{_again(task.every)}",
        f"Chủ trì: {lead.full_name} · phối hợp: {few([unit.full_name for unit in co_units], _MOST_NAMES)}" if co_units else "",
        f"Người giao: {by}",
        f"Căn cứ: {document}" if document else "",
    ]
    return "\n".join(filter(None, lines))
