"""Every table, in one import, for the migrations and whoever compares them with the code."""

from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone
from bot.people.addresses import Address
from bot.people.invitations import Invitation, WrongCode
from bot.people.questions import SentQuestion
from bot.receiving.inbox import Received
from bot.receiving.incoming_files import IncomingFile
from bot.receiving.unread import UnreadUpdate
from bot.reminders import Notice, Nudge, Reminder, Snooze, TaskReminder
from bot.reminders.health import Heartbeat
from bot.sending.links import Link
from bot.sending.outbox import Waiting
from tracker.audit.log import AuditLine
from tracker.calendar.working_days import DaySwap
from tracker.forms.catalogue import FormVersion
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.comments import ReportComment
from tracker.reports.extensions import Extension
from tracker.reports.figures import EarlierFigure, Figure
from tracker.reports.reports import Report, ReportEvent
from tracker.reports.rounds import Round
from tracker.reports.schedules import Schedule
from tracker.review.findings import Explanation
from tracker.rollup.tally import Tally
from tracker.tasks.task import Task, TaskCoUnit, TaskEvent, TaskFile

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
    "MessageDone",
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
    "SentQuestion",
    "Snooze",
    "Tally",
    "Task",
    "TaskCoUnit",
    "TaskEvent",
    "TaskFile",
    "TaskReminder",
    "Unit",
    "UnreadUpdate",
    "Waiting",
    "WrongCode",
]
