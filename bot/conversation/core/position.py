"""Where a person stands in the conversation, stored with their figures so that a restart changes nothing."""

from collections.abc import Mapping
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
    CORRECTING = "correcting"
    ANSWERING = "answering"
    REOPENING = "reopening"
    SENDING_BACK = "sending_back"
    REVIEWING = "reviewing"
    RETURNING = "returning"
    ENTERING_FOR = "entering_for"
    TAKING_OVER = "taking_over"
    IMPORTING = "importing"
    EXTENDING = "extending"
    GRANTING = "granting"
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


BEGUN = frozenset(  # where what was typed is kept with the place alone
    {At.TAKING_OVER, At.IMPORTING, At.EXTENDING, At.OPENING_ROUND, At.PLANNING, At.ASSIGNING}
)
RESTING = frozenset({At.MENU, At.REVIEWING, At.TASKS, At.TASK, At.TASK_RATES})  # where nothing is begun that would be lost


class Place(SQLModel, table=True):
    """A person's place.

    `step` grows with every message of ours; a button of an earlier step is stale. `focus` narrows the question: row keys with
    blanks between while filling ("" for the first open ones), a section's key while revising, a rule's text while questioned
    or explaining, a comment's number while it is followed or answered. `asked` are the rows of the question that stands while
    filling. `failures` counts unreadable answers in a row; `offered` are the choices of the last message, as (label, action).
    `held` is what is not done before the person has said yes: the entries of a filled sheet, a form, an extension, a round, a
    task; "before" in it is the place to come back to. `put_by` are the places where something was begun and left for something
    else, the latest last. `behalf` is the report that a desk enters on behalf of its unit, and how the figures came; {}
    otherwise.
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
    put_by: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    behalf: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

    def where(self) -> dict[str, Any]:
        """The place itself, with what is held there."""
        return {"at": self.at, "report_id": self.report_id, "focus": self.focus, "held": self.held, "behalf": self.behalf}

    def go_to(self, where: Mapping[str, Any]) -> None:
        """To a place that `where` gave."""
        self.at, self.report_id, self.focus, self.held = where["at"], where["report_id"], where["focus"], where["held"]
        self.behalf = where.get("behalf", {})
