"""Figures of the same period last year that the unit has reported itself: proposed beside the question, and taken with it."""

from collections.abc import Mapping, Sequence

from bot.conversation.core.turn import Turn
from bot.texts.report.cells import archived as sentences
from tracker.forms.cell import Cell
from tracker.reports.archive import archived
from tracker.reports.entry import Entry


def proposed(turn: Turn, cells: Sequence[Cell]) -> dict[Cell, Entry]:
    """What the report of a year before says in these cells that nobody has answered, with that as the note."""
    here = turn.snapshot
    if here.form.is_plain:
        return {}
    found = archived(turn.session, here)
    known = {cell: found.amounts[cell] for cell in cells if cell in found.amounts and cell not in here.figures}
    return {cell: Entry(Entry.number(0).answer, amount, note=sentences.source(found.period)) for cell, amount in known.items()}


def to_type(turn: Turn, cells: Sequence[Cell]) -> list[Cell]:
    """The cells that must be typed beside what is proposed; all of them where nothing else is asked."""
    known = proposed(turn, cells)
    return [cell for cell in cells if cell not in known] or list(cells)


def beside(turn: Turn, cells: Sequence[Cell], asked: Sequence[Cell]) -> str:
    """What is proposed of these cells while others are asked."""
    here, known = turn.snapshot, proposed(turn, cells)
    named = [(here.form.row_of(cell), entry) for cell, entry in known.items() if cell not in asked]
    return sentences.beside(archived(turn.session, here).period, named) if named else ""


def with_proposed(turn: Turn, entries: Mapping[Cell, Entry]) -> dict[Cell, Entry]:
    """The entries with what is proposed in the same rows, where they say nothing else of it."""
    rows = {cell.row for cell in entries}
    same = [cell for cell in turn.snapshot.open if cell.row in rows]
    return proposed(turn, same) | dict(entries)
