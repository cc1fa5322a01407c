"""How a task, its day and its document are written for people."""

from datetime import date

from bot.texts.common.wording import cut, day
from tracker.tasks.assigning import Document
from tracker.tasks.task import Task

_SHORT = 48  # characters that a phone shows on a button


def short(title: str) -> str:
    """A title that fits on a button."""
    return cut(title, _SHORT)


def capital(words: str) -> str:
    """At the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def left(days: int | None) -> str:
    """How many days are left."""
    if days is None:
        return "không hạn"
    if days < 0:
        return f"quá hạn {-days} ngày"
    return "hạn hôm nay" if days == 0 else f"còn {days} ngày"


def due(task: Task) -> str:
    """The due day inside a sentence."""
    return f"hạn {day(task.due_on)}" if task.due_on else "không có hạn"


def named(task: Task) -> str:
    """A task inside a sentence."""
    return f"“{short(task.title)}”"


def cited(document: Document) -> str:
    """480/UBND-NV ngày 1/3/2024 của UBND huyện Chợ Đồn; "" for none."""
    if not document.number:
        return ""
    on = f" ngày {document.day.day}/{document.day.month}/{document.day.year}" if document.day else ""
    return f"{document.number}{on}" + (f" của {document.body}" if document.body else "")


def result(document: str, done_on: date) -> str:
    """What finished it."""
    return f"{document}, {day(done_on)}" if document else day(done_on)
