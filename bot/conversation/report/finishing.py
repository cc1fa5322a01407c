"""The summary, handing in, the receipt with the appendix, and taking a report back."""

from collections.abc import Sequence

from bot.conversation.core import manners
from bot.conversation.core.doing import do, does
from bot.conversation.core.journal import end
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, LookingAt, Menu, Reopening, Reviewing, Summary
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.report import approving, questioning
from bot.conversation.report.asking.naming import names_a_cell, says_cells
from bot.conversation.report.editing import edit, row_change
from bot.conversation.report.filling import go_before
from bot.conversation.report.opening import open_only, owed_reports, take_back
from bot.conversation.report.taking import go_on
from bot.messages.actions import ACCEPT, BACK, REOPEN, SEE, SET, SHEET, STATUS, WRITTEN, Action
from bot.messages.messages import Attachment
from bot.reading.groups.named import section_named
from bot.texts import refusals
from bot.texts.common.wording import OTHERS
from bot.texts.desk import behalf, reviewing
from bot.texts.office import menu
from bot.texts.report import overview
from bot.texts.report import reporting as sentences
from bot.texts.report.cells import reading_back
from bot.texts.writing import written
from tracker.forms.rules import Level
from tracker.kernel.errors import CommentsOpen, LeaderMissing
from tracker.kernel.names import tidy
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, State, receipt_code, unit_of
from tracker.reports.rounds import Round
from tracker.review.desk_report import count_in
from tracker.review.findings import Finding, look_over, unsettled
from tracker.review.reading_back import ReadBack, to_read_back
from tracker.review.submission import reopen_report, submit_report
from tracker.workbooks.appendices import report_appendix, shown_cells
from tracker.workbooks.words import remark_in_print

SUBMIT = Action("submit", whole=("nop", "nop bao cao"))
LOOK = Action("look")
AGAIN = Action("again")
_MOST_KEPT = 3  # figures that were kept with a reason, named on one screen
_OTHER_LINES = 3  # beside the sections: the title, what is 0 or blank, what can be done
_MOST_READ_BACK, _FEWEST_SECTIONS = 3, 3


def show_summary(turn: Turn, _held: Summary) -> None:
    """What was kept with a reason, the figures read back, and a line for each section; the figures are a tap away."""
    here = turn.snapshot
    report, form = here.report, here.form
    kept = [found for found in look_over(turn.session, here) if found.rule.level is not Level.MENTION]
    questioning.name_kept(turn, form, kept[:_MOST_KEPT])
    turn.note(overview.more_kept(len(kept) - _MOST_KEPT))
    room = turn.room - _OTHER_LINES
    read = figures_read_back(turn, kept, room - _FEWEST_SECTIONS - 1)
    said = reading_back.screen(form, read)
    sections = overview.overview(form, shown_cells(turn.session, report), here.amounts_before, room - len(said))
    turn.say(
        "\n".join([*said, sections]),
        [
            *(SUBMIT.choice(sentences.SUBMIT), SHEET.choice(sentences.SHEET, report.id), BACK.choice(sentences.BACK)),
            *(AGAIN.choice(reading_back.fix(form.row_of(one.cell)), one.cell) for one in read),
            *(LOOK.choice(overview.part(section), section.key) for section in form.sections),
        ],
        title=sentences.summary_title(turn.session.get_one(Round, report.round_id)),
    )


def figures_read_back(turn: Turn, kept: Sequence[Finding], room: int = _MOST_READ_BACK) -> list[ReadBack]:
    """The three figures whose error would do most harm, or as many as there is room for; not those kept for a reason."""
    given = {cell for one in kept for cell in one.rule.cells}
    return to_read_back(turn.session, turn.snapshot, min(max(room, 0), _MOST_READ_BACK), given)


def hear(turn: Turn, _held: Summary | LookingAt, text: str) -> Next:
    """A section to look into, or a row to mend or to set, by its number or its name."""
    if says_cells(turn, text):
        return do(turn, SET, text)
    form = turn.form()
    names = {section.key: (section.stt, section.label or OTHERS) for section in form.sections}
    if (section := section_named(names, text)) is not None:
        return Go(LookingAt(section))
    if tidy(text).rstrip(".").lower() in form.by_key or names_a_cell(turn, text):
        return edit(turn, text)
    turn.note(sentences.TAP_OR_TYPE)
    return STAY


