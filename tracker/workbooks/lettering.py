"""How many lines a text takes in a spreadsheet column, so that a row is high enough to show it all."""

import unicodedata
from decimal import Decimal
from functools import lru_cache

# Advance widths of Times New Roman in thousandths of its size; accents add nothing, other letters take half the size.
_ADVANCE = {
    250: " .,",
    278: "ijlt:;/",
    333: "fr()-I",
    389: "sJ",
    444: "acez",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m",
    833: "%",
    889: "M",
    944: "W",
}
_BOLD_ADVANCE = {
    250: " .,",
    278: "il/",
    333: "fjt:;()-",
    389: "sI",
    444: "cerz",
    556: "bdhknpquđS",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m",
    944: "M",
    1000: "W%",
}
_WIDTHS = {letter: width for width, letters in _ADVANCE.items() for letter in letters}
_BOLD_WIDTHS = {letter: width for width, letters in _BOLD_ADVANCE.items() for letter in letters}
_HORN, _HORN_WIDTH = "\N{COMBINING HORN}", 50  # of ơ and ư
_DIGIT, _PADDING = 8, 5  # pixels: the digit of Times New Roman 12, the workbook's default font; a cell's own margins
_CAUTION = 1.02


@lru_cache(maxsize=8192)  # the same words stand in every row and sheet
def _width(word: str, points: float, *, bold: bool) -> float:
    widths = _BOLD_WIDTHS if bold else _WIDTHS
    letters = unicodedata.normalize("NFD", word)
    thousandths = sum(widths.get(c, 500) for c in letters if not unicodedata.combining(c)) + letters.count(_HORN) * _HORN_WIDTH
    return thousandths / 1000 * points * 96 / 72 * _CAUTION


def written(amount: Decimal) -> str:
    """A number as it is printed: "1.492", "99,9"."""
    return f"{amount:,f}".translate(str.maketrans(",.", ".,"))


def figure_width(amount: Decimal) -> float:
    """How many characters wide a column must be to print a figure, which does not wrap: 1.234.567,5 needs 10.5.

    A digit is one character, a dot, comma or sign half of one; in a narrower column the spreadsheet prints "###".
    """
    text = written(amount)
    digits = sum(letter.isdigit() for letter in text)
    return digits + (len(text) - digits) / 2 + 1


def word_width(text: str) -> float:
    """How many characters wide a column must be for a text in bold Times New Roman 12 on one line."""
    return (_width(text, 12, bold=True) + _PADDING) / _DIGIT


def lines_needed(text: str, column: float, *, points: float, bold: bool = False) -> int:
    """Lines of `text` in Times New Roman of `points` in a column `column` characters wide, wrapped at blanks; at least 1.

    Errs on the side of one line too many: a line that is cut off is worse than a gap.
    """
    usable = column * _DIGIT - _PADDING
    lines = 0
    for paragraph in text.split("\n"):
        filled, lines = 0.0, lines + 1
        for word in paragraph.split():
            needed = _width(word, points, bold=bold)
            blank = _width(" ", points, bold=bold) if filled else 0.0
            if filled and filled + blank + needed > usable:
                lines, filled, blank = lines + 1, 0.0, 0.0
            filled += blank + needed
            while filled > usable:  # a word longer than the column breaks inside
                lines, filled = lines + 1, filled - usable
    return max(1, lines)
