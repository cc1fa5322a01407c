"""How many lines a text takes in a spreadsheet column, so that a row is high enough to show it all."""

_NARROW, _WIDE = frozenset("iljtfrI.,;:!|'()[]- "), frozenset("mwMW%")


def _width(word: str, points: float, *, bold: bool) -> float:
    units = sum(0.52 if c in _NARROW else 1.3 if c in _WIDE else 1.2 if c.isupper() else 0.87 for c in word)
    return units * points / 12 * (1.08 if bold else 1.0)


def lines_needed(text: str, column: float, *, points: float, bold: bool = False) -> int:
    """Lines of `text` in Times New Roman of `points` in a column `column` characters wide, wrapped at blanks; at least 1.

    Errs on the side of one line too many: a line that is cut off is worse than a gap.
    """
    usable = column - 1
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
