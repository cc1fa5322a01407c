"""Concepts (chỉ tiêu chung): the same thing counted in several forms under other row keys.

Of the official forms concepts.tsv says which rows they are; the rows of an imported form say it themselves, also of
concepts that only offices' forms share.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.rules import parse_formula
from tracker.kernel.names import fold

_NO_FORM = {"concept", "wording", "note"}  # the columns that are not the code of a form


@dataclass(frozen=True)
class Concept:
    """One line of concepts.tsv: by form code the cell that is this concept, or the cells whose sum is."""

    key: str
    wording: str
    cells: Mapping[str, tuple[Cell, ...]]
    note: str = ""


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """All of them, in the order of the file."""
    lines = (files("tracker") / "forms" / "official" / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Concept(
            line["concept"],
            line["wording"],
            {code: parse_formula(text).over for code, text in line.items() if text and code not in _NO_FORM},
            line["note"],
        )
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@lru_cache(maxsize=1)
def concept_by_key() -> Mapping[str, Concept]:
    """The concepts by their keys."""
    return {concept.key: concept for concept in concepts()}


def wordings_of(form: Form) -> Mapping[str, str]:
    """By key how concepts are worded: those of all forms, and those that the form describes itself."""
    return {**{key: concept.wording for key, concept in concept_by_key().items()}, **dict(form.concepts)}


def cells_of_concepts(form: Form) -> dict[str, tuple[Cell, ...]]:
    """By concept the form's cells that are it, or whose sum is; what a row itself says counts before concepts.tsv."""
    said: dict[str, tuple[Cell, ...]] = {}
    for row in form.fields:
        if row.concept:
            said[row.concept] = (*said.get(row.concept, ()), row.cell)
    taken = {cell for cells in said.values() for cell in cells}
    listed = {concept.key: concept.cells[form.code] for concept in concepts() if form.code in concept.cells}
    return {concept: cells for concept, cells in listed.items() if not taken.intersection(cells)} | said


def are_alike(form: Form, other: Form) -> bool:
    """Whether they are one form, or share a concept."""
    return form.code == other.code or not cells_of_concepts(form).keys().isdisjoint(cells_of_concepts(other))


@dataclass(frozen=True)
class Bridge:
    """How one form's figures stand in another form.

    `cells` has for each cell of the target the cells of the source that make it. `without_place` are the source's cells of no
    use to the target, each with the cells that the target splits the concept into, if it does; `lacking` the target's typed
    rows that the source has nothing for.
    """

    source: Form
    target: Form
    cells: Mapping[Cell, tuple[Cell, ...]]
    without_place: Mapping[Cell, tuple[Cell, ...]]
    lacking: tuple[Row, ...]


def _pairs(source: Form, target: Form) -> dict[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells of the target by those of the source, for every cell of one form, or every concept that both have."""
    if source.code == target.code:
        return {(cell,): (cell,) for cell in source.by_cell if target.row_at(cell)}
    here, there = cells_of_concepts(source), cells_of_concepts(target)
    return {here[concept]: there[concept] for concept in here if concept in there}


def bridge(source: Form, target: Form) -> Bridge:
    """Through the concepts; within one form, whatever its version, by the cells' keys, which are for good."""
    own, pairs = list(source.by_cell), _pairs(source, target)
    made = {over[0]: cells for cells, over in pairs.items() if len(over) == 1 and _alike(source, cells, target, over[0])}
    split = {cell: over for cells, over in pairs.items() if len(over) > 1 for cell in cells}
    used = {cell for cells in made.values() for cell in cells}
    return Bridge(
        source,
        target,
        made,
        {cell: split.get(cell, ()) for cell in own if _holds_figures(source.row_of(cell)) and cell not in used},
        tuple(row for cell, row in target.by_cell.items() if row.typed and cell not in made),
    )


def _alike(source: Form, cells: tuple[Cell, ...], target: Form, cell: Cell) -> bool:
    """Whether the cells are there and hold the same kind of figure: a form may have changed since concepts.tsv was written."""
    rows, wanted = [source.row_at(each) for each in cells], target.row_at(cell)
    return wanted is not None and {row.kind if row else None for row in rows} == {wanted.kind}


def same_figures(form: Form, other: Form) -> list[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    """The cells of a form, and those of the other, whose sums say the same of a unit and a period, in the form's order.

    Both are of one kind, and what is measured is so in one unit; what follows from other cells on both sides is left out.
    """
    order = {cell: place for place, cell in enumerate(form.by_cell)}
    pairs = [(ours, theirs) for ours, theirs in _pairs(form, other).items() if _say_the_same(form, ours, other, theirs)]
    return sorted(pairs, key=lambda pair: order[pair[0][0]])


def _say_the_same(form: Form, ours: tuple[Cell, ...], other: Form, theirs: tuple[Cell, ...]) -> bool:
    rows = [*(form.row_at(cell) for cell in ours), *(other.row_at(cell) for cell in theirs)]
    if not all(row and row.is_number and not row.repeats for row in rows):
        return False
    known = [row for row in rows if row]
    measures = {(row.kind, fold(row.unit) if row.kind is Kind.AMOUNT else "") for row in known}
    return len(measures) == 1 and any(row.typed for row in known)


def _holds_figures(row: Row) -> bool:
    return row.kind not in {Kind.SECTION, Kind.HEADING}
