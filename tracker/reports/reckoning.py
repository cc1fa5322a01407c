"""What follows from the figures of a report: computed cells, what each cell prints, what still waits for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.levels import OfLevel
from tracker.forms.rules import Facts, Formula
from tracker.reports.completing import completed, says_the_same
from tracker.reports.entry import Answer, Entry
from tracker.reports.figures import Entered, none_taken_back

Figures = Mapping[Cell, Entered] | Mapping[Cell, Entry]  # that stand, or that do not yet


def amounts(form: Form, figures: Figures) -> dict[Cell, Decimal]:
    """Every cell that has a number: typed, computed, or filled in by the office."""
    return completed(form, {cell: figure.amount for cell, figure in figures.items() if figure.amount is not None})


def without_computed(form: Form, entries: Mapping[Cell, Entry]) -> dict[Cell, Entry]:
    """The entries but for those in computed cells that say what follows from the others."""
    known = amounts(form, {cell: entry for cell, entry in entries.items() if cell not in form.computed})
    return {cell: entry for cell, entry in entries.items() if not _follows(form, cell, entry, known)}


def without_following(form: Form, figures: Figures, entries: Mapping[Cell, Entry]) -> dict[Cell, Entry]:
    """The entries but for those in computed cells that say what would follow once the others stand beside these figures.

    A rate is the same if it is so at the decimals that were entered.
    """
    typed = {cell: entry for cell, entry in entries.items() if cell not in form.computed}
    stands = {cell: one if isinstance(one, Entry) else one.entry for cell, one in figures.items() if cell not in form.computed}
    known = amounts(form, stands | typed)
    claimed = {cell: entry for cell, entry in entries.items() if cell in form.computed}
    return typed | {cell: entry for cell, entry in claimed.items() if not _says_the_same(form, cell, entry, known)}


def _says_the_same(form: Form, cell: Cell, entry: Entry, known: Mapping[Cell, Decimal]) -> bool:
    if entry.amount is None:
        return form.computed[cell].is_of_nothing(known)
    return says_the_same(form.computed[cell], entry.amount, known)


def _follows(form: Form, cell: Cell, entry: Entry, known: Mapping[Cell, Decimal]) -> bool:
    formula = form.computed.get(cell)
    if formula is None:
        return False
    return entry.amount == known.get(cell) if entry.amount is not None else formula.is_of_nothing(known)


def as_if_entered(form: Form, figures: Mapping[Cell, Entered], entries: Mapping[Cell, Entry]) -> dict[Cell, Entry]:
    """What would stand in every cell if these entries were recorded, as `record` does it."""
    taken_back = set(none_taken_back(form, entries))
    return {cell: figure.entry for cell, figure in figures.items() if cell not in taken_back} | dict(entries)


@dataclass
class Reckoned:
    """What follows from figures in the cells of a form, for units of one level, each reckoned when it is first asked for."""

    form: Form
    asked: OfLevel
    figures: Figures

    @cached_property
    def open(self) -> Sequence[Cell]:
        """The cells in which the units are asked and no figure stands, and over which no "none arose" does, as printed."""
        form, figures = self.form, self.figures
        none = {cell for cell in form.none_cells if cell in figures and figures[cell].amount == 0}
        waiting = [cell for cell in self.asked.cells if cell not in figures]
        return [cell for cell in waiting if Cell(form.row_of(cell).ask, cell.column) not in none] if none else waiting

    @cached_property
    def amounts(self) -> Mapping[Cell, Decimal]:
        """Every number, typed or computed."""
        return amounts(self.form, self.figures)

    @cached_property
    def entries(self) -> Mapping[Cell, Entry]:
        """What stands, without by whom and when."""
        return {cell: one if isinstance(one, Entry) else one.entry for cell, one in self.figures.items()}

    @cached_property
    def facts(self) -> Facts:
        """What the rules are held against."""
        given = frozenset(cell for cell, entry in self.entries.items() if entry.text or entry.amount)
        return Facts(self.amounts, given, frozenset(self.open), self.form.computed.keys() & self.figures.keys())

    @cached_property
    def shown(self) -> Mapping[Cell, Entry]:
        """What each cell of the appendix shows; a computed one shows what was typed there, if anything was."""
        shows = dict(self.entries)
        for cell, formula in self.form.computed.items():
            if cell in shows or not (cell in self.asked.computed or any(part in self.figures for part in formula.cells)):
                continue
            if cell in self.amounts:
                shows[cell] = Entry.number(self.amounts[cell])
            elif formula.is_of_nothing(self.amounts) or self._applies_nowhere(formula):
                shows[cell] = Entry.not_applicable()
        return shows

    def _applies_nowhere(self, formula: Formula) -> bool:
        """Whether no part of a sum applies, in a form of several columns, where that is said of every cell."""
        parts = [self.entries.get(cell) for cell in formula.cells]
        return not self.form.is_plain and all(part is not None and part.answer is Answer.NOT_APPLICABLE for part in parts)


def reckon(form: Form, level: str, figures: Figures) -> Reckoned:
    """What follows from figures of units of this level, that stand or that do not yet."""
    return Reckoned(form, form.of_level(level), figures)
