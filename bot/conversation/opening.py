"""Opening a report: which are owed, and what stands above the first question."""

from datetime import datetime

from bot.choices import Choice
from bot.conversation import totals
from bot.conversation.place import At
from bot.conversation.reviewed import approving
from bot.conversation.turn import Turn
from bot.texts import correcting, extending, locking, versions
from bot.texts import reporting as sentences
from tracker.comments import open_comments
from tracker.extensions import waiting_extension
from tracker.officers import may_approve
from tracker.periods import ZONE
from tracker.previous import previous_figures
from tracker.reckoning import open_rows
from tracker.reports import Report, State, reports_of
from tracker.rounds import Asked, Round
from tracker.versions import versions_of
from tracker.working_days import WorkingDays


def owed_reports(turn: Turn) -> list[Asked]:
    """The open reports of the person's unit, the next due first; of a desk, the one that it enters on behalf of its unit."""
    return [asked for asked in unfinished_reports(turn) if asked.report.is_open]


def unfinished_reports(turn: Turn) -> list[Asked]:
    """The same with those that await the unit's leader."""
    return sorted((asked for asked in _reports(turn) if asked.report.is_with_unit), key=_by_due_time)


def _by_due_time(asked: Asked) -> tuple[datetime, int]:
    return asked.report.due_at, asked.report.id


def handed_in_reports(turn: Turn) -> list[Asked]:
    """The reports that the person's unit has handed in, or that await its leader, the latest due first."""
    closed = [one for one in _reports(turn) if not one.report.is_open and not _is_to_approve(turn, one.report)]
    return sorted(closed, key=_by_due_time, reverse=True)


def reports_to_approve(turn: Turn) -> list[Asked]:
    """Those that wait for the person, as the unit's leader, the next due first."""
    return [asked for asked in unfinished_reports(turn) if _is_to_approve(turn, asked.report)]


def _is_to_approve(turn: Turn, report: Report) -> bool:
    return report.state == State.AWAITING and may_approve(turn.officer, report.unit_id)


def _reports(turn: Turn) -> list[Asked]:
    if turn.place.behalf:
        mine = [turn.report(str(turn.place.behalf["report"]))]
    elif turn.fills:
        mine = reports_of(turn.session, turn.unit.id)
    else:
        mine = []
    return [_asked(turn, report) for report in mine]


def _asked(turn: Turn, report: Report) -> Asked:
    return Asked(report, turn.session.get_one(Round, report.round_id))


def open_only(turn: Turn, _rest: str) -> None:
    """Straight into the only report that is owed or to be approved, or the last one handed in if none is; else to the menu."""
    owed, handed_in = [*owed_reports(turn), *reports_to_approve(turn)], handed_in_reports(turn)
    if len(owed) == 1:
        open_report(turn, str(owed[0][0].id))
    elif handed_in and not owed:
        open_report(turn, str(handed_in[0][0].id))
    else:
        turn.stand(At.MENU)


def open_report(turn: Turn, number: str) -> None:
    """Go to a report: its first open question, or what can be done with one that is handed in."""
    report = turn.report(number)
    asked = _asked(turn, report)
    if report.is_open:
        turn.stand(At.FILLING, report=report)
        report.require_unlocked(turn.now)
        turn.note(_opening(turn, asked))
        totals.note_opening(turn)
        if not totals.settled(turn):
            turn.stand(At.TOTALS_CHANGED)
        _offer_extension(turn, report)
        return
    if _is_to_approve(turn, report):
        approving.show(turn, report)
        return
    turn.stand(At.MENU, report=report)
    choices: list[Choice] = [(sentences.SHEET, f"sheet {report.id}")]
    if report.state == State.SUBMITTED:
        totals.note_changed(turn)
    if report.may_be_taken_back:
        locked = report.is_locked(turn.now)
        choices.append((locking.ASK, f"askreopening {report.id}") if locked else (sentences.REOPEN, f"reopen {report.id}"))
    if report.submissions > 1:
        choices.append((versions.VERSIONS, f"versions {report.id}"))
    turn.say(sentences.closed(asked, turn.now), choices, numbered=True)


def _offer_extension(turn: Turn, report: Report) -> None:
    """From the last working day before it is due on, more time is one tap away; what was asked for already is said."""
    waiting = waiting_extension(turn.session, report)
    if waiting:
        turn.note(extending.still_waiting(waiting))
    elif report.first_submitted_at is None:
        due_on = report.due_at.astimezone(ZONE).date()
        if turn.today >= WorkingDays.of(turn.session).plus(due_on, -1):
            turn.offer(extending.ASK, f"extendreport {report.id}")


def _opening(turn: Turn, asked: Asked) -> str:
    left = len(open_comments(turn.session, asked.report))
    if asked.report.state == State.RETURNED:
        ended = versions_of(turn.session, asked.report)[-1].ended
        return correcting.returned(asked, ended.reason if ended else "", left)
    rows = list(turn.form().asked(turn.reporting_unit.level))
    waiting = len(open_rows(turn.session, asked.report))
    if waiting == len(rows) and previous_figures(turn.session, asked.report):
        return sentences.opening_again(asked, len(turn.form().sections))
    if waiting == 0:
        return sentences.complete(asked, len(rows))
    if waiting == len(rows):
        return sentences.opening(asked, len(rows), len({row.ask for row in rows}))
    return sentences.resumed(asked, len(rows) - waiting, len(rows))
