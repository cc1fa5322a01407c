"""Cells that are left without a figure: nothing arose (không phát sinh), or skipped with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.manners import OF_A_CHOICE
from bot.conversation.core.next import STAY, Aside, Go, Next
from bot.conversation.core.places import Correcting, Filling, Revising
from bot.conversation.core.step import Step, keep_nothing, stay
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report.filling import SKIP, answered_by_others, cells_asked
from bot.conversation.report.taking import NONE_AROSE, onward, question
from bot.messages.actions import LEAVE, Action
from bot.reading.courtesy import reason_in
from bot.texts.office import menu
from bot.texts.report import reporting as sentences
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose

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
    return _none_arose_in(turn, turn.snapshot.open) if turn.at(Filling, Revising) else STAY


@does(NONE_IN_SECTION)
def none_arose_in_section(turn: Turn, _rest: str) -> Next:
    """Không phát sinh, for every open cell of the section that is asked."""
    form, section = turn.form(), _section_asked(turn)
    if section is None:
        return STAY
    return _none_arose_in(turn, [cell for cell in turn.snapshot.open if form.section_of[cell.row] is section])


def _section_asked(turn: Turn) -> Row | None:
    """The section of the question that stands."""
    held = turn.held
    if isinstance(held, Revising):
        return turn.form().by_key[held.section]
    cells = cells_asked(turn) if isinstance(held, Filling) else []
    return turn.form().section_of[cells[0].row] if cells else None


def _none_arose_in(turn: Turn, waiting: Sequence[Cell]) -> Next:
    rows = turn.form().rows_of(waiting)
    for group in dict.fromkeys(row.ask for row in rows):
        record_none_arose(turn.session, turn.report(), [row for row in rows if row.ask == group], turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    offer_undo(turn)
    return Go(Filling())


@dataclass(frozen=True)
class SkippingSection(Held, at="skipping_section", leaving=Leaving.RECORDED):
    """The open cells of this section, which are left blank after a yes, and the reason for it."""

    section: str = ""
    reason: str = ""


SKIP_SECTION = Action("skipsection", whole=_WHOLE_PART, begins=_WHOLE_PART)
SKIP_THESE = Action("skipthese")


@does(SKIP_SECTION)
def begin_skipping(turn: Turn, reason: str) -> Next:
    """Show what is open in the section that is asked, before it is left blank."""
    section = _section_asked(turn)
    return Aside(SkippingSection(section.key, reason_in(reason)[:LONGEST_REASON])) if section else STAY


def _open_in(turn: Turn, held: SkippingSection) -> list[Cell]:
    form = turn.form()
    return [cell for cell in turn.snapshot.open if form.section_of[cell.row].key == held.section]


def nothing_to_skip(turn: Turn, held: SkippingSection) -> Held | None:
    """On with the report once nothing is open there."""
    return None if _open_in(turn, held) else Filling()


def ask_to_skip(turn: Turn, held: SkippingSection) -> None:
    """Put the question whether all that is open there shall be left blank."""
    said = sentences.skip_section(turn.form().by_key[held.section], _open_in(turn, held), held.reason)
    turn.say(said, [SKIP_THESE.choice(sentences.SKIP_THESE), LEAVE.choice(menu.LEAVE)], numbered=True)


def hear_to_skip(turn: Turn, _held: SkippingSection, _text: str) -> Next:
    """Only the choices are understood."""
    turn.note(sentences.TAP_OR_TYPE)
    return STAY


@does(SKIP_THESE)
def skip_section(turn: Turn, _rest: str) -> Next:
    """Leave what is open in the section blank; the reason is printed at the first of it."""
    held = turn.held
    if not isinstance(held, SkippingSection):
        return STAY
    _leave_blank(turn, _open_in(turn, held), held.reason)
    return Go(Filling())


def _leave_blank(turn: Turn, cells: Sequence[Cell], reason: str) -> None:
    entries = {cell: Entry.blank("" if place else reason) for place, cell in enumerate(cells)}
    record(turn.session, turn.report(), entries, turn.entry_source)
    turn.note(sentences.skipped(entries, reason))


SKIPPING_SECTION = Step(
    holds=SkippingSection,
    manner=replace(OF_A_CHOICE, open_report=True),
    ask=ask_to_skip,
    hear=hear_to_skip,
    settled=nothing_to_skip,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)


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
