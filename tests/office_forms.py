"""Forms of offices as a careful clerk tells them, and how much of one was read so.

A column is right when its path of titles, its role and the column that it is a part of or compared with agree; a row when
number, label, unit, kind and the row that it stands under do. What is wrong is "asked" if a doubt names that column or row,
else silent.

How the clerk's words are ours:

- heading: no figure (section, heading). group, total: a row of figures with that standing; a row with a printed formula is a
  total too. unit: a row of figures. entry: a row that repeats. count, amount, rate, choice, text: the kind.
- computed: a column that follows, or one that is asked where the clerk's own relation gives the same sum; and vice versa.
  asked now: a part as well, where the clerk's own relation says that it is a part of that column.
- unit: a ditto mark is the unit above it. entry with words of its own: a row in which words are written.
- In a table with free rows ("rows_are"), rows of ours beyond the clerk's are no fault. A heading without a parent in the
  clerk's book may stand anywhere, and a row without one under any heading; what stands under a row of figures may stand
  under a heading ("Chia ra:") that stands under that row. The kind of a row is not compared where its columns say what their
  cells hold.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.names import fold
from tracker.office_form import OfficeColumn, OfficeForm, OfficeRow, OfficeTable, RowRank

DATA = Path(__file__).parent / "data" / "forms"
HEADINGS = ("form", "tables", "columns", "rows", "cells", "doubts", "asked", "silent")
LAYOUT = "{:<30} {:>7} {:>9} {:>9} {:>9} {:>9} {:>6} {:>6}"
_ROLES = {role.value: role for role in ColumnRole} | {
    "tick (x)": ColumnRole.TICK,
    "comparison, computed": ColumnRole.COMPARISON,
}
_KINDS = {kind.value: kind for kind in Kind}
Told = Mapping[str, Any]


def told_in(name: str) -> Told:
    """What the clerk says of a form among the tests' data: lines of tables (T), columns (C), rows (R) and sums (S)."""
    tables: list[dict[str, Any]] = []
    for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        sign, *cells = line.split("\t")
        if sign == "T":
            free = {"rows_are": "as many as there are"} if cells[1] else {}
            tables.append({"sheet": cells[0], "columns": [], "rows": [], "relations": [], **free})
        elif sign == "C":
            tables[-1]["columns"].append({"id": cells[0], "role": cells[1], "title": cells[2].split(" > "), **_of(cells[3])})
        elif sign == "R":
            tables[-1]["rows"].append(_told_row(cells))
        else:
            tables[-1]["relations"].append({"over": "columns", "rule": cells[0]})
    return {"tables": tables}


def _of(of: str) -> dict[str, str]:
    return {"of": of} if of else {}


def _told_row(cells: list[str]) -> Told:
    names = ("id", "kind", "number", "code", "label", "unit", "parent")
    row: dict[str, Any] = {name: cell for name, cell in zip(names, cells, strict=False) if cell or name == "label"}
    row |= {name: cell.split(",") for name, cell in (("crossed", cells[7]), ("given_in_the_blank", cells[8])) if cell}
    return row | ({"may_be_added_over_units": False} if cells[9] else {})


@dataclass
class Score:
    """What is right of what there is, and what is wrong, in words."""

    columns: int = 0
    columns_right: int = 0
    rows: int = 0
    rows_right: int = 0
    cells: int = 0
    cells_right: int = 0
    tables: int = 0
    tables_right: int = 0
    adding_wrong: int = 0
    asked: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    doubts: int = 0

    def fault(self, what: str, *, asked: bool) -> None:
        """Note something wrong."""
        (self.asked if asked else self.silent).append(what)

    def add(self, other: "Score") -> None:
        """Put another form's to it."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def line(self, name: str) -> str:
        """One line of the table."""
        return LAYOUT.format(
            name,
            f"{self.tables_right}/{self.tables}",
            f"{self.columns_right}/{self.columns}",
            f"{self.rows_right}/{self.rows}",
            f"{self.cells_right}/{self.cells}",
            self.doubts,
            len(self.asked),
            len(self.silent),
        )

    @property
    def share(self) -> float:
        """Columns, rows and cells that are right, in per cent."""
        right = self.columns_right + self.rows_right + self.cells_right
        return 100 * right / max(1, self.columns + self.rows + self.cells)


@dataclass(frozen=True)
class Pair:
    """A table as the clerk tells it, and as it was read."""

    told: Told
    read: OfficeTable
    form: OfficeForm

    def doubted_column(self, column: OfficeColumn) -> bool:
        """Whether a doubt names the column."""
        return any(d.table == self.read.key and d.column == column.column.key for d in self.form.doubts)

    def doubted_row(self, row: OfficeRow | None) -> bool:
        """Whether a doubt names the row."""
        return row is not None and any(d.doubt.key == row.row.key for d in self.form.doubts)


def scored(told: Told, form: OfficeForm) -> Score:
    """Compare a form with the clerk's book."""
    score = Score(tables=len(told["tables"]), doubts=len(form.doubts))
    left = list(form.tables)
    for told_table in told["tables"]:
        found = next((table for table in left if table.sheet == told_table["sheet"]), None)
        if found is None:
            score.columns += len(told_table["columns"])
            score.rows += len(told_table.get("rows", ()))
            score.fault(f"no table in {told_table['sheet']}", asked=False)
            continue
        left.remove(found)
        score.tables_right += 1
        pair = Pair(told_table, found, form)
        by_id = _columns(pair, score)
        _rows(pair, by_id, score)
    for table in left:
        score.fault(f"a table too many in {table.sheet}, row {table.first_head_row}", asked=False)
    return score


