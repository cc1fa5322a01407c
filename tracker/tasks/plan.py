"""A yearly plan read from its table: the tasks under the contents that its headings name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.blank_form import text_of
from tracker.blank_form.printed import texts_in
from tracker.blank_form.titles import refuse_secret
from tracker.kernel.grids import Grid, Value
from tracker.tasks import vocabulary
from tracker.tasks.assigning import Document
from tracker.tasks.contents import content_of
from tracker.tasks.plan_table import PlanTable, find_plan_table, sort_of

_DOCUMENT = re.compile(vocabulary.DOCUMENT, re.IGNORECASE)


@dataclass(frozen=True)
class PlanLine:
    """A task as the plan prints it; `row` is its row in the sheet, `field` the content under which it stands."""

    row: int
    field: str
    title: str
    product: str
    lead: str
    taking_part: str
    due: Value
    notes: str


@dataclass(frozen=True)
class Plan:
    """The tasks of a plan and the document that it is, as far as the lines above the table say so."""

    sheet: str
    document: Document
    lines: tuple[PlanLine, ...]


def read_plan(grids: Sequence[Grid]) -> Plan:
    """The plan in a workbook; raises PlanTableNotFound, SecretForm."""
    table = find_plan_table(grids)
    refuse_secret(table.grid, table.head)
    return Plan(table.grid.name, _document(table.grid, table.head), tuple(_lines(table)))


def _document(grid: Grid, head: int) -> Document:
    above = " ".join(text for row in range(1, head) for _, text in texts_in(grid, row))
    found = _DOCUMENT.search(above)
    if not found:
        return Document()
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Document()
    return Document(found["number"], day, (found["body"] or "").strip())


def _lines(table: PlanTable) -> Iterator[PlanLine]:
    """A row with nothing but number and title is a heading, unless its number is of the tasks' own sort."""
    sorts = {sort_of(table.text(row, "stt")) for row in table.rows if _says_more(table, row)} - {""}
    field = ""
    for row in table.rows:
        title, more = table.text(row, "title"), _says_more(table, row)
        if not title and not more and not table.text(row, "stt"):
            continue
        if title and not more and sort_of(table.text(row, "stt")) not in sorts:
            field = content_of(title) or (field if sort_of(table.text(row, "stt")) == "" else title)
            continue
        own = table.text(row, "field")
        yield PlanLine(
            row,
            field=(content_of(own) or own) if own else field,
            title=title,
            product=table.text(row, "product"),
            lead=_names(table, row, "lead"),
            taking_part=_names(table, row, "taking_part"),
            due=table.cell(row, "due"),
            notes=table.text(row, "notes"),
        )


def _says_more(table: PlanTable, row: int) -> bool:
    return any(table.text(row, name) for name in ("product", "lead", "taking_part", "due", "notes"))


def _names(table: PlanTable, row: int, name: str) -> str:
    """One name a line, as the cell parts them."""
    value = table.cell(row, name)
    return "\n".join(line.strip(" -+") for line in value.split("\n")) if isinstance(value, str) else text_of(value)
