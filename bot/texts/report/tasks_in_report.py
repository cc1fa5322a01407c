"""Figures from the book of tasks inside of a report."""

from collections.abc import Mapping

from bot.texts.common.wording import cell_name, named_row, number
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.tasks.figures import FromTasks
from tracker.tasks.task import Task

USE = "Dùng số từ sổ nhiệm vụ"
BEHIND = "Xem các nhiệm vụ"
NONE = "Câu đang hỏi không có số nào từ sổ nhiệm vụ."
_MOST_TASKS = 12  # of one row in one message


def offer(form: Form, counted: Mapping[Cell, FromTasks]) -> str:
    """Under the question, what can be taken with one tap."""
    return "Từ sổ nhiệm vụ: " + " · ".join(
        f"{cell_name(form.row_of(cell))} = {number(figure.amount)}" for cell, figure in counted.items()
    )


def behind(form: Form, counted: Mapping[Cell, FromTasks]) -> str:
    """The tasks that each figure counts."""
    return "\n".join(line for cell, figure in counted.items() for line in _row(form, cell, figure))


def _row(form: Form, cell: Cell, figure: FromTasks) -> list[str]:
    rest = len(figure.tasks) - _MOST_TASKS
    lines = [f"{named_row(form.row_of(cell))}: {number(figure.amount)}"]
    lines += [f"  • {_task(task)}" for task in figure.tasks[:_MOST_TASKS]]
    return [*lines, f"  và {rest} nhiệm vụ nữa"] if rest > 0 else lines


def _task(task: Task) -> str:
    due = f", hạn {task.due_on.day}/{task.due_on.month}/{task.due_on.year}" if task.due_on else ""
    done = f", xong {task.done_on.day}/{task.done_on.month}/{task.done_on.year}" if task.done_on else ""
    return f"{task.title}{due}{done}"
