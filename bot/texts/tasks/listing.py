"""The lists of tasks, a task's page, and what happened to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.texts.common.wording import day, few, short_moment
from bot.texts.tasks.wording import cited, left, result, short
from tracker.office.units import Unit
from tracker.tasks.assigning import Document
from tracker.tasks.classes import TaskClass
from tracker.tasks.listing import OpenTask
from tracker.tasks.task import Priority, Task, TaskEvent, TaskKind, TaskStep
from tracker.workbooks.words import TASK_CLASSES

HAPPENED: Mapping[str, str] = {
    TaskStep.RECEIVED: "đã được nhận",
    TaskStep.FINISHED: "đã báo hoàn thành",
    TaskStep.RETURNED: "đã bị trả lại kết quả",
    TaskStep.ACCEPTED: "đã được chấp nhận kết quả",
    TaskStep.CANCELLED: "đã hủy",
    TaskStep.MORE_TIME_ASKED: "đã xin gia hạn",
    TaskStep.MORE_TIME_GRANTED: "đã được gia hạn",
    TaskStep.MORE_TIME_REFUSED: "đã bị từ chối gia hạn",
}
_MOST_NAMES = 12
NONE = "Không có nhiệm vụ nào đang làm."
MORE = "Xem tiếp"
LESS = "Trang trước"
ALL_UNITS = "Tất cả đơn vị"


def line(one: OpenTask) -> str:
    """A task in the list: overdue marked, the days that are left, whether others lead it."""
    mark = "⚠ " if one.class_ is TaskClass.OVERDUE else ""
    words = [left(one.days_left)]
    words += ["khẩn"] if one.task.priority == Priority.URGENT else []
    words += ["chờ nhận"] if one.class_ is TaskClass.WAITING and one.leads else []
    words += ["xin gia hạn"] if one.task.wanted_due_on else []
    words += [] if one.leads else ["phối hợp"]
    return f"{mark}{short(one.task.title)} · {' · '.join(words)}"


def list_title(unit: Unit) -> str:
    """Whose tasks they are."""
    return f"Nhiệm vụ của {unit.full_name}"


def numbers(found: Sequence[OpenTask]) -> str:
    """Above the list."""
    if not found:
        return NONE
    lead = Counter(one.class_ for one in found if one.leads)
    helps = len(found) - lead.total()
    return f"{_numbers(lead)} · phối hợp {helps}" if helps else _numbers(lead)


def _numbers(counted: Counter[TaskClass]) -> str:
    return f"Đang làm {counted.total()} · quá hạn {counted[TaskClass.OVERDUE]} · chờ nhận {counted[TaskClass.WAITING]}"


def overview(found: Mapping[int, Counter[TaskClass]], waiting: int) -> str:
    """Above the desk's list of units."""
    text = f"{_numbers(sum(found.values(), Counter()))} · {len(found)} đơn vị" if found else NONE
    return f"{text}\nChờ anh/chị quyết định: {waiting}" if waiting else text


def unit_line(unit: Unit, counted: Counter[TaskClass]) -> str:
    """A unit in the desk's list."""
    overdue = counted[TaskClass.OVERDUE]
    return f"{unit.full_name}: {counted.total()}" + (f" · quá hạn {overdue}" if overdue else "")


def waits(unit: Unit, task: Task) -> str:
    """What waits for the desk's decision."""
    return f"{'Duyệt gia hạn' if task.wanted_due_on else 'Duyệt kết quả'}: {unit.full_name}, {short(task.title)}"


@dataclass(frozen=True)
class Page:
    """What a task's page shows: units and people by name, the last progress or return, and the time that is asked for.

    `evidence` is the name of the file that proves the result; `may_prove`: the person may send one.
    """

    task: Task
    class_: TaskClass
    left: int | None
    lead: str
    co_units: Sequence[str]
    assigner: str
    by: str
    progress: TaskEvent | None
    wish: TaskEvent | None
    evidence: str
    may_prove: bool


