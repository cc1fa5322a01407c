"""Cells that are left without a figure: nothing arose (không phát sinh), or skipped with a reason."""

from collections.abc import Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, ListLines, Revising
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report.asking.joining import groups_of
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.conversation.report.filling import answered_by_others, cells_asked
from bot.conversation.report.taking import onward, question
from bot.messages.actions import NONE_AROSE, SKIP, Action
from bot.reading.courtesy import reason_in
from bot.texts.report import reporting as sentences
from bot.texts.report import sweeping
from bot.texts.report.cells import list_lines
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose
from tracker.reports.lines import counts_of_lists
from tracker.reports.snapshot import Snapshot

_WHOLE_PART = ("bo qua ca phan nay", "bo qua ca phan", "bo qua phan nay", "bo qua het phan nay", "bo qua toan bo phan nay")
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
    if counts := counts_of_lists(form, here.figures, closing):
        turn.note(list_lines.HAS_LINES.format(count=next(iter(counts.values())).amount))
        return STAY
    groups = [form.rows_of(group) for group in groups_of(form, closing)]
    for rows in groups:
        record_none_arose(turn.session, here.report, rows, turn.entry_source)
    answered = dict.fromkeys(row for rows in groups for row in (form.by_key[rows[0].ask], *rows))
    cells = [cell for row in answered for cell in form.cells_of(row)]
    turn.note(sentences.taken(here.form, here.shown, cells))
    return onward(turn, question(turn, here, cells))


def _cells_to_close(turn: Turn) -> list[Cell]:
    """The cells in question, if they are typed in."""
    cells = cells_asked(turn) if turn.at(Filling, Correcting, ListLines) else []
    return cells if cells and turn.form().row_of(cells[0]).typed else []


@does(NONE_AT_ALL)
def none_arose_at_all(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every cell that is still open."""
    return NONE_AROSE_IN.ask() if turn.at(TickingOff, Filling, Revising) else STAY


@does(NONE_IN_SECTION)
def none_arose_in_section(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every open cell of the section that is asked."""
    section = _section_asked(turn)
    if section is None:
        return STAY
    return NONE_AROSE_IN.ask(section=section.key)


def _section_asked(turn: Turn) -> Row | None:
    """The section of the question that stands."""
    held = turn.held
    if isinstance(held, Revising):
        return turn.form().section(held.section)
    cells = cells_asked(turn) if isinstance(held, Filling) else []
    return turn.form().section_at(cells[0]) if cells else None


def _waiting(turn: Turn, about: About) -> Sequence[Cell]:
    """The open cells of the section, or of the whole report."""
    here, section = turn.snapshot, about.get("section")
    return [cell for cell in here.open if section in {None, here.form.section_at(cell).key}]


def _show(turn: Turn, about: About) -> Shown | None:
    here, waiting = turn.snapshot, _waiting(turn, about)
    if not waiting:
        return None
    before = sum(bool(here.amounts_before.get(cell)) for cell in waiting)
    text = sweeping.none_arose(here.form, waiting, _standing_among(here, about), before)
    return Shown(sweeping.NONE_TITLE, text, sweeping.NONE_YES, sweeping.NONE_NO)


def _standing_among(here: Snapshot, about: About) -> int:
    section = about.get("section")
    return sum(section in {None, here.form.section_at(cell).key} for cell in here.figures)


def _none_arose_in(turn: Turn, about: About) -> Next:
    form, waiting = turn.form(), _waiting(turn, about)
    counts = counts_of_lists(form, turn.snapshot.figures, waiting)
    record(turn.session, turn.report(), counts, turn.entry_source)
    for group in groups_of(form, (cell for cell in waiting if cell not in counts)):
        record_none_arose(turn.session, turn.report(), form.rows_of(group), turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    offer_undo(turn)
    return Go(Filling())


NONE_AROSE_IN = AskedFirst(name="none arose", show=_show, do=_none_arose_in, leave=leave_as_it_is)
SKIP_SECTION = Action("skipsection", whole=_WHOLE_PART, begins=_WHOLE_PART)


@does(SKIP_SECTION)
def ask_to_skip(turn: Turn, reason: str) -> Next:
    """Show what is open in the section that is asked, before it is left blank."""
    section = _section_asked(turn)
    return SKIP_IN.ask(section=section.key, reason=reason_in(reason)[:LONGEST_REASON]) if section else STAY


def _show_skipping(turn: Turn, about: About) -> Shown | None:
    cells = _waiting(turn, about)
    text = sweeping.skip(turn.form(), turn.form().section(about["section"]), cells, about["reason"])
    return Shown(sweeping.SKIP_TITLE, text, sweeping.SKIP_YES, sweeping.NONE_NO) if cells else None


def _skip_in(turn: Turn, about: About) -> Next:
    _leave_blank(turn, _waiting(turn, about), about["reason"])
    offer_undo(turn)
    return Go(Filling())


SKIP_IN = AskedFirst(name="skip section", show=_show_skipping, do=_skip_in, leave=leave_as_it_is)


def _leave_blank(turn: Turn, cells: Sequence[Cell], reason: str) -> None:
    entries = {cell: Entry.blank("" if place else reason) for place, cell in enumerate(cells)}
    entries |= counts_of_lists(turn.form(), turn.snapshot.figures, cells)
    record(turn.session, turn.report(), entries, turn.entry_source)
    turn.note(sentences.skipped(turn.form(), entries, reason))


@does(SKIP)
def skip(turn: Turn, reason: str) -> Next:
    """Leave the cells in question blank; a reason is printed at the first of them."""
    cells = _cells_to_close(turn)
    if not cells:
        return STAY
    if theirs := answered_by_others(turn, cells):
        return theirs
    _leave_blank(turn, cells, reason_in(reason)[:LONGEST_REASON])
    return onward(turn, STAY)
