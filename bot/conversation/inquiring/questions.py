"""An officer asks: the answer stands above the question that stands, which is put again; nothing fails and nobody is moved."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.core.contacts import colleagues, desks_above
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Hears, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import about_report, about_rows, which_report
from bot.conversation.inquiring.about_rows import RowsMeant
from bot.conversation.report.opening import open_only, open_report
from bot.reading.courtesy import plainly
from bot.reading.inquiries import Inquiry, Wants, read_inquiry
from bot.texts.desk import standing
from bot.texts.office import menu
from bot.texts.report import inquiring as sentences
from tracker.office.officers import is_desk
from tracker.reports.snapshot import snapshot_of

_OF_ROWS = {Wants.WHAT, Wants.BEFORE, Wants.NOW, Wants.ENTERED}
_OF_THE_WAY: Mapping[Wants, str] = {
    Wants.HELP: menu.HELP,
    Wants.KEPT: sentences.KEPT,
    Wants.UNDO: sentences.HOW_TO_TAKE_BACK,
    Wants.AGAIN: sentences.AGAIN,
}


def answered(turn: Turn, text: str) -> bool:
    """Whether this was a question of the kinds that are known here and understood to the last word; it is answered then.

    Where a sentence is heard it must be put as a question. A desk is answered here about a report that it fills itself.
    """
    if is_desk(turn.officer) and not which_report.at_hand(turn):
        return False
    inquiry = read_inquiry(plainly(text), turn.today)
    if not inquiry.wants or (_hears_a_sentence(turn) and not inquiry.asks):
        return False
    found = _rows_meant(turn, inquiry)
    if found.unknown:
        return False
    if inquiry.wants == (Wants.REPORT,):
        return _open(turn, inquiry)
    for sentence in found.missing:
        turn.note(sentence)
    for wanted in inquiry.wants if found.rows or not found.missing else ():
        turn.note(_answer(turn, wanted, inquiry, found))
    return True


def not_understood(turn: Turn, text: str) -> bool:
    """Whether this surely is a question, of which something is not understood: that is said, beside what could be answered.

    Where nothing could, it is said what may be asked.
    """
    if is_desk(turn.officer) and not which_report.at_hand(turn):
        return False
    inquiry = read_inquiry(plainly(text), turn.today)
    if not (inquiry.marked if _hears_a_sentence(turn) else inquiry.sure):
        return False
    found = _rows_meant(turn, inquiry)
    left = found.unknown or ("" if inquiry.wants else inquiry.left)
    surely = _rows_meant(turn, replace(inquiry, left="", labels=()))
    wants = [wanted for wanted in inquiry.wants if wanted is not Wants.REPORT and (surely.rows or wanted not in _OF_ROWS)]
    if not wants or surely.unknown:
        turn.note(sentences.not_understood(left))
        return True
    turn.note(sentences.partly_understood(left))
    for wanted in wants:
        turn.note(_answer(turn, wanted, inquiry, surely))
    return True


def _hears_a_sentence(turn: Turn) -> bool:
    return step_at(turn).manner.hears is Hears.SENTENCE


def _rows_meant(turn: Turn, inquiry: Inquiry) -> RowsMeant:
    """The rows that the question is about; in one that is about none, words that are left are not understood."""
    if _OF_ROWS.isdisjoint(inquiry.wants):
        return RowsMeant((), " ".join(filter(None, [*inquiry.rows, inquiry.left])))
    asked = about_rows.report_of(turn)
    return about_rows.find(turn, snapshot_of(turn.session, asked.report), inquiry) if asked else RowsMeant((), inquiry.left)


def _answer(turn: Turn, wanted: Wants, inquiry: Inquiry, found: RowsMeant) -> str:
    if wanted in _OF_ROWS:
        return about_rows.answer(turn, wanted, inquiry, found.rows)
    if wanted is Wants.WHO:
        return sentences.whom_to_call(desks_above(turn), colleagues(turn))
    return _OF_THE_WAY.get(wanted) or about_report.answer(turn, wanted, inquiry)


def _open(turn: Turn, inquiry: Inquiry) -> bool:
    """The report of the period that is said, or the only one that is owed; where a sentence is heard it is one."""
    if _hears_a_sentence(turn):
        return False
    meant = which_report.meant(turn, inquiry.when) if inquiry.when.parts else []
    if inquiry.when.parts and len(meant) != 1:
        turn.go(Menu())
        turn.note("" if meant else standing.no_such_round([]))
    else:
        turn.follow(open_report(turn, str(meant[0].report.id)) if meant else open_only(turn, ""))
    return True
