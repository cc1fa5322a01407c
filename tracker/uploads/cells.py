"""One worksheet, and the texts that its cells point to, read tag by tag within fixed bounds."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.kernel.grids import SheetPlace, Span
from tracker.uploads import errors
from tracker.uploads.parts import Walker
from tracker.uploads.places import cell_name, place_of, row_number, small, steps
from tracker.uploads.values import Look, Shape, iso_day, number, shown, truth, words

MOST_ROWS, MOST_COLUMNS = 2_000, 200
_MOST_CELLS, _MOST_TEXT = 100_000, 2_000_000  # filled cells and their characters in the whole workbook
_LONGEST_TEXT = 32_767  # Excel's own limit for a cell
_MOST_TEXTS = 200_000
_MOST_SPANS, _MOST_COLUMN_SETTINGS = 5_000, 20_000
_MOST_SHADED = 20_000
_LONGEST_FORMULA = 500  # characters; what a longer one computes is not told
_PLAIN = Look()


class TextNumber(int):
    """The place of a cell's text in the part of shared texts, counted from 0."""


Stored = str | Decimal | date | TextNumber


@dataclass
class Sheet:
    """The filled cells of a sheet and what else a Grid says about it."""

    cells: dict[SheetPlace, Stored] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    percent: list[SheetPlace] = field(default_factory=list)
    unresolved: set[SheetPlace] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    bold: list[SheetPlace] = field(default_factory=list)
    italic: list[SheetPlace] = field(default_factory=list)
    indents: dict[SheetPlace, int] = field(default_factory=dict)
    formulas: dict[SheetPlace, str] = field(default_factory=dict)
    shared: dict[SheetPlace, int] = field(default_factory=dict)
    shaded: set[SheetPlace] = field(default_factory=set)


@dataclass(frozen=True)
class Formats:
    """What a workbook says about its cells: the look of each cell style, and from when its days count."""

    looks: tuple[Look, ...] = ()
    later_epoch: bool = False

    def look(self, style: str | None) -> Look:
        """Of a cell's style number."""
        known = style is not None and style.isdecimal() and len(style) < 6 and int(style) < len(self.looks)  # noqa: PLR2004
        return self.looks[int(style or 0)] if known else _PLAIN


class Budget:
    """Counts what all sheets together hold; raises TooManyCells or TextTooMuch."""

    def __init__(self) -> None:
        self._cells = self._text = 0

    def add_cell(self) -> None:
        """Count a filled cell."""
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise errors.TooManyCells(most=_MOST_CELLS)

    def add_text(self, text: str) -> None:
        """Count a cell's text, as often as it is shown."""
        self._text += len(text)
        if self._text > _MOST_TEXT:
            raise errors.TextTooMuch(most=_MOST_TEXT)


