"""A database that the program cannot work with."""

from tracker.kernel.errors import TrackerError


class DatabaseBehind(TrackerError):
    """The database is at revision {found}, the program needs {needed}; back it up, then run `dunghan db upgrade`."""


class DatabaseUnreadable(TrackerError):
    """DATABASE_URL {url!r} is not understood; write sqlite:///dunghan.db or postgresql+psycopg://user:password@host/name."""
