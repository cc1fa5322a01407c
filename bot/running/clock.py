"""The time now."""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)
