"""Relations between the figures of a form, each with the evidence on the page that it was read from."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from tracker.forms.row import Column, ColumnRole, Row

_KEY = re.compile(r"\w+")


class Evidence(StrEnum):
    """What of a page says that a relation holds."""

    LABEL = "label"  # a formula printed in a label or a title: "3=1+2"
    CODES = "codes"  # the row of column codes: "4=3/1"
    FILE = "file"  # a formula in the cells of the office's file
    TOTAL = "total"  # a row or column named as the total of the others
    NUMBERING = "numbering"  # I over 1, 2 and 3
    DIVIDED = "divided"  # "Chia ra", men and women
    AMONG = "among"  # "Trong đó"
    RATE = "rate"  # a share of its two counts
    COMPARED = "compared"  # titles such as "TH/KH"
    HOUSEHOLDS = "households"  # no more of them than of their members
    CUMULATED = "cumulated"  # "lũy kế" beside the period
    WORDS = "words"  # what the labels of both rows speak of
    WRITTEN = "written"  # by an administrator, or by us for the five forms


class FormRelation(NamedTuple):
    """A rule as a form has it, over rows ("1 = 1.1 + 1.2") or over columns ("[c2] <= [c1]"), and its evidence."""

    text: str
    source: Evidence


def over_columns(key: str, formula: str) -> str:
    """The relation by which a column is computed: "[c5] = [c3] / [c1]"."""
    return f"[{key}] = " + _KEY.sub(lambda name: f"[{name[0]}]", formula)


def relations_of(
    rows: Iterable[Row], columns: Iterable[Column], rules: Iterable[str], sources: Mapping[str, str]
) -> tuple[FormRelation, ...]:
    """The formulas of rows and columns, the parts among the columns, and the rules, each once with its evidence."""
    found: dict[str, Evidence] = {}
    for column in columns:
        if column.formula:
            found.setdefault(over_columns(column.key, column.formula), Evidence.WRITTEN)
        elif column.role is ColumnRole.PART and column.of:
            found.setdefault(f"[{column.key}] <= [{column.of}]", Evidence.AMONG)
    for text in (*(f"{row.key} = {row.of}" for row in rows if row.of), *rules):
        found.setdefault(text, Evidence.WRITTEN)
    return tuple(FormRelation(text, Evidence(sources.get(text, source))) for text, source in found.items())


def evidence_of(
    rows: Iterable[Row], columns: Iterable[Column], rules: Iterable[str], found: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """What of the evidence found is about relations that the form has, in their order, as a form keeps it."""
    held = relations_of(rows, columns, rules, dict(found))
    return tuple((one.text, one.source.value) for one in held if one.source is not Evidence.WRITTEN)
