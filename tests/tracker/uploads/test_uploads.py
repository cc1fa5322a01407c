"""Uploads: whatever comes is read rightly or refused with a sentence of its own, in little processor time and memory."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, GradientFill, PatternFill, Side

from bot.texts.refusals import file_refused as refused
from tests.hostile import REFUSED
from tests.odd_workbooks import READ
from tests.workbooks import cell, changed_workbook, parts, rows, workbook, worksheet
from tests.written_files import REFUSED as REFUSED_TEXTS
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.row import Kind
from tracker.kernel.grids import Grid, SheetPlace, Span
from tracker.kernel.names import tidy
from tracker.reports.entry import Entry
from tracker.uploads.errors import FileUnavailable, SpreadsheetTooHeavy, SpreadsheetTooSlow, UploadReaderFailed, UploadRefused
from tracker.uploads.guard import of_document
from tracker.uploads.places import cell_name
from tracker.uploads.reading import OFFICE, ReadingLimits, read_grids
from tracker.workbooks.appendix import Heading, appendix

PATIENT = ReadingLimits(worked=60, passed=600)  # what is read or refused for another reason is so on slow machines too
FORM = official_form("ban-thi-2024")
AMOUNTS = [row.key for row in FORM.rows if row.kind is Kind.AMOUNT]
FIGURES = {key: Decimal(number) / 100 for number, key in enumerate(AMOUNTS)}
APPENDIX = appendix(
    FORM, Heading(parse_period("2024-Q1"), "xã Bản Thi"), {Cell(key): Entry.number(figure) for key, figure in FIGURES.items()}
)
SMALL = {
    name: str(part).encode() for name, part in parts(worksheet(rows(cell("A1", "12") + cell("B1", "0", 't="s"')))).items()
}
READ_PARTS = sorted(SMALL.keys() - {"[Content_Types].xml"})


def answer(content: bytes, limits: ReadingLimits = PATIENT) -> list[Grid] | UploadRefused:
    try:
        return read_grids(content, limits)
    except UploadRefused as refusal:
        return refusal


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_time_with_its_own_class(name: str) -> None:
    kind, build = REFUSED[name]
    refusal = answer(build(), OFFICE if kind is SpreadsheetTooSlow else PATIENT)
    assert type(refusal) is kind, refusal
    assert "{" not in refused(refusal) + str(refusal)


@pytest.mark.parametrize("name", READ)
def test_read_in_time_and_rightly(name: str) -> None:
    expected, build = READ[name]
    assert answer(build()) == expected


@pytest.fixture
def busy() -> Iterator[None]:
    """Other work on every processor of this machine."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    yield
    for other in others:
        other.kill()
        other.wait()


@pytest.mark.usefixtures("busy")
def test_a_full_sheet_is_read_beside_other_work() -> None:
    expected, build = READ["a sheet that is full"]
    assert answer(build(), OFFICE) == expected


def test_work_is_limited_whatever_passes_on_the_clock() -> None:
    refusal = answer(REFUSED["accents without end"][1](), ReadingLimits(worked=1, passed=600))
    assert isinstance(refusal, SpreadsheetTooSlow)
    assert refusal.facts == {"seconds": 1}


def test_a_reader_that_hangs_is_ended_by_the_clock() -> None:
    """Work beyond any limit takes the place of hanging: the clock does not ask what the reader does."""
    refusal = answer(REFUSED["accents without end"][1](), ReadingLimits(worked=600, passed=1))
    assert isinstance(refusal, SpreadsheetTooSlow)
    assert refusal.facts == {"seconds": 1}


def test_every_refusal_is_tried_and_has_sentences_of_its_own() -> None:
    kinds = set(UploadRefused.__subclasses__())
    tried = {kind for kind, _ in [*REFUSED.values(), *REFUSED_TEXTS.values()]}
    of_a_process = {type(of_document(refusal)) for refusal in (SpreadsheetTooSlow(seconds=4), SpreadsheetTooHeavy())}
    assert tried | of_a_process == kinds - {UploadReaderFailed, FileUnavailable}
    facts = dict.fromkeys(("most", "cell", "rows", "columns", "count", "seconds", "status", "why"), 2_000)
    said = [refused(kind(**facts)) for kind in kinds]
    assert len({kind.sentence for kind in kinds} | set(said)) == 2 * len(kinds)
    for sentence in said:
        assert re.search("[Aa]nh/chị", sentence), sentence
        assert len(sentence) < 220, sentence


def test_a_refusal_names_the_cell_and_writes_numbers_the_vietnamese_way() -> None:
    refusal = answer(REFUSED["cell at XFD1048576"][1]())
    assert isinstance(refusal, UploadRefused)
    assert "Cell XFD1048576" in str(refusal)
    assert refused(refusal).startswith("Ô XFD1048576 có dữ liệu, nằm ngoài 2.000 dòng và 200 cột đầu")


def test_our_own_appendix_comes_back() -> None:
    (grid,) = read_grids(APPENDIX)
    assert grid.name == "Phụ lục Quý I năm 2024"
    lines = {row.key: number for number, row in enumerate(FORM.rows, start=8)}
    assert len(lines) == len(grid.rows) - 7 == 121
    assert {key: grid.at(SheetPlace(lines[key], 4)) for key in AMOUNTS} == FIGURES
    assert [grid.at(SheetPlace(lines[row.key], 2)) for row in FORM.rows] == [tidy(row.label) for row in FORM.rows]
    assert Span(SheetPlace(6, 3), SheetPlace(6, 4)) in grid.merged
    assert (grid.percent, grid.unresolved, grid.hidden) == (frozenset(), frozenset(), frozenset())


