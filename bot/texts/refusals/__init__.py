"""What is not taken, and why: answers that cannot be read, figures that do not add up, rules that are broken."""

from bot.texts.refusals.broken import broken, file_refused
from bot.texts.refusals.finding import (
    FIX,
    KEEP,
    KEPT,
    WHY_KEEP,
    finding,
    finding_with_reason,
    how_to_settle,
    kept_finding,
    without_figure,
)
from bot.texts.refusals.reading import (
    NO_REASON,
    STILL_OPEN,
    WHICH_ROW,
    heading,
    no_number,
    third_time,
    too_many,
    unknown_row,
    unread,
    unread_cell,
    which_row,
    wrong_count,
)

__all__ = [
    "FIX",
    "KEEP",
    "KEPT",
    "NO_REASON",
    "STILL_OPEN",
    "WHICH_ROW",
    "WHY_KEEP",
    "broken",
    "file_refused",
    "finding",
    "finding_with_reason",
    "heading",
    "how_to_settle",
    "kept_finding",
    "no_number",
    "third_time",
    "too_many",
    "unknown_row",
    "unread",
    "unread_cell",
    "which_row",
    "without_figure",
    "wrong_count",
]