@does(SUBMIT)
def submit(turn: Turn, _rest: str) -> Next:
    """Hand it in; the receipt and the appendix come back."""
    if turn.at(Menu) and owed_reports(turn):
        follows = open_only(turn, "")
        turn.note(refusals.STILL_OPEN if turn.at(Filling) else "")
        return follows
    if not turn.at(Summary, LookingAt):
        complete = turn.at(Filling) and not turn.snapshot.open and not unsettled(turn.session, turn.report())
        turn.note("" if complete else menu.NOT_UNDERSTOOD if turn.at(Menu) else refusals.STILL_OPEN)
        return STAY
    report = turn.report()
    if unsettled(turn.session, report):  # the units below may have changed something since the summary
        return Go(Filling())
    count_in(turn.session, report, turn.source, remark_in_print)
    try:
        submit_report(turn.session, report, turn.entry_source)
    except CommentsOpen as refused:
        turn.note(refusals.broken(refused))
        return Go(Filling())
    except LeaderMissing:
        approving.refuse_without_leader(turn, report)
    else:
        end(turn.session, report)
        _say_what_came_of_it(turn, report)
    return STAY


def _say_what_came_of_it(turn: Turn, report: Report) -> None:
    if report.state == State.AWAITING:
        approving.ask_leaders(turn, report)
        return
    if turn.place.behalf:
        _finish_for(turn, report)
        return
    round_ = turn.session.get_one(Round, report.round_id)
    receipt = sentences.receipt(report, receipt_code(report, turn.reporting_unit, round_.period))
    turn.go(Menu())
    turn.say(
        sentences.next_due(owed_reports(turn)),
        [WRITTEN.choice(written.WRITTEN, report.id), REOPEN.choice(sentences.REOPEN, report.id)],
        title=receipt,
        numbered=True,
        attachment=_sheet(turn, report),
    )


def _finish_for(turn: Turn, report: Report) -> None:
    """The desk that entered it for its unit is itself again and has it before it; the unit's officers have the receipt."""
    how, unit, round_ = EntryWay(turn.place.behalf["how"]), unit_of(turn.session, report), turn.asked(report).round
    receipt = sentences.receipt(report, receipt_code(report, unit, round_.period))
    tell_officers(turn, report, behalf.HANDED_IN_TITLE, behalf.handed_in(turn.officer, turn.unit, how, receipt))
    turn.go(Reviewing(), report=report)
    turn.say(
        sentences.WITH_THE_SHEET,
        [
            ACCEPT.choice(reviewing.ACCEPT, report.id),
            SEE.choice(behalf.SEE, report.id),
            STATUS.choice(reviewing.ALL_UNITS),
        ],
        title=behalf.receipt(unit, how, receipt),
        numbered=True,
        attachment=Attachment(*report_appendix(turn.session, report), report.unit_id, shows=report.id),
    )


def _sheet(turn: Turn, report: Report) -> Attachment:
    return Attachment(*report_appendix(turn.session, report), report.unit_id, shows=report.id)


@does(SHEET)
def send_sheet(turn: Turn, number: str) -> Next:
    """The appendix as it stands, with what can be done next."""
    report = turn.report(number)
    if not turn.at(Menu, Summary):
        turn.enclose(_sheet(turn, report))
        turn.note(sentences.HERE_IS_THE_SHEET)
        return STAY
    choices = [REOPEN.choice(sentences.REOPEN, report.id)] if report.may_be_taken_back else []
    if turn.at(Summary, LookingAt):
        choices = [SUBMIT.choice(sentences.SUBMIT), BACK.choice(sentences.BACK)]
    choices.append(WRITTEN.choice(written.WRITTEN, report.id))
    turn.say(sentences.HERE_IS_THE_SHEET, choices, numbered=not turn.at(Summary, LookingAt), attachment=_sheet(turn, report))
    return STAY


@does(REOPEN)
def reopen(turn: Turn, number: str) -> Next:
    """Ask why a report that is handed in must be changed."""
    report, held = turn.report(number), turn.held
    return take_back(turn, report, row_change(held.words) if isinstance(held, Menu) else "")


def ask_reason(turn: Turn, held: Reopening) -> None:
    """Ask for the reason."""
    turn.say(sentences.why_reopen(turn.report(), held.then))


def hear_reason(turn: Turn, held: Reopening, text: str) -> Next:
    """Reopen it, for a reason in words."""
    reason = turn.reason(text)
    if reason is None:
        return STAY
    reopen_report(turn.session, turn.report(), turn.entry_source, reason)
    turn.note(sentences.REOPENED)
    turn.go(Summary())
    return edit(turn, held.then) if held.then else STAY


def back(turn: Turn, _held: Summary) -> Next:
    """To the last group."""
    return go_before(turn, [])


SUMMARY = Step(
    holds=Summary,
    manner=manners.OF_FIGURES,
    ask=show_summary,
    hear=hear,
    settled=never,
    back=back,
    go_on=go_on,
    keep=keep_nothing,
)
REOPENING = Step(
    holds=Reopening,
    manner=manners.OF_A_SENTENCE,
    ask=ask_reason,
    hear=hear_reason,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
