"""Rows by words of their labels: what somebody means who knows no number."""

import re
from collections import Counter

from tracker.forms.concepts import cells_of_concepts, wordings_of
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.forms.vocabulary import COUNTS, SUMS
from tracker.kernel.names import fold

_WORD = re.compile(r"\w+")
_COUNTS = {fold(COUNTS), fold(SUMS)}


def rows_called(form: Form, words: str) -> list[Row]:
    """The rows of the form whose label has these words, without diacritics, and that hold a figure.

    Rows that have them one after the other go before those that have them apart, and short labels before long ones; only
    where there are none of either, those count that share some of them with the heading above. The wording of a row's
    concept counts as its label. Who asks for a number ("số …") means no rate.
    """
    wanted = _words(words)
    if not wanted:
        return []
    rows = [(row, _labels(form, row)) for row in form.fields if row.kind not in {Kind.SECTION, Kind.HEADING}]
    together = f" {' '.join(wanted)} "
    first = {row.key for row, labels in rows if any(together in f" {' '.join(label)} " for label in labels)}
    found = [row for row, labels in rows if any(Counter(wanted) <= Counter(label) for label in labels)]
    found = found or [row for row, labels in rows if set(wanted) <= {*labels[0], *_above(form, row)}]
    counts = [row for row in found if row.kind is not Kind.RATE]
    found = counts if counts and wanted[0] in _COUNTS else found
    return sorted(found, key=lambda row: (row.key not in first, len(row.label)))


def _labels(form: Form, row: Row) -> list[list[str]]:
    """The words of the row's label, and of its concept's wording."""
    concepts = [key for key, cells in cells_of_concepts(form).items() if cells == (row.cell,)]
    known = wordings_of(form) if concepts else {}
    wordings = [known[key] for key in concepts if key in known]
    return [_words(text) for text in (row.label, *wordings)]


def _above(form: Form, row: Row) -> list[str]:
    """The words of the rows above it that its number goes on from."""
    parts = row.key.split(".")
    keys = [".".join(parts[:length]) for length in range(2, len(parts))] + [row.key.rstrip("abcdefgh")]
    return [word for key in keys if key in form.by_key and key != row.key for word in _words(form.by_key[key].label)]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
