"""Everything that can be wrong in a corrected sheet."""

from enum import Enum, unique

from tracker.kernel.errors import TrackerError


class FormSheetWrong(TrackerError):
    """Sheet {sheet}, row {row}, column {column}: {why}; nothing was imported."""


@unique
class Mistake(Enum):
    """Each value is the sentence for the administrator; its {names} are the facts of the `Reason`."""

    NO_SECOND_SHEET = "the second sheet, with the title and rules, is missing"
    NO_ROW = "there is no row"
    BECAME_A_DATE = "the cell became a date ({cell}); format it as text and type it again"

    NO_KEY = "{text!r} is no key such as 1.2 or 1.2a"
    KEY_TWICE = "{key} stands in row {row} already"
    NO_LABEL = "a row must have a label"
    NOT_AMONG = "{text!r} is not one of {known}"
    FIRST_ROW_NO_SECTION = "the first row must be a section"
    OPTIONS_OF_NO_CHOICE = "a choice, and only a choice, has options"
    CODE_TWICE = "two options have the same code"
    ASKED_NOWHERE = "a row that is typed in must say the key of the row under which it is asked"
    ASKED_UNDER_NO_ROW = "there is no row {key}"
    TASKS_UNREADABLE = "{text!r} counts no tasks; write plan or assigned and what: assigned: on time"
    TASKS_OF_NO_COUNT = "only a count that is typed in can come from tasks"
    CONCEPT_UNKNOWN = "{text!r} is no concept; the sheet of concepts lists them"
    COMPUTED_BUT_NO_NUMBER = "only a count, an amount or a rate can be computed"
    COMPUTED_FROM_NO_ROW = "it is computed from {key!r}, which is not another row"

    FIELD_TWICE = "{field} stands twice"
    BRACE_ALONE = "a brace stands alone; a brace that is to be printed is written twice"
    NAME_UNKNOWN = "{name} is not one of {known}"
    RULE_UNREADABLE = "the rule {rule!r} cannot be read"
    RULE_OF_NO_ROW = "the rule speaks of row {key!r}, which is not there"
