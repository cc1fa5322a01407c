"""The column "Thời gian hoàn thành" of a plan, as plans fill it: read strictly, or not at all."""

import re
from calendar import monthrange
from datetime import date

from tracker.kernel.grids import Value
from tracker.kernel.names import fold

_UNTIL = r"(?:(?:hoan thanh|xong|cham nhat|truoc|den|het|ngay)\s+)*"
_IN = r"(?:(?:hoan thanh|xong|trong|den|het)\s+)*"
_YEAR = r"(?:\s*(?:/|-|nam)?\s*(?P<year>20[0-9]{2}))?"
_DAY = re.compile(_UNTIL + r"(?P<day>[0-9]{1,2})\s*[/.-]\s*(?P<month>[0-9]{1,2})(?:\s*[/.-]\s*(?P<year>20[0-9]{2}))?")
_WORDED = re.compile(_UNTIL + r"(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})" + _YEAR)
_MONTH = re.compile(
    _IN + r"(?:thang\s*(?P<month>[0-9]{1,2})" + _YEAR + r"|(?P<bare>[0-9]{1,2})\s*/\s*(?P<bare_year>20[0-9]{2}))"
)
_QUARTER = re.compile(_IN + r"quy\s*(?:(?:i{1,3}|iv|[1-4])\s*(?:,|-|va)\s*(?:quy\s*)?)*(?P<quarter>i{1,3}|iv|[1-4])" + _YEAR)
_HALF = re.compile(_IN + r"(?:6|sau) thang (?P<half>dau|cuoi) nam" + _YEAR)
_WHOLE = re.compile(_IN + r"(?:ca )?nam" + _YEAR)
_ONGOING = re.compile(r"thuong xuyen(?: trong nam| ca nam)?" + _YEAR + r"|hang\s+(?:ngay|tuan|thang|quy|nam)|dinh ky")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class DueUnreadable(ValueError):
    """The cell says no due day that can be relied on."""


def read_due(value: Value, year: int) -> date | None:
    """The due day in a plan of this year: a date, or words such as "Quý I/2024", "Tháng 3/2024", "Trước 15/12/2024".

    A month, a quarter or a half-year means its last day. "Trước 15/12" means that 15/12 is the due day, as offices enter it in
    their books. An empty cell and what goes on all the time ("Thường xuyên", "Hằng tháng") have no due day: None. Raises
    DueUnreadable.
    """
    if isinstance(value, date):
        return value
    if value is not None and not isinstance(value, str):
        raise DueUnreadable
    said = fold(value or "").strip(" .;")
    if not said or _ONGOING.fullmatch(said):
        return None
    try:
        return _read(said, year)
    except ValueError:  # 31/2, month 13
        raise DueUnreadable from None


def _read(said: str, year: int) -> date:
    if found := _DAY.fullmatch(said) or _WORDED.fullmatch(said):
        return date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    if found := _MONTH.fullmatch(said):
        return _end(int(found["year"] or found["bare_year"] or year), int(found["month"] or found["bare"]))
    if found := _QUARTER.fullmatch(said):
        return _end(int(found["year"] or year), 3 * _QUARTERS[found["quarter"]])
    if found := _HALF.fullmatch(said):
        return _end(int(found["year"] or year), 6 if found["half"] == "dau" else 12)
    if found := _WHOLE.fullmatch(said):
        return _end(int(found["year"] or year), 12)
    raise DueUnreadable


def _end(year: int, month: int) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise DueUnreadable
    return date(year, month, monthrange(year, month)[1])
