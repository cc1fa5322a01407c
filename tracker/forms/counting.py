"""What a row of a form counts from the book of tasks, in a small language: "plan: done", "assigned: late, cumulative"."""

import re
from dataclasses import dataclass

from tracker.kernel.errors import TrackerError

_WRITTEN = re.compile(
    r"(?P<kind>plan|assigned): (?P<which>all|done|on time|late|overdue|in time)(?P<cumulative>, cumulative)?"
)


class CountUnreadable(TrackerError):
    """{text!r} counts no tasks; write plan or assigned and all, done, on time, late, overdue or in time: assigned: late."""


@dataclass(frozen=True)
class TaskCount:
    """Tasks of one kind and one class ("all" and "done" are several); `cumulative` counts from the year's start (lũy kế).

    The plan is the year's, so its tasks are always counted so.
    """

    kind: str
    which: str
    cumulative: bool


def parse_count(text: str) -> TaskCount:
    """Read it; raises CountUnreadable."""
    found = _WRITTEN.fullmatch(text)
    if not found or (found["kind"] == "plan" and found["cumulative"]):
        raise CountUnreadable(text=text)
    return TaskCount(found["kind"], found["which"], cumulative=found["kind"] == "plan" or found["cumulative"] is not None)
