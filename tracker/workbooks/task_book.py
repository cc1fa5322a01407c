"""The book of tasks (sổ theo dõi nhiệm vụ) as a spreadsheet: what, whose, until when, how it stands; and the rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from tracker.kernel.names import tidy
from tracker.office.units import Unit, subtree_ids
from tracker.tasks.classes import TaskClass
from tracker.tasks.history import Seen, View, in_lead, seen_tasks
from tracker.tasks.rates import RateFormula, TaskCounts
from tracker.tasks.task import Task, TaskCoUnit, TaskKind
from tracker.workbooks.appendix import BOX, CENTRE, HIGHEST, LEFT, LINE, saved, set_default_font, set_page, write_text
from tracker.workbooks.lettering import lines_needed
from tracker.workbooks.words import NOTE, RATE_FORMULAS, TASK_CLASSES

_COLUMNS = (  # heading and width in characters; A4 across holds 120, so the sheet is printed a little smaller
    ("STT", 5),
    ("Nội dung nhiệm vụ", 32),
    ("Văn bản giao", 15),
    ("Đơn vị chủ trì", 14),
    ("Đơn vị phối hợp", 13),
    ("Sản phẩm", 12),
    ("Hạn hoàn thành", 11),
    ("Ngày hoàn thành", 11),
    ("Văn bản kết quả", 11),
    ("Tình trạng", 12),
    (NOTE, 10),
)
_CENTRED = {1, 7, 8}
_TITLE_ROWS = 3


@dataclass(frozen=True)
class _Line:
    task: Task
    seen: Seen
    lead: str
    co_units: Sequence[str]

    @property
    def cells(self) -> tuple[str, ...]:
        """What is printed of it, from the second column on."""
        task, standing = self.task, self.seen.standing
        day = f" ngày {printed_day(task.document_on)}" if task.document_on else ""
        number = f"{task.document_number}{day}" if task.document_number else ""
        body = "" if task.kind == TaskKind.PLAN else task.document_body  # a plan is the unit's own
        return (
            task.title,
            "; ".join(part for part in (number, body) if part),
            "; ".join(part for part in (self.lead, task.in_charge) if part),
            "; ".join(part for part in (*self.co_units, task.taking_part) if part),
            task.product,
            printed_day(standing.due_on),
            printed_day(standing.done_on),
            task.result if standing.done_on else "",
            TASK_CLASSES[self.seen.class_],
            task.notes,
        )


def printed_day(day: date | None) -> str:
    """As documents write it (Nghị định 30/2020/NĐ-CP): 08/3/2024, 15/12/2024; nothing for none."""
    if day is None:
        return ""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # noqa: PLR2004 - January and February
    return f"{day.day:02}/{month}/{day.year}"


def task_book(session: Session, within: Unit, view: View) -> bytes:
    """The .xlsx of the tasks that the unit and those below it lead, by field, as they stood; five queries."""
    led = in_lead(subtree_ids(session, within.id))
    seen = seen_tasks(session, view, [led])
    lines = _lines(session, seen, led)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sổ theo dõi nhiệm vụ"
    set_default_font(book, Font(name="Times New Roman", size=12))
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[chr(64 + column)].width = width
    _title(sheet, within, view)
    row = _TITLE_ROWS + 1
    _cells(sheet, row, [heading for heading, _ in _COLUMNS], Font(name="Times New Roman", size=12, bold=True), centred=True)
    for field in dict.fromkeys(line.task.field for line in lines):
        row = _field(sheet, row + 1, field, [line for line in lines if line.task.field == field])
    _summary(sheet, row + 2, TaskCounts.of(seen))
    set_page(sheet, "landscape", f"{_TITLE_ROWS + 1}:{_TITLE_ROWS + 1}")
    book.properties.title = f"Sổ theo dõi nhiệm vụ - {within.full_name}"
    book.properties.creator = f"UBND {within.full_name}"
    return saved(book)


def _lines(session: Session, seen: Sequence[Seen], led: ColumnElement[bool]) -> list[_Line]:
    tasks = {task.id: task for task in session.exec(select(Task).where(led))}
    names = {unit.id: unit.full_name for unit in session.exec(select(Unit))}
    helping: dict[int, list[str]] = {}
    wanted = select(TaskCoUnit.task_id, TaskCoUnit.unit_id).join(Task, col(Task.id) == TaskCoUnit.task_id)
    for task_id, unit_id in session.exec(wanted.where(led)):
        helping.setdefault(task_id, []).append(names[unit_id])
    return [_Line(tasks[s.task_id], s, names[s.unit_id], sorted(helping.get(s.task_id, []))) for s in seen]


def _title(sheet: Worksheet, within: Unit, view: View) -> None:
    since = f"từ ngày {printed_day(view.since)} " if view.since else ""
    texts = (
        ("SỔ THEO DÕI NHIỆM VỤ", Font(name="Times New Roman", size=14, bold=True)),
        (f"{within.full_name[:1].upper()}{within.full_name[1:]}", Font(name="Times New Roman", size=13, bold=True)),
        (f"(Số liệu {since}đến hết ngày {printed_day(view.on)})", Font(name="Times New Roman", size=13, italic=True)),
    )
    for row, (text, font) in enumerate(texts, start=1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        write_text(sheet.cell(row, 1), text, font, CENTRE)
        sheet.row_dimensions[row].height = LINE * 1.2


def _field(sheet: Worksheet, row: int, field: str, lines: Sequence[_Line]) -> int:
    """The tasks of one field under its heading; returns the last row."""
    if field:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        for column in range(1, len(_COLUMNS) + 1):
            sheet.cell(row, column).border = BOX
        write_text(sheet.cell(row, 1), field, Font(name="Times New Roman", size=12, bold=True), LEFT)
        sheet.row_dimensions[row].height = LINE + 2
        row += 1
    plain = Font(name="Times New Roman", size=12)
    for number, line in enumerate(lines, start=1):
        _cells(sheet, row, [str(number), *line.cells], plain)
        row += 1
    return row - 1


def _cells(sheet: Worksheet, row: int, texts: Sequence[str], font: Font, *, centred: bool = False) -> None:
    needed = 1
    for column, (text, (_, width)) in enumerate(zip(texts, _COLUMNS, strict=True), start=1):
        cell = sheet.cell(row, column)
        cell.border = BOX
        write_text(cell, text, font, CENTRE if centred or column in _CENTRED else LEFT)
        needed = max(needed, lines_needed(tidy(text), width, points=12, bold=bool(font.bold)))
    sheet.row_dimensions[row].height = min(HIGHEST, needed * LINE + 2)


def _summary(sheet: Worksheet, row: int, tally: TaskCounts) -> None:
    """How many are in each class, and each rate with its formula."""
    plain, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    write_text(sheet.cell(row, 2), f"Tổng số nhiệm vụ: {tally.total}", bold, LEFT)
    texts = [f"{TASK_CLASSES[class_]}: {tally.counts[class_]}" for class_ in TaskClass]
    for formula in RateFormula:
        part, whole = tally.parts(formula)
        texts.append(f"{RATE_FORMULAS[formula]}: {part}/{whole} = {printed_rate(tally, formula)}")
    for number, text in enumerate(texts, start=row + 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=len(_COLUMNS))
        write_text(sheet.cell(number, 2), text, plain, LEFT)
        sheet.row_dimensions[number].height = LINE + 2


def printed_rate(tally: TaskCounts, formula: RateFormula) -> str:
    """As "83,70%", or "-" of nothing."""
    rate = tally.rate(formula)
    return "-" if rate is None else f"{rate:f}%".replace(".", ",")
