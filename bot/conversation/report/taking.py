"""Taking figures: answers read, recorded, said back, and questioned where they are out of line."""

from collections.abc import Collection, Mapping, Sequence

from bot.conversation.core.contacts import desks_above
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Questioned
from bot.conversation.core.turn import Turn
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, split_answers
from bot.texts import refusals
from bot.texts.report import reporting as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.officers import Officer
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered, record
from tracker.reports.snapshot import Snapshot
from tracker.review.findings import look_at

Read = Mapping[Cell, Entry | Unread]
_PATIENCE = 3  # unreadable answers in a row before the way out is named


def read_group(turn: Turn, cells: Sequence[Cell], text: str) -> Read | None:
    """What answers these cells, read; None, and says so, for talk and for more answers than cells."""
    form = turn.form()
    rows = [form.row_of(cell) for cell in cells]
    answers = _join_tail(split_answers(text, len(rows)), rows)
    read = {cell: read_answer(row, answer) for cell, row, answer in zip(cells, rows, answers, strict=False)}
    is_talk = len(answers) > 1 and _is_talk(answers, list(read.values()))
    if is_talk or len(answers) > len(rows):
        turn.note(refusals.no_number(rows) if is_talk else refusals.too_many(len(answers), rows))
        count_failure(turn)
        return None
    return read


def could_be_read(read: Read) -> dict[Cell, Entry]:
    """Those answers that were understood."""
    return {cell: entry for cell, entry in read.items() if isinstance(entry, Entry)}


def name_unread(turn: Turn, read: Read) -> None:
    """Say of each answer that was not understood what is wrong with it."""
    for cell, entry in read.items():
        if isinstance(entry, Unread):
            turn.note(refusals.unread(turn.form().row_of(cell), entry))


def _is_talk(answers: Sequence[str], read: Sequence[Entry | Unread]) -> bool:
    """Whether words came where numbers were asked: nothing has a digit, and something cannot be read."""
    return any(isinstance(entry, Unread) for entry in read) and not any(c.isdigit() for answer in answers for c in answer)


def _join_tail(answers: list[str], rows: Sequence[Row]) -> list[str]:
    """A choice or a text that comes last may have several words."""
    if len(answers) > len(rows) and rows[-1].kind in {Kind.CHOICE, Kind.TEXT}:
        return [*answers[: len(rows) - 1], " ".join(answers[len(rows) - 1 :])]
    return answers


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
