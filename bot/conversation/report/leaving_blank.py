"""Rows that are left without a figure: nothing arose (không phát sinh), or skipped with a reason."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, Revising
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report.filling import NONE_AROSE, SKIP, answered_by_others, rows_asked
from bot.conversation.report.taking import onward, question
from bot.messages.actions import Action
from bot.texts.report import reporting as sentences
from tracker.forms.form import Row
from tracker.reports.figures import Entry, record_figures, record_none_arose

NONE_AT_ALL = Action("noneall", whole=("tat ca khong phat sinh", "khong phat sinh tat ca"))
NONE_IN_SECTION = Action(
    "nonesection",
    whole=(
        *("ca phan khong phat sinh", "ca phan nay khong phat sinh"),
        *("phan nay khong phat sinh", "khong phat sinh ca phan"),
    ),
)


@does(NONE_AROSE)
def none_arose(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for the rows in question."""
    rows = _rows_to_close(turn)
    if not rows:
        return STAY
    if theirs := answered_by_others(turn, rows):
        return theirs
    here = turn.snapshot
    record_none_arose(turn.session, here.report, rows, turn.entry_source)
    answered = [here.form.by_key[rows[0].ask], *rows]
    cells = [cell for row in answered for cell in here.form.cells_of(row)]
    turn.note(sentences.taken(here.form, here.shown, cells))
    return onward(turn, question(turn, here, cells))


def _rows_to_close(turn: Turn) -> list[Row]:
    """The rows in question, if they are typed in."""
    rows = rows_asked(turn) if turn.at(Filling, Correcting) else []
    return rows if rows and rows[0].typed else []


@does(NONE_AT_ALL)
def none_arose_at_all(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every row that is still open."""
    return _none_arose_in(turn, turn.open_rows()) if turn.at(Filling, Revising) else STAY


@does(NONE_IN_SECTION)
def none_arose_in_section(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every open row of the section that is asked."""
    held, form = turn.held, turn.form()
    if isinstance(held, Revising):
        section = form.by_key[held.section]
    elif isinstance(held, Filling):
        section = form.section_of[rows_asked(turn)[0].key]
    else:
        return STAY
    return _none_arose_in(turn, [row for row in turn.open_rows() if form.section_of[row.key] is section])


def _none_arose_in(turn: Turn, waiting: Sequence[Row]) -> Next:
    for group in dict.fromkeys(row.ask for row in waiting):
        record_none_arose(turn.session, turn.report(), [row for row in waiting if row.ask == group], turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    return Go(Filling())


@does(SKIP)
def skip(turn: Turn, reason: str) -> Next:
    """Leave the rows in question blank; a reason is printed at the first of them."""
    rows = _rows_to_close(turn)
    if not rows:
        return STAY
    if theirs := answered_by_others(turn, rows):
        return theirs
    reason = reason[:LONGEST_REASON]
    entries = {row.key: Entry.blank("" if place else reason) for place, row in enumerate(rows)}
    record_figures(turn.session, turn.report(), entries, turn.entry_source)
    turn.note(sentences.skipped(list(entries), reason))
    return onward(turn, STAY)
