"""A roll-up as a spreadsheet: the form with its totals, the units side by side, who is in, and what needs a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.forms.cell import Cell
from tracker.reports.entry import Answer, Entry
from tracker.rollup.totals import How, RollUp, RowTotal
from tracker.workbooks.appendix import Heading, form_book, saved
from tracker.workbooks.decision_sheet import DECISIONS, write_decisions
from tracker.workbooks.partial import partly_counted
from tracker.workbooks.rollup_columns import write_columns
from tracker.workbooks.tables import Table, add_styles
from tracker.workbooks.words import STAGES, remark_in_print

ROSTER = "Đã nộp, còn thiếu"
_MOST_NAMES, _MOST_ANSWERS = 40, 3  # named under the title, written under Ghi chú; the further sheets have all


def rollup_workbook(rolled: RollUp) -> tuple[str, bytes]:
    """File name and content of the .xlsx: values, no formulas."""
    shown = shown_totals(rolled)
    book, _ = form_book(rolled.form, Heading(rolled.period, rolled.within.full_name, tuple(_remarks(rolled))), shown)
    book.worksheets[0].title = f"Tổng hợp {rolled.period.label}"
    add_styles(book)
    write_columns(book.create_sheet("Theo đơn vị"), rolled, shown)
    _write_roster(Table(book.create_sheet(ROSTER), [*_remarks(rolled)], _ROSTER_COLUMNS), rolled)
    write_decisions(book.create_sheet(DECISIONS), rolled)
    return f"Tong-hop-{rolled.within.code}-{rolled.period.code}.xlsx", saved(book)


def shown_totals(rolled: RollUp) -> dict[Cell, Entry]:
    """What each cell of the first sheet shows; what a reader must know about a total stands under Ghi chú."""
    shown = {}
    for cell, total in rolled.totals.items():
        note = "; ".join(_notes(rolled, total))
        if total.entry or note:
            shown[cell] = replace(total.entry or Entry(Answer.BLANK), note=note)
    return shown


def _remarks(rolled: RollUp) -> Iterator[str]:
    taken, owed = len(rolled.taken), len(rolled.shares)
    which = "đơn vị có báo cáo đã tiếp nhận" if rolled.accepted_only else "đơn vị"
    yield f"Tổng hợp của {rolled.within.full_name}, {rolled.period.label}"
    if rolled.missing:
        yield f"Mới có {taken}/{owed} {which}, còn thiếu: {_names(rolled)}."
    else:
        yield f"Đủ {taken}/{owed} {which}."
    yield from partly_counted([(s.unit.full_name, len(s.tally.counted), s.tally.owed) for s in rolled.taken if s.tally])


def _names(rolled: RollUp) -> str:
    names = [share.unit.full_name for share in rolled.missing]
    more = len(names) - _MOST_NAMES
    rest = f" và {more} đơn vị khác (xem tờ “{ROSTER}”)" if more > 0 else ""
    return f"{', '.join(names[:_MOST_NAMES])}{rest}"


def _notes(rolled: RollUp, total: RowTotal) -> Iterator[str]:
    if total.how is How.DESK and not total.row.note:
        yield f"Do {rolled.within.level if total.row.concerns(rolled.within.level) else total.row.by} tự báo cáo"
    elif total.how is How.LISTED:
        yield _distribution(total) or f"Xem tờ “{DECISIONS}”"
    elif total.remark:
        yield remark_in_print(total.remark)
    formula = rolled.form.computed.get(total.cell)
    if formula and formula.under is None and total.how is How.ADDED:
        left = [cell for cell in formula.over if rolled.totals[cell].how is How.DESK]
        yield from (f"Chưa gồm mục {cell}" for cell in left)


def _distribution(total: RowTotal) -> str:
    """How often each answer was given, where there are few answers."""
    answers: dict[str, int] = {}
    for part in total.parts:
        text = part.contribution.text
        if text is not None:
            answers[text] = answers.get(text, 0) + 1
    few = total.row.options and len(answers) <= _MOST_ANSWERS
    return "; ".join(f"{text}: {count} đơn vị" for text, count in answers.items()) if few else ""


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
