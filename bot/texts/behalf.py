"""Entering on behalf of a unit: to the desk that does it, to the unit's officers, and in print."""

from tracker.behalf import How

HOW = {How.PAPER: "bản giấy", How.TELEPHONE: "điện thoại", How.OTHER: "cách khác"}


def entered_for(how: How) -> str:
    """How a submission on behalf of the unit is marked."""
    return f"nhập thay, theo {HOW[how]}"