def test_what_another_program_writes_is_read_as_it_meant() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 1"
    sheet.append(["STT", date(2024, 1, 1), datetime(2024, 3, 14, 17, 0, tzinfo=None), time(7, 30), True])  # noqa: DTZ001 - as Excel
    sheet.append([1.1, 0.3, 1234.5, "=1+1", "x"])
    sheet["A2"].number_format, sheet["B2"].number_format = "0.0", "0.00%"
    sheet["C2"].number_format = '_-* #,##0.00 "₫"_-;[Red]-* #,##0.00 "d"_-'
    sheet.merge_cells("A4:C5")
    sheet.column_dimensions["D"].hidden = True
    written = BytesIO()
    book.save(written)
    (grid,) = read_grids(written.getvalue())
    assert grid == Grid(
        "Biểu 1",
        (
            ("STT", date(2024, 1, 1), date(2024, 3, 14), "07:30", "TRUE"),
            (Decimal("1.1"), Decimal(30), Decimal("1234.5"), None, "x"),
        ),
        merged=(Span(SheetPlace(4, 1), SheetPlace(5, 3)),),
        percent=frozenset({SheetPlace(2, 2)}),
        unresolved=frozenset({SheetPlace(2, 4)}),
        hidden=frozenset({4}),
        formulas={SheetPlace(2, 4): "1+1"},
    )


def test_the_appendix_is_read_within_a_quarter_of_the_work_that_is_allowed() -> None:
    assert len(read_grids(APPENDIX, ReadingLimits(OFFICE.worked // 4))) == 1


def test_the_reader_imports_nothing_from_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    assert read_grids(workbook(rows(cell("A1", "1")))) == [Grid("S1", ((Decimal(1),),))]


@settings(deadline=None, max_examples=150)
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + b"\xff" * 18)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail)))
def test_any_bytes_are_refused(content: bytes) -> None:
    assert isinstance(answer(content), UploadRefused)


@settings(deadline=None, max_examples=150)
@given(place=st.integers(0, len(APPENDIX) - 1), byte=st.integers(0, 255))
def test_one_damaged_byte_is_refused_or_does_not_matter(place: int, byte: int) -> None:
    found = answer(APPENDIX[:place] + bytes([byte]) + APPENDIX[place + 1 :])
    assert not isinstance(found, UploadReaderFailed)
    assert isinstance(found, UploadRefused) or len(found) == 1


@settings(deadline=None, max_examples=40)
@given(part=st.sampled_from(READ_PARTS), place=st.integers(min_value=0), byte=st.integers(0, 255))
def test_one_damaged_byte_inside_a_part_never_breaks_the_reader(part: str, place: int, byte: int) -> None:
    content = bytearray(SMALL[part])
    content[place % len(content)] = byte
    assert not isinstance(answer(changed_workbook({**SMALL, part: bytes(content)})), UploadReaderFailed)


def test_how_a_text_looks_is_handed_on() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["I. Kinh tế", "1. Thu", "    - Phí", 12])
    sheet["A1"].font, sheet["B1"].font, sheet["D1"].font = Font(bold=True), Font(bold=True, italic=True), Font(bold=True)
    sheet["B1"].alignment = Alignment(indent=2)
    written = BytesIO()
    book.save(written)
    (grid,) = read_grids(written.getvalue())
    assert grid.bold == {SheetPlace(1, 1), SheetPlace(1, 2)}
    assert grid.italic == {SheetPlace(1, 2)}
    assert grid.indents == {SheetPlace(1, 2): 2, SheetPlace(1, 3): 2}


def test_which_cells_are_grey_or_struck_through_is_handed_on() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"].fill = GradientFill(stop=("FFFFFF", "808080"))  # numbered among the fills, and no grey
    for place, colour in (("B1", "BFBFBF"), ("C1", "FFFF00"), ("D1", "F2F2F2"), ("E1", "333333")):
        sheet[place].fill = PatternFill("solid", fgColor=colour)
    sheet["F1"].fill = PatternFill("lightUp")
    sheet["G1"].border = Border(diagonalUp=True, diagonal=Side(style="thin"))
    sheet["H1"], sheet["H2"] = "Tên", "x"
    sheet["H2"].fill = PatternFill("solid", fgColor="D9D9D9")
    stored = BytesIO()
    book.save(stored)
    (grid,) = read_grids(stored.getvalue())
    assert {cell_name(place) for place in grid.shaded} == {"B1", "E1", "F1", "G1", "H2"}


def test_a_full_sheet_of_dressed_texts_is_read() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<fonts><font/><font><b/><i val="1"/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"><alignment indent="9"/></xf></cellXfs></styleSheet>'
    )
    line = '<c s="1" t="inlineStr"><is><t>Tổng</t></is></c>' * 200
    (grid,) = read_grids(changed_workbook({"xl/styles.xml": styles}, rows(*[line] * 480)), PATIENT)
    assert len(grid.bold) == len(grid.italic) == len(grid.indents) == 96_000
