"""The desk comments on rows of a report under review: typed with the row's number, listed, taken back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Reviewing
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.desk.actions import DROP_COMMENT, RETURN
from bot.conversation.report.editing import find_row
from bot.messages.actions import ACCEPT, STATUS, WITHDRAW, Choice
from bot.reading.answering import AskedCells, cells_called
from bot.reading.numbers import read_comments
from bot.texts import refusals
from bot.texts.common.wording import cell_name
from bot.texts.desk import reviewing as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.kernel.errors import RowNotAsked
from tracker.reports.comments import comment_on, delete_comment, draft_comments
from tracker.reports.reports import Report, State, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.workbooks.appendices import shown_cells

_MOST_BUTTONS = 8


def settling(turn: Turn, report: Report) -> list[Choice]:
    """Taking the report, or returning it; nothing of one that is not handed in."""
    if report.state != State.SUBMITTED:
        return []
    drafts = len(draft_comments(turn.session, report))
    return [ACCEPT.choice(sentences.ACCEPT, report.id), RETURN.choice(sentences.return_with(drafts), report.id)]


def ask(turn: Turn, _held: Reviewing) -> None:
    """The comments so far, and what can be done with the report."""
    report = turn.overseen_report()
    form, drafts = form_of(turn.session, report), draft_comments(turn.session, report)
    listed = sentences.comments(form, drafts, shown_cells(turn.session, report))
    delete = [DROP_COMMENT.choice(sentences.delete(form, one), one.cell) for one in drafts[:_MOST_BUTTONS]]
    how = {State.SUBMITTED: sentences.HOW_TO_COMMENT, State.ACCEPTED: sentences.TAKEN}
    turn.say(
        "\n".join(part for part in (listed, how.get(State(report.state), sentences.WITH_UNIT)) if part),
        [*settling(turn, report), *delete, STATUS.choice(sentences.ALL_UNITS)],
        title=sentences.title(turn.session.get_one(Round, report.round_id), unit_of(turn.session, report)),
        numbered=True,
    )


def hear(turn: Turn, _held: Reviewing, text: str) -> Next:
    """Put down comments; words of no row are not understood."""
    said = read_comments(text)
    write(turn, turn.overseen_report(), said.on_rows)
    if not said.on_rows:
        turn.note(sentences.NOT_A_COMMENT)
    return STAY


def write(turn: Turn, report: Report, on_rows: Sequence[tuple[str, str]]) -> bool:
    """Put down comments on rows by number; says what is wrong with the others, and gives whether all are taken."""
    if report.state != State.SUBMITTED:
        turn.note(sentences.NOT_NOW)
        return False
    form, level = form_of(turn.session, report), unit_of(turn.session, report).level
    taken = []
    for number, words in on_rows:
        cell, said = _cell_meant(turn, form, level, (number, words))
        text = turn.reason(said, missing=sentences.IN_WORDS)
        if cell is None or text is None:
            continue
        try:
            comment_on(turn.session, report, cell, text, turn.source)
        except RowNotAsked as refused:
            turn.note(refusals.broken(refused))
        else:
            taken.append(cell_name(form.row_of(cell)))
    turn.note(sentences.noted(taken) if taken else "")
    return len(taken) == len(on_rows)


def _cell_meant(turn: Turn, form: Form, level: str, said: tuple[str, str]) -> tuple[Cell | None, str]:
    """The cell of a number, with the words about it; of a row of several that whose column they begin with, or the first."""
    number, words = said
    if form.is_plain:
        row = find_row(turn, form, level, number)
        return (row.cell if row else None), words
    asked, (column, colon, rest) = AskedCells(form, level, []), words.partition(":")
    cells = cells_called(f"{number} {column}", asked) if colon else []
    if not cells:
        cells, rest = cells_called(number, asked), words
    if not cells:
        turn.note(refusals.unknown_row(number, refusals.near_rows(form, number)))
    return next(iter(cells), None), rest


@does(DROP_COMMENT)
def drop(turn: Turn, number: str) -> Next:
    """Take the comments on this row back."""
    if not turn.at(Reviewing):
        return STAY
    wanted = number.strip().rstrip(".").lower()
    report = turn.overseen_report()
    form = form_of(turn.session, report)
    drafts = [(one, cell_name(form.row_of(one.cell))) for one in draft_comments(turn.session, report)]
    mine = [(one, name) for one, name in drafts if wanted in {str(one.cell), name.lower(), one.row_key}]
    for one, _ in mine:
        delete_comment(turn.session, one)
    turn.note(sentences.deleted(mine[0][1]) if mine else sentences.NO_SUCH_COMMENT)
    return STAY


REVIEWING = Step(
    holds=Reviewing,
    manner=replace(manners.AT_REST, own=frozenset({WITHDRAW})),
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
