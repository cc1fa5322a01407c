"""A form as it was understood, as a spreadsheet that an administrator corrects and hands back.

The first sheet has one line for each printed row, in our own columns; the second the name, the title, the head and the rules.
"""

from tracker.form_sheet.mistakes import FormSheetWrong, Mistake
from tracker.form_sheet.reading import is_form_sheet, read_form_sheet
from tracker.form_sheet.writing import form_sheet

__all__ = ["FormSheetWrong", "Mistake", "form_sheet", "is_form_sheet", "read_form_sheet"]
