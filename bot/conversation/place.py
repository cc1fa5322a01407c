"""Where a person stands in the conversation, stored with their figures so that a restart changes nothing."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class At(StrEnum):
    """Whose turn it is to say what."""

    MENU = "menu"
    FILLING = "filling"
    REVISING = "revising"
    QUESTIONED = "questioned"
    EXPLAINING = "explaining"
    TOTALS_CHANGED = "totals_changed"
    KEEPING_FIGURES = "keeping_figures"
    SUMMARY = "summary"
    REOPENING = "reopening"
    RETURNING = "returning"
    TAKING_OVER = "taking_over"
    IMPORTING = "importing"
    EXTENDING = "extending"
    REFUSING = "refusing"
    ASKING_REOPENING = "asking_reopening"
    UNLOCKING = "unlocking"
    OPENING_ROUND = "opening_round"
    PLANNING = "planning"
    TASKS = "tasks"
    TASK = "task"
    TASK_RATES = "task_rates"
    NOTING_PROGRESS = "noting_progress"
    FINISHING_TASK = "finishing_task"
    ASKING_MORE_TIME = "asking_more_time"
    RETURNING_RESULT = "returning_result"
    CANCELLING_TASK = "cancelling_task"
    REFUSING_MORE_TIME = "refusing_more_time"
    MOVING_DUE = "moving_due"
    ASSIGNING = "assigning"


RESTING = frozenset({At.MENU, At.TASKS, At.TASK, At.TASK_RATES})  # where nothing is begun that would be lost


class Place(SQLModel, table=True):
    """A person's place.

    `step` grows with every message of ours; a button of an earlier step is stale. `focus` narrows the question: row keys with
    blanks between while filling ("" for the first open ones), a section's key while revising, a rule's text while questioned
    or explaining. `asked` are the rows of the question that stands while filling. `failures` counts unreadable answers in a
    row; `offered` are the choices of the last message, as (label, action). `held` is what is not done before the person has
    said yes: the entries of a filled sheet, a form, an extension, a round, a task; "before" in it is the place to come
    back to.
    """

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    step: int = 0
    at: str = At.MENU
    report_id: int | None = Field(default=None, foreign_key="report.id")
    focus: str = ""
    asked: str = ""
    failures: int = 0
    offered: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    numbered: bool = False
    held: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
