"""Forms as they are stored: from the JSON text of `Form.dumps`, and from the words of a form's file."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from tracker.forms.fields import FormTable
from tracker.forms.form import Approval, Form, Head
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row


@lru_cache(maxsize=64)
def loads(text: str) -> Form:
    """Read a form back from `Form.dumps`."""
    data = json.loads(text)
    return build_form(data, tuple(_row(row) for row in data["rows"]))


def _row(data: dict[str, Any]) -> Row:
    parts = {"kind": Kind(data["kind"]), "options": _pairs(data["options"]), "crossed": tuple(data.get("crossed", ()))}
    return Row(**data | parts | {"adding": Adding(data.get("adding", Adding.SUM))})


def _column(data: dict[str, Any]) -> Column:
    if not data:
        return Column()
    parts: dict[str, Any] = {name: tuple(data.get(name, ())) for name in ("title",)}
    if "role" in data:
        kind = Kind(data["kind"]) if data["kind"] else None
        parts |= {
            "role": ColumnRole(data["role"]),
            "kind": kind,
            "adding": Adding(data["adding"]),
            "options": _pairs(data["options"]),
        }
    return Column(**data | parts)


def _table(data: dict[str, Any]) -> FormTable:
    places = {name: _pairs(data[name]) for name in ("rows", "columns", "printed", "lines")}
    return FormTable(**data | places | {"head": tuple(data["head"])})


def _pairs(data: Iterable[Iterable[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((one, other) for one, other in data)


def build_form(data: dict[str, Any], rows: tuple[Row, ...]) -> Form:
    """A form from the words of its file or of its JSON, and its rows."""
    lists = {name: tuple(data[name]) for name in ("title", "warn", "block", "mention")}
    approval = Approval(data.get("approval", Approval.NONE))
    columns = tuple(map(_column, data.get("columns", ({},))))  # a form of before there were several has none
    tables, given = tuple(map(_table, data.get("tables", ()))), _pairs(data.get("given", ()))
    parts = {"head": Head(**data["head"]), "rows": rows, "approval": approval, "columns": columns}
    parts |= {"tables": tables, "given": given, "concepts": _pairs(data.get("concepts", ()))}
    parts |= {"sources": _pairs(data.get("sources", ()))}
    return Form(**{**data, **lists, **parts})
