"""The fields of a form on a page: a part of the form at a time, each with what stands in it and what stood last period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.conversation.report.lists.one_list import OneList, list_of
from bot.texts.common.wording import number, section_title
from bot.texts.pages import form as sentences
from bot.texts.report.cells import elsewhere
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Answer, Entry
from tracker.reports.snapshot import Snapshot
from tracker.review.elsewhere import ToldElsewhere

_MOST_NEW_LINES = 3


@dataclass(frozen=True)
class FieldShown:
    """One field: its name is its cell's text. `was` is what stood in it when it was shown, `typed` what stands in it now.

    `wrong` is why what was typed is not taken; `options` are a choice's labels. `offered` is what another report has already,
    and `beside` says which.
    """

    name: str
    label: str
    unit: str
    typed: str
    was: str
    before: str
    numeric: bool
    wrong: str = ""
    options: Sequence[str] = ()
    optional: bool = False
    beside: str = ""
    offered: str = ""


@dataclass(frozen=True)
class RowShown:
    """A printed row with its fields, under the headings in `path`; one that follows from others has only its `follows`."""

    key: str
    number: str
    label: str
    path: Sequence[str]
    fields: Sequence[FieldShown]
    follows: Sequence[str] = ()
    group: str = ""
    none: bool = False


@dataclass(frozen=True)
class ListShown:
    """A list: its lines, then empty ones; `count` is the name of the field that closes it."""

    key: str
    label: str
    lines: Sequence["LineShown"]
    count: str
    closed: bool


@dataclass(frozen=True)
class LineShown:
    """A line of a list by its number."""

    number: int
    stands: bool
    fields: Sequence[FieldShown]


class FormPart(NamedTuple):
    """A part of a form that has fields for the unit: its number from 1, title and cells, and how many of them are open."""

    number: int
    title: str
    cells: Sequence[Cell]
    open: int


@dataclass(frozen=True)
class TypedBack:
    """What came back with a page and is not recorded, by the names of fields, and why; what other reports have for them."""

    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, ToldElsewhere] = field(default_factory=dict)


def parts_of(here: Snapshot) -> list[FormPart]:
    """The parts in which the unit has fields, in printed order."""
    form, waiting = here.form, set(here.open)
    by_part: dict[str, list[Cell]] = {}
    for cell in form.of_level(here.unit.level).cells:
        by_part.setdefault(form.section_at(cell).key, []).append(cell)
    return [
        FormPart(place, section_title(form.section(key)), cells, sum(cell in waiting for cell in cells))
        for place, (key, cells) in enumerate(by_part.items(), start=1)
    ]


def text_of(here: Snapshot, cell: Cell) -> str:
    """What stands in a field, as it could be typed there; "" where nothing does."""
    figure = here.figures.get(cell)
    if figure is not None:
        return written_entry(here.form, cell, figure.entry)
    return sentences.NONE_AROSE if _is_under_none(here, cell) else ""


def _is_under_none(here: Snapshot, cell: Cell) -> bool:
    form = here.form
    over = Cell(form.row_of(cell).ask, cell.column)
    return not cell.line and over in form.none_cells and over in here.figures and here.figures[over].amount == 0


def written_entry(form: Form, cell: Cell, entry: Entry) -> str:
    """An entry as it could be typed."""
    if entry.answer is Answer.BLANK:
        return sentences.BLANK
    if entry.answer is Answer.NOT_APPLICABLE:
        return "-"
    if entry.amount is not None:
        return number(entry.amount)
    return dict(form.row_of(cell).options).get(entry.text or "", entry.text or "")


def rows_shown(here: Snapshot, part: FormPart, typed: TypedBack) -> list[RowShown | ListShown]:
    """The rows of a part in printed order, those that follow from fields among them, and its lists."""
    form, asked = here.form, set(part.cells)
    section = form.section_at(part.cells[0])
    shown: list[RowShown | ListShown] = []
    for row in form.rows:
        if form.section_of[row.key] is not section or not row.concerns(here.unit.level):
            continue
        cells = [cell for cell in form.cells_of(row) if cell in asked]
        follows = [cell for cell in form.cells_of(row) if cell in form.computed]
        if row.repeats and cells:
            shown.append(_list(here, row, typed))
        elif cells or follows:
            shown.append(_row(here, row, cells, follows, typed))
    return shown


def _row(here: Snapshot, row: Row, cells: Sequence[Cell], follows: Sequence[Cell], typed: TypedBack) -> RowShown:
    form = here.form
    first = form.row_of(cells[0]) if cells else row
    group = first.ask if cells and form.groups.get(first.ask, (None,))[0] is first and len(form.groups[first.ask]) > 1 else ""
    path = [above.label for above in form.above(Cell(row.key)) if above.kind is not Kind.SECTION]
    none = bool(cells) and all(_is_under_none(here, cell) for cell in cells)
    computed = [_follows(here, cell) for cell in follows]
    fields = [_field(here, cell, typed) for cell in cells]
    return RowShown(row.key, row.stt, row.label, path, fields, computed, group, none)


def _follows(here: Snapshot, cell: Cell) -> str:
    row, entry = here.form.row_of(cell), here.shown.get(cell)
    value = written_entry(here.form, cell, entry) if entry else "…"
    unit = "%" if row.kind is Kind.RATE and entry and entry.amount is not None else ""
    return f"{row.named}: {value}{unit}" if row.named else f"{value}{unit}"


def _field(here: Snapshot, cell: Cell, typed: TypedBack) -> FieldShown:
    row, stands, name = here.form.row_of(cell), text_of(here, cell), str(cell)
    last, told = here.previous.get(cell), typed.told.get(str(cell))
    return FieldShown(
        name=name,
        label=row.named,
        unit=row.unit,
        typed=typed.texts.get(name, stands),
        was=stands,
        before=written_entry(here.form, cell, last.entry) if last else "",
        numeric=row.is_number,
        wrong=typed.wrong.get(name, ""),
        options=[label for _, label in row.options],
        beside=elsewhere.beside(told) if told else "",
        offered=number(told.amount) if told else "",
    )


def _list(here: Snapshot, row: Row, typed: TypedBack) -> ListShown:
    of, count = list_of(here, row.key), Cell(row.key)
    filled = [
        number for number in range(1, len(of.lines) + _MOST_NEW_LINES + 1) if number <= len(of.lines) + _blank(of, typed)
    ]
    lines = [LineShown(number, number <= len(of.lines), _line_fields(here, of, number, typed)) for number in filled]
    return ListShown(row.key, row.label, lines, str(count), count in here.figures)


def _blank(of: OneList, typed: TypedBack) -> int:
    """How many empty lines are offered: one more than were typed and not taken."""
    key, stand = of.row.key, len(of.lines)
    started = [Cell.read(name).line - stand for name, text in typed.texts.items() if text and name.startswith(f"{key}{ENTRY}")]
    return min(_MOST_NEW_LINES, max(started, default=0) + 1)


def _line_fields(here: Snapshot, of: OneList, line: int, typed: TypedBack) -> list[FieldShown]:
    asked = {row.column for row in of.asked}
    fields = []
    for row in of.rows:
        cell = Cell(f"{of.row.key}{ENTRY}{line}", row.column)
        stands = text_of(here, cell)
        one = FieldShown(
            name=str(cell),
            label=row.named or row.label,
            unit=row.unit,
            typed=typed.texts.get(str(cell), stands),
            was=stands,
            before="",
            numeric=row.is_number,
            wrong=typed.wrong.get(str(cell), ""),
            options=[label for _, label in row.options],
        )
        fields.append(replace(one, optional=row.column not in asked))
    return fields
