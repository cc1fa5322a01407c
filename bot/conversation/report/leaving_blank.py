"""Cells that are left without a figure: nothing arose (không phát sinh), or skipped with a reason."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, Revising
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report.asking.joining import groups_of
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.conversation.report.filling import answered_by_others, cells_asked
from bot.conversation.report.taking import onward, question
from bot.messages.actions import NONE_AROSE, SKIP, Action
from bot.texts.report import reporting as sentences
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose

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
    """Không phát sinh, for the cells in question."""
    closing, here = _cells_to_close(turn), turn.snapshot
    if not closing:
        return STAY
    if theirs := answered_by_others(turn, closing):
        return theirs
    form = here.form
    groups = [form.rows_of(group) for group in groups_of(form, closing)]
    for rows in groups:
        record_none_arose(turn.session, here.report, rows, turn.entry_source)
    answered = dict.fromkeys(row for rows in groups for row in (form.by_key[rows[0].ask], *rows))
    cells = [cell for row in answered for cell in form.cells_of(row)]
    turn.note(sentences.taken(here.form, here.shown, cells))
    return onward(turn, question(turn, here, cells))


def _cells_to_close(turn: Turn) -> list[Cell]:
    """The cells in question, if they are typed in."""
    cells = cells_asked(turn) if turn.at(Filling, Correcting) else []
    return cells if cells and turn.form().row_of(cells[0]).typed else []


@does(NONE_AT_ALL)
def none_arose_at_all(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every cell that is still open."""
    return _none_arose_in(turn, turn.snapshot.open) if turn.at(TickingOff, Filling, Revising) else STAY


@does(NONE_IN_SECTION)
def none_arose_in_section(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every open cell of the section that is asked."""
    held, form = turn.held, turn.form()
    if isinstance(held, Revising):
        section = form.by_key[held.section]
    elif isinstance(held, Filling):
        section = form.section_of[cells_asked(turn)[0].row]
    else:
        return STAY
    return _none_arose_in(turn, [cell for cell in turn.snapshot.open if form.section_of[cell.row] is section])


def _none_arose_in(turn: Turn, waiting: Sequence[Cell]) -> Next:
    form = turn.form()
    for group in groups_of(form, waiting):
        record_none_arose(turn.session, turn.report(), form.rows_of(group), turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    return Go(Filling())


@does(SKIP)
def skip(turn: Turn, reason: str) -> Next:
    """Leave the cells in question blank; a reason is printed at the first of them."""
    cells = _cells_to_close(turn)
    if not cells:
        return STAY
    if theirs := answered_by_others(turn, cells):
        return theirs
    reason = reason[:LONGEST_REASON]
    entries = {cell: Entry.blank("" if place else reason) for place, cell in enumerate(cells)}
    record(turn.session, turn.report(), entries, turn.entry_source)
    turn.note(sentences.skipped(entries, reason))
    return onward(turn, STAY)
