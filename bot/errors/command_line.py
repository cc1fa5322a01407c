"""What the command line refuses; each class docstring is its sentence."""

from tracker.kernel.errors import TrackerError


class NotADate(TrackerError):
    """{text!r} is no date from 2000 to 2099; write 2024-03-08 for a day and 2024-03-15T17:00 for a time."""


class WhoseFigures(TrackerError):
    """The unit has {count} officers; say with --by whose figures they are."""


class NoToken(TrackerError):
    """There is no {variable} in .env or in the environment."""


class NotThere(TrackerError):
    """{name} has not joined over {channel}: a person must write to the bot first."""


class NotOnPostgresql(TrackerError):
    """PostgreSQL has its own tools for this: use {tool}."""


class FileInTheWay(TrackerError):
    """{path} is there already; choose another name or move it away."""


class NoBackup(TrackerError):
    """{path} is no backup of Đúng Hạn."""


class FormUncertain(TrackerError):
    """{count} things in the file are uncertain, the first in row {row}: {why}.

    See them with `dunghan form check FILE --out SHEET.xlsx`, correct that sheet and import it, or give --accept-uncertain.
    """


class WhichUnit(TrackerError):
    """There is more than one top unit; say with --of whose units report."""


class NoChannel(TrackerError):
    """There is nothing to serve: set {variables} in .env or in the environment."""


class NoChannelLeft(TrackerError):
    """There is nothing to serve: no token was accepted."""


class WhosePlan(TrackerError):
    """{count} officers may enter the plan of {unit}; say with --by who does."""
