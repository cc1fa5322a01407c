"""To the desk that assigns a task, and to the units that get it."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.texts.tasks.wording import capital, cited, due
from bot.texts.wording import day
from tracker.officers import Officer
from tracker.tasks.assigning import Document
from tracker.tasks.task import Task
from tracker.units import Unit

SUMMARY_TITLE = "Giao nhiệm vụ"
NOT_ASSIGNED = "Đã thôi, chưa giao việc nào."
HOW_TO_CHANGE = "Anh/chị chọn một mục, hoặc gõ hạn khác, ví dụ: 20/12."
FIRST = "Đây đã là câu đầu tiên."
ASSIGNED_TITLE = "Nhiệm vụ mới"
CHANGES: Mapping[str, str] = {"units": "Sửa đơn vị", "title": "Sửa việc", "due": "Sửa hạn", "document": "Văn bản"}
QUESTIONS: Mapping[str, str] = {
    "units": "Giao cho đơn vị nào? Gõ tên, cách nhau bởi dấu phẩy (không dấu cũng được), “các xã”, hoặc “tất cả”.\n"
    "Gõ cả việc trong một dòng cũng được, ví dụ: giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12.",
    "title": "Việc gì? Gõ một câu, ví dụ: nộp kế hoạch CCHC, hạn 15/12.",
    "due": "Hạn hoàn thành là ngày nào? Ví dụ: 15/12, thứ Sáu tuần sau, cuối tháng.",
    "document": "Theo văn bản nào? Ví dụ: công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện, hoặc “không”.",
}
ASSIGN_IT = "Giao"
NO_DUE = "Không có hạn"
NO_DOCUMENT = "Không có văn bản"
_MOST_NAMES = 15


def summary(units: Sequence[Unit], title: str, due_on: date | None, document: Document) -> str:
    """What would be assigned."""
    rest = len(units) - _MOST_NAMES
    names = ", ".join(unit.full_name for unit in units[:_MOST_NAMES]) + (f" và {rest} đơn vị nữa" if rest > 0 else "")
    return "\n".join(
        [
            f"Giao cho {len(units)} đơn vị: {names}",
            f"Việc: {title}",
            f"Hạn: {day(due_on) if due_on else 'không có'}",
            f"Căn cứ: {cited(document) or 'chưa ghi'}",
            "Chưa giao; đúng thì anh/chị chọn “Giao”.",
        ]
    )


def assigned(units: Sequence[Unit]) -> str:
    """To the desk."""
    to = units[0].full_name if len(units) == 1 else f"{len(units)} đơn vị"
    return f"Đã giao cho {to}; cán bộ được báo ngay. Gõ /nhiemvu để theo dõi."


def assigned_to(task: Task, by: Officer, of_unit: Unit) -> str:
    """To the unit."""
    document = cited(Document(task.document_number, task.document_on, task.document_body))
    lines = [task.title, capital(due(task)), f"Người giao: {by.name}, {of_unit.full_name}"]
    return "\n".join([*lines, *([f"Căn cứ: {document}"] if document else [])])
