"""Rows that stand under another because a printed formula or their heading says so, whatever their numbers are."""

import re
from collections import defaultdict
from collections.abc import Sequence

from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_form.printed_formulas import printed_formula
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.marks import numbers_in

_DIVISION, _TOTAL = re.compile(vocabulary.DIVISION_HEADING), re.compile(vocabulary.OVER_ALL)


def regroup(branches: Sequence[Branch]) -> None:
    """Put parts under their whole where both were taken to stand beside each other."""
    counted: defaultdict[int, list[Branch]] = defaultdict(list)
    for branch in branches:
        counted[id(branch.counted)].append(branch)
    for branch in branches:
        for part in _parts(branch, counted[id(branch.counted)]):
            _move(part, branch)
    for branch in branches:
        _divide(branch, counted[id(branch.counted)])


def _move(part: Branch, whole: Branch) -> None:
    if part.above:
        part.above.under = [other for other in part.above.under if other is not part]
    part.above = whole
    whole.under.append(part)


def _parts(whole: Branch, beside: Sequence[Branch]) -> list[Branch]:
    """The rows after it that its printed sum names: those of "2=3+4"."""
    found = printed_formula(whole.line.label)
    if not found or "-" in found.text or "/" in found.text or whole.under:
        return []
    place = next(place for place, other in enumerate(beside) if other is whole)
    following = [other for other in beside[place + 1 :] if other.above is other.counted]
    parts = [_named(following, term) for term in found.text.split("+")]
    return [part for part in parts if part] if all(parts) else []


def _named(rows: Sequence[Branch], term: str) -> Branch | None:
    readings = numbers_in(term)
    found = [row for row in rows if (row.number and row.number in readings) or (row.line.code and row.line.code == term)]
    return found[0] if len(found) == 1 else None


def _divide(branch: Branch, beside: Sequence[Branch]) -> None:
    """Put a heading such as "Quy mô chia theo vùng" under the total before it."""
    if not branch.number or not branch.line.unmeasured or not branch.under or not _DIVISION.fullmatch(fold(branch.line.bare)):
        return
    place = next(place for place, other in enumerate(beside) if other is branch)
    totals = [other for other in beside[:place] if _TOTAL.fullmatch(fold(other.line.bare)) and not other.line.unmeasured]
    if totals:
        branch.why.append(Reason(Guess.DIVIDES_TOTAL, {"whole": totals[-1].line.label}))
        _move(branch, totals[-1])