def _plain(text: str) -> str:
    return re.sub(r"[^\w%]+", " ", fold(text)).strip()


def _columns(pair: Pair, score: Score) -> dict[str, OfficeColumn]:
    own = list(pair.read.columns)
    by_id: dict[str, OfficeColumn] = {}
    for place, told in enumerate(pair.told["columns"]):
        path = [plain for title in told["title"] if (plain := _plain(title))]
        free = [column for column in own if column not in by_id.values()]
        same = [column for column in free if [_plain(title) for title in column.column.title] == path]
        if same or place < len(own):
            by_id[told["id"]] = same[0] if same else own[place]
    for told in pair.told["columns"]:
        score.columns += 1
        column = by_id.get(told["id"])
        wrong = _column_wrong(pair, told, column, by_id)
        if wrong:
            score.fault(f"column {told['id']}: {wrong}", asked=column is not None and pair.doubted_column(column))
        else:
            score.columns_right += 1
        if column and told.get("may_be_added_over_units") is False and column.column.adding is Adding.SUM:
            score.adding_wrong += 1
    return by_id


def _column_wrong(pair: Pair, told: Told, column: OfficeColumn | None, by_id: Mapping[str, OfficeColumn]) -> str:
    if column is None:
        return "missing"
    own, path = column.column, [plain for title in told["title"] if (plain := _plain(title))]
    if [_plain(title) for title in own.title] != path:
        return f"titles {own.title} for {told['title']}"
    role, _, of = told["role"].partition(" of ")
    wanted, of = _ROLES[role], of or told.get("of", "")
    if own.role is not wanted and not _follows_alike(pair, told, own.role, own.formula, by_id):
        return f"{own.role.value} for {told['role']}"
    if of and own.role is wanted and (of not in by_id or own.of != by_id[of].column.key):
        return f"of {own.of} for {of}"
    return ""


def _follows_alike(pair: Pair, told: Told, role: ColumnRole, formula: str, by_id: Mapping[str, OfficeColumn]) -> bool:
    """Whether a column is computed by one and asked by the other, and both know the same sum of columns."""
    if told["role"] == "computed" and role is ColumnRole.COMPARISON and formula:
        return True
    if told["role"] == "computed" and role is ColumnRole.NOW:
        return _adds_up(pair, by_id[told["id"]].column.key)
    if role is ColumnRole.PART and told["role"] == "asked now":
        return _is_part(pair, told, by_id)
    if role is not ColumnRole.COMPUTED or told["role"] != "asked now":
        return False
    for relation in pair.told.get("relations", ()):
        whole, _, parts = str(relation["rule"]).partition(" = ")
        ids = re.findall(r"col (\S+)", parts)
        if relation["over"] == "columns" and whole == f"col {told['id']}" and ids:
            keys = [by_id[name].column.key for name in ids if name in by_id]
            return sorted(keys) == sorted(re.findall(r"[a-z]\w*", formula))
    return False


def _adds_up(pair: Pair, key: str) -> bool:
    """Whether we know that a column that is asked is the sum of others."""
    return any(relation.text.startswith(f"[{key}] = ") for relation in pair.read.relations)


def _is_part(pair: Pair, told: Told, by_id: Mapping[str, OfficeColumn]) -> bool:
    """Whether the clerk's own relations say that a column is a part of the one that we take it for a part of."""
    wholes = [name for name, column in by_id.items() if column.column.key == by_id[told["id"]].column.of]
    rules = {str(relation["rule"]) for relation in pair.told.get("relations", ()) if relation["over"] == "columns"}
    sums = [rule.partition(" = ") for rule in rules if " - " not in rule and " / " not in rule]
    return any(
        f"col {told['id']} <= col {whole}" in rules
        or any(left == f"col {whole}" and f"col {told['id']}" in parts.split(" + ") for left, _, parts in sums)
        for whole in wholes
    )


