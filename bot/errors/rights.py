"""What somebody may not do, or not yet, in the chat."""

from datetime import datetime

from tracker.kernel.errors import TrackerError


class NotYours(TrackerError):
    """This report belongs to another unit."""


class NotTheDesk(TrackerError):
    """Only the desk may do this."""


class NudgedAlready(TrackerError):
    """Those who owe were nudged at {at}; again after four hours."""

    def __init__(self, at: datetime) -> None:
        """Keep when."""
        super().__init__(at=at)
        self.at = at
