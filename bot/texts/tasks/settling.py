"""To the desk that settles a task, and to the unit that hears of it."""

from datetime import date

from bot.texts.common.wording import day
from bot.texts.tasks import buttons
from bot.texts.tasks.wording import due, named
from tracker.tasks.task import Task

NEEDS_DUE = "Tôi cần một ngày, ví dụ: 20/12, thứ Sáu tuần sau, cuối tháng 12."
ACCEPTED_TITLE = "Kết quả nhiệm vụ được chấp nhận"
RETURNED_TITLE = "Kết quả nhiệm vụ bị trả lại"
GRANTED_TITLE = "Nhiệm vụ được gia hạn"
REFUSED_TITLE = "Xin gia hạn nhiệm vụ không được đồng ý"
MOVED_TITLE = "Nhiệm vụ được sửa hạn"
CANCELLED_TITLE = "Nhiệm vụ đã hủy"


def accepted(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã chấp nhận kết quả {named(task)} của {unit}; cán bộ của đơn vị được báo ngay."


def why_return(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Anh/chị cho biết vì sao trả lại kết quả {named(task)}, trong một câu; cán bộ của {unit} sẽ đọc đúng câu đó."


def returned(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã trả lại kết quả {named(task)} cho {unit}; cán bộ của đơn vị được báo ngay."


def granted(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã gia hạn {named(task)} cho {unit}, {due(task)}; cán bộ của đơn vị được báo ngay."


def why_refuse(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Anh/chị cho biết lý do không gia hạn {named(task)}, trong một câu; cán bộ của {unit} sẽ đọc đúng câu đó."


def refused(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã từ chối gia hạn {named(task)} cho {unit}, giữ nguyên {due(task)}; cán bộ của đơn vị được báo ngay."


def why_cancel(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Anh/chị cho biết lý do hủy {named(task)} của {unit}, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó."


def cancelled(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã hủy {named(task)} của {unit}, không tính vào số nhiệm vụ nữa; cán bộ của đơn vị được báo ngay."


def because(task: Task, reason: str) -> str:
    """To the unit."""
    return f"{task.title}\nLý do: {reason}"


def new_due(task: Task) -> str:
    """To the unit."""
    return f"{task.title}\nTừ nay: {due(task)}."


def which_due(task: Task) -> str:
    """To the desk."""
    return f"{named(task)}: {due(task)}. Hạn mới là ngày nào? Ví dụ: 20/12, thứ Sáu tuần sau, cuối tháng."


def confirm_due(task: Task, due_on: date) -> str:
    """What was understood, before it counts."""
    return f"Hiện nay: {due(task)}\nHạn mới: {day(due_on)}\nĐúng thì anh/chị chọn “{buttons.RIGHT}”."


def moved(task: Task, unit: str) -> str:
    """To the desk."""
    return f"Đã sửa {named(task)} của {unit}: {due(task)}; cán bộ của đơn vị được báo ngay."
