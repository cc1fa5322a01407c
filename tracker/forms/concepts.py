"""Concepts (chỉ tiêu chung): the same thing counted in several forms under other row keys.

Of the official forms concepts.tsv says which rows they are; the rows of an imported form say it themselves.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tracker.forms.form import Form, Kind, Row
from tracker.forms.rules import parse_formula

_NO_FORM = {"concept", "wording", "note"}  # the columns that are not the code of a form


@dataclass(frozen=True)
class Concept:
    """One line of concepts.tsv: by form code the row that is this concept, or the rows whose sum is."""

    key: str
    wording: str
    rows: Mapping[str, tuple[str, ...]]
    note: str = ""


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """All of them, in the order of the file."""
    lines = (files("tracker") / "forms" / "official" / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Concept(
            line["concept"],
            line["wording"],
            {code: parse_formula(cell).over for code, cell in line.items() if cell and code not in _NO_FORM},
            line["note"],
        )
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@lru_cache(maxsize=1)
def concept_by_key() -> Mapping[str, Concept]:
    """The concepts by their keys."""
    return {concept.key: concept for concept in concepts()}


def rows_of_concepts(form: Form) -> dict[str, tuple[str, ...]]:
    """By concept the form's rows that are it, or whose sum is; what a row itself says counts before concepts.tsv."""
    said: dict[str, tuple[str, ...]] = {}
    for row in form.rows:
        if row.concept:
            said[row.concept] = (*said.get(row.concept, ()), row.key)
    taken = {key for keys in said.values() for key in keys}
    listed = {concept.key: concept.rows[form.code] for concept in concepts() if form.code in concept.rows}
    return {concept: keys for concept, keys in listed.items() if not taken.intersection(keys)} | said


def are_alike(form: Form, other: Form) -> bool:
    """Whether they are one form, or share a concept."""
    return form.code == other.code or not rows_of_concepts(form).keys().isdisjoint(rows_of_concepts(other))


@dataclass(frozen=True)
class Bridge:
    """How one form's figures stand in another form.

    `rows` has for each row of the target the rows of the source that make it. `without_place` are the source's rows of no use
    to the target, each with the rows that the target splits the concept into, if it does; `lacking` the target's typed rows
    that the source has nothing for.
    """

    source: Form
    target: Form
    rows: Mapping[str, tuple[str, ...]]
    without_place: Mapping[str, tuple[str, ...]]
    lacking: tuple[Row, ...]


def _bridge(source: Form, target: Form) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The rows of the target by those of the source, for every concept that both have."""
    here, there = rows_of_concepts(source), rows_of_concepts(target)
    return {here[concept]: there[concept] for concept in here if concept in there}


def bridge(source: Form, target: Form) -> Bridge:
    """Through the concepts; within one form, whatever its version, by the row keys, which are for good."""
    if source.code == target.code:
        pairs: dict[tuple[str, ...], tuple[str, ...]] = {(r.key,): (r.key,) for r in source.rows if r.key in target.by_key}
    else:
        pairs = _bridge(source, target)
    rows = {over[0]: keys for keys, over in pairs.items() if len(over) == 1 and _alike(source, keys, target, over[0])}
    split = {key: over for keys, over in pairs.items() if len(over) > 1 for key in keys}
    used = {key for keys in rows.values() for key in keys}
    return Bridge(
        source,
        target,
        rows,
        {row.key: split.get(row.key, ()) for row in source.rows if _holds_figures(row) and row.key not in used},
        tuple(row for row in target.rows if row.typed and row.key not in rows),
    )


def _alike(source: Form, keys: tuple[str, ...], target: Form, key: str) -> bool:
    """Whether the rows are there and hold the same kind of figure: a form may have changed since concepts.tsv was written."""
    kinds = {source.by_key[each].kind for each in keys if each in source.by_key}
    return key in target.by_key and all(each in source.by_key for each in keys) and kinds == {target.by_key[key].kind}


def _holds_figures(row: Row) -> bool:
    return row.kind not in {Kind.SECTION, Kind.HEADING}
