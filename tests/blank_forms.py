"""The built-in forms as blank appendices, in the layouts in which offices send them; and workbooks as grids, for tests."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook

from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.grids import Grid, SheetPlace, Span, Value
from tracker.kernel.names import tidy

CODES = ("ban-thi-2024", "cam-xuyen-2021", "dinh-ca-2024", "hoang-luu-2024", "ninh-thuan-2021")
FACTS = {
    "period": "Quý I năm 2024",
    "PERIOD": "QUÝ I NĂM 2024",
    "period_within": "quý I năm 2024",
    "year": 2024,
    "unit": "xã Bản Thi",
    "UNIT": "XÃ BẢN THI",
}
Line = list[Value]


@dataclass(frozen=True)
class Found:
    """What was inferred of a form, beside what its own data say."""

    kinds: int
    pairs: int
    pairs_wanted: int
    pairs_wrong: int
    groups: int
    rows: int

    @property
    def share(self) -> float:
        """Rows of the right kind, in per cent."""
        return 100 * self.kinds / self.rows


def compare(form: Form, rows: Sequence[Row]) -> Found:
    """Count what agrees with the form, row by row of the same key."""
    known = {row.key: row for row in rows}
    same = [(row, known[row.key]) for row in form.rows if row.key in known]
    wanted = {(row.key, row.of) for row in form.rows if "/" in row.of}
    found = {(row.key, row.of) for row in rows if "/" in row.of}
    return Found(
        kinds=sum(own.kind is inferred.kind and own.label == inferred.label for own, inferred in same),
        pairs=len(wanted & found),
        pairs_wanted=len(wanted),
        pairs_wrong=len(found - wanted),
        groups=sum(own.ask == inferred.ask for own, inferred in same if own.typed),
        rows=max(len(form.rows), len(rows)),
    )


def official(form: Form) -> list[Grid]:
    """As printed: the title over the whole width, a head in two rows with merged cells."""
    top = _title(form)
    lines = [*top, *_head(form), *(_cells(row) for row in form.rows)]
    first = len(top) + 1
    spans = [Span(SheetPlace(first, column), SheetPlace(first + 1, column)) for column in (1, 2, 5)]
    return [Grid("Phụ lục", lines, [*spans, Span(SheetPlace(first, 3), SheetPlace(first, 4))])]


def paged(form: Form) -> list[Grid]:
    """The head again every 20 rows, page numbers, and a row cut in two at every page break."""
    lines: list[Line] = [*_title(form), *_head(form)]
    for place, row in enumerate(form.rows, start=1):
        cells = _cells(row)
        words = row.label.split()
        cut = next((i for i in range(2, len(words)) if words[i][0].islower() and not words[i - 1].endswith((".", ":"))), 0)
        if place % 20 or not cut:
            lines.append(cells)
            continue
        lines.append([cells[0], " ".join(words[:cut]), *cells[2:]])
        lines += [[None, None, Decimal(place // 20)], [], *_head(form), [None, " ".join(words[cut:]), None, None, None]]
    return [Grid("Phụ lục", lines)]


def figures(form: Form) -> list[Grid]:
    """Numbers as a spreadsheet program takes them in: figures of 1 and 1.1, dates of 1.1.1 and of some 1.1; one head row."""
    head = form.head
    lines: list[Line] = [*_title(form), [head.stt, head.label, head.unit, head.figure, head.note]]
    for place, row in enumerate(form.rows):
        lines.append([_typed_in(row.stt, place % 3 == 0), *_cells(row)[1:]])
    return [Grid("Sheet1", lines)]


def tall(form: Form) -> list[Grid]:
    """A letterhead and blank rows above, everything one column to the right, columns numbered, signatures below."""
    letterhead: list[Line] = [
        ["ỦY BAN NHÂN DÂN\nXÃ BẢN THI", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số:      /BC-UBND", None, "Bản Thi, ngày      tháng      năm 2024"],
        *([] for _ in range(8)),
    ]
    signatures: list[Line] = [
        [],
        [None, None, "Bản Thi, ngày 15 tháng 3 năm 2024"],
        ["Nơi nhận:", None, "TM. ỦY BAN NHÂN DÂN"],
        ["- UBND huyện;", None, "CHỦ TỊCH"],
        [None, None, "(Ký tên, đóng dấu)"],
        [None, None, "Nguyễn Văn A"],
    ]
    numbering: Line = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    lines = [*letterhead, *_title(form), [], *_head(form), numbering, *(_cells(row) for row in form.rows), *signatures]
    return [Grid("Biểu", [[None, *line] for line in lines])]


def wide(form: Form) -> list[Grid]:
    """Columns that nobody asked for: "Mã số" after the label, and a hidden one."""
    lines: list[Line] = [[*line[:2], None, None, *line[2:]] for line in (*_title(form), *_head(form))]
    lines[-2][2:4] = ["Mã số", "Ghi chú nội bộ"]
    for number, row in enumerate(form.rows, start=1):
        cells = _cells(row)
        lines.append([*cells[:2], f"{number:02}", "x", *cells[2:]])
    return [Grid("Phụ lục", lines, hidden=frozenset({4}))]


def without_notes(form: Form) -> list[Grid]:
    """No column for notes."""
    grid = official(form)[0]
    return [Grid(grid.name, [line[:4] for line in grid.rows])]


def two_sheets(form: Form) -> list[Grid]:
    """A sheet of instructions first."""
    notes: list[Line] = [["HƯỚNG DẪN"], ["1. Đơn vị báo cáo điền cột Số liệu."], ["2. Gửi trước ngày 15."]]
    table = official(form)[0]
    return [Grid("Hướng dẫn", notes), Grid("Số liệu", table.rows, table.merged)]


def together(form: Form) -> list[Grid]:
    """Number and label in one cell, a head without a column for the number."""
    lines: list[Line] = [*_title(form), *(line[1:] for line in _head(form))]
    for row in form.rows:
        number = f"{row.stt}." if row.stt.isdigit() else row.stt if row.stt[:1].isdigit() else ""
        lines.append([f"{number} {row.label}".strip(), *_cells(row)[2:]])
    return [Grid("Phụ lục", lines)]


LAYOUTS: dict[str, Callable[[Form], list[Grid]]] = {
    layout.__name__: layout for layout in (official, paged, figures, tall, wide, without_notes, two_sheets, together)
}


def as_workbook(grids: Iterable[Grid]) -> bytes:
    """Grids as an .xlsx."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for number, line in enumerate(grid.rows, start=1):
            for column, value in enumerate(line, start=1):
                cell = sheet.cell(number, column)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
        for first, last in grid.merged:
            sheet.merge_cells(start_row=first.row, start_column=first.column, end_row=last.row, end_column=last.column)
        for column in grid.hidden:
            sheet.column_dimensions[chr(64 + column)].hidden = True
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def as_grids(content: bytes) -> list[Grid]:
    """An .xlsx of our own as grids; not for what strangers send."""
    book = load_workbook(BytesIO(content))
    return [
        Grid(sheet.title, [[_value(value) for value in line] for line in sheet.iter_rows(values_only=True)])
        for sheet in book.worksheets
    ]


def _value(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float):
        return Decimal(str(value))
    return tidy(value) or None if isinstance(value, str) else None


def _title(form: Form) -> list[Line]:
    return [[line.format(**FACTS)] for line in (form.appendix, *form.title, form.attached_to) if line]


def _head(form: Form) -> list[Line]:
    head = form.head
    return [[head.stt, head.label, head.result, None, head.note], [None, None, head.unit, head.figure, None]]


def _cells(row: Row) -> Line:
    unit = row.unit.replace(" = ", "=") if row.kind is Kind.RATE else row.unit
    return [row.stt or None, row.label, unit or None, None, row.note or None]


def _typed_in(stt: str, as_date: bool) -> Value:
    """What a program with Vietnamese dates makes of a number that is typed in."""
    parts = stt.rstrip(".").split(".")
    if not all(part.isdigit() for part in parts):
        return stt or None
    if len(parts) == 1:
        return Decimal(parts[0])
    with suppress(ValueError):
        if len(parts) == 3:
            return date(2000 + int(parts[2]), int(parts[1]), int(parts[0]))
        if len(parts) == 2 and as_date:
            return date(2024, int(parts[1]), int(parts[0]))
    return Decimal(".".join(parts)).normalize() if len(parts) == 2 else ".".join(parts)
