"""Taking figures: answers read, recorded, said back, and questioned where they are out of line."""

from collections.abc import Collection, Mapping, Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, Questioned, Revising
from bot.conversation.core.turn import Turn
from bot.reading.answers import read_answer
from bot.reading.filled_sheet import packed, unpacked
from bot.reading.numbers import Unread, split_answers
from bot.texts import refusals
from bot.texts.report import reporting as sentences
from bot.texts.report import sweeping
from tracker.forms.cell import Cell
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
    return Go(Questioned(found[0].rule.text)) if found else STAY


def count_failure(turn: Turn) -> None:
    """Count an answer that could not be read; after the third in a row the way out is named."""
    turn.place.failures += 1
    if turn.place.failures >= _PATIENCE:
        turn.note(refusals.THIRD_TIME)


def onward(turn: Turn, follows: Next) -> Next:
    """To what follows; else, while figures are asked, to the next question."""
    return Go(Filling()) if follows is STAY and turn.at(Filling) else follows


def go_on(_turn: Turn, _held: Held) -> Next:
    """Leave the question as it is and go on where it was left."""
    return Go(Filling())
