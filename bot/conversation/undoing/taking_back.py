"""Hoàn tác: what a person's messages did to an open report is taken back, the latest first, or the one that is named."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.journal import MessageDone, drop, last_done
from bot.conversation.core.next import BACK, STAY, Go, Next
from bot.conversation.core.places import Filling, Menu, Summary, Wording, WordsUnlike
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.report.sheets import TakingOver
from bot.conversation.undoing.erasing import hear_sentence
from bot.errors.rights import NotYours
from bot.messages.actions import REOPEN, UNDO, Action
from bot.texts.office import menu
from bot.texts.report import reporting, sheets
from bot.texts.report import undoing as sentences
from bot.texts.writing import words
from tracker.forms.cell import Cell
from tracker.office.officers import Officer
from tracker.reports.comments import ReportComment
from tracker.reports.figures import standing_figures
from tracker.reports.reports import Report, form_of
from tracker.review.reasons import about
from tracker.review.taking_back import Done, as_left, take_back
from tracker.written.outline import outline_of

SLIP = Action(
    "slip",
    over_sentence=True,
    whole=(
        *("nham", "nham roi", "em nham", "em nham roi", "nhap nham", "nhap nham roi", "em nhap nham", "em nhap nham roi"),
        *("go nham", "go nham roi", "em go nham", "bam nham", "em bam nham", "chon nham", "em chon nham", "gui nham"),
        *("xoa cau vua roi", "xoa cau truoc", "xoa cau tra loi vua roi", "xoa tin vua roi", "bo cau vua roi"),
        *("huy cau vua roi", "huy cau truoc", "huy tin vua roi", "lam lai cau truoc", "lam lai cau vua roi"),
        *("sua lai cau truoc", "sua cau truoc", "sua lai cau vua roi", "sua cau vua roi"),
    ),
)


@does(SLIP)
def take_back_slip(turn: Turn, _rest: str) -> Next:
    """Take back what the last message did; where a reason is asked for that is no figure's, the words may be that reason."""
    return hear_sentence(turn) or undo(turn, "")


@does(UNDO)
def undo(turn: Turn, step: str) -> Next:
    """Take back what the last message did, or the one that came at this step; the person stands where they stood before it."""
    turn.takes_back = True
    if not step and (left := _leave_what_is_not_done(turn)):
        return left
    number = number_in(step)
    done = _last(turn) if number is None else last_done(turn.session, turn.officer.id, step=number)
    report = _open_report(turn, done) if done else None
    if done is None or report is None:
        _say_why_not(turn, named=number is not None)
        return STAY
    return _take_back(turn, report, done)


def _leave_what_is_not_done(turn: Turn) -> Next | None:
    """Where something waits for a yes or for words, that is left: nothing was done yet."""
    if turn.at(TakingOver):
        turn.begun = None
        turn.note(sheets.DROPPED)
        return Go(Filling())
    if turn.at(Wording, WordsUnlike):
        return None
    if turn.place.before:
        turn.note(menu.LEFT_ASIDE)
        return BACK
    if not turn.rests and not step_at(turn).manner.open_report:
        turn.note(sentences.NOTHING_HERE)
        return STAY
    return None


def _last(turn: Turn) -> MessageDone | None:
    """The latest in the report at hand; of any report where none is."""
    return last_done(turn.session, turn.officer.id, turn.place.report_id)


def _open_report(turn: Turn, done: MessageDone) -> Report | None:
    """The report of it, if it still is open as it was and the person may fill it; raises ReportLocked."""
    try:
        report = turn.report(str(done.report_id))
    except NotYours:
        return None
    if done.what.only_words:
        return report
    if not report.is_open or report.submissions != done.submissions:
        return None
    report.require_unlocked(turn.now)
    return report


def _say_why_not(turn: Turn, *, named: bool) -> None:
    report = turn.session.get(Report, turn.place.report_id) if turn.place.report_id else None
    if report is None or not turn.may_fill(report):
        turn.note(sentences.NOTHING_AT_ALL)
    elif report.is_open:
        turn.note(sentences.ALREADY if named else sentences.NOTHING)
    else:
        turn.note(sentences.HANDED_IN if report.may_be_taken_back else sentences.CLOSED)
    if report and report.may_be_taken_back and turn.may_fill(report):
        turn.offer(REOPEN.choice(reporting.REOPEN, report.id))


def _take_back(turn: Turn, report: Report, done: MessageDone) -> Next:
    what, source = done.what, turn.entry_source
    left = as_left(turn.session, report, what)
    form, elsewhere = form_of(turn.session, report), report.id != turn.place.report_id
    turn.note(sentences.of_report(turn.asked(report).round) if elsewhere else "")
    take_back(turn.session, report, left, source)
    kept = [cell for cell in what.figures if cell not in left.figures]
    turn.note(sentences.taken_back(form, left.figures))
    name_words(turn, report, left)
    name_kept(turn, report, kept)
    where = done.back_to
    drop(turn.session, done, kept)
    if left:
        turn.go(Menu())
        turn.place.go_to(where)
        turn.place.put_by = [one for one in turn.place.put_by if one != where]
        if turn.at(Summary) and turn.snapshot.open:
            turn.go(Filling())
    return STAY


def name_words(turn: Turn, report: Report, done: Done) -> None:
    """Say which reasons, answers and words are taken back."""
    turn.note(sentences.reasons({about(ground): one.before for ground, one in done.reasons.items()}))
    comments = ((turn.session.get_one(ReportComment, number), one.before) for number, one in done.answers.items())
    turn.note(sentences.answers({comment.cell: before for comment, before in comments}))
    turn.note(words.taken_back(outline_of(form_of(turn.session, report)), list(done.words)))


def name_kept(turn: Turn, report: Report, cells: Sequence[Cell]) -> None:
    """Say what stands in cells that somebody altered after the message."""
    form, standing = form_of(turn.session, report), standing_figures(turn.session, report.id).figures
    figures = {cell: standing.get(cell) for cell in cells}
    names = {f.officer_id: turn.session.get_one(Officer, f.officer_id).name for f in figures.values() if f}
    names.pop(turn.officer.id, None)
    turn.note(sentences.altered_since(form, figures, names))
