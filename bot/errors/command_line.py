"""What the command line refuses; each class docstring is its sentence."""

from tracker.kernel.errors import TrackerError


class NotADate(TrackerError):
    """{text!r} is no date from 2000 to 2099; write 2024-03-08 for a day and 2024-03-15T17:00 for a time."""


class WhoseFigures(TrackerError):
    """The unit has {count} officers; say with --by whose figures they are."""


class WhoDecides(TrackerError):
    """Say with --by who decides about the reports of {unit}: one desk or administrator of a unit above it."""


class FileUnsettled(TrackerError):
    """Nothing was taken over: {count} cells are unread, differ from what we compute or have no place in the form.

    The first is {cell}: {said!r}, {why}. Correct them, or leave them out with --leave-unplaced.
    """


class NoToken(TrackerError):
    """There is no {variable} in .env or in the environment."""


class NotThere(TrackerError):
    """{name} has not joined over {channel}: a person must write to the bot first."""


class HeadKeeperUnknown(TrackerError):
    """{said!r} is nowhere to send the log's head: write the number or name of a person, or one of {kinds}."""


class FileInTheWay(TrackerError):
    """{path} is there already; choose another name or move it away."""


class SetUpAlready(TrackerError):
    """{path} is there already: this office is set up. `dunghan doctor` looks at it; delete {path} to begin anew."""


class NoBackup(TrackerError):
    """{path} is no backup of Đúng Hạn."""


class FormUncertain(TrackerError):
    """{count} things in the file are uncertain, the first in sheet {sheet}, row {row}: {why}.

    See them with `dunghan form check FILE --out SHEET.xlsx`, correct SHEET.xlsx and import it in place of FILE, or give
    --accept-uncertain.
    """


class FormUnusable(TrackerError):
    """The form in {file} contradicts itself: {why}. Mend it in the file and check it again; nothing was imported."""


class WhichUnit(TrackerError):
    """There is more than one top unit; say with --of whose units report."""


class NoChannel(TrackerError):
    """There is nothing to serve: set {variables} in .env or in the environment."""


class OnlyOneProcess(TrackerError):
    """Several processes serve together on PostgreSQL alone, and not on Windows; leave --workers out."""


class NoChannelLeft(TrackerError):
    """There is nothing to serve: no token was accepted."""


class WhosePlan(TrackerError):
    """{count} officers may enter the plan of {unit}; say with --by who does."""


class NoSuchAddress(TrackerError):
    """{name} has no such account on {channel}; see them with `dunghan officer list`."""


class LetterLacks(TrackerError):
    """The letter does not say, or not clearly: {parts}. Nothing was opened; say it with {options}."""


class LetterOpensNone(TrackerError):
    """The letter asks for no report in figures ({kind}); it opens no round."""


class NobodyWaits(TrackerError):
    """Nobody of number {number} waits to be let in; see them with `dunghan officer confirm`."""


class MarksUnknown(TrackerError):
    """The template was not filled: {marks} is not known. Known and alike are {near}."""


class NoSuchWish(TrackerError):
    """There is no wish of number {number}; see them with `dunghan person wishes`."""


class NoSuchAnnouncement(TrackerError):
    """There is no announcement of number {number}; see them with `dunghan announcement list`."""
