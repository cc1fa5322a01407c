"""To the officer who works on a task, and to the desk that hears of it."""

from datetime import date, timedelta

from bot.texts.common.wording import day
from bot.texts.tasks import buttons
from bot.texts.tasks.wording import capital, due, named, result
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.tasks.classes import TaskClass
from tracker.tasks.task import Task
from tracker.workbooks.words import TASK_CLASSES

NO_RESULT = "Tôi cần ngày hoàn thành, và số văn bản nếu có. Gõ ví dụ: 15/BC-UBND ngày 12/3, hoặc: hôm nay."
WHEN = "Anh/chị xin gia hạn đến ngày nào? Ví dụ: 20/12."
WHY_MORE_TIME = "Anh/chị cho biết lý do xin gia hạn, trong một câu."
FINISHED_TITLE = "Nhiệm vụ được báo hoàn thành"
MORE_TIME_TITLE = "Xin gia hạn nhiệm vụ"
UNNAMED = "tệp"
NO_EVIDENCE = "Kết quả này chưa có tệp minh chứng."
HERE_IS_THE_EVIDENCE = "Tệp minh chứng gửi kèm."


def received(task: Task) -> str:
    """To the officer."""
    return f"Đã nhận nhiệm vụ {named(task)}, {due(task)}."


def which_progress(task: Task) -> str:
    """To the officer."""
    return f"{named(task)}: đã làm đến đâu? Gõ một câu, ví dụ: đã dự thảo, chờ ký."


def progress_noted(task: Task) -> str:
    """To the officer."""
    return f"Đã ghi tiến độ của {named(task)}."


def which_result(task: Task) -> str:
    """Both in one message."""
    return (
        f"{named(task)} ({due(task)}) hoàn thành bằng văn bản nào, ngày nào? Gõ trong một tin, "
        "ví dụ: 15/BC-UBND ngày 12/3. Không có văn bản thì gõ ngày, ví dụ: hôm nay."
    )


def which_day(document: str) -> str:
    """The document is known, its day is not."""
    return f"{_named_result(document)} là ngày nào? Ngày đó quyết định đúng hạn hay quá hạn. Ví dụ: 12/3, hôm nay."


def _named_result(document: str) -> str:
    """A document has a number; words about a result have none."""
    return f"Văn bản {document}" if any(sign.isdigit() for sign in document) else f"Kết quả “{document}”"


def confirm_result(task: Task, document: str, on: date, class_: TaskClass) -> str:
    """What was understood, before it is taken."""
    what = f"{_named_result(document)}, {day(on)}" if document else f"Không ghi văn bản, {day(on)}"
    return f"{what}: {TASK_CLASSES[class_].lower()} ({due(task)}).\nĐúng thì anh/chị chọn “{buttons.RIGHT}”."


def finished(task: Task, class_: TaskClass, told: int) -> str:
    """To the officer."""
    who = f"đã báo {told} cán bộ theo dõi" if told else "chưa cán bộ theo dõi nào nhận tin ở đây được"
    return f"Đã ghi {named(task)}: {TASK_CLASSES[class_].lower()}; {who}."


def finished_by(unit: Unit, by: Officer, task: Task, class_: TaskClass) -> str:
    """To the desk."""
    done = result(task.result, task.done_on) if task.done_on else ""
    return f"{unit.full_name} ({by.name}): {task.title}\nKết quả: {done} · {TASK_CLASSES[class_].lower()} ({due(task)})"


def until_when(task: Task, first: date) -> str:
    """Day and reason in one message."""
    return (
        f"{named(task)}: {due(task)}. Anh/chị xin gia hạn đến ngày nào, vì sao? Gõ trong một tin, "
        f"ví dụ: {_example(first)} chờ số liệu của công an xã."
    )


def not_later(task: Task, wanted: date) -> str:
    """The day that was asked for is no use."""
    return f"{capital(day(wanted))} không sau {due(task)} hoặc đã qua. Anh/chị gõ một ngày muộn hơn."


def _example(first: date) -> str:
    later = first + timedelta(days=4)
    return f"{later.day}/{later.month}"


def confirm_more_time(task: Task, wanted: date, reason: str) -> str:
    """What was understood, before it is sent."""
    return f"Hiện nay: {due(task)}\nXin gia hạn đến: {day(wanted)}\nLý do: {reason}\nĐúng thì anh/chị chọn “{buttons.SEND}”."


def more_time_wanted(unit: Unit, by: Officer, task: Task, reason: str) -> str:
    """To the desk."""
    wanted = day(task.wanted_due_on) if task.wanted_due_on else ""
    return f"{unit.full_name} ({by.name}): {task.title}\nHiện nay: {due(task)}\nXin gia hạn đến: {wanted}\nLý do: {reason}"


def more_time_asked(task: Task, told: int) -> str:
    """To the officer."""
    until_then = f"Trong khi chờ, vẫn tính theo {due(task)}."
    if not told:
        return f"Đã ghi lại, nhưng chưa cán bộ theo dõi nào nhận tin ở đây được; anh/chị gọi điện báo thêm. {until_then}"
    return f"Đã gửi xin gia hạn {named(task)} tới {told} cán bộ theo dõi; có trả lời tôi báo ngay. {until_then}"


def evidence_kept(name: str) -> str:
    """After a file was sent on the page of a finished task."""
    return f"Đã lưu tệp {name} làm minh chứng của kết quả này."
