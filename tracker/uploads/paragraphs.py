"""The text of a Word document, paragraph by paragraph, read tag by tag within fixed bounds."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.uploads import errors
from tracker.uploads.parts import Parts, Walker
from tracker.uploads.values import words

MOST_PARAGRAPHS, MOST_TEXT = 20_000, 1_000_000
_MOST_OPENED = 200_000  # empty ones among them
_BLANKS = {"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_MOST_COLUMNS = 200
Read = list[tuple[str, bool]]
CellRead = tuple[str, int, bool]  # its text, over how many columns it goes, and whether it goes on with the one above


class TableRead(NamedTuple):
    """A table that stands in no other: how many paragraphs stand before it, and its rows."""

    after: int
    rows: list[list[CellRead]]


class Paragraphs(Walker):
    """Reads the part of a document: what a reader sees, with insertions, text boxes, fields; without what was taken out.

    `found` has each paragraph that is not empty, and whether it stands in a table; one inside another comes before it.
    `tables` has what stands in the cells of each table, with what another one within them says.
    """

    def __init__(self) -> None:
        self.found: Read = []
        self.tables: list[TableRead] = []
        self._cell: list[str] = []
        self._span, self._goes_on = 1, False
        self._open: list[list[str]] = []
        self._opened = self._length = self._tables = self._hidden = 0
        self._text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of a paragraph or of what it holds."""
        if name in {"mc:Fallback", "w:moveFrom"}:
            self._hidden += 1
        elif name == "w:p":
            self._opened += 1
            if self._opened > _MOST_OPENED:
                raise errors.DocumentTooLong(most=f"{_MOST_OPENED} paragraphs")
            self._open.append([])
        elif name == "w:tbl":
            self._tables += 1
            self.tables += [TableRead(len(self.found), [])] if self._tables == 1 else []
        elif name == "w:t":
            self._text = True
        elif self._tables == 1:
            self._open_cell(name, attributes)
        if name in _BLANKS and self._open and not self._hidden:
            self._open[-1].append(_BLANKS[name])

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:tr":
            self.tables[-1].rows.append([])
        elif name == "w:tc":
            self._cell, self._span, self._goes_on = [], 1, False
        elif name == "w:gridSpan" and (said := _value(attributes)).isdecimal():
            self._span = min(int(said[:4]) or 1, _MOST_COLUMNS)
        elif name == "w:vMerge":
            self._goes_on = _value(attributes) != "restart"

    def said(self, text: str) -> None:
        """Keep the characters of a run."""
        if not self._text or self._hidden or not self._open:
            return
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise errors.DocumentTooLong(most=f"{MOST_TEXT} characters")
        self._open[-1].append(text)

    def closed(self, name: str) -> None:
        """Keep a finished paragraph."""
        if name in {"mc:Fallback", "w:moveFrom"}:
            self._hidden -= 1
        elif name == "w:t":
            self._text = False
        elif name == "w:tbl":
            self._tables -= 1
        elif name == "w:tc" and self._tables == 1 and self.tables[-1].rows:
            self.tables[-1].rows[-1].append((" ".join(self._cell), self._span, self._goes_on))
        elif name == "w:p" and self._open:
            text = words("".join(self._open.pop()).replace("\u00a0", " "))
            if text:
                self.found.append((text, self._tables > 0))
                self._cell += [text] if self._tables else []
            if len(self.found) > MOST_PARAGRAPHS:
                raise errors.DocumentTooLong(most=f"{MOST_PARAGRAPHS} paragraphs")


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(" val")), "")


def read_paragraphs(content: bytes) -> tuple[Read, list[TableRead]]:
    """The paragraphs and tables of a .docx that the guard has passed; raises UploadRefused."""
    parts = Parts(content)
    path = next((target for _, kind, target in parts.relations("") if kind == "officeDocument"), None)
    if path is None:
        raise errors.DocumentDamaged(why="it does not say which part is the text")
    walker = Paragraphs()
    parts.walk(path, walker)
    if not walker.found:
        raise errors.UploadEmpty
    return walker.found, walker.tables
