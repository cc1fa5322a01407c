"""Figures that the book of tasks gives: offered where they are asked, with the tasks behind them."""

from collections.abc import Sequence

from bot.conversation.core.turn import Turn
from bot.conversation.report.totals import totals_of
from bot.texts.report import tasks_in_report as sentences
from tracker.forms.form import Row
from tracker.tasks.figures import FromTasks, figures_from_tasks
from tracker.tasks.task import local_day


def counted(turn: Turn, rows: Sequence[Row]) -> dict[str, FromTasks]:
    """What the book of tasks says today of those of these rows that come from it; not where units below report them."""
    if not any(row.tasks for row in rows):
        return {}
    keys = {row.key for row in rows} - totals_of(turn, rows).keys()
    found = figures_from_tasks(turn.session, turn.report(), local_day(turn.now))
    return {key: figure for key, figure in found.items() if key in keys}


def show_behind(turn: Turn, _rest: str) -> None:
    """The tasks behind the figures of the rows in question."""
    rows = [turn.form().by_key[key] for key in turn.place.asked.split()]
    found = counted(turn, rows)
    turn.note(sentences.behind(turn.form(), found) if found else sentences.NONE)
