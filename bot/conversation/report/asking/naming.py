"""Whether words name cells of the form at hand, and whether they set figures of them."""

from bot.conversation.core.turn import Turn
from bot.reading.answering import AskedCells, cells_called, names_cells, says_rows
from tracker.kernel.names import tidy


def names_a_cell(turn: Turn, text: str) -> bool:
    """Whether the text is the name of cells of a form of several columns, and nothing else."""
    here = turn.snapshot
    return not here.form.is_plain and bool(cells_called(tidy(text), AskedCells(here.form, here.unit.level, [])))


def says_cells(turn: Turn, text: str) -> bool:
    """Whether the text sets figures of rows or of cells that it names, or is a table."""
    here = turn.snapshot
    return says_rows(text) or (not here.form.is_plain and names_cells(text, AskedCells(here.form, here.unit.level, [])))
