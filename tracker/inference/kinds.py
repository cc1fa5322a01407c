"""What each row holds, by its unit, its label and the rows under it."""

import re
from typing import NamedTuple

from tracker.blank_form import Uncertain
from tracker.forms.row import Kind
from tracker.inference.tree import Node, Tree
from tracker.inference.units import Meaning, Options, coded_options, is_nothing, is_same_as_above, meaning_of
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

_RATE = re.compile(r"(ty le|ti le|% )\b.*")
_COUNT = re.compile(r"((tong )?so|so luong)\b(?! lieu).*|tong (cong|kinh phi|dien tich).*")
_GATHERED = re.compile(r"so lieu( ve)?\b.*")
_AMONG = re.compile(r"trong do ?:?")
_DONE = re.compile(r"(to chuc|thuc hien|xay dung|ban hanh|trien khai|kien toan|cong khai|bo tri|ap dung|duy tri|co|da)\b.*")
_ANSWERED = re.compile(r"\((?P<options>[^()]*=[^()]*)\)\s*$")
_YES_NO: Options = (("Có", "Có"), ("Không", "Không"))
_MOST_WORDS_OF_NAME = 12


class Reading(NamedTuple):
    """What a row holds; `why` is None when nothing else is possible."""

    kind: Kind
    options: Options = ()
    why: Reason | None = None


def readings(tree: Tree) -> dict[str, Reading]:
    """What each row holds, by its key."""
    result: dict[str, Reading] = {}
    unit = ""
    for node in tree.nodes:
        same = is_same_as_above(node.row.unit)
        unit = unit if same else node.row.unit
        result[node.key] = _read(tree, node, unit, result)
        if same and is_nothing(unit):
            result[node.key] = result[node.key]._replace(why=Reason(Uncertain.UNIT_AS_NOTHING_ABOVE))
    return result


def is_rate(label: str) -> bool:
    """Whether the label speaks of a share."""
    return bool(_RATE.fullmatch(fold(label)))


def is_count(label: str) -> bool:
    """Whether the label counts something."""
    return bool(_COUNT.fullmatch(fold(label)))


def _read(tree: Tree, node: Node, unit: str, known: dict[str, Reading]) -> Reading:
    meaning = meaning_of(unit)
    numbered = [child for child in tree.children(node.key) if not child.lettered]
    if meaning.kind is None:
        found = coded_options(match["options"]) if (match := _ANSWERED.search(node.label)) else ()
        return Reading(Kind.CHOICE, found) if found else _without_unit(tree, node, known)
    if numbered and _GATHERED.fullmatch(fold(node.label)):
        return Reading(Kind.HEADING, (), Reason(Uncertain.HEADING_WITH_UNIT, {"unit": unit}))
    return Reading(meaning.kind, meaning.options, meaning.why or _contradiction(node, meaning, unit))


def _contradiction(node: Node, meaning: Meaning, unit: str) -> Reason | None:
    if meaning.kind is Kind.RATE and is_count(node.label) and "%" not in node.label and "ty le" not in fold(node.label):
        return Reason(Uncertain.COUNT_IN_PER_CENT)
    if meaning.kind is Kind.COUNT and is_rate(node.label):
        return Reason(Uncertain.RATE_IN_UNITS, {"unit": unit})
    return None


def _without_unit(tree: Tree, node: Node, known: dict[str, Reading]) -> Reading:
    children = tree.children(node.key)
    if _AMONG.fullmatch(fold(node.label)):
        return Reading(Kind.HEADING)
    if is_rate(node.label):
        return Reading(Kind.RATE, (), Reason(Uncertain.RATE_BY_LABEL))
    if any(not child.lettered for child in children):
        return Reading(Kind.HEADING if node.parent else Kind.SECTION)
    if is_count(node.label):
        return Reading(Kind.COUNT, (), Reason(Uncertain.COUNT_BY_LABEL))
    return Reading(Kind.HEADING) if children else _alone(tree, node, known)


def _alone(tree: Tree, node: Node, known: dict[str, Reading]) -> Reading:
    """A row without unit and without rows under it, whose label does not count either."""
    above = tree.above(node)
    if not above and len(node.label.split()) <= _MOST_WORDS_OF_NAME and not node.lettered:
        return Reading(Kind.SECTION, (), Reason(Uncertain.PART_WITHOUT_ROWS))
    if "so lieu ve" in fold(node.label):
        return Reading(Kind.COUNT, (), Reason(Uncertain.COUNT_BY_LABEL))
    if above and node.lettered and known[above.key].kind in {Kind.COUNT, Kind.AMOUNT}:
        kind = known[above.key].kind
        return Reading(kind, (), Reason(Uncertain.KIND_OF_ROW_ABOVE, {"kind": kind.value, "above": above.key}))
    if _DONE.fullmatch(fold(node.label)):
        return Reading(Kind.CHOICE, _YES_NO, Reason(Uncertain.YES_OR_NO))
    return Reading(Kind.TEXT, (), Reason(Uncertain.ANSWER_IN_WORDS))
