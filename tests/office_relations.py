"""Which of the relations that a careful clerk knows of a form were found, and which were found that the clerk does not know.

A relation is found as it is told, or by one that says more: a part is at most its whole where parts add up to it, a share of
a rate is at most 100 per cent. One that the clerk does not tell is false unless it follows from those that are told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.office_forms import Pair, Score, Told, _aligned, _columns
from tracker.forms.relations import FormRelation
from tracker.forms.rules import parse_rule
from tracker.office_form import OfficeForm, RowRank

HEADINGS = ("form", "told", "found", "beyond", "by")
LAYOUT = "{:<30} {:>6} {:>6} {:>7}  {}"
_NAME = re.compile(r"(?:row|col) (\S+)")


class Said(NamedTuple):
    """A relation over rows or over columns: the sides as signs with keys, and how they are held together."""

    over: str
    left: tuple[tuple[str, str], ...]
    op: str
    right: tuple[tuple[str, str], ...]
    divided: bool = False


@dataclass
class Found:
    """The relations of a form: told, found, and those beyond what is told, in words."""

    told: int = 0
    found: int = 0
    missing: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Found") -> None:
        """Put another form's to it."""
        self.told, self.found = self.told + other.told, self.found + other.found
        self.missing += other.missing
        self.beyond += other.beyond
        for source, times in other.sources.items():
            self.sources[source] = self.sources.get(source, 0) + times

    def line(self, name: str) -> str:
        """One line of the table."""
        by = ", ".join(f"{source} {times}" for source, times in sorted(self.sources.items()))
        return LAYOUT.format(name, self.told, self.found, len(self.beyond), by)


def found_in(told: Told, form: OfficeForm) -> Found:
    """Compare the relations of a form with the clerk's book."""
    found, left = Found(), list(form.tables)
    for told_table in told["tables"]:
        table = next((table for table in left if table.sheet == told_table["sheet"]), None)
        if table is None:
            found.told += len(told_table.get("relations", ()))
            continue
        left.remove(table)
        _compare(Pair(told_table, table, form), found)
    return found


def _compare(pair: Pair, found: Found) -> None:
    columns = {name: column.column.key for name, column in _columns(pair, Score()).items()}
    rows = {name: row.row.key for name, row in _aligned(pair) if row}
    rows |= _unlisted(pair, rows)
    wanted = [(one, said) for one in pair.told.get("relations", ()) for said in [_told(pair, one, rows, columns)]]
    own = [_own(relation) for relation in pair.read.relations]
    for relation in pair.read.relations:
        found.sources[relation.source.name] = found.sources.get(relation.source.name, 0) + 1
    for one, said in wanted:
        found.told += 1
        if said is not None and any(_says(each, said) for each in own):
            found.found += 1
        else:
            found.missing.append(f"{pair.read.key} {one['over']}: {one['rule'][:110]}")
    known = _closed([said for _, said in wanted if said])
    for relation, each in zip(pair.read.relations, own, strict=True):
        if not any(_says(said, each) for said in known):
            found.beyond.append(f"{pair.read.key} {relation.source.name} {relation.text[:120]}")


def _unlisted(pair: Pair, rows: Mapping[str, str]) -> Mapping[str, str]:
    """Totals and groups of a table whose rows the clerk's book leaves out, in order."""
    told = " ".join(str(one["rule"]) for one in pair.told.get("relations", ()) if one["over"] == "rows")
    names = [name for name in dict.fromkeys(re.findall(r"row (\S+)", told)) if name not in rows]
    totals = [row.row.key for row in pair.read.rows if row.standing is RowRank.TOTAL]
    groups = [row.row.key for row in pair.read.rows if row.standing is RowRank.GROUP]
    whole, parts = ([name for name in names if name.startswith("T") is wanted] for wanted in (True, False))
    return dict(zip(whole, totals, strict=False)) | dict(zip(parts, groups, strict=False))


def _told(pair: Pair, told: Told, rows: Mapping[str, str], columns: Mapping[str, str]) -> Said | None:
    keys = rows if told["over"] == "rows" else columns
    left, op, right = re.split(r"\s(<=|=)\s", str(told["rule"]), maxsplit=1)
    whole = next(iter(_NAME.findall(left)), "")
    if "the sum of" in right:
        return Said(
            "rows", (("+", keys.get(whole, whole)),), op, tuple(("+", key) for key in _its_rows(pair, keys.get(whole, "")))
        )
    right = re.sub(r" \* 100$", "", right)
    if "*" in right:
        return None
    return Said(told["over"], _terms(left, keys), op, _terms(right.replace(" / ", " + "), keys), " / " in right)


def _its_rows(pair: Pair, whole: str) -> Sequence[str]:
    """The keys of the rows that repeat which a total or a group adds."""
    lists = [row.row for row in pair.read.rows if row.row.repeats or row.standing is RowRank.UNIT]
    under = [row.key for row in lists if row.parent == whole]
    return under or [row.key for row in lists]


def _terms(side: str, keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((sign or "+", keys.get(name, name)) for sign, name in re.findall(r"([-+]?) ?(?:row|col) (\S+)", side))


def _own(relation: FormRelation) -> Said:
    rule = parse_rule(relation.text)
    over = "columns" if not rule.left[0].row else "rows"

    def key(cell: object) -> str:
        return str(getattr(cell, "column" if over == "columns" else "row")).removesuffix("#")

    left = tuple(("+", key(cell)) for cell in rule.left)
    right = [("+", key(cell)) for cell in rule.right.over] + [("-", key(cell)) for cell in rule.right.minus]
    under = [("+", key(rule.right.under))] if rule.right.under else []
    return Said(over, left, rule.op, tuple(right + under), rule.right.under is not None)


def _says(one: Said, other: Said) -> bool:
    """Whether the first says what the second does, or more."""
    if one.over != other.over:
        return False
    if (sorted(one.left), one.op, one.divided) == (sorted(other.left), other.op, other.divided):
        same = one.right == other.right if one.divided else sorted(one.right) == sorted(other.right)
        if same:
            return True
    if other.op != "<=" or len(other.right) != 1:
        return False
    if one.divided:
        return other.left == one.right[:1] and other.right == one.right[1:]
    whole, parts = (one.left, one.right) if one.op == "=" else (one.right, one.left)
    inside = all(sign == "+" for sign, _ in parts) and set(other.left) <= set(parts)
    return whole == other.right and inside


def _closed(told: Sequence[Said]) -> list[Said]:
    """What is told, and that a part of a part is at most the whole."""
    found = list(told)
    edges = {(over, part, whole) for said in told for over, part, whole in _edges(said)}
    while True:
        more = {(a, x, z) for a, x, y in edges for b, y2, z in edges if a == b and y == y2} - edges
        if not more:
            break
        edges |= more
    return found + [Said(over, (("+", part),), "<=", (("+", whole),)) for over, part, whole in edges]


def _edges(said: Said) -> Iterator[tuple[str, str, str]]:
    if said.divided:
        yield said.over, said.right[0][1], said.right[1][1]
        return
    whole, parts = (said.left, said.right) if said.op == "=" else (said.right, said.left)
    if len(whole) == 1 and all(sign == "+" for sign, _ in parts):
        for _, part in parts:
            yield said.over, part, whole[0][1]
