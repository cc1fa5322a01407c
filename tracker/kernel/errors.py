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
    """There is no unit {code!r}{like}; list them with `dunghan unit list`."""


class UnitTableWrong(TrackerError):
    """Row {row} of the unit table: {why}; nothing was imported."""


class OfficerUnknown(TrackerError):
    """There is no officer {name!r}{like}; list them with `dunghan officer list`."""


class OfficerAmbiguous(TrackerError):
    """{name!r} fits several officers ({candidates}); give the number instead."""


class PeopleTableWrong(TrackerError):
    """Row {row} of the list of people: {why}; nobody was invited."""


class UnitExists(TrackerError):
    """There is a unit {code} already, {name}; rename it with `dunghan unit rename`."""


class UnitHasUnits(TrackerError):
    """{code} cannot end on {day}: units below it go on ({units}); end them or give them another unit above first."""


class PhoneWrong(TrackerError):
    """{phone!r} is no telephone number; write 8 to 13 digits, such as 0912 345 678 or +84 912 345 678."""


class NameMissing(TrackerError):
    """A name is needed."""


class LastAdministrator(TrackerError):
    """{name} is the only administrator; make another one first with `dunghan officer invite --role admin`."""


class FormUnknown(TrackerError):
    """There is no form {code!r}{like}; list them with `dunghan form list`."""


class QuestionUnknown(TrackerError):
    """{kind!r} is no kind of question of the form {code}; see them with `dunghan form questions {code}`."""


class FormCodeWrong(TrackerError):
    """{code!r} is no code for a form; write up to 40 lower-case letters, digits and hyphens, such as ban-thi-2024."""


class FormWrong(TrackerError):
    """Form {code}: {why}."""


class FormChanged(TrackerError):
    """Form {code} version {version} is already in use with other content; give the changed form a new version."""


class PeriodUnreadable(TrackerError):
    """{text!r} is not a period; write 2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03."""


class TooEarly(TrackerError):
    """{what}, {wanted}, must be later than {than}."""


class SwapUnknown(TrackerError):
    """Nothing was said about {day}; list the days with `dunghan day list YEAR`."""


class DueRuleUnreadable(TrackerError):
    """{text!r} is no due rule; write 17 (the next 17th), +3 (days later) or +2w (working days later), or 17 09:00."""


class LadderUnreadable(TrackerError):
    """{step!r} is no step of a ladder of reminders; write steps such as opened, 7d, 3d, 1w, day, 2h and overdue."""


class ScheduleUnknown(TrackerError):
    """There is no schedule {number}; list them with `dunghan schedule list`."""


class ScheduleExists(TrackerError):
    """Schedule {number} opens these rounds already; end it first with `dunghan schedule end {number}`."""


class LevelUnknown(TrackerError):
    """No unit is of level {level!r}; the levels are {levels}."""


class UnitNotBelow(TrackerError):
    """{unit} does not stand below {of} on {day}, when the data closes."""


class RoundUnknown(TrackerError):
    """There is no round {form} {period}{like}; list them with `dunghan round list`."""


class RoundExists(TrackerError):
    """Round {form} {period} is already open for {unit}."""


class RoundAmbiguous(TrackerError):
    """There are {count} rounds {form} {period}; say which with --of and --level."""


class RoundUnchanged(TrackerError):
    """Round {form} {period} is like that already; nothing was changed."""


class RoundNeedsUnits(TrackerError):
    """Nobody would be asked by round {form} {period} any more; cancel it with `dunghan round cancel` instead."""


class UnitNotAsked(TrackerError):
    """{unit} is not asked by round {form} {period}."""


class DueInPast(TrackerError):
    """The due time {due} is already past, so reports would count as late; give another one, or --yes if it is meant."""


class ReportCancelled(TrackerError):
    """The unit is not asked for this report any more."""


class RoundWithoutUnits(TrackerError):
    """{unit} has no unit below it that could report."""


class ReportUnknown(TrackerError):
    """{unit} has no report {form} {period}."""


class NothingHandedIn(TrackerError):
    """None of the {owed} reports {form} {period} below {unit} is in yet, so there is nothing to add up."""


class RowUnknown(TrackerError):
    """The form has no row {key!r}."""


class RowNotAsked(TrackerError):
    """Row {key} takes no figure from this unit: it opens a section, or another level ({by}) reports it."""


class ReportClosed(TrackerError):
    """The report is {state}; its figures stand."""


class ReportLocked(TrackerError):
    """The report was locked at {locked_at}; the desk can open it again."""


class ReportNotLocked(TrackerError):
    """The report is not locked; its figures can be entered as before."""


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


class ExtensionWaiting(TrackerError):
    """An extension of this report was asked for already and waits for an answer."""


class ExtensionDecided(TrackerError):
    """The extension was granted or refused already."""


class ExtensionPointless(TrackerError):
    """The report was handed in already; its first submission decides on time or late."""


class AuditKeyMissing(TrackerError):
    """The audit log is sealed with AUDIT_KEY, which is not set here; set it, in .env or the environment, for every command."""


class LeaderMissing(TrackerError):
    """The unit has no leader who could approve the report; invite one with `dunghan officer invite --role leader`."""


class NotTheLeader(TrackerError):
    """Only the unit's leader may approve the report or send it back."""


class CommentsOpen(TrackerError):
    """{count} comments are neither followed nor answered, the first is on row {key}."""


class CommentSent(TrackerError):
    """The comment went to the unit's officers already."""


class VersionUnknown(TrackerError):
    """The report has no version {number}; it was handed in {count} times."""
