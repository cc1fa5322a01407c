"""A form for programs: its tables, columns, rows and rules, and what is uncertain about it."""

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.utils import get_column_letter

from tracker.forms.cell import Cell
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.outline import asked_cells, parents_of
from tracker.forms.row import Column, ColumnRole, Row
from tracker.office_table.form import SheetDoubt

_PRINTED = {
    ColumnRole.NUMBER: "stt",
    ColumnRole.LABEL: "label",
    ColumnRole.UNIT: "unit",
    ColumnRole.NOTE: "note",
}  # the columns of an appendix beside its figures, with the words of its head


class _Gaps(dict[str, str]):
    """Stands in for what only a report knows: the period, the unit."""

    def __missing__(self, _name: str) -> str:
        return "…"


def title_of_form(form: Form) -> str:
    """Its title without what only a report knows."""
    return " ".join(form.title).format_map(_Gaps())


def form_as_json(form: Form) -> dict[str, Any]:
    """The form with everything that it says of its rows and columns."""
    parents = parents_of(form.rows)
    places = {key: (table.sheet, place) for table in form.tables for key, place in table.rows}
    return {
        "code": form.code,
        "title": title_of_form(form),
        "version": form.version,
        "name": form.name,
        "tables": list(map(_table, form.tables)),
        "columns": _columns(form),
        "rows": [_row(row, parents, places.get(row.key)) for row in form.rows],
        "rules": [{"rule": rule.text, "level": rule.level.value} for rule in form.rules],
        "relations": [{"relation": one.text, "source": one.source.value} for one in form.relations],
        "given": [
            {"row": Cell.read(text).row, "column": Cell.read(text).column, "value": value} for text, value in form.given
        ],
        "asked": len(asked_cells(form)),
    }


def doubts_as_json(doubts: Iterable[SheetDoubt]) -> list[Mapping[str, Any]]:
    """Each doubt with its place in the office's sheet, its row or cell of the form, and why."""
    return [
        {
            "sheet": one.sheet,
            "row": one.doubt.row,
            "column": one.doubt.column,
            "letter": letter(one.doubt.column),
            "table": one.table,
            "key": one.doubt.key,
            "column_key": one.column,
            "why": one.doubt.why,
        }
        for one in doubts
    ]


def letter(column: int) -> str:
    """The letter of a column that is counted from 1; "" for none."""
    return get_column_letter(column) if column else ""


def _table(table: FormTable) -> Mapping[str, Any]:
    return {"key": table.key, "sheet": table.sheet, "caption": table.caption, "head": list(table.head)}


def _columns(form: Form) -> list[Mapping[str, Any]]:
    """Those of the form, and for an appendix of one column those that are printed beside it."""
    places = {key: place for table in form.tables for key, place in table.columns}
    own = [_column(column, places.get(column.key, 0)) for column in form.columns]
    if not form.is_plain:
        return own
    printed = {role: place for table in form.tables for role, place in table.printed}
    own[0] = {**own[0], "title": [form.head.figure]}
    beside = [
        _column(Column(role.value, (title,), role), printed.get(role.value, 0))
        for role, name in _PRINTED.items()
        if (title := getattr(form.head, name))
    ]
    return [
        *(one for one in beside if one["role"] != ColumnRole.NOTE),
        *own,
        *(o for o in beside if o["role"] == ColumnRole.NOTE),
    ]


def _column(column: Column, place: int) -> Mapping[str, Any]:
    return {
        "key": column.key,
        "title": list(column.title),
        "role": column.role.value,
        "of": column.of,
        "formula": column.formula,
        "kind": column.kind.value if column.kind else None,
        "unit": column.unit,
        "decimals": column.decimals,
        "adding": column.adding.value,
        "options": [{"code": code, "label": label} for code, label in column.options],
        "table": column.table,
        "letter": letter(place),
        "sheet_column": place,
    }


def _row(row: Row, parents: Mapping[str, str], place: tuple[str, int] | None) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "stt": row.stt,
        "number": row.stt,
        "label": row.label,
        "unit": row.unit,
        "kind": row.kind.value,
        "parent": parents[row.key],
        "table": row.table,
        "of": row.of,
        "adding": row.adding.value,
        "reported_by": row.by,
        "asked_under": row.ask,
        "options": [{"code": code, "label": label} for code, label in row.options],
        "note": row.note,
        "italic": row.italic,
        "tasks": row.tasks,
        "concept": row.concept,
        "code": row.code,
        "crossed": list(row.crossed),
        "repeats": row.repeats,
        "signed": row.signed,
        "decimals": row.decimals,
        "may_exceed": row.may_exceed,
        "optional": row.optional,
        "sheet": place[0] if place else "",
        "sheet_row": place[1] if place else 0,
    }
