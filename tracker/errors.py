"""The broken rules of the tracker; each class docstring is its sentence for the administrator and the log."""

from typing import ClassVar


class TrackerError(Exception):
    """The tracker refused."""

    sentence: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Take the sentence from the docstring, so that a rule cannot go without one."""
        cls.sentence = " ".join((cls.__doc__ or "").split())

    def __init__(self, **facts: object) -> None:
        """Keep the facts that fill the sentence's {names}."""
        super().__init__(self.sentence.format(**facts))
        self.facts = facts


class UnitUnknown(TrackerError):
    """There is no unit {code!r}; list them with `dunghan unit list`."""


class UnitTableWrong(TrackerError):
    """Row {row} of the unit table: {why}; nothing was imported."""


class OfficerUnknown(TrackerError):
    """There is no officer {name!r}; list them with `dunghan officer list`."""


class OfficerAmbiguous(TrackerError):
    """{name!r} fits several officers ({candidates}); give the number instead."""


class FormUnknown(TrackerError):
    """There is no form {code!r}; list them with `dunghan form list`."""


class FormWrong(TrackerError):
    """Form {code}: {why}."""


class FormChanged(TrackerError):
    """Form {code} version {version} is already in use with other content; give the changed form a new version."""


class PeriodUnreadable(TrackerError):
    """{text!r} is not a period; write 2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03."""


class RoundUnknown(TrackerError):
    """There is no round {form} {period}; list them with `dunghan round list`."""


class RoundExists(TrackerError):
    """Round {form} {period} is already open for {unit}."""


class RoundWithoutUnits(TrackerError):
    """{unit} has no unit below it that could report."""


class ReportUnknown(TrackerError):
    """{unit} has no report {form} {period}."""


class RowUnknown(TrackerError):
    """The form has no row {key!r}."""


class RowNotAsked(TrackerError):
    """Row {key} is not typed in by this unit: it is a heading, is computed, or another level reports it."""


class ReportClosed(TrackerError):
    """The report is {state}; its figures stand."""


class ReportIncomplete(TrackerError):
    """{count} rows have no figure yet, the first is {key}."""


class ReportQuestioned(TrackerError):
    """{count} findings are neither corrected nor explained, the first is {rule}."""


class RuleBlocks(TrackerError):
    """{rule} must hold; it cannot be kept with a reason."""


class WrongState(TrackerError):
    """A report that is {state} cannot be {wanted}."""


class ReasonMissing(TrackerError):
    """A reason is needed."""


class SheetUnreadable(TrackerError):
    """{path} cannot be read as a spreadsheet: {why}."""
