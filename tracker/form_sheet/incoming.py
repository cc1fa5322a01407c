"""One way in for every form: a blank workbook of any office, or the correction workbook that we made of one."""

from typing import NamedTuple

from tracker.form_sheet.lines import is_form_sheet
from tracker.form_sheet.reading import read_form_sheet
from tracker.understanding.understood_form import UnderstoodForm, understand_form
from tracker.uploads.reading import Sheets


class IncomingForm(NamedTuple):
    """The form in a workbook, and whether somebody has corrected it already."""

    understood: UnderstoodForm
    corrected: bool


def form_in(sheets: Sheets) -> IncomingForm:
    """Understand a workbook; raises TableNotFound, SecretForm, FormWrong, FormSheetWrong."""
    if is_form_sheet(sheets):
        return IncomingForm(read_form_sheet(sheets), corrected=True)
    return IncomingForm(understand_form(sheets, sheets.content), corrected=False)
