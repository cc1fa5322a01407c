"""What the rows of a table have in common: units that are pieces, cells that are crossed out or filled by the office."""

from collections.abc import Sequence

from tracker.forms.row import Kind
from tracker.office_form.branch import Branch
from tracker.printed_sheet.units import kind_of_unit

_FEWEST_MARKED, _NEARLY_ALL = 6, 0.8  # rows, and what share of them


def counts_only(branches: Sequence[Branch]) -> bool:
    """Whether every unit that the table prints is a piece, so that a row without one is counted too."""
    kinds = [kind_of_unit(branch.line.unit) for branch in branches if branch.line.unit]
    return len(kinds) > 1 and set(kinds) == {Kind.COUNT}


def are_marked(branches: Sequence[Branch]) -> bool:
    """Whether nearly every row that is filled has a cell that is crossed out or filled by the office."""
    leaves = [branch for branch in branches if not branch.under and branch.line.bare]
    return len(leaves) >= _FEWEST_MARKED and sum(map(_has_marks, leaves)) >= _NEARLY_ALL * len(leaves)


def _has_marks(branch: Branch) -> bool:
    line = branch.line
    return bool(line.crossed or line.dashed or line.given or line.computed)


def is_bare(branch: Branch) -> bool:
    """Whether a row over others has no such cell, nor a unit or a code."""
    return bool(branch.under) and not (_has_marks(branch) or branch.line.unit or branch.line.code or branch.line.is_total)
