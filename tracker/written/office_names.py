"""What a unit is called as an office: a level of government by its people's committee, any other by its own name."""

from tracker.office.units import Unit
from tracker.written.vocabulary import COMMITTEES


def is_committee(unit: Unit) -> bool:
    """Whether it is a level of government, which signs as its people's committee."""
    return unit.level.casefold() in COMMITTEES


def office_name(unit: Unit) -> str:
    """As in a sentence: "UBND xã Bản Thi", "phòng Nội vụ"."""
    return f"UBND {unit.full_name}" if is_committee(unit) else unit.full_name
