"""Who is due which reminder now -> messages, decided by queries; a tick may ask any number of times."""

from bot.reminders.digests import due, refresh
from bot.reminders.forecast import Told, Untold, forecast
from bot.reminders.mornings import morning_summaries
from bot.reminders.notes import Notice, Nudge, Reminder, Snooze, TaskReminder, nudge, snooze

__all__ = [
    "Notice",
    "Nudge",
    "Reminder",
    "Snooze",
    "TaskReminder",
    "Told",
    "Untold",
    "due",
    "forecast",
    "morning_summaries",
    "nudge",
    "refresh",
    "snooze",
]
