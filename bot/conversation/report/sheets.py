"""Filling on a computer: the blank sheet goes out, the filled one comes back and is taken over after a yes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.manners import OF_A_CHOICE
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling
from bot.conversation.core.step import Step, keep_nothing, never, stay, step_at
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.report.opening import owed_reports
from bot.conversation.report.taking import question
from bot.messages.actions import BLANK, STATUS, TOTAL, Action, Means
from bot.messages.messages import Attachment
from bot.reading.filled_sheet import (
    CellSaid,
    SeveralReportsFit,
    account_of,
    cells_to_look_at,
    entries_of,
    left_empty,
    packed,
    places_of,
    take_over,
    unpacked,
)
from bot.reading.periods import read_period
from bot.texts import refusals
from bot.texts.common.wording import report_name
from bot.texts.desk import looking_up, standing_table
from bot.texts.office import menu
from bot.texts.report import reporting, uploads
from bot.texts.report import sheets as sentences
from tracker.filled_form.outcomes import Account, Outcome
from tracker.forms.cell import Cell
from tracker.forms.rules import Level
from tracker.kernel.errors import ReportClosed, TrackerError
from tracker.kernel.grids import Grid
from tracker.office.officers import is_desk
from tracker.reports.reports import Report, form_of
from tracker.reports.rounds import Asked
from tracker.reports.snapshot import snapshot_of
from tracker.review.findings import look_over
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Sheets
from tracker.workbooks.appendices import report_to_fill

SEND_FILE = Action("sendfile", whole=("gui tep", "gui file", "/guitep"))
OVER, OVER_ALL, DROP = Action("over", means=Means.YES), Action("overall"), Action("drop", means=Means.NO)
FURTHER = Action("further")


@dataclass(frozen=True)
class TakingOver(Held, at="taking_over", leaving=Leaving.PUT_BY):
    """A filled sheet that waits for a yes: the name of its file, and its entries, packed, by the texts of their cells.

    `sheet` and `places` say where they stand, `asked` what is not simply taken; `page` is which part of it all is shown.
    """

    file: str = ""
    entries: dict[str, list[str | None]] = field(default_factory=dict)
    sheet: str = ""
    places: dict[str, str] = field(default_factory=dict)
    asked: tuple[CellSaid, ...] = ()
    page: int = 0

    @property
    def unread(self) -> set[Cell]:
        """The form's cells in which something stands that cannot be read."""
        return {Cell.read(one.cell) for one in self.asked if one.outcome is Outcome.UNREAD and one.cell}


@does(BLANK)
def send_blank(turn: Turn, which: str) -> Next:
    """The sheet of the report of that number or period, or at hand, or of the only one that is owed; else ask which."""
    owed = _meant(turn, which)
    if len(owed) > 1:
        choices = [BLANK.choice(report_name(one.round), one.report.id) for one in owed]
        turn.say(sentences.WHICH_BLANK, choices, numbered=True)
        return STAY
    if not owed and is_desk(turn.officer):
        choices = [TOTAL.choice(standing_table.TOTAL), STATUS.choice(menu.STATUS)]
        turn.say(looking_up.BLANKS, choices, numbered=True)
    elif not owed:
        turn.note(menu.NOTHING_OWED)
    for one in owed:
        sheet = Attachment(*report_to_fill(turn.session, one.report), one.report.unit_id, fills=one.report.id)
        turn.say(sentences.HOW_TO_FILL, title=sentences.blank(one), attachment=sheet)
    return STAY


def _meant(turn: Turn, which: str) -> Sequence[Asked]:
    """Those of the owed reports that are meant; of a period that none of them is of, says so and gives all."""
    owed = owed_reports(turn)
    if number_in(which) is not None:
        return [one for one in owed if one.report.id == turn.report(which).id]
    if not which:
        at_hand = step_at(turn).manner.open_report
        return [one for one in owed if not at_hand or one.report.id == turn.place.report_id]
    period = read_period(which, turn.today)
    of_period = [one for one in owed if period and one.round.period == period.code]
    turn.note("" if of_period or not owed else sentences.no_blank_of(which))
    return of_period or owed


@does(SEND_FILE)
def ask_for_file(turn: Turn, _rest: str) -> Next:
    """Say where a file may be sent, above the question that stands."""
    want_file(turn)
    turn.note(sentences.SEND_HERE if turn.carries.files else sentences.SEND_THERE)
    return STAY


def want_file(turn: Turn) -> None:
    """On a channel that carries no files: let them send one for the report that is open, or any, behind a link."""
    if step_at(turn).manner.open_report:
        asked = turn.asked(turn.report())
        turn.want_file(sentences.blank(asked), fills=asked.report.id)
    else:
        turn.want_file(sentences.ANY_FILE)


def say_what_is_read(turn: Turn) -> None:
    """To whoever sent what cannot be read here; where no file comes through, that includes the sheet of the report."""
    if turn.carries.files:
        turn.note(menu.ONLY_TEXT)
        return
    want_file(turn)
    turn.note(sentences.NOT_CARRIED)


