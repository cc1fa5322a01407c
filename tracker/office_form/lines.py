"""The printed lines under a head, each taken apart: number, label, unit, code, and what stands in its cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.blank_form.numbers import restored
from tracker.forms.row import PRINTED, ColumnRole
from tracker.inference.units import is_same_as_above
from tracker.kernel.grids import SheetPlace, Value
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_table.drafts import Draft
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.bodies import TableBody
from tracker.printed_sheet.marks import bullet_of, numbers_in, split_label
from tracker.printed_sheet.page import SheetView, is_dots, is_place_to_write
from tracker.printed_sheet.tables import Frame

_CROSSED, _DASHES = re.compile(vocabulary.CROSSED), re.compile(vocabulary.DASHES)
_TOTAL, _SUBTOTAL = re.compile(vocabulary.TOTAL), re.compile(vocabulary.SUBTOTAL)
_AMONG, _AMONG_ALONE = re.compile(vocabulary.AMONG), re.compile(vocabulary.AMONG_ALONE)
_FORMULA = re.compile(r"\s*\([^()]*[=+][^()]*\)|\s*\(?\s?\w{1,3}\s?=\s?[\w.]{1,5}(\s?[-+/:]\s?[\w.]{1,5})+\)?\s*$")
_INNER = re.compile(vocabulary.AMONG_WITH_SIGN)
_WHOLE_LINE = 0.6


@dataclass(frozen=True)
class FormLine:
    """A printed row; `number` as printed in the number column, `mark` the number that it goes by, wherever it stands.

    `full`: merged over the columns of figures. `bare` is the label without number, bullet and formula. `dashed` are the cells
    with a dash, which may be crossed or zero, `shaded` those that are grey or struck through.
    """

    row: int
    number: str = ""
    mark: str = ""
    label: str = ""
    bare: str = ""
    bullet: str = ""
    unit: str = ""
    code: str = ""
    full: bool = False
    bold: bool = False
    italic: bool = False
    indent: int = 0
    unmeasured: bool = False  # without unit and code where most rows of the table have one
    blanks: int = 0  # empty lines after it
    following: int = 0  # the row of the sheet after it; for the line of row 0 the first one
    is_pattern: bool = False  # one of the lines that each free row takes
    is_single: bool = False  # the one row of a table that prints none
    printed: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Value] = field(default_factory=dict)
    computed: Mapping[str, str] = field(default_factory=dict)
    crossed: tuple[str, ...] = ()
    dashed: tuple[str, ...] = ()
    shaded: tuple[str, ...] = ()
    why: tuple[tuple[Reason, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it prints a place to write on, with a number or without, and nothing else."""
        if self.is_pattern:
            return True
        named = self.bare and not is_place_to_write(self.bare)
        return not named and not self.given and (not self.code or is_dots(self.code)) and not self.printed

    @property
    def is_total(self) -> bool:
        """Whether its label says that it adds up."""
        return bool(_TOTAL.fullmatch(fold(self.bare))) or self.is_subtotal

    @property
    def is_subtotal(self) -> bool:
        """Whether it adds up one part of the table by name."""
        return bool(_SUBTOTAL.fullmatch(fold(self.bare)))

    @property
    def is_among(self) -> bool:
        """Whether it begins the parts of the row above."""
        return bool(_AMONG.fullmatch(fold(self.bare)))

    @property
    def is_among_alone(self) -> bool:
        """Whether it says nothing but that parts follow, or has no figure of its own and says so."""
        return bool(_AMONG_ALONE.fullmatch(fold(self.bare))) or (self.is_among and self.unmeasured)

    @property
    def inner_bullet(self) -> str:
        """The sign after "Trong đó:", which the parts that follow have too; "" for none."""
        found = _INNER.match(fold(self.bare)) if not self.bullet else None
        return bullet_of(f"{found['sign']} ") if found else ""


