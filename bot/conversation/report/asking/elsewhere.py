"""Figures that another report of the unit for the period has already: offered where they are asked, with their source."""

from collections.abc import Sequence

from bot.conversation.core.turn import Turn
from tracker.forms.cell import Cell
from tracker.review.elsewhere import ToldElsewhere, told_elsewhere


def offered(turn: Turn, cells: Sequence[Cell]) -> dict[Cell, ToldElsewhere]:
    """What other reports say of those of these cells that nobody has answered."""
    here = turn.snapshot
    if not here.has_others:
        return {}
    waiting = [cell for cell in cells if cell not in here.figures]
    return told_elsewhere(turn.session, here, waiting) if waiting else {}
