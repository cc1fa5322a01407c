"""Opening a report: which are owed, and what stands above the first question."""

from bot.choices import Choice
from bot.conversation import totals
from bot.conversation.place import At
from bot.conversation.turn import Turn
from bot.texts import extending, locking
from bot.texts import reporting as sentences
from tracker.extensions import waiting_extension
from tracker.figures import open_rows
from tracker.officers import may_fill
from tracker.periods import ZONE
from tracker.previous import previous_figures
from tracker.reports import Report, State, reports_of
from tracker.rounds import Asked, Round
from tracker.working_days import WorkingDays


def owed_reports(turn: Turn) -> list[Asked]:
    """The open reports of the person's unit, the next due first."""
    return sorted(_reports(turn, is_open=True), key=lambda pair: (pair[0].due_at, pair[0].id))


def handed_in_reports(turn: Turn) -> list[Asked]:
    """The reports that the person's unit has handed in, the latest due first."""
    return sorted(_reports(turn, is_open=False), key=lambda pair: (pair[0].due_at, pair[0].id), reverse=True)


def _reports(turn: Turn, *, is_open: bool) -> list[Asked]:
    if not may_fill(turn.officer, turn.unit.id):
        return []
    mine = [report for report in reports_of(turn.session, turn.unit.id) if report.is_open is is_open]
    return [_asked(turn, report) for report in mine]


def _asked(turn: Turn, report: Report) -> Asked:
    return Asked(report, turn.session.get_one(Round, report.round_id))


def open_only(turn: Turn, _rest: str) -> None:
    """Straight into the only report that is owed, or the last one handed in if none is; else to the menu."""
    owed, handed_in = owed_reports(turn), handed_in_reports(turn)
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
    turn.stand(At.MENU, report=report)
    choices: list[Choice] = [(sentences.SHEET, f"sheet {report.id}")]
    if report.state == State.SUBMITTED:
        totals.note_changed(turn)
        locked = report.is_locked(turn.now)
        choices.append((locking.ASK, f"askreopening {report.id}") if locked else (sentences.REOPEN, f"reopen {report.id}"))
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
    rows = list(turn.form().asked(turn.unit.level))
    waiting = len(open_rows(turn.session, asked.report))
    if waiting == len(rows) and previous_figures(turn.session, asked.report):
        return sentences.opening_again(asked, len(turn.form().sections))
    if waiting == 0:
        return sentences.complete(asked, len(rows))
    if waiting == len(rows):
        return sentences.opening(asked, len(rows), len({row.ask for row in rows}))
    return sentences.resumed(asked, len(rows) - waiting, len(rows))
