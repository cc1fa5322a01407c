"""Figures that the book of tasks gives: offered where they are asked, with the tasks behind them."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Filling
from bot.conversation.core.turn import Turn
from bot.conversation.report.totals import totals_of
from bot.messages.actions import Action
from bot.texts.report import tasks_in_report as sentences
from tracker.forms.form import Row
from tracker.tasks.figures import FromTasks, figures_from_tasks
from tracker.tasks.task import local_day

BEHIND = Action("behind")


def counted(turn: Turn, rows: Sequence[Row]) -> dict[str, FromTasks]:
    """What the book of tasks says today of those of these rows that come from it; not where units below report them."""
    if not any(row.tasks for row in rows):
        return {}
    keys = {row.key for row in rows} - totals_of(turn, rows).keys()
    found = figures_from_tasks(turn.session, turn.report(), local_day(turn.now))
    return {key: figure for key, figure in found.items() if key in keys}


@does(BEHIND)
def show_behind(turn: Turn, _rest: str) -> Next:
    """The tasks behind the figures of the rows in question."""
    held = turn.held
    rows = [turn.form().by_key[key] for key in held.asked] if isinstance(held, Filling) else []
    found = counted(turn, rows)
    turn.note(sentences.behind(turn.form(), found) if found else sentences.NONE)
    return STAY
