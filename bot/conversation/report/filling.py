"""Filling: questions of one group or of small neighbours, answered in one message or one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling, ListLines
from bot.conversation.core.turn import Turn
from bot.conversation.report import totals
from bot.conversation.report.asking import archived, elsewhere
from bot.conversation.report.asking.joining import first_question, questions_of
from bot.conversation.report.counted import BEHIND, counted
from bot.conversation.report.taking import Entries, hear_figures, onward, take
from bot.messages.actions import BACK, GO_ON, NONE_AROSE, PICK, SKIP, Action, Choice
from bot.texts.common.wording import value
from bot.texts.report import reporting as sentences
from bot.texts.report import tasks_in_report
from bot.texts.report.cells import archived as archived_words
from bot.texts.report.cells import asking as questions
from bot.texts.report.cells import elsewhere as elsewhere_words
from tracker.forms.cell import Cell
from tracker.office.officers import Officer
from tracker.reports.entry import Entry
from tracker.reports.snapshot import Snapshot

USE_ARCHIVED = Action("archived")
USE_ELSEWHERE = Action("elsewhere", whole=("lay so bao cao kia", "lay so da ghi", "dung so bao cao kia", "dung so da ghi"))
USE_COUNTED = Action("book", whole=("dung so nhiem vu",))


def cells_asked(turn: Turn) -> list[Cell]:
    """The cells in question: those that were asked, or to be asked again, or the first open ones that belong together."""
    held = turn.held
    if isinstance(held, ListLines):
        return [Cell(held.row)]
    if isinstance(held, Filling | Correcting) and held.asked:
        return [Cell.read(text) for text in held.asked]
    return cells_to_ask(turn.snapshot, held if isinstance(held, Filling) else Filling())


def cells_to_ask(here: Snapshot, held: Filling) -> list[Cell]:
    """The cells of the question that is put next: those to be asked again, or the first open ones that belong together."""
    return [Cell.read(text) for text in held.again] or first_group(here, here.open)


def first_group(here: Snapshot, waiting: Sequence[Cell]) -> list[Cell]:
    """The waiting cells that are asked together with the first of them; what is left of a question begun is asked alone."""
    if not waiting:
        return []
    form, level = here.form, here.unit.level
    whole = next(cells for cells in questions_of(form, level) if waiting[0] in cells)
    if waiting[0] != whole[0]:
        return [cell for cell in whole if cell in waiting]
    return list(first_question(form, level, waiting))


def next_cells(here: Snapshot, cells: Sequence[Cell]) -> list[Cell]:
    """The cells of the question that would follow once these are answered; none where it would be the last one."""
    return first_group(here, [cell for cell in here.open if cell not in cells])


def ask_again(cells: Iterable[Cell]) -> Filling:
    """Where these cells are asked, whatever stands in them."""
    return Filling(again=tuple(map(str, cells)))


def ask(turn: Turn, held: Filling) -> None:
    """Put the question."""
    here = turn.snapshot
    together, form = cells_to_ask(here, held), here.form
    cells = archived.to_type(turn, together)
    known = _known(turn, here, cells)
    turn.hold(replace(held, asked=tuple(map(str, cells))))
    part = form.sections.index(form.section_at(cells[0])) + 1
    progress = sentences.progress(part, len(form.sections), len(here.open))
    question = questions.question(form, cells, standing_in(here, cells) if held.again else {})
    beside = archived.beside(turn, together, cells)
    text = "\n".join(filter(None, (progress, question, beside, *known.said)))
    turn.say(text, [*known.choices, *_choices(here, held, cells)], title=questions.question_title(form, cells))


class _Known(NamedTuple):
    """What is known of the cells before they are answered: what is said of it under the question, and what may be taken."""

    said: Sequence[str] = ()
    choices: Sequence[Choice] = ()


def _known(turn: Turn, here: Snapshot, cells: Sequence[Cell]) -> _Known:
    book = counted(turn, cells) if here.has_tasks else {}
    if book:
        choices = [USE_COUNTED.choice(tasks_in_report.USE), BEHIND.choice(tasks_in_report.BEHIND)]
        return _Known([tasks_in_report.offer(here.form, book)], choices)
    if any(cell in archived.proposed(turn, cells) for cell in cells):
        return _Known([archived.beside(turn, cells, ())], [USE_ARCHIVED.choice(archived_words.USE)])
    told = elsewhere.offered(turn, cells)
    if told:
        return _Known(elsewhere_words.offer(here.form, told), [USE_ELSEWHERE.choice(elsewhere_words.take(told))])
    return _Known(totals.beside(turn, cells), totals.choices(turn)) if here.has_units_below else _Known()


def standing_in(here: Snapshot, cells: Sequence[Cell]) -> dict[Cell, str]:
    """What stands in cells that are asked again, in words."""
    form, figures = here.form, here.figures
    none = form.none_cells & figures.keys()
    rows = {cell: form.row_of(cell) for cell in cells}
    stood = {cell: value(row, figures[cell].entry) for cell, row in rows.items() if cell in figures}
    arose_not = [cell for cell, row in rows.items() if row.typed and Cell(row.ask, cell.column) in none]
    return stood | dict.fromkeys(arose_not, sentences.NONE_AROSE.lower())


def _choices(here: Snapshot, held: Filling, cells: Sequence[Cell]) -> list[Choice]:
    first = here.form.row_of(cells[0])
    options = first.options if len(cells) == 1 else ()
    choices = [PICK.choice(label, number) for number, (_, label) in enumerate(options)]
    if held.again:
        choices.append(GO_ON.choice(sentences.STAY))
    if first.typed:
        choices += [] if options else [NONE_AROSE.choice(sentences.NONE_AROSE)]
        choices.append(SKIP.choice(sentences.SKIP))
    return [*choices, BACK.choice(sentences.BACK)] if _before(here, cells) else choices


def hear(turn: Turn, held: Filling, text: str) -> Next:
    """Take the answers to the cells in question, and whatever else the message sets by its number or label."""
    cells = cells_asked(turn)
    if not cells:
        return STAY
    if theirs := answered_by_others(turn, cells):
        return theirs
    heard = hear_figures(turn, text, cells, [] if held.again else next_cells(turn.snapshot, cells))
    if not isinstance(heard, Mapping):
        return heard
    return taken(turn, held, archived.with_proposed(turn, heard))


def taken(turn: Turn, held: Filling, entries: Entries) -> Next:
    """Record what was heard; on to what is still to be answered."""
    follows = take(turn, entries)
    if follows is not STAY:
        return follows
    rest = [text for text in held.again if Cell.read(text) not in entries]
    return Go(Filling(again=tuple(rest)) if len(rest) < len(held.again) else Filling())


def answered_by_others(turn: Turn, cells: Sequence[Cell]) -> Next | None:
    """Where to go if somebody else answered these cells after they were asked; says so: nothing is replaced unasked."""
    held, here = turn.held, turn.snapshot
    if isinstance(held, Correcting) or (isinstance(held, Filling) and held.again):
        return None
    theirs = [here.figures[cell] for cell in cells if cell in here.figures]
    theirs = [figure for figure in theirs if figure.officer_id != turn.officer.id]
    for figure in theirs:
        by = turn.session.get_one(Officer, figure.officer_id).name
        turn.note(sentences.answered_by(here.form.row_of(figure.cell), figure, by))
    return Go(ask_again(cells)) if theirs else None


@does(PICK)
def pick(turn: Turn, number: str) -> Next:
    """Take one of the options of a choice."""
    cells = cells_asked(turn)
    if theirs := answered_by_others(turn, cells):
        return theirs
    options = turn.form().row_of(cells[0]).options
    return onward(turn, take(turn, {cells[0]: Entry.words(options[int(number)][0])}))


@does(USE_COUNTED)
def use_counted(turn: Turn, _rest: str) -> Next:
    """Take what the book of tasks says of the cells in question; the others are still asked."""
    cells = cells_asked(turn) if turn.at(Filling) else []
    if not cells:
        return STAY
    if theirs := answered_by_others(turn, cells):
        return theirs
    return onward(turn, take(turn, {cell: Entry.number(figure.amount) for cell, figure in counted(turn, cells).items()}))


@does(USE_ARCHIVED)
def use_archived(turn: Turn, _rest: str) -> Next:
    """Take what the unit reported a year before for the cells in question; the others are still asked."""
    cells = cells_asked(turn) if turn.at(Filling) else []
    return onward(turn, take(turn, archived.proposed(turn, cells)))


@does(USE_ELSEWHERE)
def use_elsewhere(turn: Turn, _rest: str) -> Next:
    """Take what other reports of the unit for the period say of the cells in question; the others are still asked."""
    cells = cells_asked(turn) if turn.at(Filling) else []
    if theirs := answered_by_others(turn, cells):
        return theirs
    told = elsewhere.offered(turn, cells)
    return onward(turn, take(turn, {cell: Entry.number(one.amount) for cell, one in told.items()}))


def back(turn: Turn, _held: Filling) -> Next:
    """To the question before the one that stands."""
    return go_before(turn, cells_asked(turn))


def go_before(turn: Turn, asked: Sequence[Cell]) -> Next:
    """To the question before these cells, or to the last one where there are none."""
    before = _before(turn.snapshot, asked)
    if before:
        return Go(ask_again(before))
    turn.note(sentences.FIRST)
    return STAY


def go_to_group(turn: Turn, about: Cell) -> Next:
    """To the group of this cell."""
    here = turn.snapshot
    row = here.form.row_of(about)
    group = [one for one in here.form.groups.get(row.ask, (row,)) if one.concerns(here.unit.level)]
    return Go(ask_again(cell for one in group for cell in here.form.cells_of(one)))


def _before(here: Snapshot, asked: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of the question before the one that stands; of the last question when none does."""
    groups = here.form.of_level(here.unit.level).groups
    first = next((place for place, group in enumerate(groups) if any(cell in asked for cell in group)), len(groups))
    return questions_of(here.form, here.unit.level, first)[-1] if first else ()
