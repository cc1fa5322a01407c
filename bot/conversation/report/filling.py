"""Filling: groups of rows asked together, answered in one message or one by one."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling
from bot.conversation.core.turn import Turn
from bot.conversation.report import totals
from bot.conversation.report.counted import BEHIND, counted
from bot.conversation.report.taking import count_failure, hear_rows, onward, take
from bot.messages.actions import BACK, GO_ON, PICK, Action, Choice
from bot.texts.common.wording import value
from bot.texts.report import reporting as sentences
from bot.texts.report import tasks_in_report
from tracker.forms.form import Row
from tracker.office.officers import Officer
from tracker.reports.figures import Entry, figures_of
from tracker.reports.reckoning import open_rows

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
    return first_group(open_rows(turn.session, turn.report()))


def rows_to_ask(turn: Turn, held: Filling) -> list[Row]:
    """The rows of the question that is put next: those to be asked again, or the first open ones that belong together."""
    if held.again:
        return [turn.form().by_key[key] for key in held.again]
    return first_group(open_rows(turn.session, turn.report()))


def first_group(waiting: Sequence[Row]) -> list[Row]:
    """Those of the waiting rows that are asked together with the first."""
    return [row for row in waiting if row.ask == waiting[0].ask] if waiting else []


def ask(turn: Turn, held: Filling) -> None:
    """Put the question."""
    form, waiting, rows = turn.form(), open_rows(turn.session, turn.report()), rows_to_ask(turn, held)
    turn.hold(replace(held, asked=tuple(row.key for row in rows)))
    part = form.sections.index(form.section_of[rows[0].key]) + 1
    progress = sentences.progress(part, len(form.sections), len(waiting))
    book = counted(turn, rows)
    offered = [tasks_in_report.offer(book)] if book else totals.beside(turn, rows)
    question = sentences.question(form, rows, standing_in(turn, rows) if held.again else {})
    text = "\n".join(filter(None, (progress, question, *offered)))
    from_book = [USE_COUNTED.choice(tasks_in_report.USE), BEHIND.choice(tasks_in_report.BEHIND)]
    known = from_book if book else totals.choices(turn)
    turn.say(text, [*known, *_choices(turn, held, rows)], title=sentences.question_title(form, rows))


def standing_in(turn: Turn, rows: Sequence[Row]) -> dict[str, str]:
    """What stands in rows that are asked again, in words."""
    figures = figures_of(turn.session, turn.report())
    none = rows[0].typed and turn.form().may_be_none(rows[0].ask) and rows[0].ask in figures
    stands = {row.key: value(row, figures[row.key].entry) for row in rows if row.key in figures}
    return {row.key: sentences.NONE_AROSE.lower() for row in rows} if none else stands


def _choices(turn: Turn, held: Filling, rows: Sequence[Row]) -> list[Choice]:
    options = rows[0].options if len(rows) == 1 else ()
    choices = [PICK.choice(label, number) for number, (_, label) in enumerate(options)]
    if held.again:
        choices.append(GO_ON.choice(sentences.STAY))
    if rows[0].typed:
        choices += [] if options else [NONE_AROSE.choice(sentences.NONE_AROSE)]
        choices.append(SKIP.choice(sentences.SKIP))
    return [*choices, BACK.choice(sentences.BACK)] if _before(turn, rows) else choices


def hear(turn: Turn, held: Filling, text: str) -> Next:
    """Take the answers to the rows in question; what cannot be read is asked again, the rest is kept."""
    rows = rows_asked(turn)
    if not rows:
        return STAY
    if theirs := answered_by_others(turn, rows):
        return theirs
    read, follows = hear_rows(turn, rows, text)
    if read is None or follows is not STAY:
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
    figures = figures_of(turn.session, turn.report())
    theirs = [(row, figures[row.key]) for row in rows if row.key in figures and figures[row.key].officer_id != turn.officer.id]
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
    before = _before(turn, asked_rows)
    if before:
        return Go(Filling(again=tuple(before)))
    turn.note(sentences.FIRST)
    return STAY


def go_to_group(turn: Turn, key: str) -> Next:
    """To the group of this row."""
    about, level = turn.form().by_key[key], turn.reporting_unit.level
    rows = [row for row in turn.form().groups.get(about.ask, (about,)) if row.concerns(level)]
    return Go(Filling(again=tuple(row.key for row in rows)))


def _before(turn: Turn, asked_rows: Sequence[Row]) -> list[str]:
    """The rows of the group before the one in question; of the last group when none is."""
    asked, level = {row.key for row in asked_rows}, turn.reporting_unit.level
    before: list[str] = []
    for rows in turn.form().groups.values():
        keys = [row.key for row in rows if row.concerns(level)]
        if asked & set(keys):
            return before
        before = keys or before
    return before
