"""An officer asks: the answer stands above the question that stands, which is put again; nothing fails and nobody is moved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.core.contacts import colleagues, desks_above
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Hears, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import about_report, about_rows, which_report
from bot.conversation.inquiring.about_rows import RowsMeant
from bot.conversation.report.opening import open_only, open_report
from bot.reading.courtesy import plainly
from bot.reading.inquiries import Inquiry, read_inquiry
from bot.reading.inquiries.likely import Likely, is_asked_with, likely
from bot.reading.inquiries.wants import Wants
from bot.texts.desk import standing
from bot.texts.inquiring import asked, ways
from bot.texts.office import menu
from bot.texts.report import inquiring as sentences
from tracker.forms.row import Row
from tracker.office.officers import is_desk
from tracker.reports.snapshot import snapshot_of

_SURE = 0.15  # by which the likeliest question is ahead of the next
_SURE_UNMARKED = 0.2  # where nothing else says that it is a question
_FEW = 3  # questions that are named
_OF_ROWS = {Wants.WHAT, Wants.BEFORE, Wants.NOW, Wants.ENTERED, Wants.SCOPE}
_WITH_ROWS = {Wants.UNDO, Wants.MEND, Wants.NOTHING}  # which are done alike in every row
_OF_THE_WAY: Mapping[Wants, str] = {
    Wants.HELP: menu.HELP,
    Wants.KEPT: sentences.KEPT,
    Wants.UNDO: sentences.HOW_TO_TAKE_BACK,
    Wants.AGAIN: sentences.AGAIN,
    Wants.MEND: sentences.AFTER_HANDING_IN,
    Wants.NOTHING: sentences.NOTHING_AROSE,
    Wants.PICTURE: sentences.NO_PICTURES,
    Wants.HAND_IN: sentences.HOW_TO_HAND_IN,
    Wants.COMPUTED: ways.COMPUTED,
    Wants.SEVERAL: ways.SEVERAL,
    Wants.CHANNELS: ways.CHANNELS,
    Wants.JOIN: ways.JOIN,
    Wants.PRIVACY: ways.PRIVACY,
    Wants.NOTES: ways.NOTES,
    Wants.WRITTEN: ways.WRITTEN,
    Wants.TASKS: ways.TASKS,
}
_THEN_CALL: Mapping[Wants, str] = {Wants.SELF: sentences.SELF, Wants.SIGN: ways.SIGN}


def answered(turn: Turn, text: str) -> bool:
    """Whether this was a question of the kinds that are known here and understood to the last word; it is answered then.

    Where a sentence is heard it must be put as a question. A desk is answered here about a report that it fills itself.
    """
    if not _is_for_here(turn):
        return False
    inquiry = _inquiry(turn, text)
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
        turn.note(_answer(turn, wanted, inquiry, found.rows))
    return True


def not_understood(turn: Turn, text: str) -> bool:
    """Whether this surely is a question, of which not every word is known: the one that it is most like is answered then.

    It is said what the question was taken for, and which words nobody is known to ask with; where it is like several
    questions, it is asked which is meant.
    """
    if not _is_for_here(turn):
        return False
    inquiry = _inquiry(turn, text)
    if not _is_question(turn, inquiry):
        return False
    near = likely(text, frozenset(inquiry.wants))
    wanted, nearest = _nearest(inquiry, near)
    if wanted is not None:
        _answer_nearest(turn, inquiry, wanted, nearest)
    else:
        turn.note(asked.which(nearest) if nearest else sentences.not_understood(inquiry.left))
    return True


def perhaps(turn: Turn, text: str) -> bool:
    """Answer what may be a question though nothing marks it as one; False where it is not clear which, or none.

    Where it is not clear the likeliest questions are named.
    """
    if not _is_for_here(turn):
        return False
    inquiry = _inquiry(turn, text)
    near = likely(text, frozenset(inquiry.wants))
    if not near.wants or near.wants[0] not in asked.CALLED:
        return False
    wanted, nearest = _nearest(inquiry, near, _SURE_UNMARKED)
    if wanted is not None:
        _answer_nearest(turn, inquiry, wanted, nearest)
    elif nearest:
        turn.note(asked.if_asked(nearest))
    return wanted is not None


def _is_for_here(turn: Turn) -> bool:
    """Whether questions are answered here: an officer's, and a desk's about a report that it fills itself."""
    return not is_desk(turn.officer) or which_report.at_hand(turn)


def _nearest(inquiry: Inquiry, near: Likely, sure: float = _SURE) -> tuple[Wants | None, Sequence[Wants]]:
    """What is asked, None where it is not clear, and what else it may be; of rows that are named it is something of rows."""
    of_rows = bool(inquiry.rows) and _OF_ROWS.issuperset(inquiry.wants)
    known = [one for one in near.wants if one in asked.CALLED and (one in _OF_ROWS or not of_rows)]
    said = [one for one in inquiry.wants if one in known]
    ahead = near.wants[:1] == tuple(known[:1]) and near.lead >= sure  # of what is no question, too
    ranked = list(dict.fromkeys([*(known[:1] if ahead else []), *said, *known]))[:_FEW]
    clear = of_rows or ahead or known[:1] == said[:1] != []
    return (ranked[0], ranked[1:]) if ranked and clear else (None, ranked)


def _inquiry(turn: Turn, text: str) -> Inquiry:
    """What is asked, without courtesy; whether something counts is asked by such words alone, "tính cả … luôn à"."""
    inquiry = read_inquiry(plainly(text), turn.today)
    if inquiry.wants:
        return inquiry
    whole = read_inquiry(text, turn.today)
    return whole if Wants.SCOPE in whole.wants else inquiry


def _answer_nearest(turn: Turn, inquiry: Inquiry, wanted: Wants, others: Sequence[Wants]) -> None:
    meant = replace(inquiry, wants=(wanted,))
    found = _rows_meant(turn, meant)
    names_no_row = wanted in _OF_ROWS and not inquiry.rows
    left = found.unknown if names_no_row else " ".join(word for word in found.unknown.split() if not is_asked_with(word))
    turn.note(asked.taken_for(wanted, others))
    turn.note(sentences.partly_understood(left))
    for sentence in found.missing:
        turn.note(sentence)
    rows = found.rows or _rows_meant(turn, replace(meant, left="", labels=())).rows
    if rows or not found.missing:
        turn.note(_answer(turn, wanted, inquiry, rows))


def _is_question(turn: Turn, inquiry: Inquiry) -> bool:
    return inquiry.marked if _hears_a_sentence(turn) else inquiry.sure or _can_be_nothing_else(inquiry)


def _can_be_nothing_else(inquiry: Inquiry) -> bool:
    """Whether something is asked, and there is no figure that would answer; a period alone may be a part of a statement."""
    return bool(inquiry.wants) and inquiry.wordy and (inquiry.asks or Wants.BEFORE not in inquiry.wants)


def _hears_a_sentence(turn: Turn) -> bool:
    return step_at(turn).manner.hears is Hears.SENTENCE


def _rows_meant(turn: Turn, inquiry: Inquiry) -> RowsMeant:
    """The rows that the question is about; in one that is about none, words that are left are not understood."""
    if _OF_ROWS.isdisjoint(inquiry.wants):
        rows = [] if _WITH_ROWS & set(inquiry.wants) else inquiry.rows
        return RowsMeant((), " ".join(filter(None, [*rows, inquiry.left])))
    owed = about_rows.report_of(turn)
    return about_rows.find(turn, snapshot_of(turn.session, owed.report), inquiry) if owed else RowsMeant((), inquiry.left)


def _answer(turn: Turn, wanted: Wants, inquiry: Inquiry, found: Sequence[Row]) -> str:
    if wanted is Wants.SCOPE:
        rows = about_rows.answer(turn, Wants.WHAT, inquiry, found)
        return f"{rows}\n{sentences.NO_MORE_ON_THE_FORM}\n{sentences.whom_to_call(desks_above(turn), colleagues(turn))}"
    if wanted in _OF_ROWS:
        return about_rows.answer(turn, wanted, inquiry, found)
    if wanted is Wants.WHO:
        return sentences.whom_to_call(desks_above(turn), colleagues(turn))
    if wanted in _THEN_CALL:
        return f"{_THEN_CALL[wanted]}\n{sentences.whom_to_call(desks_above(turn), colleagues(turn))}"
    if wanted is Wants.MORE_TIME:
        return f"{about_report.answer(turn, Wants.DUE, inquiry)}\n{sentences.HOW_TO_ASK_FOR_TIME}"
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
