"""Which rows another level reports, by their notes; by their labels only as a doubt."""

import re
from collections.abc import Mapping

from tracker.blank_form import Doubt, Uncertain
from tracker.forms.row import Kind
from tracker.inference import vocabulary
from tracker.inference.kinds import Reading
from tracker.inference.tree import Node, Tree
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

_REPORTS = re.compile(r"\b(bao cao|tong hop|thuc hien|cung cap)\b")
_DISTRICT = re.compile(r"\b(ubnd |uy ban nhan dan )?(cap huyen|huyen)\b")
_DEPARTMENT = re.compile(r"\b(cac )?so\b(?! (lieu|luong))")
_PROVINCE = re.compile(r"\bcap tinh\b")
_ALSO_BELOW = re.compile(r"\b(ca|bao gom|gom) cap xa\b")
_NOT = re.compile(r"\bkhong (phai )?bao cao\b")
_OTHERS = re.compile(vocabulary.OTHER_LEVELS, re.IGNORECASE)
_HIGHER = re.compile(vocabulary.HIGHER_LEVELS, re.IGNORECASE)
_COMMUNE = re.compile(vocabulary.COMMUNES, re.IGNORECASE)


def is_for_communes(title: str) -> bool:
    """Whether communes may fill a form of this title: it names one, or names no level at all."""
    return bool(_COMMUNE.search(title)) or not _HIGHER.search(title)


def reporters(tree: Tree, read: Mapping[str, Reading], *, for_communes: bool) -> tuple[dict[str, str], list[Doubt]]:
    """The levels that alone report a row, by its key, and the rows of which it is uncertain.

    In a form for communes a label that speaks of another level is a doubt; a higher level's form speaks of the lower ones.
    """
    result: dict[str, str] = {}
    doubts: list[Doubt] = []
    for node in tree.nodes:
        by = _by_note(node.row.note)
        also_below = _ALSO_BELOW.search(fold(node.row.note))
        if also_below and re.search(r"\bcap huyen\b", fold(node.label)):
            by = "huyện"
        above = result.get(node.parent, "")
        if by or above:
            result[node.key] = by or above
        elif why := _doubt(node) or (for_communes and _other_level(node, read[node.key].kind)):
            doubts.append(Doubt(node.row.row, node.key, why))
    return result, doubts


def _by_note(note: str) -> str:
    folded = fold(note)
    if not _REPORTS.search(folded) or _ALSO_BELOW.search(folded) or _NOT.search(folded) or "phu luc" in folded:
        return ""
    found = (
        ("tỉnh", _PROVINCE.search(folded)),
        ("sở", _DEPARTMENT.search(folded)),
        ("huyện", _DISTRICT.search(folded)),
    )
    return "; ".join(level for level, match in found if match)


def _doubt(node: Node) -> Reason | None:
    folded = fold(node.row.note)
    if _ALSO_BELOW.search(folded) or _NOT.search(folded):
        return Reason(Uncertain.REPORTER_UNCERTAIN, {"note": node.row.note})
    if _REPORTS.search(folded) and "phu luc" not in folded:
        return Reason(Uncertain.NOTE_MAY_NAME_REPORTER, {"note": node.row.note})
    return None


def _other_level(node: Node, kind: Kind) -> Reason | None:
    found = _OTHERS.search(node.label)
    if not found or kind in {Kind.SECTION, Kind.HEADING, Kind.CHOICE}:
        return None
    return Reason(Uncertain.LABEL_NAMES_LEVEL, {"level": found[0]})
