"""A database that the program cannot work with."""

from tracker.kernel.errors import TrackerError


class DatabaseBehind(TrackerError):
    """The database is at revision {found}, the program needs {needed}; back it up, then run `dunghan db upgrade`."""


class DatabaseUnreadable(TrackerError):
    """DATABASE_URL {url!r} is not understood; write sqlite:///dunghan.db or postgresql+psycopg://user:password@host/name."""


class DatabaseGone(TrackerError):
    """The database {path} was moved away or replaced while it was served; put it back, or restore a copy, and start again."""


class DatabaseServed(TrackerError):
    """`dunghan serve` serves this database; stop it first."""


class LeaseLost(TrackerError):
    """Another `dunghan serve` serves this database by now, since the server was away for a while."""


class CopyFailed(TrackerError):
    """{path} was not written, and nothing else was changed: {why}."""


class DatabaseInUse(TrackerError):
    """{path} is in use by another program; end it first."""


class DatabaseInTheWay(TrackerError):
    """{path} is there already; with --replace the copy takes its place, and what stands there is kept whole beside it."""


class LogLeftBehind(TrackerError):
    """{log} has the newest changes of a database that was moved away without it; nothing was changed.

    Give it that one's new name with -wal behind it, such as broken.db-wal beside broken.db; then restore again.
    """


class ToolMissing(TrackerError):
    """There is no {tool} here; install the client tools of PostgreSQL, of the server's version or a later one."""