def _rows(pair: Pair, by_id: Mapping[str, OfficeColumn], score: Score) -> None:
    matched = dict(_aligned(pair))
    own_by_key = {row.row.key: row for row in pair.read.rows}
    ids = {row.row.key: told for told, row in matched.items() if row}
    for told in _with_units_of_above(pair.told.get("rows", ())):
        score.rows += 1
        row = matched.get(told["id"])
        wrong = _row_wrong(pair, told, row, (own_by_key, ids, matched))
        if wrong:
            score.fault(f"row {told['id']} ({told['label'][:40]}): {wrong}", asked=pair.doubted_row(row))
        else:
            score.rows_right += 1
        if row:
            _cells(pair, told, row, by_id, score)
    free = "rows_are" in pair.told or "rows_in_the_filled_file" in pair.told
    for row in pair.read.rows:
        if row not in matched.values() and not free:
            score.fault(f"a row too many: {row.row.key} {row.row.label[:40]}", asked=pair.doubted_row(row))


def _with_units_of_above(rows: Sequence[Told]) -> Iterator[Told]:
    unit = ""
    for row in rows:
        unit = row.get("unit", "") if _plain(row.get("unit", "")) else unit
        yield {**row, "unit": unit} if row.get("unit") and not _plain(row["unit"]) else row


def _aligned(pair: Pair) -> Iterator[tuple[str, OfficeRow | None]]:
    own = [row for row in pair.read.rows for _ in range(max(1, row.open_rows))]
    place = 0
    for told in pair.told.get("rows", ()):
        fits = [i for i in range(place, len(own)) if _same_row(told, own[i])]
        if not fits:
            yield told["id"], None
            continue
        yield told["id"], own[fits[0]]
        place = fits[0] + 1


def _same_row(told: Told, row: OfficeRow) -> bool:
    if told["kind"] == "entry" and not (told["label"] and row.row.kind is Kind.TEXT):
        return row.standing is RowRank.OPEN
    same_label = _plain(told["label"]) == _plain(row.row.label)
    return same_label and (not told.get("code") or _plain(told["code"]) == _plain(row.row.code) or not row.row.code)


def _row_wrong(
    pair: Pair, told: Told, row: OfficeRow | None, known: tuple[Mapping[str, OfficeRow], Mapping[str, str], Mapping[str, Any]]
) -> str:
    if row is None:
        return "missing"
    for name, printed in (("number", row.row.stt), ("unit", row.row.unit), ("code", row.row.code)):
        if told["kind"] != "entry" and _plain(told.get(name, "")) != _plain(printed):
            return f"{name} {printed!r} for {told.get(name, '')!r}"
    if not _kind_alike(pair, told["kind"], row):
        return f"{row.row.kind.value} ({row.standing.value}) for {told['kind']}"
    own_by_key, _, matched = known
    wanted = matched.get(told.get("parent", ""))
    above = own_by_key.get(row.row.parent)
    if "parent" not in told:
        heading = above is not None and above.standing is RowRank.HEADING
        return "" if above is None or heading or told["kind"] == "heading" else f"under {above.row.label[:30]!r} for nothing"
    found = f"under {above.row.label[:30] if above else ''!r} for {told['parent']}"
    figures = wanted is not None and wanted.standing is not RowRank.HEADING
    while figures and above is not None and above is not wanted and above.standing is RowRank.HEADING:
        above = own_by_key.get(above.row.parent)
    return "" if above is not None and above is wanted else found


def _kind_alike(pair: Pair, kind: str, row: OfficeRow) -> bool:
    number = row.row.kind in {Kind.COUNT, Kind.AMOUNT, Kind.RATE}
    if kind == "heading":
        return row.standing is RowRank.HEADING
    if kind == "entry":
        return row.standing is RowRank.OPEN or row.row.kind is Kind.TEXT
    if kind == "total":
        return number and (row.standing is RowRank.TOTAL or bool(row.row.of))
    if kind in {"group", "unit"}:
        return number and row.standing is not RowRank.TOTAL
    columns_say = all(c.column.kind for c in pair.read.columns if c.column.role in {ColumnRole.NOW, ColumnRole.PART})
    return row.row.kind is _KINDS[kind] or (columns_say and number)


def _cells(pair: Pair, told: Told, row: OfficeRow, by_id: Mapping[str, OfficeColumn], score: Score) -> None:
    """Crossed and given cells of a row, and whether it may be added."""
    for name, found in (("crossed", set(row.row.crossed)), ("given_in_the_blank", set(row.given))):
        wanted = {by_id[column].column.key for column in told.get(name, ()) if column in by_id}
        score.cells += len(wanted)
        score.cells_right += len(wanted & found)
        if wanted != found:
            what = f"row {told['id']} ({told['label'][:30]}): {name} {sorted(found)} for {sorted(wanted)}"
            score.fault(what, asked=pair.doubted_row(row))
    if told.get("may_be_added_over_units") is False and row.row.adding is Adding.SUM:
        score.adding_wrong += 1
        score.fault(f"row {told['id']} ({told['label'][:30]}): may be added", asked=pair.doubted_row(row))