def page(shown: Page) -> str:
    """A task's page."""
    task = shown.task
    source = "Kế hoạch năm" if task.kind == TaskKind.PLAN else f"Giao ngày {day(task.assigned_on)}"
    is_open = shown.class_ in {TaskClass.IN_TIME, TaskClass.OVERDUE, TaskClass.WAITING}
    due = f"{day(task.due_on)}" + (f" ({left(shown.left)})" if is_open else "") if task.due_on else "không có"
    document = cited(Document(task.document_number, task.document_on, task.document_body))
    lines = [
        f"{source} · {shown.assigner} ({shown.by})",
        f"Căn cứ: {document}" if document else "",
        f"Chủ trì: {shown.lead}" + (f" · phối hợp: {', '.join(shown.co_units)}" if shown.co_units else ""),
        f"Hạn: {due}",
        f"Hiện nay: {TASK_CLASSES[shown.class_].lower()}",
        f"Sản phẩm: {task.product}" if task.product else "",
        f"Kết quả: {result(task.result, task.done_on)}" if task.done_on else "",
        _evidence(shown),
        _progress(shown.progress),
        f"Xin gia hạn đến {day(task.wanted_due_on)}: {shown.wish.reason}" if task.wanted_due_on and shown.wish else "",
    ]
    return "\n".join(filter(None, lines))


def evidence_of(task: Task) -> str:
    """On the page where the file may be sent."""
    return f"Minh chứng cho nhiệm vụ: {task.title}"


def _evidence(shown: Page) -> str:
    if shown.evidence:
        return f"Minh chứng: {shown.evidence}"
    return "Có tệp minh chứng thì anh/chị gửi kèm." if shown.may_prove else ""


def _progress(event: TaskEvent | None) -> str:
    if event is None:
        return ""
    what = "Trả lại" if event.what == TaskStep.RETURNED else "Tiến độ"
    return f"{what} ({short_moment(event.at)}): {event.reason}"


def happened(event: TaskEvent, by: str) -> str:
    """To whoever comes too late: who did what, and why."""
    said = f"Nhiệm vụ này {HAPPENED[event.what]} ({by}, {short_moment(event.at)})"
    until = f" đến {day(event.due_on)}" if event.what == TaskStep.MORE_TIME_GRANTED and event.due_on else ""
    return f"{said}{until}" + (f": {event.reason}" if event.reason else ".")


def of_unit(unit: Unit, task: Task) -> str:
    """A task's button, its unit first."""
    return f"{unit.full_name}: {short(task.title)}"


def before_hour(at: time) -> str:
    """The hour at which a task is due, behind what is to be done."""
    return f" (trước {at:%H:%M})"


def of_one_unit(unit: Unit, given: int, done: int, late: int) -> str:
    """How far one unit has come with what it was assigned."""
    return f"{unit.full_name}: được giao {given} nhiệm vụ · xong {done} · đang làm {given - done} · quá hạn {late}"


def receivers(waiting: Sequence[tuple[Unit, Task]], received: Sequence[tuple[Unit, Task]]) -> str:
    """How many tasks that are not done nobody has accepted, and who has accepted theirs."""
    if not waiting and not received:
        return NONE
    names = list(dict.fromkeys(unit.full_name for unit, _ in received))
    head = f"Nhiệm vụ đang làm {len(waiting) + len(received)} · đã nhận {len(received)} · chưa nhận {len(waiting)}"
    lines = [f"Đã nhận: {few(names, _MOST_NAMES)}"] if names else []
    return "\n".join([head, *lines, *(["Chưa nhận:"] if waiting else [])])


def latest(task: Task, of: int) -> str:
    """Which of several tasks is meant by the one that was assigned last."""
    more = "; việc khác thì anh/chị chọn trong “nhiệm vụ”" if of > 1 else ""
    return f"Nhiệm vụ giao gần nhất: {short(task.title)}{more}."
