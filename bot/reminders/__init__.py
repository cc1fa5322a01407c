"""Who is due which reminder now -> messages, decided by queries; a tick may ask any number of times."""

from bot.people.rehearsed import Told
from bot.reminders.data_wishes import wishes_due
from bot.reminders.digests import due, refresh
from bot.reminders.forecast import Untold, forecast
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
    "wishes_due",
]
