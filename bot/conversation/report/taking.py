"""Taking figures: answers read, recorded, said back, and questioned where they are out of line."""

from collections.abc import Collection, Mapping, Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown
from bot.conversation.core.contacts import desks_above
from bot.conversation.core.doing import do
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Aside, Go, Next
from bot.conversation.core.places import Correcting, Filling, Guessing, ListLines, Questioned, Revising
from bot.conversation.core.turn import Turn
from bot.messages.actions import NONE_AROSE
from bot.reading.answering import (
    AskedCells,
    Explained,
    Guessed,
    NoneArose,
    Puzzled,
    read_message,
)
from bot.reading.filled_sheet import packed, unpacked
from bot.texts import refusals
from bot.texts.common import wording
from bot.texts.report import guessing, sweeping
from bot.texts.report import reporting as sentences
from tracker.forms.cell import Cell
from tracker.kernel.errors import RowNotAsked
from tracker.office.officers import Officer
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, record
from tracker.reports.reckoning import without_following
from tracker.reports.snapshot import Snapshot
from tracker.review.findings import look_at

Entries = Mapping[Cell, Entry]
_PATIENCE = 3  # unreadable answers in a row before the way out is named


def hear_figures(turn: Turn, text: str, cells: Sequence[Cell] = (), following: Sequence[Cell] = ()) -> Entries | Next:
    """The entries that the whole message sets, of the cells that are asked or of any other; else what follows.

    What is not explained whole is asked back with the best guess, or said to be not understood; nothing is recorded then.
    """
    here = turn.snapshot
    match read_message(text, asked_of(here, cells, following)):
        case Explained(entries):
            return entries if _may_be_set(turn, entries) else STAY
        case NoneArose():
            return do(turn, NONE_AROSE, "")
        case Guessed(entries, doubt):
            return _ask_back(turn, entries, guessing.doubt(here.form, doubt))
        case Puzzled(doubt):
            turn.note(guessing.puzzled(here.form, cells, doubt))
            count_failure(turn)
            return STAY


def _ask_back(turn: Turn, entries: Entries, doubt: str) -> Next:
    return Aside(Guessing(packed(entries), doubt)) if _may_be_set(turn, entries) else STAY


def offer(turn: Turn, text: str, cells: Sequence[Cell]) -> Next | None:
    """What the message says of these cells, asked back even where it is explained whole; None where it says no figure.

    A figure of which nothing can be made is said to be not understood.
    """
    here = turn.snapshot
    match read_message(text, asked_of(here, cells)):
        case Explained(entries):
            return _ask_back(turn, entries, "")
        case Guessed(entries, doubt):
            return _ask_back(turn, entries, guessing.doubt(here.form, doubt))
        case Puzzled(doubt) if doubt.figures or doubt.withheld:
            turn.note(guessing.puzzled(here.form, cells, doubt))
            return STAY
    return None


def asked_of(here: Snapshot, cells: Sequence[Cell], following: Sequence[Cell] = ()) -> AskedCells:
    """These cells as they are asked of the report's unit, with the words for it and for its period."""
    standing = {cell: figure.entry for cell, figure in here.figures.items()}
    last = {cell: figure.entry for cell, figure in here.previous.items()}
    return AskedCells(here.form, here.unit.level, cells, following, _own_words(here), standing, last)


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
    if not here.form.is_plain:
        entries = without_following(here.form, here.figures, entries)
    others = _of_others(turn, here, entries)
    if turn.at(Correcting):  # their desk wants these changed, whoever entered them
        _record(turn, here, entries)
        turn.note("\n".join(sentences.replaced(here.form.row_of(one.cell), one, by) for one, by in others))
        return question(turn, here, entries)
    theirs = {figure.cell: entries[figure.cell] for figure, _ in others}
    _record(turn, here, {cell: entry for cell, entry in entries.items() if cell not in theirs})
    if theirs:
        return REPLACING.ask(entries=packed(theirs), cells=list(map(str, entries)))
    return question(turn, here, entries)


def _record(turn: Turn, here: Snapshot, entries: Mapping[Cell, Entry]) -> None:
    if entries:
        record(turn.session, here.report, entries, turn.entry_source)
        turn.note(sentences.taken(here.form, here.shown, [*entries, *here.form.following(entries)]))


def _of_others(turn: Turn, here: Snapshot, entries: Mapping[Cell, Entry]) -> list[tuple[Entered, str]]:
    """What stands otherwise in these cells, of those that somebody else entered, with their names."""
    changed = [here.figures[cell] for cell in entries if cell in here.figures and here.figures[cell].entry != entries[cell]]
    theirs = [figure for figure in changed if figure.officer_id != turn.officer.id]
    return [(figure, turn.session.get_one(Officer, figure.officer_id).name) for figure in theirs]


def _show(turn: Turn, about: About) -> Shown | None:
    here, entries = turn.snapshot, unpacked(about["entries"])
    named = [(here.form.row_of(one.cell), one, by, entries[one.cell]) for one, by in _of_others(turn, here, entries)]
    text = sweeping.replace(named)
    return Shown(sweeping.REPLACE_TITLE, text, sweeping.REPLACE_YES, sweeping.REPLACE_NO) if named else None


def _replace(turn: Turn, about: About) -> Next:
    _record(turn, turn.snapshot, unpacked(about["entries"]))
    return _after(turn, about)


def _keep_theirs(turn: Turn, about: About) -> Next:
    turn.note(sweeping.KEPT)
    return _after(turn, about)


def _after(turn: Turn, about: About) -> Next:
    """Question what the whole message has put out of line; else on with the report."""
    follows = question(turn, turn.snapshot, [Cell.read(text) for text in about["cells"]])
    return Go(Filling()) if follows is STAY and not turn.at(Revising) else follows


REPLACING = AskedFirst(name="replace", show=_show, do=_replace, leave=_keep_theirs)


def question(turn: Turn, here: Snapshot, cells: Collection[Cell]) -> Next:
    """Question at once what these cells have put out of line."""
    found = look_at(turn.session, here, cells)
    rules = [one.rule.text for one in found]
    return Go(Questioned(rules[0], rules[1:])) if rules else STAY


def count_failure(turn: Turn) -> None:
    """Count an answer that could not be read; after the third in a row the way out is named."""
    turn.place.failures += 1
    if turn.place.failures >= _PATIENCE:
        turn.note(refusals.third_time(desks_above(turn)))


def onward(turn: Turn, follows: Next) -> Next:
    """To what follows; else, while figures are asked, to the next question."""
    return Go(Filling()) if follows is STAY and turn.at(Filling, ListLines) else follows


def go_on(_turn: Turn, _held: Held) -> Next:
    """Leave the question as it is and go on where it was left."""
    return Go(Filling())