def receive(turn: Turn, name: str, read: Sheets | UploadRefused) -> Next:
    """A file came: show what it would change, and ask; or say why it cannot be taken over."""
    if not turn.fills or (is_desk(turn.officer) and not owed_reports(turn)):
        turn.note(menu.DESK_ENTERS_NOTHING)
    elif isinstance(read, UploadRefused):
        turn.note(refusals.file_refused(read))
    else:
        try:
            return _offer(turn, name, read)
        except TrackerError as refused:
            turn.note(uploads.not_taken_over(refused))
    return STAY


def _offer(turn: Turn, name: str, grids: list[Grid]) -> Next:
    report, found = _report_meant(turn, grids)
    asked = cells_to_look_at(found)
    fresh = entries_of(snapshot_of(turn.session, report), found)
    if fresh:
        sheets = ", ".join(found.sheets) if len(grids) > 1 else ""
        return Go(TakingOver(name, packed(fresh), sheets, places_of(found), tuple(asked)), report)
    turn.note(sentences.nothing_new(name, sentences.cells_named(form_of(turn.session, report), asked)))
    return STAY if asked and report.id == turn.place.report_id else Go(Filling(), report)


def _report_meant(turn: Turn, grids: list[Grid]) -> tuple[Report, Account]:
    """The one at hand if the file was written for it, or the only one that is owed for which it was; and what it says."""
    owed = [report for report, _ in owed_reports(turn)]
    owed.sort(key=lambda report: report.id != turn.place.report_id)
    refusals: list[TrackerError] = []
    fitting = []
    for report in owed:
        try:
            fitting.append((report, account_of(turn.session, report, grids)))
        except TrackerError as refused:
            refusals.append(refused)
    if not owed:
        raise ReportClosed(state="handed in")
    if not fitting:
        raise refusals[0]
    if len(fitting) > 1 and fitting[0][0].id != turn.place.report_id:
        raise SeveralReportsFit(count=len(fitting))
    return fitting[0]


def ask(turn: Turn, held: TakingOver) -> None:
    """Show what the sheet says, a screen at a time, what would be out of line, and what stays empty."""
    here, entries = turn.snapshot, unpacked(held.entries)
    standing = {cell: figure.entry for cell, figure in here.figures.items()}
    empty = _empty(turn, held)
    found = [finding for finding in look_over(turn.session, here, entries) if finding.rule.level is not Level.MENTION]
    file = sentences.FileCompared(standing, entries, held.places, held.asked, empty)
    shown = sentences.screen(sentences.lines(here.form, file, found), held.page)
    choices = [OVER.choice(sentences.TAKE_AND_GO_ON if empty or held.unread else sentences.TAKE)]
    choices += [OVER_ALL.choice(sentences.TAKE_AND_LEAVE_REST)] if empty else []
    choices += [FURTHER.choice(sentences.FURTHER)] if shown.rest or held.page else []
    turn.say(
        sentences.comparison(file, shown),
        [*choices, DROP.choice(sentences.DROP)],
        title=sentences.comparison_title(held.file, here.round, held.sheet),
        numbered=True,
    )


def _empty(turn: Turn, held: TakingOver) -> list[Cell]:
    """The cells that would still wait for an answer, but for those in which something stands that cannot be read."""
    return [cell for cell in left_empty(turn.snapshot, unpacked(held.entries)) if cell not in held.unread]


@does(FURTHER)
def show_further(turn: Turn, _rest: str) -> Next:
    """The next screen of what the sheet says."""
    held = turn.held
    if isinstance(held, TakingOver):
        turn.hold(replace(held, page=held.page + 1))
    return STAY


def go_further(turn: Turn, _held: TakingOver) -> Next:
    """By "tiếp", as by the choice."""
    return show_further(turn, "")


def hear(turn: Turn, _held: TakingOver, _text: str) -> Next:
    """Only the choices are understood."""
    turn.note(reporting.TAP_OR_TYPE)
    return STAY


@does(OVER)
def take(turn: Turn, _rest: str) -> Next:
    """Take the sheet over; what it leaves empty is asked."""
    return _take(turn, rest_blank=False)


@does(OVER_ALL)
def take_and_leave_rest(turn: Turn, _rest: str) -> Next:
    """Take it over and leave the rest of the report blank."""
    return _take(turn, rest_blank=True)


def _take(turn: Turn, *, rest_blank: bool) -> Next:
    held = turn.held
    if not isinstance(held, TakingOver):
        return STAY
    entries = unpacked(held.entries)
    blank = _empty(turn, held) if rest_blank else []
    taken = take_over(turn.session, turn.report(), entries, turn.entry_source, blank)
    turn.note(sentences.taken_over(taken, len(held.unread)))
    offer_undo(turn)
    follows = question(turn, turn.snapshot, entries)
    return Go(Filling()) if follows is STAY else follows


@does(DROP)
def drop(turn: Turn, _rest: str) -> Next:
    """Leave the report as it is."""
    if not turn.at(TakingOver):
        return STAY
    turn.note(sentences.DROPPED)
    return Go(Filling())


TAKING_OVER = Step(
    holds=TakingOver,
    manner=replace(OF_A_CHOICE, open_report=True),
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=go_further,
    keep=keep_nothing,
)
