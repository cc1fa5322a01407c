"""Opening a report: which are owed, and what stands above the first question."""

from bot.conversation.place import At
from bot.conversation.turn import Choice, Turn
from bot.texts import reporting as sentences
from tracker.figures import open_rows
from tracker.officers import may_fill
from tracker.previous import previous_figures
from tracker.reports import Report, State, reports_of
from tracker.rounds import Round


def owed_reports(turn: Turn) -> list[tuple[Report, Round]]:
    """The open reports of the person's unit, the next due first."""
    return sorted(_reports(turn, is_open=True), key=lambda pair: (pair[0].due_at, pair[0].id))


def handed_in_reports(turn: Turn) -> list[tuple[Report, Round]]:
    """The reports that the person's unit has handed in, the latest due first."""
    return sorted(_reports(turn, is_open=False), key=lambda pair: (pair[0].due_at, pair[0].id), reverse=True)


def _reports(turn: Turn, *, is_open: bool) -> list[tuple[Report, Round]]:
    if not may_fill(turn.officer, turn.unit.id):
        return []
    mine = [report for report in reports_of(turn.session, turn.unit.id) if report.is_open is is_open]
    return [(report, turn.session.get_one(Round, report.round_id)) for report in mine]


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
    round_ = turn.session.get_one(Round, report.round_id)
    if report.is_open:
        turn.stand(At.FILLING, report=report)
        turn.note(_opening(turn, report, round_))
        return
    turn.stand(At.MENU, report=report)
    choices: list[Choice] = [(sentences.SHEET, f"sheet {report.id}")]
    if report.state == State.SUBMITTED:
        choices.append((sentences.REOPEN, f"reopen {report.id}"))
    turn.say(sentences.closed(round_, report.state, report.submitted_at), choices, numbered=True)


def _opening(turn: Turn, report: Report, round_: Round) -> str:
    rows = list(turn.form().asked(turn.unit.level))
    waiting = len(open_rows(turn.session, report))
    if waiting == len(rows) and previous_figures(turn.session, report):
        return sentences.opening_again(round_, report, len(turn.form().sections))
    if waiting == 0:
        return sentences.complete(round_, report, len(rows))
    if waiting == len(rows):
        return sentences.opening(round_, report, len(rows), len({row.ask for row in rows}))
    return sentences.resumed(round_, report, len(rows) - waiting, len(rows))
