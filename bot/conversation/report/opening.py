"""Opening a report: which are owed, and what stands above the first question."""

from datetime import datetime
from typing import NamedTuple

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Menu, Reopening, TotalsChanged
from bot.conversation.core.turn import Turn
from bot.conversation.report import approving, totals
from bot.conversation.report.asking.joining import questions_of, widest
from bot.conversation.report.asking.ticking_off import first_of
from bot.messages.actions import ASK_REOPENING, BLANK, OPEN, OPEN_ONLY, REOPEN, SHEET, VERSIONS, Action
from bot.texts.report import correcting, extending, locking, versions
from bot.texts.report import reporting as sentences
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import WrongState
from tracker.office.officers import may_approve
from tracker.reports.comments import open_comments
from tracker.reports.extensions import waiting_extension
from tracker.reports.reports import Report, State, reports_of
from tracker.reports.rounds import Asked
from tracker.reports.versions import versions_of

EXTEND_REPORT = Action("extendreport")
_WIDE, _MANY = 12, 150  # cells asked in one row, in all: a form that is filled faster on a computer


def owed_reports(turn: Turn) -> list[Asked]:
    """The open reports of the person's unit, the next due first; of a desk, the one that it enters on behalf of its unit."""
    return my_reports(turn).owed


def unfinished_reports(turn: Turn) -> list[Asked]:
    """The reports that are owed and those that await the unit's leader, the next due first."""
    return sorted((asked for asked in _reports(turn) if asked.report.is_with_unit), key=_by_due_time)


def _by_due_time(asked: Asked) -> tuple[datetime, int]:
    return asked.report.due_at, asked.report.id


class Mine(NamedTuple):
    """Their unit's reports: owed and for them to approve, the next due first; handed in, the latest due first."""

    owed: list[Asked]
    to_approve: list[Asked]
    handed_in: list[Asked]


def my_reports(turn: Turn) -> Mine:
    """What is whose turn; of a desk that enters on behalf of a unit, that report alone."""
    mine = sorted(_reports(turn), key=_by_due_time)
    closed = [asked for asked in mine if not asked.report.is_open]
    to_approve = [asked for asked in closed if _is_to_approve(turn, asked.report)]
    handed_in = [asked for asked in reversed(closed) if not _is_to_approve(turn, asked.report)]
    return Mine([asked for asked in mine if asked.report.is_open], to_approve, handed_in)


def _is_to_approve(turn: Turn, report: Report) -> bool:
    return report.state == State.AWAITING and may_approve(turn.officer, report.unit_id)


def _reports(turn: Turn) -> list[Asked]:
    if turn.place.behalf:
        mine = [turn.report(str(turn.place.behalf["report"]))]
    elif turn.fills:
        mine = reports_of(turn.session, turn.unit.id)
    else:
        mine = []
    return [turn.asked(report) for report in mine]


@does(OPEN_ONLY)
def open_only(turn: Turn, _rest: str) -> Next:
    """Straight into the only report that is owed or to be approved, or the last one handed in if none is; else to the menu."""
    open_ones, to_approve, handed_in = my_reports(turn)
    owed = [*open_ones, *to_approve]
    if len(owed) == 1:
        return open_report(turn, str(owed[0][0].id))
    if handed_in and not owed:
        return open_report(turn, str(handed_in[0][0].id))
    return Go(Menu())


@does(OPEN)
def open_report(turn: Turn, number: str) -> Next:
    """Go to a report: its first open question, or what can be done with one that is handed in."""
    report = turn.report(number)
    asked = turn.asked(report)
    if not report.is_open:
        return _open_closed(turn, asked)
    turn.go(Filling(), report=report)
    report.require_unlocked(turn.now)
    turn.note(_opening(turn, asked))
    turn.go(first_of(turn))
    totals.note_opening(turn)
    _offer_extension(turn, report)
    return STAY if totals.settled(turn, turn.held) else Go(TotalsChanged())


def take_back(turn: Turn, report: Report, then: str = "") -> Next:
    """Ask why a report that is handed in must be changed; after that `then` is changed in it."""
    if not report.may_be_taken_back:
        raise WrongState(state=report.state, wanted="reopened")
    turn.go(Reopening(then), report=report)
    report.require_unlocked(turn.now)
    return STAY


def _open_closed(turn: Turn, asked: Asked) -> Next:
    report = asked.report
    if _is_to_approve(turn, report):
        approving.show(turn, report)
        return STAY
    turn.go(Menu(), report=report)
    choices = [SHEET.choice(sentences.SHEET, report.id)]
    if report.state == State.SUBMITTED:
        totals.note_changed(turn)
    if report.may_be_taken_back:
        locked = report.is_locked(turn.now)
        again = ASK_REOPENING.choice(locking.ASK, report.id) if locked else REOPEN.choice(sentences.REOPEN, report.id)
        choices.append(again)
    if report.submissions > 1:
        choices.append(VERSIONS.choice(versions.VERSIONS, report.id))
    turn.say(sentences.closed(asked, turn.now), choices, numbered=True)
    return STAY


def _offer_extension(turn: Turn, report: Report) -> None:
    """From the last working day before it is due on, more time is one tap away; what was asked for already is said."""
    waiting = waiting_extension(turn.session, report)
    if waiting:
        turn.note(extending.still_waiting(waiting))
    elif report.first_submitted_at is None:
        due_on = report.due_at.astimezone(ZONE).date()
        if turn.today >= WorkingDays.of(turn.session).plus(due_on, -1):
            turn.offer(EXTEND_REPORT.choice(extending.ASK, report.id))


def _opening(turn: Turn, asked: Asked) -> str:
    left = len(open_comments(turn.session, asked.report))
    if asked.report.state == State.RETURNED:
        ended = versions_of(turn.session, asked.report)[-1].ended
        return correcting.returned(asked, ended.reason if ended else "", left)
    here = turn.snapshot
    of_level, waiting = here.form.of_level(here.unit.level), len(here.open)
    count = len(of_level.cells)
    if waiting == count and here.previous:
        return sentences.opening_again(asked, len(here.form.sections))
    if waiting == 0:
        return sentences.complete(asked, count)
    if waiting == count:
        if widest(here.form, of_level.cells) > _WIDE or count > _MANY:
            turn.offer(BLANK.choice(sentences.BLANK, asked.report.id))
            turn.note(sentences.wide(count, widest(here.form, of_level.cells)))
        lists = sum(here.form.row_of(cell).repeats for cell in of_level.cells)
        return sentences.opening(asked, count - lists, lists, len(questions_of(here.form, here.unit.level)))
    return sentences.resumed(asked, count - waiting, count)
