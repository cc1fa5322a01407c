"""Everything that can be wrong in a corrected sheet."""

from enum import Enum, unique

from tracker.kernel.errors import TrackerError


class FormSheetWrong(TrackerError):
    """Sheet {sheet}, row {row}, column {column}: {why}; nothing was imported."""


@unique
class Mistake(Enum):
    """Each value is the sentence for the administrator; its {names} are the facts of the `Reason`."""

    NO_SHEET = "the sheet {name!r} is missing; take it from a new correction workbook"
    HEAD_CHANGED = "the head of this column must be {name!r}; put it back"
    NO_ROW = "there is no row; take the workbook anew and correct single cells"
    BECAME_A_DATE = "the cell became a date ({cell}); format it as text and type it again"
    NOT_AMONG = "{text!r} is not one of {known}"
    NO_MARK = "{text!r} is no mark; write x or leave it empty"
    NO_NUMBER = "{text!r} is no whole number; write digits"

    NO_KEY = "{text!r} is no key such as 1.2 or 1.2a"
    KEY_TWICE = "{key} stands in row {row} already; write another key"
    NO_LABEL = "a row must have a label"
    PARENT_WRONG = "{key!r} is no other row above which this one does not stand itself; write a key of this sheet"
    OPTIONS_OF_NO_CHOICE = "a choice, and only a choice, has options"
    CODE_TWICE = "two options have the same code"
    ASKED_NOWHERE = "a row that is typed in must say the key of the row under which it is asked"
    ASKED_UNDER_NO_ROW = "there is no row {key}"
    TASKS_UNREADABLE = "{text!r} counts no tasks; write plan or assigned and what: assigned: on time"
    TASKS_OF_NO_COUNT = "only a count that is typed in can come from tasks"
    CONCEPT_UNKNOWN = "{text!r} is no concept; choose one of the sheet of concepts, or describe it there"
    COMPUTED_BUT_NO_NUMBER = "only a count, an amount or a rate can be computed"
    COMPUTED_FROM_NO_CELL = "it is computed from {key!r}, which is no other cell of the form; write keys of rows or columns"
    CROSSED_NO_COLUMN = "there is no column {key!r}; write keys of the sheet of columns, parted by commas"
    TABLE_UNKNOWN = "there is no table {key!r}; write a key of the sheet of tables"
    PLACE_UNREADABLE = "{text!r} is no place in the office's sheet {sheet!r}; write for example: {sheet}, 7"
    PLACE_TWICE = "the row of the office's sheet stands in row {row} already; write the place of this one"

    NO_COLUMN_KEY = "{text!r} is no key of a column; write small letters, digits and _"
    NO_LETTER = "{text!r} is no column of a sheet; write its letter"
    OF_NO_COLUMN = "there is no other column {key!r}; write a key of this sheet"

    NO_NAME = "the form must have a name; write it in its line"
    FIELD_TWICE = "{field} stands twice; delete one"
    BRACE_ALONE = "a brace stands alone; a brace that is to be printed is written twice"
    NAME_UNKNOWN = "{name} is not one of {known}"
    RULE_UNREADABLE = "the rule {rule!r} cannot be read; write for example 1.2.2 <= 1.2.1"
    RULE_OF_NO_CELL = "the rule speaks of {key!r}, which is not there; write keys of rows or columns"
    REMINDERS_UNREADABLE = "{text!r} cannot be read; write for example opened 7d 3d 1w day 2h overdue"

    GIVEN_NOWHERE = "the form has no cell {key!r}; write keys of a row and a column"
    GIVEN_NO_NUMBER = "{text!r} is no number, and the cell holds one"
    NO_CONCEPT_KEY = "{text!r} is no key of a concept; write small letters, digits and hyphens"
    NO_WORDING = "a concept of your own must be described; write its wording"
    CONCEPT_KNOWN = "the wording of {key} is that of all forms; put it back, or give the concept another key"
    SHEET_GONE = "the office's sheet {name!r} is missing; take the workbook anew and leave that sheet in it"
