"""The roll-up's workbook opened again: every shape of form in sheets that a page and a telephone can bear."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from tests.communes import PERIOD, Commune, set_up_communes
from tests.shaped import LIST, MATRIX, ONE_ROW, VILLAGES, Paper, list_papers, matrix_papers, rolled_up, village_papers
from tracker.calendar.periods import parse_period
from tracker.forms.form import Form
from tracker.forms.row import Column, ColumnRole, Kind, Row
from tracker.office.units import unit_by_code
from tracker.rollup import RollUp, roll_up
from tracker.workbooks.lettering import written
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

TELEPHONE = 40  # characters of 9 pixels that are seen at once: 360 pixels
ONE_ROWS: list[Paper] = [{"r[all]": 10 * n, "r[unesco]": n % 3} for n in range(1, 7)]


def book_of(rolled: RollUp) -> Workbook:
    return load_workbook(BytesIO(rollup_workbook(rolled)[1]))


def lines(sheet: Worksheet) -> list[list[object]]:
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def line(sheet: Worksheet, label: str) -> list[object]:
    """The first line with this label."""
    return next(row for row in lines(sheet) if row[1] == label)


def head_of(sheet: Worksheet) -> int:
    return next(number for number, row in enumerate(lines(sheet), start=1) if row[0] == "STT")


def test_a_matrix_has_its_rows_and_its_columns_under_their_titles(session: Session) -> None:
    totals, units, _, decided = book_of(rolled_up(session, MATRIX, [*matrix_papers(), None])).worksheets
    head = head_of(totals)
    assert [cell.value for cell in totals[head]][3:] == ["Năm 2024", None, "So sánh (%)", "Ghi chú"]
    assert [cell.value for cell in totals[head + 1]][3:5] == ["Kế hoạch", "Thực hiện"]
    assert {f"D{head}:E{head}", f"F{head}:F{head + 1}"} <= {str(merged) for merged in totals.merged_cells.ranges}
    assert line(totals, "Ngân sách")[3:6] == [18000, 2402.1, 11.4]
    assert line(totals, "Mật độ dân số")[3:6] == ["", "", ""]
    assert "Không cộng được: bình quân" in str(line(totals, "Mật độ dân số")[6])
    assert line(totals, "Số hộ")[3:6] == [150, 621, 69]
    assert line(totals, "Thủ tục hành chính trong danh mục")[3:5] == [240, 240]
    blocks = [row[0] for row in lines(units) if str(row[0]).startswith("xã")]
    assert blocks == [*(f"xã Số {n}" for n in range(1, 7)), "xã Số 7: chưa có báo cáo"]
    assert [row[4] for row in lines(units) if row[1] == "Mật độ dân số"] == [121, 122, 123, 124, 125, 126]
    assert len([row for row in lines(decided) if row[1] == "Mật độ dân số"]) == 1  # one line for the row, not one a value
    assert "Năm 2024 Thực hiện: 121 (xã Số 1); 122 (xã Số 2)" in str(line(decided, "Mật độ dân số")[4])


def test_villages_come_row_by_row_and_choices_with_how_often(session: Session) -> None:
    totals, units, *_ = book_of(rolled_up(session, VILLAGES, village_papers())).worksheets
    assert line(totals, "Cộng")[2:5] == [320, 157, 49.1]
    assert "Có: 3 đơn vị; Không: 3 đơn vị" in str(line(totals, "Thôn Tây")[6])
    assert line(units, "Thôn Đông")[5] == "Có"


def test_lists_and_single_rows_have_a_line_for_each_unit_and_a_total(session: Session) -> None:
    book = book_of(rolled_up(session, LIST, list_papers()))
    listed = lines(book.worksheets[0])
    assert [row[1:5] for row in listed if row[1] == "xã Số 3"][1] == ["xã Số 3", "2/QĐ-3", 30.2, 3]
    assert line(book.worksheets[0], "Tổng cộng")[3:6] == [875.3, 68, ""]
    assert book.sheetnames == ["Tổng hợp Quý I năm 2024", "Đã nộp, còn thiếu", "Cần quyết định"]


def test_a_single_row_has_a_line_for_each_unit_and_a_total(session: Session) -> None:
    totals = book_of(rolled_up(session, ONE_ROW, ONE_ROWS)).worksheets[0]
    assert [row[2:5] for row in lines(totals) if str(row[1]).startswith("xã")][3] == [40, 1, 2.5]
    assert line(totals, "Cộng")[2:5] == [210, 6, 2.9]


def test_places_for_words_in_the_head_are_no_table(session: Session) -> None:
    rows = (Row("ten", "", "Người lập biểu", "", Kind.TEXT, table="dau", optional=True), *MATRIX.rows)
    columns = (Column("chu", (), ColumnRole.TEXT, kind=Kind.TEXT, table="dau"), *MATRIX.columns)
    papers: list[Paper] = [{**paper, "ten[chu]": "Lan"} for paper in matrix_papers()]
    book = book_of(rolled_up(session, replace(MATRIX, code="dau", rows=rows, columns=columns), papers))
    assert not [row for sheet in book.worksheets for row in lines(sheet) if "Người lập biểu" in row]
    assert line(book.worksheets[0], "Số hộ")[3:6] == [150, 621, 69]


def big(papers: Sequence[Paper]) -> list[Paper]:
    """The same with figures of up to fifteen digits."""
    return [{cell: v * 123456789 if isinstance(v, Decimal) else v for cell, v in paper.items()} for paper in papers]


def figures(book: Workbook) -> Iterator[tuple[Worksheet, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    yield sheet, cell.column_letter, written(Decimal(str(cell.value)))


@pytest.mark.parametrize(
    ("form", "papers"), [(MATRIX, matrix_papers()), (LIST, list_papers()), (VILLAGES, village_papers())], ids=lambda _: ""
)
def test_no_figure_is_wider_than_its_column_and_a_telephone_sees_more_than_labels(
    session: Session, form: Form, papers: Sequence[Paper]
) -> None:
    book, seen = book_of(rolled_up(session, form, big(papers))), 0
    for sheet, letter, text in figures(book):
        seen += len(text) > 9
        digits = sum(letter.isdigit() for letter in text)
        assert sheet.column_dimensions[letter].width >= digits + (len(text) - digits) / 2, (sheet.title, text)
    assert seen or form is VILLAGES
    for sheet in book.worksheets[:-2]:
        assert str(sheet.freeze_panes)[0] == "C"
        assert sheet.column_dimensions["A"].width + sheet.column_dimensions["B"].width < TELEPHONE


def test_an_appendix_of_big_figures_and_many_units_prints_them_on_few_wide_pages(session: Session) -> None:
    papers = [Commune(f"XA-{n}", f"Số {n}", "xã", "dinh-ca-2024", {"6.1a": "987.654,35"}) for n in range(1, 31)]
    set_up_communes(session, papers)
    rolled = roll_up(session, "dinh-ca-2024", parse_period(PERIOD), unit_by_code(session, "HUYEN"))
    totals, units, *_ = book_of(rolled).worksheets
    assert totals.column_dimensions["D"].width >= 11.5  # 29.629.630,5
    assert units.column_dimensions["E"].width >= 10  # 987.654,35
    assert (int(units.page_setup.paperSize or 0), units.page_setup.fitToWidth) == (8, 2)  # A3
    assert units.freeze_panes == "C6"
    assert units.column_dimensions["A"].width + units.column_dimensions["B"].width < TELEPHONE


def test_many_missing_names_do_not_fill_a_screen_for_good(session: Session) -> None:
    papers = [
        Commune(f"XA-{n}", f"Nông trường Số {n}", "xã", "ban-thi-2024", {"1.1": "1"} if n == 1 else None) for n in range(60)
    ]
    set_up_communes(session, papers)
    book = book_of(roll_up(session, "ban-thi-2024", parse_period(PERIOD), unit_by_code(session, "HUYEN")))
    assert book.worksheets[0].freeze_panes is None
    assert book.worksheets[1].freeze_panes == "C6"
