"""Every table, in one import, for the migrations and whoever compares them with the code."""

from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone
from bot.people.addresses import Address
from bot.people.invitations import Invitation, JoinRequest, WrongCode, WrongDay
from bot.people.questions import SentQuestion
from bot.people.web_sessions import WebCode, WebLink, WebSession, WrongWebCode
from bot.people.wishes import DataWish
from bot.receiving.arrived import Arrived, Doorway
from bot.receiving.inbox import Received
from bot.receiving.incoming_files import IncomingFile
from bot.receiving.unread import UnreadUpdate
from bot.reminders import Notice, Nudge, Reminder, Snooze, TaskReminder
from bot.reminders.announcements import Announcement, AnnouncementTo
from bot.reminders.health import Heartbeat
from bot.sending.links import Link
from bot.sending.outbox import Waiting
from tracker.audit.log import AuditLine
from tracker.audit.row_seals import RowSeal, TableSeal
from tracker.calendar.working_days import DaySwap
from tracker.forms.catalogue import FormVersion
from tracker.narrative.templates import WrittenTemplate
from tracker.narrative.words import WordsOfHeading
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.comments import ReportComment
from tracker.reports.extensions import Extension
from tracker.reports.figures import EarlierFigure, Figure
from tracker.reports.reports import Report, ReportEvent
from tracker.reports.rounds import Round
from tracker.reports.schedules import Schedule
from tracker.review.questions import FigureQuestion
from tracker.review.reasons import Explanation
from tracker.review.struck import StruckKind
from tracker.rollup.tally import Tally
from tracker.tasks.task import Task, TaskCoUnit, TaskEvent, TaskFile

__all__ = [
    "Address",
    "Announcement",
    "AnnouncementTo",
    "Arrived",
    "AuditLine",
    "DataWish",
    "DaySwap",
    "Doorway",
    "EarlierFigure",
    "Explanation",
    "Extension",
    "Figure",
    "FigureQuestion",
    "FormVersion",
    "Heartbeat",
    "IncomingFile",
    "Invitation",
    "JoinRequest",
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
    "RowSeal",
    "Schedule",
    "SentQuestion",
    "Snooze",
    "StruckKind",
    "TableSeal",
    "Tally",
    "Task",
    "TaskCoUnit",
    "TaskEvent",
    "TaskFile",
    "TaskReminder",
    "Unit",
    "UnreadUpdate",
    "Waiting",
    "WebCode",
    "WebLink",
    "WebSession",
    "WordsOfHeading",
    "WrittenTemplate",
    "WrongCode",
    "WrongDay",
    "WrongWebCode",
]
