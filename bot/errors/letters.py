"""Why a letter is not read."""

from tracker.kernel.errors import TrackerError


class SecretLetter(TrackerError):
    """The letter is marked as a state secret; such letters must not pass through a chat service, and it was not read."""
