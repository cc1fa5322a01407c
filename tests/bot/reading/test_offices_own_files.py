"""Real forms of offices, filled: each cell is accounted for, and what is handed in goes out in the office's own file again."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.reading.answers import read_answer
from tests.office_forms import DATA
from tracker.calendar.periods import parse_period
from tracker.filled_form.accounting import account
from tracker.filled_form.outcomes import Account, Outcome
from tracker.filled_form.values import CellReading
from tracker.forms.form import Form
from tracker.reports.reckoning import reckon
from tracker.understanding.understood_form import understand_form
from tracker.uploads.reading import read_grids
from tracker.workbooks.appendix import Heading
from tracker.workbooks.office_book import office_appendix, office_sheet_to_fill

LEVEL = "xã"
HEADING = Heading(parse_period("2025-H1"), "xã Tân Lập")
FILLED = sorted(path.name.removesuffix("-filled.xlsx") for path in DATA.glob("*-filled.xlsx"))
BLANK = sorted(path.stem for path in DATA.glob("*.xlsx") if not path.stem.endswith("-filled"))


def office_form(name: str) -> tuple[Form, bytes]:
    file = (DATA / f"{name}.xlsx").read_bytes()
    return understand_form(read_grids(file), file).form, file


def accounted(form: Form, file: bytes, name: str) -> Account:
    incoming = read_grids((DATA / f"{name}-filled.xlsx").read_bytes())
    return account(form, read_grids(file), incoming, CellReading(LEVEL, read_answer))


def plain(value: object) -> object:
    """A figure as a number, whether it was typed as one or as text."""
    text = str(value).strip() if value is not None else ""
    typed = text.replace(".", "").replace(",", ".") if isinstance(value, str) else text
    try:
        return Decimal(typed).normalize() if typed else ""
    except ArithmeticError:
        return text


def differences(one: Worksheet, other: Worksheet) -> list[str]:
    size = max(one.max_row, other.max_row), max(one.max_column, other.max_column)
    places = ((row, column) for row in range(1, size[0] + 1) for column in range(1, size[1] + 1))
    pairs = ((one.cell(*place), other.cell(*place)) for place in places)
    return [
        f"{mine.coordinate}: {mine.value!r}, {theirs.value!r}"
        for mine, theirs in pairs
        if plain(mine.value) != plain(theirs.value) and not str(theirs.value).startswith("=")
    ]


@pytest.mark.parametrize("name", FILLED)
def test_every_filled_cell_is_accounted_for_and_goes_out_again(name: str) -> None:
    form, file = office_form(name)
    found = accounted(form, file, name)
    assert found.of(Outcome.DIFFERENT, Outcome.UNREAD, Outcome.NAMED) == []
    reckoned = reckon(form, LEVEL, found.entries)
    out = load_workbook(BytesIO(office_appendix(form, file, HEADING, reckoned.shown)))
    filled = load_workbook(DATA / f"{name}-filled.xlsx")
    assert [line for sheet in filled for line in differences(sheet, out[sheet.title])] == []


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_form_goes_out_as_it_came_but_for_the_unit_and_the_period(name: str) -> None:
    form, file = office_form(name)
    out = load_workbook(BytesIO(office_sheet_to_fill(form, file, HEADING, {}, LEVEL)))
    for sheet in load_workbook(BytesIO(file)):
        theirs = out[sheet.title]
        assert sorted(map(str, sheet.merged_cells.ranges)) == sorted(map(str, theirs.merged_cells.ranges))
        widths = ({letter: size.width for letter, size in one.column_dimensions.items()} for one in (sheet, theirs))
        assert next(widths) == next(widths)
        for line in sheet.iter_rows():
            for cell in line:
                its = theirs[cell.coordinate]
                assert cell.style_id == its.style_id or repr(cell.font) == repr(its.font)
                assert cell.value == its.value or (isinstance(cell.value, str) and ("…" in cell.value or "..." in cell.value))
