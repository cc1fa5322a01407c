"""What a blank workbook is understood to be: a form, with everything that is uncertain and the file that it came from.

An appendix with one column of figures for each row goes the way of the official ones, whose rates, groups and reporting levels
are known well; any other form is rows and columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.blank_form import BlankForm, TableNotFound, read_blank_form
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.row import ColumnRole
from tracker.inference import Understood, understand
from tracker.kernel.grids import Grid
from tracker.office_form.reading import read_office_form
from tracker.office_table.form import OfficeForm, OfficeRow, SheetDoubt
from tracker.understanding.as_form import form_of_office

_OF_AN_APPENDIX = {ColumnRole.NUMBER, ColumnRole.LABEL, ColumnRole.UNIT, ColumnRole.NOW, ColumnRole.NOTE}
NO_CODE = "-"  # until somebody gives one


@dataclass(frozen=True)
class UnderstoodForm:
    """The form, what is uncertain about it, and the office's workbook; None for a file that is no workbook of an office."""

    form: Form
    doubts: tuple[SheetDoubt, ...]
    file: bytes | None = None

    def called(self, code: str, name: str = "") -> Form:
        """The form under its code and name."""
        return replace(self.form, code=code, name=name or self.form.name)


def understand_form(grids: Sequence[Grid], file: bytes | None = None) -> UnderstoodForm:
    """Understand a blank workbook; raises TableNotFound, SecretForm, FormWrong."""
    appendix = _as_appendix(grids)
    if appendix:
        return _of_appendix(*appendix, file)
    office = read_office_form(grids)
    return UnderstoodForm(form_of_office(office, grids, NO_CODE), office.doubts, file)


def _as_appendix(grids: Sequence[Grid]) -> tuple[BlankForm, Understood] | None:
    """The workbook as an appendix of one column of figures; None if it is none."""
    try:
        blank = read_blank_form(grids)
    except TableNotFound:
        return None
    try:
        office = read_office_form(grids)
    except TableNotFound:
        return blank, understand(blank)
    return (blank, understand(blank)) if _is_appendix(office, blank) else None


def _is_appendix(office: OfficeForm, blank: BlankForm) -> bool:
    roles = {one.column.role for table in office.tables for one in table.columns}
    columns = {one.sheet_column for table in office.tables for one in table.columns}
    places, taken = blank.head.columns, {row.row for row in blank.rows}
    notes = {one.column.key for table in office.tables for one in table.columns if one.column.role is ColumnRole.NOTE}
    return (
        len(office.tables) == 1
        and roles <= _OF_AN_APPENDIX
        and columns <= {places.stt, places.label, places.unit, places.figure, places.note}
        and bool(places.unit and places.figure)
        and all(one.sheet_row in taken or _goes_on(one) for one in office.rows())
        and not any(one.row.repeats or one.given.keys() - notes for one in office.rows())
    )


def _goes_on(one: OfficeRow) -> bool:
    """Whether it may be the rest of a label that a new page has cut, or the page's number."""
    return not (one.row.stt or one.row.unit or one.given or one.computed)


def _of_appendix(blank: BlankForm, understood: Understood, file: bytes | None) -> UnderstoodForm:
    form = understood.form(NO_CODE)
    places = blank.head.columns
    table = FormTable(
        sheet=blank.sheet,
        head=(blank.head.first, blank.head.last),
        rows=tuple(zip((row.key for row in form.rows), understood.places, strict=True)),
        columns=(("", places.figure),) if places.figure else (),
        printed=tuple(_printed(blank)),
    )
    doubts = tuple(SheetDoubt(blank.sheet, "", doubt) for doubt in understood.doubts)
    return UnderstoodForm(replace(form, tables=(table,)) if file and places.figure else form, doubts, file)


def _printed(blank: BlankForm) -> list[tuple[str, int]]:
    places = blank.head.columns
    found = {
        ColumnRole.NUMBER: places.stt,
        ColumnRole.LABEL: places.label,
        ColumnRole.UNIT: places.unit,
        ColumnRole.NOTE: places.note,
    }
    return [(role.value, column) for role, column in found.items() if column]
