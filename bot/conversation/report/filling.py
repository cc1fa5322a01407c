"""Filling: groups of rows asked together, answered in one message or one by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling
from bot.conversation.core.turn import Turn
from bot.conversation.report import totals
from bot.conversation.report.counted import BEHIND, counted
from bot.conversation.report.taking import could_be_read, count_failure, name_unread, onward, read_group, take
from bot.messages.actions import BACK, GO_ON, PICK, Action, Choice
from bot.texts.common.wording import value
from bot.texts.report import reporting as sentences
from bot.texts.report import tasks_in_report
from tracker.forms.cell import Cell
from tracker.forms.form import Row
from tracker.office.officers import Officer
from tracker.reports.figures import Entry
from tracker.reports.snapshot import Snapshot

NONE_AROSE = Action("none", whole=("khong phat sinh",))
SKIP = Action("skip", whole=("bo qua",), begins=("bo qua",))

USE_COUNTED = Action("book", whole=("dung so nhiem vu",))


def rows_asked(turn: Turn) -> list[Row]:
    """The rows in question: those that were asked, or those to be asked again, or the first open ones that belong together."""
    held = turn.held
    if isinstance(held, Filling):
        return [turn.form().by_key[key] for key in held.asked] or rows_to_ask(turn, held)
    if isinstance(held, Correcting) and held.asked:
        return [turn.form().by_key[key] for key in held.asked]
    return first_group(turn.open_rows())


def rows_to_ask(turn: Turn, held: Filling) -> list[Row]:
    """The rows of the question that is put next: those to be asked again, or the first open ones that belong together."""
    if held.again:
        return [turn.form().by_key[key] for key in held.again]
    return first_group(turn.open_rows())


def first_group(waiting: Sequence[Row]) -> list[Row]:
    """The waiting rows that are asked together with the first of them."""
    return [row for row in waiting if row.ask == waiting[0].ask] if waiting else []


def ask(turn: Turn, held: Filling) -> None:
    """Put the question."""
    here, rows = turn.snapshot, rows_to_ask(turn, held)
    form, known = here.form, _known(turn, here, rows)
    turn.hold(replace(held, asked=tuple(row.key for row in rows)))
    part = form.sections.index(form.section_of[rows[0].key]) + 1
    progress = sentences.progress(part, len(form.sections), len(here.open))
    question = sentences.question(form, rows, standing_in(turn, rows) if held.again else {})
    text = "\n".join(filter(None, (progress, question, *known.said)))
    turn.say(text, [*known.choices, *_choices(here, held, rows)], title=sentences.question_title(form, rows))


class _Known(NamedTuple):
    """What is known of the rows before they are answered: what is said of it under the question, and what may be taken."""

    said: Sequence[str] = ()
    choices: Sequence[Choice] = ()


def _known(turn: Turn, here: Snapshot, rows: Sequence[Row]) -> _Known:
    book = counted(turn, rows) if here.has_tasks else {}
    if book:
        choices = [USE_COUNTED.choice(tasks_in_report.USE), BEHIND.choice(tasks_in_report.BEHIND)]
        return _Known([tasks_in_report.offer(book)], choices)
    return _Known(totals.beside(turn, rows), totals.choices(turn)) if here.has_units_below else _Known()


def standing_in(turn: Turn, rows: Sequence[Row]) -> dict[str, str]:
    """What stands in rows that are asked again, in words."""
    here = turn.snapshot
    none = rows[0].typed and rows[0].ask in here.form.none_groups and Cell(rows[0].ask) in here.figures
    stands = {row.key: value(row, here.figures[row.cell].entry) for row in rows if row.cell in here.figures}
    return {row.key: sentences.NONE_AROSE.lower() for row in rows} if none else stands


def _choices(here: Snapshot, held: Filling, rows: Sequence[Row]) -> list[Choice]:
    options = rows[0].options if len(rows) == 1 else ()
    choices = [PICK.choice(label, number) for number, (_, label) in enumerate(options)]
    if held.again:
        choices.append(GO_ON.choice(sentences.STAY))
    if rows[0].typed:
        choices += [] if options else [NONE_AROSE.choice(sentences.NONE_AROSE)]
        choices.append(SKIP.choice(sentences.SKIP))
    return [*choices, BACK.choice(sentences.BACK)] if _before(here, rows) else choices


def hear(turn: Turn, held: Filling, text: str) -> Next:
    """Take the answers to the rows in question; what cannot be read is asked again, the rest is kept."""
    rows = rows_asked(turn)
    if not rows:
        return STAY
    if theirs := answered_by_others(turn, rows):
        return theirs
    read = read_group(turn, rows, text)
    if read is None:
        return STAY
    follows = take(turn, could_be_read(read))
    name_unread(turn, rows, read)
    if follows is not STAY:
        return follows
    left = tuple(row.key for row in rows if not isinstance(read.get(row.key), Entry))
    after = Filling(again=left if held.again else ())
    if all(isinstance(entry, Entry) for entry in read.values()):
        return Go(after)
    turn.hold(after)
    count_failure(turn)
    return STAY


def answered_by_others(turn: Turn, rows: Sequence[Row]) -> Next | None:
    """Where to go if somebody else answered these rows after they were asked; says so, so that nothing is replaced unasked."""
    held = turn.held
    if isinstance(held, Correcting) or (isinstance(held, Filling) and held.again):
        return None
    here = turn.snapshot
    cells = [(row, cell) for row in rows for cell in here.form.cells_of(row) if cell in here.figures]
    theirs = [(row, here.figures[cell]) for row, cell in cells if here.figures[cell].officer_id != turn.officer.id]
    for row, figure in theirs:
        turn.note(sentences.answered_by(row, figure, turn.session.get_one(Officer, figure.officer_id).name))
    return Go(Filling(again=tuple(row.key for row in rows))) if theirs else None


@does(PICK)
def pick(turn: Turn, number: str) -> Next:
    """Take one of the options of a choice."""
    rows = rows_asked(turn)
    if theirs := answered_by_others(turn, rows):
        return theirs
    row = rows[0]
    return onward(turn, take(turn, {row.key: Entry.words(row.options[int(number)][0])}))


@does(USE_COUNTED)
def use_counted(turn: Turn, _rest: str) -> Next:
    """Take what the book of tasks says of the rows in question; the others are still asked."""
    rows = rows_asked(turn) if turn.at(Filling) else []
    if not rows:
        return STAY
    if theirs := answered_by_others(turn, rows):
        return theirs
    return onward(turn, take(turn, {key: Entry.number(figure.amount) for key, figure in counted(turn, rows).items()}))


def back(turn: Turn, _held: Filling) -> Next:
    """To the group before the one in question."""
    return go_before(turn, rows_asked(turn))


def go_before(turn: Turn, asked_rows: Sequence[Row]) -> Next:
    """To the group before these rows, or to the last one where there are none."""
    before = _before(turn.snapshot, asked_rows)
    if before:
        return Go(Filling(again=tuple(row.key for row in before)))
    turn.note(sentences.FIRST)
    return STAY


def go_to_group(turn: Turn, key: str) -> Next:
    """To the group of this row."""
    about, level = turn.form().by_key[key], turn.reporting_unit.level
    rows = [row for row in turn.form().groups.get(about.ask, (about,)) if row.concerns(level)]
    return Go(Filling(again=tuple(row.key for row in rows)))


def _before(here: Snapshot, asked_rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of the group before the one in question; of the last group when none is."""
    asked = {row.key for row in asked_rows}
    before: Sequence[Row] = ()
    for rows in here.form.of_level(here.unit.level).questions:
        if any(row.key in asked for row in rows):
            return before
        before = rows
    return before
