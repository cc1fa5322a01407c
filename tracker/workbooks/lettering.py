"""How many lines a text takes in a spreadsheet column, so that a row is high enough to show it all."""

import unicodedata

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
_WIDTHS = {letter: width for width, letters in _ADVANCE.items() for letter in letters}
_DIGIT, _PADDING = 8, 5  # pixels: the digit of Times New Roman 12, the workbook's default font; a cell's own margins
_CAUTION = 1.07


def _width(word: str, points: float, *, bold: bool) -> float:
    letters = (unicodedata.normalize("NFD", c)[0] for c in word)
    thousandths = sum(_WIDTHS.get(c, 500) for c in letters)
    return thousandths / 1000 * points * 96 / 72 * (1.06 if bold else 1.0) * _CAUTION


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
