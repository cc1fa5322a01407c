"""The XML parts of a workbook, handed on tag by tag: nothing is ever held as a tree.

Bare expat and not openpyxl, which keeps every text and style that a file declares, expands a merged range cell by cell, and
takes a fifth of a second to import; expat itself can hurt only with entities, and those are refused here a second time.
"""

import posixpath
import zipfile
from io import BytesIO
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from tracker.uploads.errors import SpreadsheetDamaged, SpreadsheetTooDeep, SpreadsheetWithEntities

_CHUNK = 1 << 20  # expat 2.5 reads a long unfinished tag again with every chunk
_DEEPEST = 64
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # "Strict Open XML"
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
_NAMES = (
    *(
        "Relationship",
        "workbookPr",
        "sheet",
        "numFmt",
        "fonts",
        "font",
        "b",
        "i",
        "cellXfs",
        "xf",
        "alignment",
        "fills",
        "fill",
        "patternFill",
        "fgColor",
        "borders",
        "border",
        "si",
        "t",
        "rPh",
    ),
    *("sheetData", "row", "c", "f", "v", "is", "col", "mergeCell"),
)
_KNOWN = {f"{namespace} {name}": name for namespace in _NAMESPACES for name in _NAMES}
_TEXT_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_TEXT_NAMES = ("p", "t", "tab", "br", "cr", "noBreakHyphen", "tbl", "tr", "tc", "gridSpan", "vMerge", "moveFrom")
_KNOWN |= {f"{namespace} {name}": f"w:{name}" for namespace in _TEXT_NAMESPACES for name in _TEXT_NAMES}
_KNOWN["http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"] = "mc:Fallback"
_ENCODINGS = {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"}  # expat's own
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


class Walker:
    """What wants to see a part: the tags whose names are known above, and the characters between them."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def closed(self, name: str) -> None:
        """Take the end of an element."""

    def said(self, text: str) -> None:
        """Take characters, in pieces."""


class Relation(NamedTuple):
    """Where one part points: to another part ("xl/worksheets/sheet1.xml"), as its worksheet, its styles, ..."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of a workbook that the guard has passed."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def walk(self, path: str, walker: Walker) -> None:
        """Show a part to the walker; raises SpreadsheetDamaged when it is missing or no XML."""
        name = self._names.get(path.casefold())
        if name is None:
            raise SpreadsheetDamaged(why="a part that it needs is missing")
        try:
            with self._zip.open(name) as part:
                parser = _parser(walker)
                while chunk := part.read(_CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except expat.ExpatError as fault:
            if fault.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
                raise MemoryError from fault
            raise SpreadsheetDamaged(why="a part of it is no XML") from fault
        except zipfile.BadZipFile as fault:
            raise SpreadsheetDamaged(why="a part of its zip has changed") from fault

    def relations(self, path: str) -> list[Relation]:
        """Where a part points; "" is the workbook file itself."""
        folder, name = posixpath.split(path)
        listed = _Relations(folder)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels.casefold() in self._names:
            self.walk(rels, listed)
        return listed.found


class _Relations(Walker):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: list[Relation] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.append(Relation(attributes.get("Id", ""), kind, target.lstrip("/")))


def relation_id(attributes: dict[str, str]) -> str:
    """The r:id of an element, in either dialect."""
    return next((attributes[name] for name in _RELATION if name in attributes), "")


def _parser(walker: Walker) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(full_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise SpreadsheetTooDeep
        if name := _KNOWN.get(full_name):
            walker.opened(name, attributes)

    def closed(full_name: str) -> None:
        nonlocal depth
        depth -= 1
        if name := _KNOWN.get(full_name):
            walker.closed(name)

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = walker.said
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    return parser


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.casefold() not in _ENCODINGS:
        raise SpreadsheetDamaged(why="a part of it is in an unknown encoding")


def _refuse_doctype(*_declared: object) -> NoReturn:
    raise SpreadsheetWithEntities