def lines_of(page: SheetView, body: TableBody, frame: Frame, drafts: list[Draft]) -> list[FormLine]:
    """The lines of a table, in order; blank ones are counted on the line before, those at the top on a line of row 0."""
    rows = list(body.rows)
    numbers = restored([page.value(row, frame.number) if frame.number else None for row in rows])
    lines = [FormLine(row=0, following=rows[0] if rows else body.after)]
    for row, (number, why) in zip(rows, numbers, strict=True):
        if not _says_anything(page, row, frame):
            lines[-1] = replace(lines[-1], blanks=lines[-1].blanks + 1)
        elif not _is_page_number(page, row, frame):
            line = _line(page, row, number, frame, drafts)
            lines.append(replace(line, why=((why, frame.number),) if why else ()))
    return _with_unmeasured(_with_shades_as_crosses(page, _with_units_of_above(lines), drafts))


def _with_units_of_above(lines: Sequence[FormLine]) -> list[FormLine]:
    """The lines; a unit that is a ditto mark is the one that it repeats."""
    found: list[FormLine] = []
    unit = ""
    for line in lines:
        same = bool(line.unit) and is_same_as_above(line.unit)
        unit = line.unit if line.unit and not same else unit
        found.append(replace(line, unit=unit) if same and unit else line)
    return found


def _with_shades_as_crosses(page: SheetView, lines: Sequence[FormLine], drafts: Sequence[Draft]) -> list[FormLine]:
    """The lines, grey cells crossed out where the sheet says so, else left for a doubt.

    Whole columns, and totals that are grey all through, only look so: they are no less asked.
    """
    named = [line for line in lines if line.row and line.bare and not line.full]
    striped = {draft.column.key for draft in drafts if all(draft.column.key in line.shaded for line in named)}
    shown = len({draft.column.key for draft in drafts if draft.role not in PRINTED} - striped)
    found: list[FormLine] = []
    for line in lines:
        shaded = tuple(key for key in line.shaded if key not in striped)
        shaded = () if line.is_total and len(shaded) >= shown else shaded
        sure = shaded if page.explains_shades else ()
        found.append(replace(line, shaded=() if sure else shaded, crossed=(*line.crossed, *sure)))
    return found


def _with_unmeasured(lines: Sequence[FormLine]) -> list[FormLine]:
    """Mark the rows without unit and code where most have one."""
    named = [line for line in lines if line.row and line.bare]
    said = [line for line in named if line.unit or line.code]
    mostly = len(said) * 2 > len(named)
    return [replace(line, unmeasured=mostly and not (line.unit or line.code or line.given)) for line in lines]


def _says_anything(page: SheetView, row: int, frame: Frame) -> bool:
    columns = {titled.column for titled in frame.titled}
    return any(column in columns for column, _ in page.cells(row)) or any(
        page.seen(row, column) for column in (frame.number, frame.label) if column
    )


def _is_page_number(page: SheetView, row: int, frame: Frame) -> bool:
    cells = page.cells(row)
    alone = len(cells) == 1 and cells[0][1].isdigit()
    return alone and cells[0][0] not in {frame.number, frame.code, *(titled.column for titled in frame.filled)}


def _line(page: SheetView, row: int, number: str, frame: Frame, drafts: list[Draft]) -> FormLine:
    label = page.seen(row, frame.label) if frame.label else ""
    place = SheetPlace(row, frame.label or frame.number or 1)
    full = False
    if frame.number and (number or page.text(row, frame.number)) and not _is_number(number):
        first = page.text(row, frame.number) or number
        label, number, place = f"{first} {label}".strip() if label != first else first, "", SheetPlace(row, frame.number)
    number = number or _merged_number(page, row, frame)
    start = page.span(*place)
    filled = [titled.column for titled in frame.filled]
    if label and filled and not is_dots(label):
        over = [column for column in filled if column <= start.last.column]
        full = len(over) >= max(1, _WHOLE_LINE * len(filled)) and start.last.column > start.first.column
    mark, rest = split_label(label)
    if number and not _goes_deeper(mark, number):
        mark, rest = number, label
    bullet = bullet_of(number) or bullet_of(label)
    bare = _FORMULA.sub("", rest.lstrip("-–+*•●▪ ") if bullet else rest).strip()
    look = start.first
    line = FormLine(
        row=row, number=number, mark="" if bullet_of(mark) else mark, label=label, bare=bare, bullet=bullet, full=full,
        unit=_below(page, row, frame.unit) if frame.unit else "", code=page.text(row, frame.code) if frame.code else "",
        bold=page.bold(*look), italic=page.italic(*look), indent=page.indent(*look))  # fmt: skip
    return line if full else _with_cells(page, line, frame, drafts)


