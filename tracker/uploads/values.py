"""What a stored number means under its cell's format: a figure, a percentage, a date or a time."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto

from tracker.kernel.names import tidy
from tracker.uploads.errors import TooMuchFormatting
from tracker.uploads.parts import Walker

_MOST_FORMATS = 65_536  # Excel's own limit of cell formats
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LONGEST_NUMBER = 400
_UNSPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^]]*\]')  # literal text, paddings, colours, locales
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = date(1899, 12, 30)  # Excel believes in 29/2/1900, so that days count from here after it
_LATER_EPOCH = 1462  # days, for workbooks from an old Macintosh
_LAST_SERIAL = 2_958_465  # 31/12/9999
_LARGEST_PLAIN = 20  # digits; larger numbers keep their exponent


class Shape(Enum):
    """How a cell shows its number."""

    PLAIN = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()


_BUILT_IN = {
    **dict.fromkeys((9, 10), Shape.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)), Shape.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), Shape.TIME),
}


class Shapes(Walker):
    """Reads the styles part: the shape of each cell style, by its number."""

    def __init__(self) -> None:
        self._codes: dict[str, Shape] = {}
        self._styles: list[str] = []
        self._inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take a number format or a cell style."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = _shape(attributes.get("formatCode", "")[:1000])
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._styles.append(attributes.get("numFmtId", "0"))
        if len(self._codes) > _MOST_FORMATS or len(self._styles) > _MOST_FORMATS:
            raise TooMuchFormatting

    def closed(self, name: str) -> None:
        """Leave the cell styles."""
        if name == "cellXfs":
            self._inside = False

    def shapes(self) -> Sequence[Shape]:
        """One for each cell style."""
        built_in = {str(number): shape for number, shape in _BUILT_IN.items()}
        return [self._codes.get(number) or built_in.get(number, Shape.PLAIN) for number in self._styles]


def _shape(code: str) -> Shape:
    elapsed = re.search(r"\[[hms]+\]", code.lower())
    spoken = _UNSPOKEN.sub("", code).split(";")[0].lower()
    if "%" in spoken:
        return Shape.PERCENT
    if spoken.strip() in {"general", "standard"} or not (elapsed or re.search("[dmyhs]", spoken)):
        return Shape.PLAIN
    return Shape.DATE if re.search("[dy]", spoken) or not (elapsed or re.search("[hs]", spoken)) else Shape.TIME


def number(stored: str) -> Decimal | None:
    """The digits without the noise of binary fractions: 0.41460000000000002 -> 0.4146; None for NaN, 1e400 and no numbers."""
    if len(stored) > _LONGEST_NUMBER or not _NUMBER.fullmatch(stored):
        return None
    rounded = Decimal(f"{float(stored):.15g}")  # as many digits as a spreadsheet keeps
    return _plain(rounded) if rounded.is_finite() else None


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or idle zeros, so that 3E+1 is written 30."""
    value = value.normalize() + 0
    return Decimal(f"{value:f}") if abs(value.adjusted()) < _LARGEST_PLAIN else value


def shown(value: Decimal, shape: Shape, *, later_epoch: bool) -> Decimal | date | str:
    """What the cell means; a number that is no day of the calendar stays a number."""
    if shape is Shape.PERCENT:
        return _plain(value.scaleb(2))
    if shape is Shape.TIME and 0 <= value <= _LAST_SERIAL:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    day = int(value) + (_LATER_EPOCH if later_epoch else 0) if shape is Shape.DATE and abs(value) <= _LAST_SERIAL else 0
    if not 1 <= day <= _LAST_SERIAL:
        return value
    return _EPOCH + timedelta(days=day + (day < 60))  # noqa: PLR2004 - the 60th day is the one that never was


def iso_day(stored: str) -> date | str:
    """A date that is stored as 2024-01-31T00:00:00."""
    try:
        return date.fromisoformat(stored[:10])
    except ValueError:
        return words(stored)


def words(stored: str) -> str:
    """Tidy text; Excel writes a control character as _x000D_."""
    return tidy(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), stored))


def truth(stored: str) -> str:
    """TRUE or FALSE."""
    return "TRUE" if stored.strip() in {"1", "true"} else "FALSE"
