"""Figures that the book of tasks gives: offered where they are asked, with the tasks behind them."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.conversation.report.totals import totals_of
from bot.messages.actions import Action
from bot.texts.report import tasks_in_report as sentences
from tracker.forms.cell import Cell
from tracker.tasks.figures import FromTasks, counted_in_book
from tracker.tasks.task import local_day

BEHIND = Action("behind")


def counted(turn: Turn, cells: Sequence[Cell]) -> dict[Cell, FromTasks]:
    """What the book of tasks says today of those of these cells that come from it; not where units below report them."""
    if not any(turn.form().row_of(cell).tasks for cell in cells):
        return {}
    ours = set(cells) - totals_of(turn, cells).keys()
    found = counted_in_book(turn.session, turn.report(), local_day(turn.now))
    return {cell: figure for cell, figure in found.items() if cell in ours}


@does(BEHIND)
def show_behind(turn: Turn, _rest: str) -> Next:
    """The tasks behind the figures of the cells in question."""
    held = turn.held
    found = counted(turn, [Cell.read(text) for text in held.asked]) if isinstance(held, Filling) else {}
    turn.note(sentences.behind(turn.form(), found) if found else sentences.NONE)
    return STAY