def _below(page: SheetView, row: int, column: int) -> str:
    """The text of a cell, or of the cells of its own column that it is merged with."""
    first = page.span(row, column).first
    return page.text(*first) if first.column == column else ""


def _goes_deeper(mark: str, number: str) -> bool:
    """Whether the number before a label is one under the number that is merged over several labels: 1.2 under 1."""
    bare = number.strip(" .)")
    return bool(bare) and mark.startswith(f"{bare}.") and mark.strip(".") != bare


def _is_number(text: str) -> bool:
    return bool(numbers_in(text)) or bool(bullet_of(text)) or is_dots(text)


def _merged_number(page: SheetView, row: int, frame: Frame) -> str:
    """The number that is merged over the lines of one unit."""
    if not frame.number:
        return ""
    seen = page.seen(row, frame.number)
    return seen if numbers_in(seen) and page.span(row, frame.number).first.row == row else ""


def _with_cells(page: SheetView, line: FormLine, frame: Frame, drafts: list[Draft]) -> FormLine:
    """Add what stands in the cells that are filled: crosses, dashes, figures of the sender, texts."""
    printed: dict[str, str] = {}
    given: dict[str, Value] = {}
    crossed: list[str] = []
    dashed: list[str] = []
    computed: dict[str, str] = {}
    shaded = () if page.is_shaded_at(line.row, frame.label or frame.number) else _shaded(page, line.row, drafts)
    for draft, text in _cells(page, line.row, drafts):
        key, place = draft.column.key, SheetPlace(line.row, draft.titled.column)
        if formula := page.grid.formulas.get(place):
            computed[key] = formula
        elif not text or is_dots(text):
            continue
        elif _CROSSED.fullmatch(fold(text)):
            crossed.append(key)
        elif _DASHES.fullmatch(text):
            dashed.append(key)
        elif draft.role in {ColumnRole.TEXT, ColumnRole.NOTE} and isinstance(page.value(*place), str):
            printed[key] = text
        else:
            given[key] = page.value(*page.span(*place).first)
    said = {*printed, *given, *computed, *crossed, *dashed}
    return replace(
        line, printed=printed, given=given, computed=computed, crossed=tuple(crossed), dashed=tuple(dashed),
        shaded=tuple(key for key in shaded if key not in said),
    )  # fmt: skip


def _shaded(page: SheetView, row: int, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The cells to fill of a row that are grey or struck through."""
    filled = (draft for draft in drafts if draft.role not in PRINTED)
    return tuple(draft.column.key for draft in filled if page.is_shaded_at(row, draft.titled.column))


def _cells(page: SheetView, row: int, drafts: list[Draft]) -> Iterator[tuple[Draft, str]]:
    printed = {ColumnRole.NUMBER, ColumnRole.LABEL, ColumnRole.UNIT, ColumnRole.CODE}
    names = [draft for draft in drafts if draft.role is ColumnRole.LABEL]
    first_text = next((draft for draft in drafts if draft.role is ColumnRole.TEXT), None)
    for draft in drafts:
        if page.is_blank(row, draft.titled.column) and SheetPlace(row, draft.titled.column) not in page.grid.formulas:
            continue
        if draft.role not in printed and (names or draft is not first_text):
            yield draft, _below(page, row, draft.titled.column)
