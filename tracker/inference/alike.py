"""Which concept a row of a new form may be: its label, and the label above it, held against the official forms'."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple, Self

from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.concepts import cells_of_concepts
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.inference.kinds import Reading
from tracker.inference.tree import Tree
from tracker.kernel.names import fold

# Each official form held against the other four (test_alike.py): 281 of 303 rows found, 4 taken for another's.
_LABEL, _ABOVE = 0.7, 0.3  # how much each weighs
_LEAST_LABEL, _LEAST, _SURE = 0.6, 0.7, 0.95  # likenesses, 1 is the same words
_APART = 0.02  # a second concept nearly as like as the first makes both doubtful
_IN_BRACKETS, _BELOW = re.compile(r"\([^)]*\)"), re.compile(r"[a-zđ]+$")
Words = tuple[str, ...]


class Known(NamedTuple):
    """A row of an official form; `concept` is "" for a row that is none, which may be the best match all the same."""

    concept: str
    kind: Kind
    label: Words
    vocabulary: frozenset[str]
    above: Words

    @classmethod
    def of(cls, concept: str, kind: Kind, label: str, above: str) -> Self:
        """With the labels as printed."""
        said = words(label)
        return cls(concept, kind, said, frozenset(said), words(above))


class Alike(NamedTuple):
    """The concept that a row may be; unless `sure`, the administrator is asked to look."""

    concept: str
    likeness: float

    @property
    def sure(self) -> bool:
        """Whether the words are the same, but for brackets and diacritics."""
        return self.likeness >= _SURE


@lru_cache(maxsize=1)
def official_rows() -> tuple[Known, ...]:
    """The rows of all official forms."""
    return tuple(known for code in official_codes() for known in known_rows(official_form(code)))


def known_rows(form: Form) -> Iterator[Known]:
    """The rows that hold figures; those that are a concept only together are none alone."""
    by_cells = {cells: concept for concept, cells in cells_of_concepts(form).items()}
    for row in form.rows:
        if row.kind not in {Kind.SECTION, Kind.HEADING}:
            yield Known.of(by_cells.get((row.cell,), ""), row.kind, row.label, _label_above(form, row))


def _label_above(form: Form, row: Row) -> str:
    """Of 1.2 for 1.2.1, of 1.2.1 for 1.2.1a."""
    key = row.key
    while key:
        key = _BELOW.sub("", key) if _BELOW.search(key) else key.rpartition(".")[0]
        if key in form.by_key:
            return form.by_key[key].label
    return ""


def words(label: str) -> Words:
    """A label's words without diacritics, and without what stands in brackets."""
    return tuple(re.findall(r"[a-z0-9]+", _IN_BRACKETS.sub(" ", fold(label))))


def concepts_of(tree: Tree, read: Mapping[str, Reading], among: tuple[Known, ...]) -> dict[str, Alike]:
    """By row key; a concept goes to the row that is most like it, and no row gets one that might as well be another."""
    best: dict[str, tuple[str, Alike]] = {}
    for node in tree.nodes:
        above = tree.above(node)
        found = _most_alike(Known.of("", read[node.key].kind, node.label, above.label if above else ""), among)
        if found and (found.concept not in best or found.likeness > best[found.concept][1].likeness):
            best[found.concept] = node.key, found
    return dict(best.values())


def _most_alike(row: Known, among: tuple[Known, ...]) -> Alike | None:
    likenesses: dict[str, float] = {}
    for known in among:
        if known.kind is row.kind:
            likenesses[known.concept] = max(likenesses.get(known.concept, 0), _likeness(row, known))
    first, second = sorted([(0.0, ""), (0.0, ""), *((likeness, concept) for concept, likeness in likenesses.items())])[:-3:-1]
    if not first[1] or first[0] < _LEAST or first[0] - second[0] < _APART:
        return None
    return Alike(first[1], first[0])


def _likeness(row: Known, known: Known) -> float:
    shared = len(row.label) - len(row.vocabulary - known.vocabulary)  # at most: most rows end here, before the real look
    if 2 * shared < _LEAST_LABEL * (len(row.label) + len(known.label)):
        return 0
    label = SequenceMatcher(None, row.label, known.label, autojunk=False)
    if label.ratio() < _LEAST_LABEL:
        return 0
    above = SequenceMatcher(None, row.above, known.above, autojunk=False).ratio()
    return _LABEL * label.ratio() + _ABOVE * above
