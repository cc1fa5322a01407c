"""Everything that can be uncertain about a blank appendix."""

from enum import Enum, unique

from tracker.blank_form.vocabulary import APPENDIX, NOTES


@unique
class Uncertain(Enum):
    """Each value is the sentence for the administrator; its {names} are the facts of the `Reason`."""

    SEVERAL_SHEETS = "other sheets hold a table too ({names}); only sheet {taken} is taken"
    NO_APPENDIX_NAME = f'the name of the appendix ("{APPENDIX}") was not found above the table'
    NO_TITLE = "no title was found above the table"
    TITLE_NAMES_UNIT = "the title names a unit; each unit's own name will be printed: {line}"

    NO_UNIT_COLUMN = "the table has no column for the unit"
    NO_FIGURE_COLUMN = "the table has no column for the figure"
    NO_NOTE_COLUMN = f'the table has no column for notes; the finished appendix will have one, "{NOTES}"'
    UNIT_COLUMN_HIDDEN = "the column for the unit is hidden"
    FIGURE_COLUMN_HIDDEN = "the column for the figure is hidden"
    FIGURE_COLUMN_GUESSED = "the column {name!r} is taken for the figures"
    SEVERAL_FIGURE_COLUMNS = "there are several columns for figures ({names}); the first is taken"

    DATE_DOES_NOT_FOLLOW = "{number} does not follow the number before it; the cell holds the date {cell}"
    FIGURE_DOES_NOT_FOLLOW = "{number} does not follow the number before it; the cell holds the figure {cell}"
    NUMBER_TWICE = "the number {number} stands a second time; taken as a row of {above}"
    NUMBER_GOES_ON = "its number goes on from rows that stand under {above}; taken as one of them"
    NO_ROW_ABOVE = "there is no row {missing} above it"

    FORMULA_WITHOUT_RESULT = "the cell holds a formula without a stored result; open and save the file in Excel"
    NUMBER_WITHOUT_LABEL = "a number without a label"
    ROW_LEFT_OUT = "a row without number and label; it is left out"
    NO_NUMBER_AND_UNIT = "no number and no unit: it may go on the row above, or be a heading"
    PART_WITH_UNIT = "a part of the form (Roman number or letter) with a unit"
    PART_WITHOUT_ROWS = "a part of the form without rows; no figure is asked for it"

    UNIT_AS_NOTHING_ABOVE = "the unit says as above, but there is none above"
    ANSWERS_WITHOUT_CODES = "a list of answers without codes: they get codes in printed order, yes and no none"
    UNIT_IS_FORMULA = "the unit is a formula in words; taken as a number with decimals"
    UNIT_IS_WORDS = "the unit names no unit; taken as an answer in words"
    UNIT_IS_LONG = "the unit is long; taken as something that is counted"
    HEADING_WITH_UNIT = "a heading with a unit, {unit}; no figure is asked for it"
    COUNT_IN_PER_CENT = "the label counts, the unit is per cent; taken as a rate"
    RATE_IN_UNITS = "the label is a rate, the unit is {unit}; taken as a count"
    RATE_BY_LABEL = "no unit; taken as a rate because of its label"
    COUNT_BY_LABEL = "no unit; taken as a count because of its label"
    KIND_OF_ROW_ABOVE = "no unit; taken as {kind} like row {above}"
    YES_OR_NO = "no unit and no rows under it; taken as a question for yes or no"
    ANSWER_IN_WORDS = "no unit and nothing in the label that counts; taken as an answer in words"

    RATE_IS_CHANGE = "a change against an earlier time, not a share of one row in the other; it is typed"
    ONE_ROW_UNDER_RATE = "only one row stands under the rate; it is typed"
    NUMERATOR_NOT_FIRST = "the numerator is not the first row after the denominator"
    RATE_OF_UNKNOWN_ROWS = "it is uncertain which of the rows under it is the numerator and which the denominator; it is typed"
    RATE_OF_ROWS_BEFORE = "taken as row {part} in row {whole} before it"

    CONCEPT_ALIKE = "rolled up with other forms as {concept} ({wording}), which is worded a little differently"

    REPORTER_UNCERTAIN = "who reports it is uncertain (the note says {note!r}); everybody is asked"
    NOTE_MAY_NAME_REPORTER = "the note {note!r} may name who reports it; everybody is asked"
    LABEL_NAMES_LEVEL = (
        "the label speaks of {level!r}: perhaps only another level reports it and what is under it; everybody is asked"
    )
