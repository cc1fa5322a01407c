"""Every table, in one import, for the migrations and whoever compares them with the code."""

from bot.addresses import Address
from bot.conversation.place import Place
from bot.health import Heartbeat
from bot.inbox import Received
from bot.incoming_files import IncomingFile
from bot.invitations import Invitation, WrongCode
from bot.links import Link
from bot.outbox import Waiting
from bot.reminders import Notice, Nudge, Reminder, Snooze, TaskReminder
from tracker.audit.line import AuditLine
from tracker.catalogue import FormVersion
from tracker.comments import ReportComment
from tracker.extensions import Extension
from tracker.figures import EarlierFigure, Figure
from tracker.findings import Explanation
from tracker.officers import Officer
from tracker.reports import Report, ReportEvent
from tracker.rollup.tally import Tally
from tracker.rounds import Round
from tracker.schedules import Schedule
from tracker.tasks.task import Task, TaskCoUnit, TaskEvent, TaskFile
from tracker.units import Unit
from tracker.working_days import DaySwap

__all__ = [
    "Address",
    "AuditLine",
    "DaySwap",
    "EarlierFigure",
    "Explanation",
    "Extension",
    "Figure",
    "FormVersion",
    "Heartbeat",
    "IncomingFile",
    "Invitation",
    "Link",
    "Notice",
    "Nudge",
    "Officer",
    "Place",
    "Received",
    "Reminder",
    "Report",
    "ReportComment",
    "ReportEvent",
    "Round",
    "Schedule",
    "Snooze",
    "Tally",
    "Task",
    "TaskCoUnit",
    "TaskEvent",
    "TaskFile",
    "TaskReminder",
    "Unit",
    "Waiting",
    "WrongCode",
]
