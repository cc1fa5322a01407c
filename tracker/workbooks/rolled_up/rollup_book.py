"""A roll-up as a spreadsheet: the form with its totals, the units side by side, who is in, and what needs a decision."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.reports.entry import Answer, Entry
from tracker.rollup.totals import RollUp
from tracker.workbooks.appendix import LINE, Heading, form_book, saved, set_default_font, write_text
from tracker.workbooks.rolled_up.decision_sheet import DECISIONS, write_decisions
from tracker.workbooks.rolled_up.rollup_columns import write_columns
from tracker.workbooks.rolled_up.rollup_notes import ROSTER, notes_on, remarks
from tracker.workbooks.rolled_up.rollup_tables import total_tables, unit_tables
from tracker.workbooks.tables import Table, add_styles, freeze, print_across
from tracker.workbooks.wide_tables import WideTable, widths_of, write_tables
from tracker.workbooks.words import STAGES

_BY_UNIT = "Theo đơn vị"
_IN_SIGHT = 2  # columns: the number and the label


def rollup_workbook(rolled: RollUp) -> tuple[str, bytes]:
    """File name and content of the .xlsx: values, no formulas."""
    book = _as_appendix(rolled) if _is_like_appendix(rolled.form) else _as_tables(rolled)
    book.worksheets[0].title = f"Tổng hợp {rolled.period.label}"
    _write_roster(Table(book.create_sheet(ROSTER), [*remarks(rolled)], _ROSTER_COLUMNS), rolled)
    write_decisions(book.create_sheet(DECISIONS), rolled)
    return f"Tong-hop-{rolled.within.code}-{rolled.period.code}.xlsx", saved(book)


def _is_like_appendix(form: Form) -> bool:
    """Whether each row has one figure, as in the official appendices."""
    return form.is_plain and form.fields == form.rows


def _as_appendix(rolled: RollUp) -> Workbook:
    """The appendix with the totals, and a sheet with a column for each unit."""
    shown = shown_totals(rolled)
    book, _ = form_book(rolled.form, Heading(rolled.period, rolled.within.full_name, tuple(remarks(rolled))), shown)
    add_styles(book)
    sheet = book.worksheets[0]
    freeze(sheet, int(str(sheet.freeze_panes)[1:]), 1)
    write_columns(book.create_sheet(_BY_UNIT), rolled, shown)
    return book


def shown_totals(rolled: RollUp) -> dict[Cell, Entry]:
    """What each cell of the first sheet shows; what a reader must know about a total stands under Ghi chú."""
    shown = {}
    for cell, total in rolled.totals.items():
        note = "; ".join(notes_on(rolled, total))
        if total.entry or note:
            shown[cell] = replace(total.entry or Entry(Answer.BLANK), note=note)
    return shown


def _as_tables(rolled: RollUp) -> Workbook:
    """The form's tables with the totals, and where their rows are printed ones a sheet with a block for each unit."""
    book = Workbook()
    set_default_font(book, Font(name="Times New Roman", size=12))
    add_styles(book)
    facts = Heading(rolled.period, rolled.within.full_name).facts
    title = [rolled.form.appendix, *(line.format(**facts) for line in rolled.form.title)]
    _write_tables(book.worksheets[0], [*filter(None, title), *remarks(rolled)], total_tables(rolled))
    by_unit = unit_tables(rolled)
    if by_unit:
        title = [f"Số liệu theo đơn vị: {rolled.within.full_name}, {rolled.period.label}"]
        _write_tables(book.create_sheet(_BY_UNIT), title, by_unit)
    book.properties.title = f"{rolled.form.name} - {rolled.period.label}"
    book.properties.creator = f"UBND {rolled.within.full_name}"
    return book


def _write_tables(sheet: Worksheet, title: Sequence[str], tables: Sequence[WideTable]) -> None:
    """The title over the tables, from the left: a line that runs over the sheet's edge is read on, not cut off."""
    for number, text in enumerate(title, start=1):
        write_text(sheet.cell(number, 1), text)
        sheet.cell(number, 1).font = Font(name="Times New Roman", size=13, bold=number == 1)
        sheet.row_dimensions[number].height = LINE * 1.2
    widths = widths_of(tables)
    head = write_tables(sheet, len(title) + 2, tables, widths)
    freeze(sheet, head + 1, _IN_SIGHT + 1)
    sheet.print_title_rows = f"{len(title) + 2}:{head}"
    print_across(sheet, sum(widths))


_ROSTER_COLUMNS: Sequence[tuple[str, float]] = (
    ("TT", 6),
    ("Đơn vị", 30),
    ("Biểu", 18),
    ("Trạng thái", 16),
    ("Nộp lần đầu", 18),
    ("Nộp lần cuối", 18),
    ("Hạn nộp", 18),
    ("Đúng hạn?", 12),
    ("Tính vào tổng hợp", 12),
)


def _write_roster(table: Table, rolled: RollUp) -> None:
    for number, share in enumerate(rolled.shares, start=1):
        report = share.report
        late = {None: "chưa nộp", False: "đúng hạn", True: "nộp muộn"}[report.is_late]
        table.add(
            [
                number,
                share.unit.full_name,
                share.form.code,
                STAGES[report.stage(begun=True)].roster,
                report.first_submitted_at,
                report.submitted_at,
                report.due_at,
                late,
                "có" if share.is_in else "không",
            ]
        )
