"""An edited message: the figures follow it where they still stand as it left them; otherwise the person is told."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation.core.doing import do
from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone, done_by, standing
from bot.conversation.core.listening import listen
from bot.conversation.core.next import Go, Next
from bot.conversation.core.places import Filling, Questioned, Revising, Summary, Wording, WordsUnlike
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report.editing import EDIT
from bot.conversation.undoing.taking_back import name_kept
from bot.errors.rights import NotYours
from bot.messages.actions import KEEP, NONE_AROSE, PICK, REOPEN, SAME_WORDS, SET, SKIP
from bot.texts.report import reporting
from bot.texts.report import undoing as sentences
from bot.texts.writing import words
from tracker.audit.log import came_to_nothing, noted
from tracker.kernel.errors import TrackerError
from tracker.reports.comments import ReportComment
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, standing_figures
from tracker.reports.reports import Report, form_of
from tracker.review.reasons import about
from tracker.review.taking_back import Done, as_left, done_by_message, take_back
from tracker.written.outline import outline_of

_ANSWERS = {SET, EDIT, PICK, KEEP, SKIP, NONE_AROSE, SAME_WORDS}  # what an edited message may come to mean


def is_heard_anew(turn: Turn) -> bool:
    """Whether the message did nothing and its question still stands, so that it is heard as any other."""
    return turn.incoming.ref in turn.place.tried


def follow(turn: Turn) -> None:
    """Let what the message did follow what it says now, or say that it does not; the question that stands is put again."""
    found = done_by(turn.session, turn.officer.id, turn.incoming)
    report = _report(turn, found[0]) if found else None
    if report is None:
        _say_that_it_does_nothing(turn)
        return
    done = Done()
    for one in found:
        done = done.and_then(one.what)
    left = as_left(turn.session, report, done)
    may = left == done and not found[0].followed and not report.is_locked(turn.now)
    if not (may and _hear_anew(turn, report, found[0], done)):
        name_kept(turn, report, [cell for cell in done.figures if cell not in left.figures])
        figures = standing_figures(turn.session, report.id).figures
        stands = {cell: figures[cell].entry if cell in figures else None for cell in left.figures}
        turn.note(sentences.not_edited(form_of(turn.session, report), stands))


def _report(turn: Turn, first: MessageDone) -> Report | None:
    """The report in which it did something, if it still is open and the person may fill it."""
    try:
        report = turn.report(str(first.report_id))
    except NotYours:
        return None
    same = first.what.only_words or (report.is_open and report.submissions == first.submissions)
    return report if same else None


def _say_that_it_does_nothing(turn: Turn) -> None:
    report = turn.session.get(Report, turn.place.report_id) if turn.place.report_id else None
    if report and report.may_be_taken_back and turn.may_fill(report):
        turn.note(sentences.EDIT_AFTER)
        turn.offer(REOPEN.choice(reporting.REOPEN, report.id))
    else:
        turn.note(sentences.EDIT_DID_NOTHING)


def _hear_anew(turn: Turn, report: Report, first: MessageDone, done: Done) -> bool:
    """Take it back and hear the new text where the message was said; whether it was understood: otherwise all is as before."""
    place, source = turn.place, turn.entry_source
    here, failures, logged = standing(place), place.failures, noted(turn.session)
    take_back(turn.session, report, done, source)
    without = done_by_message(turn.session)
    _stand(place, first.place)
    place.report_id, place.offered, place.numbered, place.failures = report.id, [], False, 0
    try:
        follows = _heard(turn)
    except TrackerError:
        follows = None
    understood = bool(follows) and not place.failures and done_by_message(turn.session) != without
    changed = _changed(done_by_message(turn.session).get(report.id, Done())) if understood else Done()
    if not changed:
        take_back(turn.session, report, done_by_message(turn.session).get(report.id, Done()), source)
        came_to_nothing(turn.session, logged)
    turn.unsay()
    _stand(place, here)
    place.failures = failures
    if changed:
        _say_what_changed(turn, report, changed)
        if isinstance(follows, Go) and isinstance(follows.held, Questioned) and _is_amid(turn, report):
            turn.follow(follows)
    return bool(changed)


def _stand(place: Place, where: Mapping[str, Any]) -> None:
    place.go_to(where)
    place.before = where["before"]


def _heard(turn: Turn) -> Next | None:
    """What follows from the new text; None where it means something else than an answer or figures of rows that it names."""
    said = listen(turn, turn.incoming.text)
    if not step_at(turn).manner.open_report and not turn.at(Wording, WordsUnlike):
        if said.action not in {SET, EDIT}:
            return None
        turn.go(Filling())
    if said.action:
        return do(turn, said.action, said.text) if said.action in _ANSWERS else None
    return step_at(turn).hear(turn, turn.held, said.text)


def _changed(done: Done) -> Done:
    """Without the cells that say the same as before, only later."""
    figures = {cell: one for cell, one in done.figures.items() if _entry(one.before) != _entry(one.after)}
    return replace(done, figures=figures)


def _entry(figure: Entered | None) -> Entry | None:
    return figure.entry if figure else None


def _is_amid(turn: Turn, report: Report) -> bool:
    """Whether the figures of the report are gone through, so that one out of line is questioned at once."""
    return turn.place.report_id == report.id and turn.at(Filling, Revising, Questioned, Summary)


def _say_what_changed(turn: Turn, report: Report, changed: Done) -> None:
    turn.note(sentences.edited(form_of(turn.session, report), changed.figures))
    reasons = {about(ground): one.after for ground, one in changed.reasons.items()}
    comments = ((turn.session.get_one(ReportComment, number), one.after) for number, one in changed.answers.items())
    turn.note(sentences.edited_words({**reasons, **{comment.cell: given for comment, given in comments}}))
    turn.note(words.edited(outline_of(form_of(turn.session, report)), list(changed.words)))
