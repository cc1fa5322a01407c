"""Rows that follow from others: formulas printed in labels ("3=1+2", "I+II"), and totals of the rows above or under them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.forms.relations import Evidence
from tracker.forms.row import Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_form.printed_formulas import PrintedFormula, printed_formula
from tracker.office_form.row_kinds import Nature
from tracker.office_table.form import RowRank
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet.marks import Number, numbers_in

_SUM = re.compile(r"([-+]?)([\w.]+)")


class Follows(NamedTuple):
    """How a row follows ("" if it is filled), what is uncertain about that, and what of the page says so."""

    of: str = ""
    why: Reason | None = None
    source: Evidence | None = None


class Planted:
    """The rows of a table: their places, what they are, and their keys."""

    def __init__(self, branches: Sequence[Branch], natures: Sequence[Nature], keys: Sequence[str]) -> None:
        self.branches, self.natures = branches, natures
        self.top = [branch for branch in branches if branch.above is None]
        self.coded = [branch for branch in branches if branch.line.code]
        self._natures = {id(branch): nature for branch, nature in zip(branches, natures, strict=True)}
        self._keys = {id(branch): key for branch, key in zip(branches, keys, strict=True)}

        self._named: dict[tuple[int, str | Number], list[Branch]] = {}
        for branch in branches:
            names: list[str | Number] = [branch.line.mark.strip("(). "), branch.number]
            for name in names:
                if not name:
                    continue
                self._named.setdefault((id(branch.counted), name), []).append(branch)

    def named(self, above: Branch | None, term: str) -> list[Branch]:
        """The rows under a row that a term of a formula names by their number."""
        bare = term.strip("().")
        names: list[str | Number] = [bare, *numbers_in(bare)]
        found = [other for name in names for other in self._named.get((id(above), name), ())]
        return list({id(other): other for other in found}.values())

    def key(self, branch: Branch) -> str:
        """The key of a row."""
        return self._keys[id(branch)]

    def nature(self, branch: Branch) -> Nature:
        """What a row is."""
        return self._natures[id(branch)]

    def beside(self, branch: Branch) -> Sequence[Branch]:
        """The rows that stand under the same row, itself included."""
        return branch.above.under if branch.above else self.top


def formulas(planted: Planted) -> list[Follows]:
    """How each row follows from others."""
    return [_follows(planted, branch, nature) for branch, nature in zip(planted.branches, planted.natures, strict=True)]


def _follows(planted: Planted, branch: Branch, nature: Nature) -> Follows:
    if nature.standing is RowRank.HEADING:
        return Follows()
    found = printed_formula(branch.line.label)
    if found and found.text:
        return _printed(planted, branch, found)
    if nature.standing is RowRank.TOTAL:
        return _total(planted, branch, nature)
    return Follows()


def _printed(planted: Planted, branch: Branch, printed: PrintedFormula) -> Follows:
    formula, by_code = printed.text, _same(printed.own, branch.line.code)
    by_code = by_code or bool(re.search(r"(^|[-+/])0\d", formula))
    unread = Follows("", Reason(Guess.ROW_FORMULA_UNREAD, {"formula": formula}))
    terms = _SUM.findall(formula) if "/" not in formula else []
    if not terms:
        part, _, whole = formula.partition("/")
        keys = [_find(planted, branch, term, by_code=by_code) for term in (part, whole)]
        return Follows(f"{keys[0]} / {keys[1]}", source=Evidence.LABEL) if all(keys) and "/" not in whole else unread
    keys = [_find(planted, branch, term, by_code=by_code) for _, term in terms]
    if not all(keys) or "…" in formula or "..." in formula:
        return unread
    text = "".join(f" {sign or '+'} {key}" for (sign, _), key in zip(terms, keys, strict=True))
    return Follows(text.removeprefix(" + ").strip(), source=Evidence.LABEL)


def _same(one: str, other: str) -> bool:
    """Whether two codes are one: "01" and "1"."""
    return bool(one) and (one == other or (one.isdigit() and other.isdigit() and int(one) == int(other)))


def _find(planted: Planted, branch: Branch, term: str, *, by_code: bool) -> str:
    """The key of the row that a term names: by code, or by number, the nearest scope first; "" if none or several do."""
    coded = [other for other in planted.coded if _same(term.strip("()"), other.line.code) and other is not branch]
    if by_code:
        return _figure(planted, coded[0]) if len(coded) == 1 else ""
    for scope in _scopes(branch):
        found = [other for other in planted.named(scope, term) if other is not branch]
        if len(found) == 1:
            return _figure(planted, found[0])
        if found:
            return ""
    return _figure(planted, coded[0]) if len(coded) == 1 else ""


def _scopes(branch: Branch) -> list[Branch | None]:
    """The rows under which a term is looked for: the row itself, then what it stands under, up to the top."""
    scopes: list[Branch | None] = [branch]
    here: Branch | None = branch
    while here is not None:
        here = here.counted
        scopes.append(here)
    return scopes


def _figure(planted: Planted, branch: Branch) -> str:
    """The row itself, or the only row of figures under a heading."""
    if planted.nature(branch).standing is not RowRank.HEADING:
        return planted.key(branch)
    under = [other for other in branch.under if planted.nature(other).standing is not RowRank.HEADING]
    return planted.key(under[0]) if len(under) == 1 else ""


def _total(planted: Planted, branch: Branch, nature: Nature) -> Follows:
    if nature.kind not in {Kind.COUNT, Kind.AMOUNT}:
        return Follows()
    beside = _with_sums(planted, branch.under or _before(planted, branch))
    parts = [other for other in beside if planted.nature(other).standing is not RowRank.HEADING]
    parts = [
        other for other in parts if planted.nature(other).standing is not RowRank.TOTAL or other.above is not branch.above
    ]
    said = "; ".join(branch.line.printed.values())
    alike = [other for other in parts if "; ".join(other.line.printed.values()) == said] if said else parts
    if any(planted.nature(other).standing is RowRank.HEADING for other in beside) or not alike:
        return Follows("", Reason(Guess.TOTAL_OF_UNKNOWN)) if beside else Follows()
    filled = [other for other in alike if planted.nature(other).standing is not RowRank.OPEN]
    units = {fold(planted.nature(other).unit) for other in filled}
    kinds = {planted.nature(other).kind for other in alike}
    among = any(other.line.is_among or other.line.bullet for other in alike)
    is_open = all(planted.nature(other).standing is RowRank.OPEN for other in alike)
    if len(units) > 1 or not kinds <= {Kind.COUNT, Kind.AMOUNT} or among or (len(alike) == 1 and not is_open):
        return Follows("", Reason(Guess.TOTAL_OF_UNKNOWN))
    return Follows(" + ".join(planted.key(other) for other in alike), source=Evidence.TOTAL)


def _with_sums(planted: Planted, rows: Sequence[Branch]) -> list[Branch]:
    """The rows, with the sum that stands in each heading instead of it where all headings have one."""
    sums = {id(row): [other for other in row.under if other.adds_up] for row in rows}
    headings = [row for row in rows if planted.nature(row).standing is RowRank.HEADING]
    if not headings or any(len(sums[id(row)]) != 1 for row in headings):
        return list(rows)
    return [sums[id(row)][0] if sums[id(row)] else row for row in rows]


def _before(planted: Planted, branch: Branch) -> list[Branch]:
    beside = planted.beside(branch)
    return list(beside[: next(place for place, other in enumerate(beside) if other is branch)])
