"""What a stored number means under its cell's format: a figure, a percentage, a date or a time."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

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
_DEEPEST_INDENT = 250  # Excel's own limit
_PARTS = {"fonts", "fills", "borders", "cellXfs"}
_GREYS = {"0", "8", "22", "23", "55", "63"}  # of the palette of 64 colours, black among them
_MOST_COLOURED, _LIGHTEST = 24, 0xEE  # of 255: how unlike red, green and blue may be, and how light the lightest of them
_LEAST_TINT = -0.1  # of the theme's white; one of 5 % bands rows
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


class Look(NamedTuple):
    """How a cell style shows what it holds: its numbers, and its text."""

    shape: Shape = Shape.PLAIN
    bold: bool = False
    italic: bool = False
    indent: int = 0
    shaded: bool = False


class _Style(NamedTuple):
    """A cell style as stored: the numbers of what it is made of."""

    number: str
    font: str
    fill: str
    border: str
    indent: int = 0


class Looks(Walker):
    """Reads the styles part: the look of each cell style, by its number."""

    def __init__(self) -> None:
        self._codes: dict[str, Shape] = {}
        self._fonts: list[tuple[bool, bool]] = []
        self._fills: list[bool] = []
        self._borders: list[bool] = []
        self._styles: list[_Style] = []
        self._pattern = "none"  # of the last fill
        self._part = ""  # of the fonts, the fills, the borders and the cell styles the one that is open

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take a number format, a font or a cell style."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = _shape(attributes.get("formatCode", "")[:1000])
        elif name in _PARTS:
            self._part = name
        elif self._part == "cellXfs":
            self._take_style(name, attributes)
        elif self._part == "fonts":
            self._take_font(name, attributes)
        elif self._part == "fills":
            self._take_fill(name, attributes)
        elif name == "border" and self._part == "borders":
            self._borders.append(any(attributes.get(way) in {"1", "true"} for way in ("diagonalUp", "diagonalDown")))
        if max(map(len, (self._codes, self._styles, self._fonts, self._fills, self._borders))) > _MOST_FORMATS:
            raise TooMuchFormatting

    def _take_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "xf":
            number, font, fill, border = (attributes.get(f"{what}Id", "0") for what in ("numFmt", "font", "fill", "border"))
            self._styles.append(_Style(number, font, fill, border))
        elif name == "alignment" and self._styles:
            indent = min(_small(attributes.get("indent", "0")), _DEEPEST_INDENT)
            self._styles[-1] = self._styles[-1]._replace(indent=indent)

    def _take_fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":  # one of a gradient has no pattern, and counts all the same
            self._fills.append(False)
            self._pattern = "none"
        elif name == "patternFill" and self._fills:
            self._pattern = attributes.get("patternType", "none")
            self._fills[-1] = self._pattern not in {"none", "solid"}
        elif name == "fgColor" and self._fills and self._pattern == "solid":
            self._fills[-1] = is_grey(attributes)

    def _take_font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self._fonts.append((False, False))
        elif name in {"b", "i"} and self._fonts and attributes.get("val", "1") in {"1", "true"}:
            bold, italic = self._fonts[-1]
            self._fonts[-1] = (bold or name == "b", italic or name == "i")

    def closed(self, name: str) -> None:
        """Leave the fonts, the fills, the borders or the cell styles."""
        if name == self._part:
            self._part = ""

    def looks(self) -> Sequence[Look]:
        """One for each cell style."""
        built_in = {str(number): shape for number, shape in _BUILT_IN.items()}
        fonts = {str(number): font for number, font in enumerate(self._fonts)}
        fills, borders = ({str(number) for number, said in enumerate(them) if said} for them in (self._fills, self._borders))
        return [
            Look(
                self._codes.get(style.number) or built_in.get(style.number, Shape.PLAIN),
                *fonts.get(style.font, (False, False)),
                style.indent,
                style.fill in fills or style.border in borders,
            )
            for style in self._styles
        ]


def is_grey(colour: Mapping[str, str]) -> bool:
    """Whether a colour of the styles part is grey or black: plain, by its place in the palette, or as a shade of the theme.

    The lightest greys are left out: they band rows.
    """
    stored = colour.get("rgb", "")[-6:]
    if re.fullmatch("[0-9A-Fa-f]{6}", stored):
        parts = [int(stored[place : place + 2], 16) for place in (0, 2, 4)]
        return max(parts) - min(parts) <= _MOST_COLOURED and max(parts) <= _LIGHTEST
    if colour.get("indexed") in _GREYS:
        return True
    tint = float(colour.get("tint", "0")) if _NUMBER.fullmatch(colour.get("tint", "0")) else 0.0
    return (colour.get("theme") == "0" and tint <= _LEAST_TINT) or colour.get("theme") == "1"


def _small(stored: str) -> int:
    return int(stored) if stored.isascii() and stored.isdigit() and len(stored) < 4 else 0  # noqa: PLR2004


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
