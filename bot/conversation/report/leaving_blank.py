"""Cells that are left without a figure: nothing arose (không phát sinh), or skipped with a reason."""

from collections.abc import Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, Revising
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report.filling import NONE_AROSE, SKIP, answered_by_others, cells_asked
from bot.conversation.report.taking import onward, question
from bot.messages.actions import Action
from bot.texts.report import reporting as sentences
from bot.texts.report import sweeping
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose
from tracker.reports.snapshot import Snapshot

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
    rows = here.form.rows_of(closing)
    record_none_arose(turn.session, here.report, rows, turn.entry_source)
    answered = [here.form.by_key[rows[0].ask], *rows]
    cells = [cell for row in answered for cell in here.form.cells_of(row)]
    turn.note(sentences.taken(here.form, here.shown, cells))
    return onward(turn, question(turn, here, cells))


def _cells_to_close(turn: Turn) -> list[Cell]:
    """The cells in question, if they are typed in."""
    cells = cells_asked(turn) if turn.at(Filling, Correcting) else []
    return cells if cells and turn.form().row_of(cells[0]).typed else []


@does(NONE_AT_ALL)
def none_arose_at_all(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every cell that is still open."""
    return NONE_AROSE_IN.ask() if turn.at(Filling, Revising) else STAY


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
    return NONE_AROSE_IN.ask(section=section.key)


def _waiting(turn: Turn, about: About) -> Sequence[Cell]:
    """The open cells of the section, or of the whole report."""
    here, section = turn.snapshot, about.get("section")
    return [cell for cell in here.open if section in {None, here.form.section_of[cell.row].key}]


def _show(turn: Turn, about: About) -> Shown | None:
    here, waiting = turn.snapshot, _waiting(turn, about)
    if not waiting:
        return None
    before = sum(bool(here.amounts_before.get(cell)) for cell in waiting)
    text = sweeping.none_arose(here.form, waiting, _standing_among(here, about), before)
    return Shown(sweeping.NONE_TITLE, text, sweeping.NONE_YES, sweeping.NONE_NO)


def _standing_among(here: Snapshot, about: About) -> int:
    section = about.get("section")
    return sum(section in {None, here.form.section_of[cell.row].key} for cell in here.figures)


def _none_arose_in(turn: Turn, about: About) -> Next:
    waiting = _waiting(turn, about)
    rows = turn.form().rows_of(waiting)
    for group in dict.fromkeys(row.ask for row in rows):
        record_none_arose(turn.session, turn.report(), [row for row in rows if row.ask == group], turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    return Go(Filling())


NONE_AROSE_IN = AskedFirst(name="none arose", show=_show, do=_none_arose_in, leave=leave_as_it_is)


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
