"""What somebody may not do, or not yet, in the chat."""

from datetime import datetime

from tracker.kernel.errors import TrackerError


class NotYours(TrackerError):
    """This report belongs to another unit."""


class NotTheDesk(TrackerError):
    """Only the desk may do this."""


class NotYourPerson(TrackerError):
    """This person belongs to a unit that is not yours to oversee, has left, or is an administrator, or it is yourself."""


class NotYourRound(TrackerError):
    """The round was opened by another unit, and only that one, or who oversees it, may change it."""


class NudgedAlready(TrackerError):
    """Those who owe were nudged at {at}; again after four hours."""

    def __init__(self, at: datetime) -> None:
        """Keep when."""
        super().__init__(at=at)
        self.at = at


class WishSettled(TrackerError):
    """The wish of number {number} is settled already; list those that wait with `dunghan person wishes`."""


class ErasedAlready(TrackerError):
    """The person of number {number} is erased already."""
