"""By which way a figure or a step came: from the unit itself, through the desk on its behalf, or from the units below."""

import re
from enum import StrEnum
from typing import NamedTuple


class EntryWay(StrEnum):
    """How what was entered came; all but the unit's own entries say so wherever they are shown."""

    OWN = ""
    PAPER = "paper"
    TELEPHONE = "telephone"
    OTHER = "other"
    ROLLUP = "rollup"

    @property
    def is_on_behalf(self) -> bool:
        """Whether a desk entered it for the unit."""
        return self in ON_BEHALF


ON_BEHALF = (EntryWay.PAPER, EntryWay.TELEPHONE, EntryWay.OTHER)
_PACKED = re.compile(rf"(?P<origin>.+) on behalf \((?P<way>{'|'.join(ON_BEHALF)})\)")


class Whence(NamedTuple):
    """Over which channel or tool something came, "" where that was not kept, and by which way."""

    origin: str
    way: EntryWay


def pack(origin: str, way: EntryWay) -> str:
    """Channel and way as the sealed log has always had them: "telegram", "telegram on behalf (paper)", "rollup"."""
    if way is EntryWay.ROLLUP:
        return EntryWay.ROLLUP.value
    return f"{origin} on behalf ({way})" if way.is_on_behalf else origin


def unpack(logged: str) -> Whence:
    """Channel and way of a line of the log; a total that was taken over does not say its channel."""
    if logged == EntryWay.ROLLUP:
        return Whence("", EntryWay.ROLLUP)
    found = _PACKED.fullmatch(logged)
    return Whence(found["origin"], EntryWay(found["way"])) if found else Whence(logged, EntryWay.OWN)
