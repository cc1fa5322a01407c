"""Taking figures: answers read, recorded, said back, and questioned where they are out of line."""

from collections.abc import Collection, Mapping, Sequence

from bot.conversation.core.contacts import desks_above
from bot.conversation.core.doing import do
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Aside, Go, Next
from bot.conversation.core.places import Filling, Guessing, Questioned
from bot.conversation.core.turn import Turn
from bot.messages.actions import Action
from bot.reading.answering import AskedCells, Explained, Guessed, NoneArose, Puzzled, read_message
from bot.reading.filled_sheet import packed
from bot.texts import refusals
from bot.texts.common import wording
from bot.texts.report import guessing
from bot.texts.report import reporting as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.errors import RowNotAsked
from tracker.office.officers import Officer
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, record
from tracker.reports.snapshot import Snapshot
from tracker.review.findings import look_at

Entries = Mapping[Cell, Entry]
NONE_AROSE = Action("none", whole=("khong phat sinh",))
_PATIENCE = 3  # unreadable answers in a row before the way out is named


def hear_figures(turn: Turn, text: str, cells: Sequence[Cell] = (), following: Sequence[Cell] = ()) -> Entries | Next:
    """The entries that the whole message sets, of the cells that are asked or of any other; else what follows.

    What is not explained whole is asked back with the best guess, or said to be not understood; nothing is recorded then.
    """
    here = turn.snapshot
    asked = AskedCells(here.form, here.unit.level, cells, following, _own_words(here))
    match read_message(text, asked):
        case Explained(entries):
            return entries if _may_be_set(turn, entries) else STAY
        case NoneArose():
            return do(turn, NONE_AROSE, "")
        case Guessed(entries, doubt):
            if not _may_be_set(turn, entries):
                return STAY
            return Aside(Guessing(packed(entries), guessing.doubt(here.form, doubt)))
        case Puzzled(doubt):
            turn.note(guessing.puzzled(here.form, cells, doubt))
            count_failure(turn)
            return STAY


def _own_words(here: Snapshot) -> Sequence[str]:
    """Words for the unit and the period of the report, which narrow nothing."""
    return (here.unit.level, here.unit.name, here.unit.full_name, *wording.this_period(here.round))


def _may_be_set(turn: Turn, entries: Entries) -> bool:
    """Whether the unit reports all of these rows; says so of one that it does not."""
    here = turn.snapshot
    foreign = [row for row in here.form.rows_of(entries) if not row.concerns(here.unit.level)]
    for row in foreign[:1]:
        turn.note(refusals.broken(RowNotAsked(key=row.key, by=row.by)))
    return not foreign


def take(turn: Turn, entries: Mapping[Cell, Entry]) -> Next:
    """Record figures, say what was taken and what follows from it, and question what is out of line."""
    if not entries:
        return STAY
    here = turn.snapshot
    others = record(turn.session, here.report, entries, turn.entry_source)
    turn.note(sentences.taken(here.form, here.shown, [*entries, *here.form.following(entries)]))
    _name_others(turn, here.form, others)
    return question(turn, here, entries)


def _name_others(turn: Turn, form: Form, replaced: Sequence[Entered]) -> None:
    for figure in replaced:
        if figure.officer_id != turn.officer.id:
            by = turn.session.get_one(Officer, figure.officer_id).name
            turn.note(sentences.replaced(form.row_of(figure.cell), figure, by))


def question(turn: Turn, here: Snapshot, cells: Collection[Cell]) -> Next:
    """Question at once what these cells have put out of line."""
    found = look_at(turn.session, here, cells)
    return Go(Questioned(found[0].rule.text)) if found else STAY


def count_failure(turn: Turn) -> None:
    """Count an answer that could not be read; after the third in a row the way out is named."""
    turn.place.failures += 1
    if turn.place.failures >= _PATIENCE:
        turn.note(refusals.third_time(desks_above(turn)))


def onward(turn: Turn, follows: Next) -> Next:
    """To what follows; else, while figures are asked, to the next question."""
    return Go(Filling()) if follows is STAY and turn.at(Filling) else follows


def go_on(_turn: Turn, _held: Held) -> Next:
    """Leave the question as it is and go on where it was left."""
    return Go(Filling())
