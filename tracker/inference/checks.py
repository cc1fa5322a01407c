"""The rules that rows of such forms imply: parts are at most the whole, what is settled at most what was assigned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tracker.forms.row import Kind
from tracker.inference import vocabulary
from tracker.inference.kinds import Reading
from tracker.inference.rates import RowFormula, add_up, counted, like
from tracker.inference.tree import Node, Tree

# A row that holds the first words is at most the nearest row before it, in the same group, that holds the second.
_AT_MOST = (
    (r"nhiem vu da hoan thanh$", r"nhiem vu de ra"),
    (r"da xu ly xong$", r"van de phat hien qua kiem tra$"),
    (r"kien nghi xu ly da duoc xu ly", r"da kien nghi xu ly"),
    (r"\bco mat\b", r"\bduoc giao\b"),
    (r"co phat sinh ho so", r"dang cung cap truc tuyen"),
    (r"tiep nhan duoc giai quyet dung han$", r"ho so (tthc )?da tiep nhan$"),
    (r"linh vuc .* giai quyet dung han$", r"tiep nhan duoc giai quyet dung han$"),
    (r"\bmoi trong nam$", r"\bda ap dung\b"),
)


def warnings(tree: Tree, read: Mapping[str, Reading], formulas: Mapping[str, RowFormula]) -> tuple[str, ...]:
    """The rules to ask about, in the order of the form; what a computed row implies is not repeated."""
    found: list[str] = []
    for node in tree.nodes:
        computed = formulas.get(node.key)
        found += _of_parts(tree, node, read, computed.of if computed else "")
        found += _of_children(tree.children(node.key), read)
    implied = {computed.of.replace("/", "<=") for computed in formulas.values()}
    return tuple(rule for rule in dict.fromkeys(found) if rule not in implied)


def mentions(tree: Tree, read: Mapping[str, Reading]) -> tuple[str, ...]:
    """How a survey was made needs sheets to have been given out."""
    found = []
    for before, node in pairwise(tree.nodes):
        asks_how = read[node.key].kind is Kind.CHOICE and like(node, r"^hinh thuc khao sat")
        if asks_how and like(before, r"phieu khao sat"):
            found.append(f"{node.key} needs {before.key}")
    return tuple(found)


def _of_parts(tree: Tree, node: Node, read: Mapping[str, Reading], of: str) -> Iterator[str]:
    parts = tree.parts(node.key)
    rates = [part for part in parts if read[part.key].kind is Kind.RATE]
    if len(rates) == 2 and like(rates[0], "dien tu") and like(rates[1], "song song"):  # noqa: PLR2004 - with and without paper
        yield f"{rates[0].key} + {rates[1].key} <= 100%"
    numbers = list(counted(parts, read))
    if read[node.key].kind not in {Kind.COUNT, Kind.AMOUNT} or of or len(numbers) < 2:  # noqa: PLR2004 - one is no breakdown
        return
    summed = " + ".join(part.key for part in numbers)
    if add_up(numbers) or (like(node, "^tong so") and all(like(part, "^so .* thuoc ") for part in numbers)):
        yield f"{node.key} = {summed}"
    elif re.match(vocabulary.AMONG_THEM, numbers[0].row.stt, re.IGNORECASE):
        yield f"{summed} <= {node.key}"


def _of_children(children: Sequence[Node], read: Mapping[str, Reading]) -> Iterator[str]:
    numbers = list(counted(children, read))
    assigned = [node for node in numbers if like(node, r"^(tong )?so nhiem vu duoc giao$")]
    settled = [node for node in numbers if like(node, r"\b(dung|qua) han\b")]
    if len(assigned) == 1 and len(settled) > 1:
        yield f"{' + '.join(node.key for node in settled)} <= {assigned[0].key}"
    for place, node in enumerate(numbers):
        for part, whole in _AT_MOST:
            if like(node, part) and (before := next((n for n in reversed(numbers[:place]) if like(n, whole)), None)):
                yield f"{node.key} <= {before.key}"
    new = [node for node in numbers if like(node, r"^so tthc\b.*\bcong bo moi\b")]
    all_in_force = [node for node in numbers if like(node, r"^tong so tthc dang\b.*(hieu luc|ap dung)")]
    if new and all_in_force:
        yield f"{new[0].key} < {all_in_force[0].key}"
