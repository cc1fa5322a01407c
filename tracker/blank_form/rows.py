"""The rows of a printed table, put together again where a page break cut them, up to the signatures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.blank_form.heads import is_numbering, is_repeated
from tracker.blank_form.numbers import is_mark, is_number, number_in, restored
from tracker.blank_form.printed import Columns, Doubt, PrintedRow, TableHead, text_of, texts_in
from tracker.blank_form.uncertain import Uncertain
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

_FOOTER = re.compile(
    r"(noi nhan|nguoi (lap|tong hop|bao cao)|lap bieu|thu truong|(pho )?chu tich$|(t/?m|kt|tl|tuq|q)\. ?\w+|truong phong$"
    r"|can bo tong hop|\(?ky,? ?(ghi|ten|va|dong)|.*, ngay .*thang .*nam|\* ?ghi chu|ghi chu:|luu ?y ?:|luu:).*"
)
_NUMBERED = re.compile(r"(?P<stt>\d+(\.\d+)+\.?|\d+[.)]|[IVX]+[.)]|[A-H][.)])\s+(?P<label>\S.*)")


def table_rows(grid: Grid, head: TableHead) -> tuple[tuple[PrintedRow, ...], tuple[Doubt, ...]]:
    """The rows below the head, and what is uncertain about them."""
    doubts: list[Doubt] = []
    numbers = [row for row in range(head.last + 1, len(grid.rows) + 1) if _belongs(grid, row, head)]
    numbers = numbers[: _end(grid, numbers, head.columns)]
    texts = restored([_stt_cell(grid, row, head.columns) for row in numbers])
    rows: list[PrintedRow] = []
    for row, (stt, uncertain) in zip(numbers, texts, strict=True):
        printed = _printed(grid, row, stt, head.columns)
        doubts += [Doubt(row, "", uncertain, head.columns.stt)] if uncertain else []
        doubts += _unresolved(grid, row, head.columns)
        if rows and (joined := _joined(rows[-1], printed)):
            rows[-1] = joined
            continue
        doubts += _row_doubts(printed, rows, head.columns)
        if printed.label or printed.stt:
            rows.append(printed)
    return tuple(rows), tuple(doubts)


def _belongs(grid: Grid, row: int, head: TableHead) -> bool:
    """Whether the row is neither empty nor a head, a numbering of columns or a page number."""
    said = list(texts_in(grid, row))
    known = {column for column in vars(head.columns).values() if column}
    only_a_page_number = len(said) == 1 and said[0][1].isdigit() and said[0][0] not in {head.columns.stt, head.columns.figure}
    return bool(known & {column for column, _ in said}) and not (
        is_repeated(grid, row, head) or is_numbering(grid, row, head) or only_a_page_number
    )


def _stt_cell(grid: Grid, row: int, columns: Columns) -> Value:
    """The cell of the number column, or the number that stands before the label."""
    cell = grid.at(SheetPlace(row, columns.stt)) if columns.stt else None
    if cell is not None and (not isinstance(cell, str) or _stands_alone(cell)):
        return cell
    found = _NUMBERED.fullmatch(text_of(cell) or text_of(grid.at(SheetPlace(row, columns.label))))
    return found["stt"] if found else None


def _stands_alone(text: str) -> bool:
    """Whether the number column holds what belongs there, and not the beginning of a label."""
    return is_number(text_of(text)) or is_mark(text_of(text))


def _printed(grid: Grid, row: int, stt: str, columns: Columns) -> PrintedRow:
    def cell(column: int) -> Value:
        return grid.at(SheetPlace(row, column)) if column else None

    first, label = cell(columns.stt), text_of(cell(columns.label))
    if first is None or (isinstance(first, str) and not _stands_alone(first)):
        label = f"{text_of(first)} {label}".strip()  # a heading that is merged over both columns, or no number column at all
        found = _NUMBERED.fullmatch(label)
        label = found["label"] if found and stt else label
    return PrintedRow(row, stt, label, _unit_text(cell(columns.unit)), cell(columns.figure), text_of(cell(columns.note)))


def _unit_text(cell: Value) -> str:
    """A unit cell in one line; lines that each begin with a capital are a list of answers."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()] if isinstance(cell, str) else []
    is_list = len(lines) > 1 and all(line[0].isupper() and not line.endswith((",", ";")) for line in lines)
    return "; ".join(lines) if is_list and "=" not in text_of(cell) else text_of(cell)


def _end(grid: Grid, numbers: list[int], columns: Columns) -> int:
    """How many of these rows belong to the table: signatures and remarks begin at the first footer after the last number."""
    last = max((place for place, row in enumerate(numbers) if is_number(text_of(_stt_cell(grid, row, columns)))), default=-1)
    for place in range(last + 1, len(numbers)):
        if any(_FOOTER.fullmatch(fold(text)) for _, text in texts_in(grid, numbers[place])):
            return place
    return len(numbers)


def _joined(above: PrintedRow, row: PrintedRow) -> PrintedRow | None:
    """The row above with this one added, if this one only goes on where a page break cut it; else None."""
    if row.stt or row.figure is not None:
        return None
    label_goes_on = bool(row.label) and _goes_on(row.label) and not above.label.endswith((".", ":", ";"))
    if row.label and not label_goes_on:
        return None
    unit_goes_on = row.unit[:1].islower() or row.unit[:1] == "=" or "=" in above.unit
    if row.unit and (not above.unit or not unit_goes_on or fold(row.unit) == "nt"):
        return None
    if row.note and row.note[0].isupper() and above.note:
        return None

    def both(one: str, other: str) -> str:
        return f"{one} {other}".strip()

    label, unit, note = both(above.label, row.label), both(above.unit, row.unit), both(above.note, row.note)
    return replace(above, label=label, unit=unit, note=note)


def _unresolved(grid: Grid, row: int, columns: Columns) -> Iterator[Doubt]:
    for column in (columns.stt, columns.label, columns.unit):
        if SheetPlace(row, column) in grid.unresolved:
            yield Doubt(row, "", Reason(Uncertain.FORMULA_WITHOUT_RESULT), column)


def _goes_on(text: str) -> bool:
    return text[0].islower() or (text[0] in "(,;)" and text[:2] not in {"(1", "(a"})


def _row_doubts(row: PrintedRow, above: list[PrintedRow], columns: Columns) -> Iterator[Doubt]:
    if not row.label:
        kind = Uncertain.NUMBER_WITHOUT_LABEL if row.stt else Uncertain.ROW_LEFT_OUT
        yield Doubt(row.row, "", Reason(kind), columns.label)
    elif not (row.stt or row.unit) and above:
        yield Doubt(row.row, "", Reason(Uncertain.NO_NUMBER_AND_UNIT), columns.label)
    elif row.stt and is_number(row.stt) and not number_in(row.stt) and row.unit:
        yield Doubt(row.row, "", Reason(Uncertain.PART_WITH_UNIT), columns.unit)