class TextTaker(Walker):
    """Gathers the characters of one text, without the phonetic hints that East Asian text can carry."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = None
        self._length = 0
        self._hint = False

    def _begin(self) -> None:
        self._pieces = None if self._hint else []

    def _end(self) -> str:
        text, self._pieces = "".join(self._pieces or ()), None
        return text

    def said(self, text: str) -> None:
        """Keep the characters if a text is being read."""
        if self._pieces is None:
            return
        self._length += len(text)
        if self._length > _LONGEST_TEXT:
            raise errors.TextTooLong(most=_LONGEST_TEXT)
        self._pieces.append(text)


class SharedTexts(TextTaker):
    """Reads the part of shared texts and keeps those that are wanted."""

    def __init__(self, wanted: set[TextNumber]) -> None:
        super().__init__()
        self._wanted = wanted
        self._count = 0
        self._runs: list[str] = []
        self.texts: dict[int, str] = {}
        self.indents: dict[int, int] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the same for every walker
        """Take the beginning of a text or of a run in it."""
        if name == "si":
            self._runs, self._length = [], 0
        elif name == "t":
            self._begin()
        elif name == "rPh":
            self._hint = True

    def closed(self, name: str) -> None:
        """Keep a finished text."""
        if name == "t":
            self._runs.append(self._end())
        elif name == "rPh":
            self._hint = False
        elif name == "si":
            if self._count in self._wanted:
                text = "".join(self._runs)
                self.texts[self._count] = words(text)
                self.indents |= {self._count: steps(text)} if steps(text) else {}
            self._count += 1
            if self._count > _MOST_TEXTS:
                raise errors.TooManyTexts(most=_MOST_TEXTS)


class Cells(TextTaker):
    """Reads a worksheet part."""

    def __init__(self, formats: Formats, budget: Budget) -> None:
        super().__init__()
        self.sheet = Sheet()
        self._formats, self._budget = formats, budget
        self._row = 0
        self._reference, self._since = "", 0  # the last cell that said where it stands, and the cells after it
        self._cell: dict[str, str] | None = None
        self._stored: str | None = None
        self._formula, self._computes = False, ""
        self._spans = self._settings = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of a cell or of something in it, a merged range or a column's settings."""
        if name == "c":
            self._cell, self._stored, self._formula, self._length = attributes, None, False, 0
            self._computes = ""
            if reference := attributes.get("r"):
                self._reference, self._since = reference, 0
            else:
                self._since += 1
        elif name == "row":
            self._row = row_number(attributes.get("r"), self._row + 1)
            self._reference, self._since = "", 0
        elif self._cell is not None:
            if name in {"v", "t"}:
                self._begin()
            elif name == "f":
                self._formula = True
                self._begin()
            elif name == "rPh":
                self._hint = True
        elif name == "col":
            self._hide(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def closed(self, name: str) -> None:
        """Keep what a cell holds."""
        if name == "c":
            if self._cell is not None and (self._stored is not None or self._formula):
                self._keep(self._cell, self._stored)
            elif self._cell is not None and self._formats.look(self._cell.get("s")).shaded:
                self._shade(self._place())
            self._cell = None
        elif name in {"v", "t"} and self._cell is not None and self._pieces is not None:
            self._stored = (self._stored or "") + self._end()
        elif name == "f" and self._cell is not None and self._pieces is not None:
            self._computes = self._end()
        elif name == "rPh":
            self._hint = False

    def _place(self) -> SheetPlace:
        """Where the cell stands; one without a reference stands right of the cell before it."""
        before = place_of(self._reference) if self._reference else SheetPlace(self._row, 0)
        if before is None or before.row != self._row:
            raise errors.SpreadsheetDamaged(why="a cell stands in the wrong row")
        return SheetPlace(before.row, before.column + self._since)

    def _keep(self, cell: dict[str, str], stored: str | None) -> None:
        kind, look = cell.get("t", "n"), self._formats.look(cell.get("s"))
        value = self._value(kind, stored or "", look.shape)
        unresolved = self._formula and (stored is None or (kind != "str" and not stored))
        if value is None and not unresolved:
            return
        place = self._place()
        if place.row > MOST_ROWS or place.column > MOST_COLUMNS:
            raise errors.CellTooFar(cell=cell_name(place), rows=MOST_ROWS, columns=MOST_COLUMNS)
        if place in self.sheet.cells or place in self.sheet.unresolved:
            raise errors.CellTwice(cell=cell_name(place))
        self._budget.add_cell()
        if 0 < len(self._computes) <= _LONGEST_FORMULA:
            self._budget.add_text(self._computes)
            self.sheet.formulas[place] = words(self._computes)
        if value is None:
            self.sheet.unresolved.add(place)
            return
        self.sheet.cells[place] = value
        if look.shaded:
            self._shade(place)
        if isinstance(value, Decimal) and look.shape is Shape.PERCENT:
            self.sheet.percent.append(place)
        if isinstance(value, str):
            self._budget.add_text(value)
        if isinstance(value, str | TextNumber):
            self._dress(place, look, steps(stored or "") if isinstance(value, str) else 0)

    def _shade(self, place: SheetPlace) -> None:
        """Note a cell that is not to be filled; of very many the first ones, since a whole sheet may be grey."""
        if place.row <= MOST_ROWS and place.column <= MOST_COLUMNS and len(self.sheet.shaded) < _MOST_SHADED:
            self.sheet.shaded.add(place)

    def _dress(self, place: SheetPlace, look: Look, blanks: int) -> None:
        """Note how the text of a cell looks."""
        if look.bold:
            self.sheet.bold.append(place)
        if look.italic:
            self.sheet.italic.append(place)
        if look.indent or blanks:
            self.sheet.indents[place] = look.indent + blanks

    def _value(self, kind: str, stored: str, shape: Shape) -> Stored | None:
        if not stored:
            return None
        if kind == "s":
            if not stored.strip().isdecimal() or len(stored) > 9:  # noqa: PLR2004 - no workbook has a billion texts
                raise errors.SpreadsheetDamaged(why="a cell points to no text")
            return TextNumber(stored)
        if kind == "n":
            figure = number(stored.strip())
            return words(stored) or None if figure is None else shown(figure, shape, later_epoch=self._formats.later_epoch)
        if kind == "b":
            return truth(stored)
        return (iso_day(stored) if kind == "d" else words(stored)) or None

    def _hide(self, attributes: dict[str, str]) -> None:
        self._settings += 1
        if self._settings > _MOST_COLUMN_SETTINGS:
            raise errors.TooMuchFormatting
        if attributes.get("hidden") in {"1", "true"}:
            first, last = (small(attributes.get(end, "")) for end in ("min", "max"))
            self.sheet.hidden.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def _merge(self, reference: str) -> None:
        self._spans += 1
        if self._spans > _MOST_SPANS:
            raise errors.TooMuchFormatting
        first, _, last = reference.partition(":")
        corners = place_of(first), place_of(last)
        if corners[0] is None or corners[1] is None:
            return
        end = SheetPlace(min(corners[1].row, MOST_ROWS), min(corners[1].column, MOST_COLUMNS))
        if corners[0].row <= end.row and corners[0].column <= end.column and corners[0] != end:
            self.sheet.merged.append(Span(corners[0], end))
