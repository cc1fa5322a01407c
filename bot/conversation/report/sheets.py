"""Filling on a computer: the blank sheet goes out, the filled one comes back and is taken over after a yes."""

from bot.conversation.core.position import RESTING, At
from bot.conversation.core.turn import Turn
from bot.conversation.report.filling import question
from bot.conversation.report.opening import owed_reports
from bot.messages.choices import Choice
from bot.messages.messages import Attachment
from bot.reading.filled_sheet import SeveralReportsFit, fitting_rows, left_empty, packed, read_sheet, take_over, unpacked
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import reporting, uploads
from bot.texts.report import sheets as sentences
from tracker.blank_form import BlankForm, read_blank_form
from tracker.filled_form.matching import Matched
from tracker.forms.rules import Level
from tracker.kernel.errors import ReportClosed, TrackerError
from tracker.office.officers import is_desk
from tracker.reports.figures import figures_of
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.review.findings import findings
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Read
from tracker.workbooks.appendices import report_to_fill


def send_blank(turn: Turn, _rest: str) -> None:
    """The sheet of the report at hand, or of every one that is owed, to be filled on a computer."""
    at_hand = turn.place.at not in RESTING | {At.REOPENING, At.RETURNING, At.ENTERING_FOR}
    owed = [one for one in owed_reports(turn) if not at_hand or one.report.id == turn.place.report_id]
    if not owed:
        turn.note(menu.DESK_ENTERS_NOTHING if is_desk(turn.officer) else menu.NOTHING_OWED)
    for one in owed:
        sheet = Attachment(*report_to_fill(turn.session, one.report), one.report.unit_id, fills=one.report.id)
        turn.say(sentences.HOW_TO_FILL, title=sentences.blank(one), attachment=sheet)


def receive(turn: Turn, name: str, read: Read) -> None:
    """A file came: show what it would change, and ask; or say why it cannot be taken over."""
    if not turn.fills or (is_desk(turn.officer) and not owed_reports(turn)):
        turn.note(menu.DESK_ENTERS_NOTHING)
    elif isinstance(read, UploadRefused):
        turn.note(refusals.file_refused(read))
    else:
        try:
            _offer(turn, name, read_blank_form(read))
        except TrackerError as refused:
            turn.note(uploads.not_taken_over(refused))


def _offer(turn: Turn, name: str, filled: BlankForm) -> None:
    report, rows = _report_meant(turn, filled)
    entries = read_sheet(turn.session, report, filled.sheet, rows)
    standing = figures_of(turn.session, report)
    fresh = {key: entry for key, entry in entries.items() if key not in standing or standing[key].entry != entry}
    if not fresh:
        turn.stand(At.FILLING, report=report)
        turn.note(sentences.nothing_new(name))
        return
    turn.stand(At.TAKING_OVER, report=report, focus=name)
    turn.place.held = packed(fresh)


def _report_meant(turn: Turn, filled: BlankForm) -> tuple[Report, list[Matched]]:
    """The one at hand if the sheet was written for it, or the only one that is owed for which it was; and its rows in it."""
    owed = [report for report, _ in owed_reports(turn)]
    owed.sort(key=lambda report: report.id != turn.place.report_id)
    refusals: list[TrackerError] = []
    fitting = []
    for report in owed:
        try:
            fitting.append((report, fitting_rows(turn.session, report, filled)))
        except TrackerError as refused:
            refusals.append(refused)
    if not owed:
        raise ReportClosed(state="handed in")
    if not fitting:
        raise refusals[0]
    if len(fitting) > 1 and fitting[0][0].id != turn.place.report_id:
        raise SeveralReportsFit(count=len(fitting))
    return fitting[0]


def ask(turn: Turn) -> None:
    """Show what the sheet would change and what would be out of line."""
    report, form, entries = turn.report(), turn.form(), unpacked(turn.place.held)
    standing = {key: figure.entry for key, figure in figures_of(turn.session, report).items()}
    empty = left_empty(turn.session, report, entries)
    found = [finding for finding in findings(turn.session, report, entries) if finding.rule.level is not Level.MENTION]
    choices: list[Choice] = [(sentences.TAKE_AND_GO_ON if empty else sentences.TAKE, "over")]
    choices += [(sentences.TAKE_AND_LEAVE_REST, "overall")] if empty else []
    turn.say(
        sentences.comparison(form, standing, entries, empty, found),
        [*choices, (sentences.DROP, "drop")],
        title=sentences.comparison_title(turn.place.focus, turn.session.get_one(Round, report.round_id)),
        numbered=True,
    )


def hear(turn: Turn, _text: str) -> None:
    """Only the choices are understood."""
    turn.note(reporting.TAP_OR_TYPE)


def take(turn: Turn, _rest: str) -> None:
    """Take the sheet over; what it leaves empty is asked."""
    _take(turn, rest_blank=False)


def take_and_leave_rest(turn: Turn, _rest: str) -> None:
    """Take it over and leave the rest of the report blank."""
    _take(turn, rest_blank=True)


def _take(turn: Turn, *, rest_blank: bool) -> None:
    if turn.place.at != At.TAKING_OVER:
        return
    entries = unpacked(turn.place.held)
    taken = take_over(turn.session, turn.report(), entries, turn.entry_source, rest_blank=rest_blank)
    turn.stand(At.FILLING)
    turn.note(sentences.taken_over(taken))
    question(turn, entries)


def drop(turn: Turn, _rest: str) -> None:
    """Leave the report as it is."""
    if turn.place.at == At.TAKING_OVER:
        turn.stand(At.FILLING)
        turn.note(sentences.DROPPED)
