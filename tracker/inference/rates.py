"""Rates whose numerator and denominator are rows of the form, and totals that are the sum of their parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.blank_form import Uncertain
from tracker.forms.row import Kind
from tracker.inference.kinds import Reading
from tracker.inference.tree import Node, Tree
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

_NUMBERS = {Kind.COUNT, Kind.AMOUNT}
_BASE = re.compile(r"\b(tong so|tong cong|de ra|duoc giao|giao|ke hoach|can phai|phai xu ly|du dieu kien|phat hien qua)\b")
_DONE = re.compile(r"\b(da|dung han|dang|co mat|hoan thanh|thuc hien|dat|duoc)\b")
_CHANGE = re.compile(r"\bso voi\b|\b(cat giam|tang|giam)\b")
_LEAD = re.compile(r"(tong so|so luong|so) ")
_BAND = re.compile(r"\btu \d+ ?%? ?(-|den) ?(duoi )?\d+ ?%")
_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b|\b(tinh|huyen|xa):?$")


class RowFormula(NamedTuple):
    """How a row is computed ("" if it is typed), and what is uncertain about that."""

    of: str
    why: Reason | None = None


def formulas(tree: Tree, read: Mapping[str, Reading]) -> dict[str, RowFormula]:
    """The rows that are computed from others, and those of which it is uncertain."""
    result: dict[str, RowFormula] = {}
    for node in tree.nodes:
        kind = read[node.key].kind
        found = _rate(tree, node, read) if kind is Kind.RATE else _total(tree, node) if kind in _NUMBERS else None
        if found:
            result[node.key] = found
    return result


def _rate(tree: Tree, node: Node, read: Mapping[str, Reading]) -> RowFormula | None:
    children = [child for child in tree.children(node.key) if read[child.key].kind in _NUMBERS]
    if not children:
        return _rate_of_rows_before(tree, node, read)
    if _CHANGE.search(fold(node.label)):
        return RowFormula("", Reason(Uncertain.RATE_IS_CHANGE))
    if len(children) == 1:
        return RowFormula("", Reason(Uncertain.ONE_ROW_UNDER_RATE))
    bases = _bases(children)
    if len(bases) == 1:
        done = [child for child in children if child is not bases[0] and _DONE.search(fold(child.label))]
        others = [child for child in children if child is not bases[0]]
        if done and _comparable(bases[0], done[0]):
            keys = {"part": done[0].key, "whole": bases[0].key}
            why = None if done[0] is others[0] else Reason(Uncertain.NUMERATOR_NOT_FIRST, keys)
            return RowFormula(f"{done[0].key} / {bases[0].key}", why)
    return RowFormula("", Reason(Uncertain.RATE_OF_UNKNOWN_ROWS))


def _bases(children: Sequence[Node]) -> list[Node]:
    """The rows that may be the whole: those that say so most plainly."""
    for found in (
        [child for child in children if fold(child.label).startswith("tong so")],
        [child for child in children if _BASE.search(fold(child.label)) and not re.search(r"\bda\b", fold(child.label))],
        [child for child in children if not _DONE.search(fold(child.label))],
    ):
        if found:
            return found
    return []


def _comparable(whole: Node, done: Node) -> bool:
    return fold(whole.row.unit) == fold(done.row.unit) or fold(done.row.unit) in {"nt", ""}


def _rate_of_rows_before(tree: Tree, node: Node, read: Mapping[str, Reading]) -> RowFormula | None:
    """1.3.4 of 1.3.2 and 1.3.3: a rate after its rows, when its label repeats the denominator's."""
    siblings = tree.children(node.parent)
    before = [sibling for sibling in siblings[: siblings.index(node)] if read[sibling.key].kind in _NUMBERS]
    for whole, done in pairwise(before):
        thing = _LEAD.sub("", fold(whole.label), count=1)
        same_thing = fold(done.label).split()[:3] == fold(whole.label).split()[:3]
        if thing in fold(node.label) and same_thing and re.search(r"\bda\b|dung han", fold(done.label)):
            return RowFormula(f"{done.key} / {whole.key}")
    wholes = [sibling for sibling in before if fold(sibling.label).startswith("tong so")]
    part = re.sub(r"^(ty|ti) le (phan tram |% ?)?", "", fold(node.label))
    dones = [s for s in before if part in fold(s.label) and s not in wholes and wholes and _comparable(wholes[-1], s)]
    if dones and not _CHANGE.search(fold(node.label)):
        done, whole = dones[-1], wholes[-1]
        why = Reason(Uncertain.RATE_OF_ROWS_BEFORE, {"part": done.key, "whole": whole.key})
        return RowFormula(f"{done.key} / {whole.key}", why)
    return None


def _total(tree: Tree, node: Node) -> RowFormula | None:
    parts = tree.parts(node.key)
    summed = " + ".join(part.key for part in parts)
    if len(parts) > 1 and all(_BAND.search(fold(part.label)) for part in parts):
        return RowFormula(summed)
    levels = [match[0] for part in parts if (match := re.search(r"\bcap (huyen|xa)\b", fold(part.label)))]
    if len(parts) == 2 and levels == ["cap huyen", "cap xa"]:  # noqa: PLR2004 - the district's and the commune's
        return RowFormula(summed)
    return None


def add_up(parts: Sequence[Node]) -> bool:
    """Whether these parts are all there are: one for each level, or one for each way in which a file comes or goes."""
    labels = [fold(part.label) for part in parts]
    ways = [bool(re.search(r"\b(truc tiep|truc tuyen|bcci|buu chinh)\b", label)) for label in labels]
    return len(parts) > 1 and (all(_LEVEL.search(label) for label in labels) or all(ways))


def like(node: Node, words: str) -> bool:
    """Whether the folded label holds these words."""
    return bool(re.search(words, fold(node.label)))


def counted(nodes: Sequence[Node], read: Mapping[str, Reading]) -> Iterator[Node]:
    """Those that hold a count or an amount."""
    return (node for node in nodes if read[node.key].kind in _NUMBERS)
