"""Entering on behalf of a unit: the desk enters what came on paper or by telephone, and every figure says so."""

import re
from enum import StrEnum

_ORIGIN = re.compile(r".+ on behalf \((?P<how>paper|telephone|other)\)")


class How(StrEnum):
    """How the figures came to the desk."""

    PAPER = "paper"
    TELEPHONE = "telephone"
    OTHER = "other"

    @property
    def in_print(self) -> str:
        """As appendices and messages say it."""
        return {How.PAPER: "bản giấy", How.TELEPHONE: "điện thoại", How.OTHER: "cách khác"}[self]


def on_behalf(origin: str, how: How) -> str:
    """The origin of what is entered so: "telegram on behalf (paper)"."""
    return f"{origin} on behalf ({how})"


def how_it_came(origin: str) -> How | None:
    """How a figure or a step of this origin came to the desk; None if the unit itself entered or took it."""
    found = _ORIGIN.fullmatch(origin)
    return How(found["how"]) if found else None
