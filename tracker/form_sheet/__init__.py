"""A form as it was understood, as a workbook that an administrator corrects and hands back.

Our sheets stand first: rows, columns, the form's fields, what is given, concepts and tables; then the office's own as they
are, so that each line can be held against its place there.
"""

from tracker.form_sheet.incoming import IncomingForm, form_in
from tracker.form_sheet.layout import Language
from tracker.form_sheet.lines import is_form_sheet
from tracker.form_sheet.mistakes import FormSheetWrong, Mistake
from tracker.form_sheet.reading import read_form_sheet
from tracker.form_sheet.writing import form_sheet, in_english

__all__ = [
    "FormSheetWrong",
    "IncomingForm",
    "Language",
    "Mistake",
    "form_in",
    "form_sheet",
    "in_english",
    "is_form_sheet",
    "read_form_sheet",
]
