"""Every filled cell of a file accounted for: taken, equal or different, unread, or named because it has no place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tracker.filled_form.found import FoundTables, find_tables
from tracker.filled_form.outcomes import Account, CellTold, Outcome, Why
from tracker.filled_form.telling import Teller, named
from tracker.filled_form.values import CellReading, follows, held_against
from tracker.filled_form.words import cleaned
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.kernel.grids import Grid
from tracker.reports.entry import Entry


def account(form: Form, template: Sequence[Grid] | None, incoming: Sequence[Grid], reading: CellReading) -> Account:
    """What became of each filled cell of the visible sheets of a file that came for this form.

    `template` are the sheets of the office's own blank workbook, None for a form that we draw. Raises AnotherForm if no sheet
    has a table of the form, LegacyFont if its words are in an encoding of before Unicode, SecretForm, TableNotFound.
    """
    grids = [cleaned(grid) for grid in incoming]
    found = find_tables(form, template, grids, reading.aside)
    teller = Teller(form, reading, found)
    told = _each_once([one for grid in grids for one in teller.told(grid)])
    known = follows(form, _entries(told))
    told = [held_against(form, one, known) for one in told]
    entries = _entries(told) | (_rounded(told) if template is not None else {}) | _counts(form, found, reading.level)
    sheets = tuple(dict.fromkeys(one.grid.name for one in found.tables))
    return Account(tuple(told), entries, found.title, sheets, any(_is_filled_in(form, one) for one in told))


def _is_filled_in(form: Form, told: CellTold) -> bool:
    """Whether a cell that a unit fills in says something."""
    field = form.row_at(told.cell) if told.cell else None
    said = told.outcome in {Outcome.TAKEN, Outcome.UNREAD, Outcome.DIFFERENT}
    return said and field is not None and not field.optional and not field.given


def _each_once(told: Sequence[CellTold]) -> list[CellTold]:
    """Two cells of the file for one of the form: neither is taken."""
    count = Counter((one.cell, one.is_note) for one in told if one.cell)
    return [named(one, Why.TWICE) if one.cell and count[one.cell, one.is_note] > 1 else one for one in told]


def _entries(told: Sequence[CellTold]) -> dict[Cell, Entry]:
    """What the taken cells say, each with its note."""
    taken = [one for one in told if one.outcome is Outcome.TAKEN and one.cell and one.entry]
    entries = {one.cell: one.entry for one in taken if one.cell and one.entry and not one.is_note}
    for one in taken:
        if one.is_note and one.cell and one.entry:
            entries[one.cell] = replace(entries.get(one.cell, Entry.blank()), note=one.entry.note)
    return entries


def _rounded(told: Sequence[CellTold]) -> dict[Cell, Entry]:
    """What an office's own file says in computed cells as we do but for the decimals: it stands there as it was written."""
    same = (one for one in told if one.outcome is Outcome.EQUAL and one.cell and one.entry and one.ours)
    return {one.cell: one.entry for one in same if one.cell and one.entry and one.ours and one.entry.amount != one.ours.amount}


def _counts(form: Form, found: FoundTables, level: str) -> dict[Cell, Entry]:
    """How many lines each row that repeats has."""
    lines = Counter(key.partition(ENTRY)[0] for one in found.tables for key in one.rows.values() if ENTRY in key)
    return {
        Cell(key): Entry.number(count)
        for key, count in lines.items()
        if (field := form.row_at(Cell(key))) and field.concerns(level)
    }
