"""Answers about a report as a whole: when it is due, what is open, where it stands, its files, its receipt."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.conversation.core.contacts import desks_above
from bot.conversation.core.turn import Turn
from bot.conversation.desk import own_standing
from bot.conversation.inquiring import which_report
from bot.conversation.report.opening import unfinished_reports
from bot.messages.messages import Attachment
from bot.reading.inquiries import Inquiry
from bot.reading.inquiries.wants import Wants
from bot.reading.questions import When
from bot.texts.desk import standing
from bot.texts.inquiring import ways
from bot.texts.office import menu
from bot.texts.refusals.finding import finding
from bot.texts.report import correcting, sheets
from bot.texts.report import inquiring as sentences
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.reports.comments import open_comments
from tracker.reports.reports import State, receipt_code, unit_of
from tracker.reports.rounds import Asked
from tracker.reports.schedules import planned_rounds, schedules
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import versions_of
from tracker.review.findings import unsettled
from tracker.workbooks.appendices import report_appendix, report_to_fill

Tell = Callable[[Turn, Asked], str]


def _due(turn: Turn, asked: Asked) -> str:
    return sentences.due_when(asked, turn.now)


def _open(turn: Turn, asked: Asked) -> str:
    if not asked.report.is_open:
        return sentences.due_when(asked, turn.now)
    here = snapshot_of(turn.session, asked.report)
    asked_of = len(here.form.of_level(here.unit.level).cells)
    waits = len(unsettled(turn.session, asked.report)) if not here.open else 0
    return sentences.still_open(asked, here.form, here.open, asked_of, waits + len(open_comments(turn.session, asked.report)))


def _summary(turn: Turn, asked: Asked) -> str:
    here = snapshot_of(turn.session, asked.report)
    return sentences.by_section(asked, here.form, here.form.of_level(here.unit.level).cells, here.open)


def _sheet(turn: Turn, asked: Asked) -> str:
    turn.enclose(Attachment(*report_appendix(turn.session, asked.report), asked.report.unit_id, shows=asked.report.id))
    return sentences.sheet_of(asked)


def _blank(turn: Turn, asked: Asked) -> str:
    if not asked.report.is_open:
        return sentences.no_blank(asked)
    report = asked.report
    turn.enclose(Attachment(*report_to_fill(turn.session, report), report.unit_id, fills=report.id))
    return f"{sheets.blank(asked)}\n{sheets.HOW_TO_FILL}"


def _receipt(turn: Turn, asked: Asked) -> str:
    code = receipt_code(asked.report, unit_of(turn.session, asked.report), asked.round.period)
    return sentences.receipt_again(asked, code)


def _basis(_turn: Turn, asked: Asked) -> str:
    return sentences.basis(asked.round)


def _late(turn: Turn, asked: Asked) -> str:
    return f"{sentences.due_when(asked, turn.now)}\n{sentences.IF_LATE}"


def _lock(turn: Turn, asked: Asked) -> str:
    return sentences.lock_when(asked, turn.now)


def _window(_turn: Turn, asked: Asked) -> str:
    return sentences.window(asked.round)


def _receives(turn: Turn, asked: Asked) -> str:
    return ways.receives(asked, desks_above(turn))


def _returned(turn: Turn, asked: Asked) -> str:
    if asked.report.state != State.RETURNED:
        return ways.not_returned(asked)
    ended = versions_of(turn.session, asked.report)[-1].ended
    return correcting.returned(asked, ended.reason if ended else "", len(open_comments(turn.session, asked.report)))


def _mismatch(turn: Turn, asked: Asked) -> str:
    found = unsettled(turn.session, asked.report)
    if not found:
        return ways.nothing_in_question(asked)
    form = snapshot_of(turn.session, asked.report).form
    return ways.in_question(asked, [finding(form, one) for one in found[:_MOST]], len(found[_MOST:]))


def _next(turn: Turn, asked: Asked) -> str:
    """By the schedule of this round's form, for the period behind this one."""
    round_, days = asked.round, WorkingDays.of(turn.session)
    since, until = round_.window_to + timedelta(days=1), round_.window_to + _FAR
    for schedule in schedules(turn.session):
        if (schedule.form_code, schedule.of_unit_id) == (round_.form_code, round_.of_unit_id):
            for planned in planned_rounds(schedule, since, until, days):
                return ways.opens_next(asked, planned.terms.period.label, planned.opens_at.astimezone(ZONE).date())
    return ways.next_unknown(asked)


_OF_ONE: Mapping[Wants, Tell] = {
    Wants.DUE: _due,
    Wants.HANDED_IN: _due,
    Wants.LATE: _late,
    Wants.LOCK: _lock,
    Wants.OPEN: _open,
    Wants.SUMMARY: _summary,
    Wants.SHEET: _sheet,
    Wants.BLANK: _blank,
    Wants.RECEIPT: _receipt,
    Wants.BASIS: _basis,
    Wants.WINDOW: _window,
    Wants.RECEIVES: _receives,
    Wants.RETURNED: _returned,
    Wants.MISMATCH: _mismatch,
    Wants.NEXT: _next,
}
_OF_THE_LAST = {Wants.SHEET, Wants.RECEIPT}  # handed in, unless another is at hand
_FAR = timedelta(days=400)
_MOST = 5  # findings in one answer
_ALONE = {Wants.SHEET, Wants.BLANK, Wants.RECEIPT, Wants.SUMMARY}  # of one report, even where several are owed


def _falls(asked: Asked, when: When) -> bool:
    """Whether it is due in the month that is said: "tháng này phải gửi gì"."""
    due = asked.report.due_at.astimezone(ZONE)
    return when.parts == (f"M{due.month:02}",) and when.year in {None, due.year}


def answer(turn: Turn, wanted: Wants, inquiry: Inquiry) -> str:
    """The answer to one of the questions about reports."""
    if wanted is Wants.OWED:
        owed = [one for one in unfinished_reports(turn) if inquiry.when.fits(one.round.period) or _falls(one, inquiry.when)]
        return "\n".join(sentences.due_when(one, turn.now) for one in owed) or menu.NOTHING_OWED
    if wanted is Wants.OTHERS:
        return own_standing.of_others(turn, inquiry.when)
    if wanted is Wants.HANDED_IN and not inquiry.when.back:
        return own_standing.told(turn, inquiry.when)
    found = which_report.meant(turn, inquiry.when, handed_in=wanted in _OF_THE_LAST)
    if not found:
        return standing.no_such_round([])
    if wanted in _ALONE:
        found = found[:1]
    return "\n".join(_OF_ONE[wanted](turn, one) for one in found)
