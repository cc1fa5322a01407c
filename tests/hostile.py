"""Files that are no honest workbook, made in memory, and how each is refused; no such file belongs in a repository."""

import struct
import zlib
from collections.abc import Callable, Mapping

from tests.workbooks import (
    HEAD,
    PLAIN,
    TRANSITIONAL,
    WORKBOOK_TYPE,
    cell,
    changed_workbook,
    edited_workbook,
    noise,
    packed,
    parts,
    rows,
    texts,
    workbook,
    worksheet,
)
from tracker.uploads import errors as e

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*names: str) -> bytes:
    return OLE + bytes(504) + b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in names)


def patched(content: bytes, field: int, value: int, part: str) -> bytes:
    """The file with a 4-byte field of a part's entry in the zip directory set (16: checksum, 20: packed size, 24: size)."""
    entry = content.rindex(part.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    return content[: entry + field] + struct.pack("<I", value) + content[entry + field + 4 :]


def understated() -> bytes:
    """A bomb whose directory says that it is small, with the checksum of what it says."""
    part, small = "xl/worksheets/sheet1.xml", PLAIN.encode()
    content = changed_workbook({part: small + b" " * 40_000_000})
    return patched(patched(content, 24, len(small), part), 16, zlib.crc32(small), part)


def renamed_inside() -> bytes:
    """The directory and the part's own header name it differently."""
    return workbook().replace(b"xl/styles.xml", b"xl/stylez.xml", 1)


def encrypted_zip() -> bytes:
    content = workbook()
    entry = content.rindex(b"xl/styles.xml") - 46
    return content[: entry + 8] + b"\x01" + content[entry + 9 :]


def with_doctype(declared: str, part: str = "xl/worksheets/sheet1.xml", encoding: str = "utf-8") -> bytes:
    text = str(parts(PLAIN)[part]).replace(HEAD, f'<?xml version="1.0" encoding="{encoding}"?>{declared}')
    return changed_workbook({part: text.encode(encoding)})


LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 10)) + "]>"
)


SHARED_FAR = '<c t="s"><v>1999999</v></c>'


def filled(count: int, columns: int = 60) -> str:
    return rows(*["<c><v>1</v></c>" * columns] * (count // columns))


def styled_rows(count: int) -> str:
    """As when somebody formats whole columns: a value at the top, then styled rows without end."""
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, count))
    return f'<sheetData><row r="1">{cell("A1", "12")}</row>{empty}</sheetData>'


def deep(levels: int) -> str:
    return "<a>" * levels + "</a>" * levels


def many_names() -> str:
    """A tree of elements that each have a name of their own, which a parser remembers."""
    return "<sheetData/>" + "".join(f"<e{n:x}/>" for n in range(1_500_000))


def many_attributes(count: int) -> str:
    return " ".join(f'a{n:x}=""' for n in range(count))


def many_styles(count: int) -> bytes:
    styles = f'<styleSheet xmlns="{TRANSITIONAL}"><cellXfs>{"<xf/>" * count}</cellXfs></styleSheet>'
    return changed_workbook({"xl/styles.xml": styles, "xl/media/image1.png": noise(100_000)})


def marks() -> str:
    """Accents without end, which Unicode wants sorted: slow in any program."""
    line = "\u0316\u0301" * 16_000
    return rows(*[f'<c t="inlineStr"><is><t>a{line}</t></is></c>' for _ in range(60)])


def padded(*sheets: str, shared: str | None = None) -> bytes:
    """A workbook with a picture large enough that the rest does not look like a bomb by its ratio."""
    texts_part = {"xl/sharedStrings.xml": shared} if shared else {}
    return changed_workbook({"xl/media/image1.png": noise(600_000), **texts_part}, *sheets)


def chart_only() -> bytes:
    return edited_workbook("xl/_rels/workbook.xml.rels", 'worksheet" Target="worksheets', 'chartsheet" Target="worksheets')


def hidden_only() -> bytes:
    return edited_workbook("xl/workbook.xml", 'name="S1"', 'name="S1" state="veryHidden"')


def without_sheets() -> bytes:
    return edited_workbook("xl/workbook.xml", '<sheet name="S1" sheetId="1" r:id="r1"/>', "")


def with_macro_type() -> bytes:
    return edited_workbook("[Content_Types].xml", WORKBOOK_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def stored_zip_of(name: str) -> bytes:
    return packed([(name, workbook())])


def twins() -> bytes:
    return packed([*parts(PLAIN).items(), ("xl/worksheets/Sheet1.xml", worksheet(rows(cell("A1", "99"))))])


def flipped() -> bytes:
    """One byte of a packed part changed on its way."""
    content = bytearray(workbook())
    content[content.index(b"xl/workbook.xml") + 60] ^= 0xFF
    return bytes(content)


def rel_to_nowhere() -> bytes:
    return edited_workbook("_rels/.rels", "xl/workbook.xml", "xl/nothing.xml")


Builder = Callable[[], bytes]
REFUSED: Mapping[str, tuple[type[e.UploadRefused], Builder]] = {
    "empty": (e.UploadEmpty, lambda: b""),
    "zeros": (e.UploadEmpty, lambda: bytes(10_000)),
    "larger than 5 MB": (e.SpreadsheetTooLarge, lambda: b"PK\x03\x04" + bytes(5_000_000)),
    "noise": (e.NotASpreadsheet, lambda: b"\x01" + noise(5_000)),
    "words": (e.NotASpreadsheet, lambda: b"Kinh g\xe1\xbb\xadi"),
    "old .xls": (e.OldSpreadsheet, lambda: ole("Root Entry", "Workbook")),
    "bare .xls of Excel 4": (e.OldSpreadsheet, lambda: b"\x09\x04\x06\0" + noise(500)),
    "old Word": (e.WordDocument, lambda: ole("Root Entry", "WordDocument")),
    "rich text": (e.WordDocument, lambda: b"{\\rtf1\\ansi}"),
    "old container of a mail": (e.NotASpreadsheet, lambda: ole("Root Entry", "__substg1.0")),
    "encrypted workbook": (e.EncryptedSpreadsheet, lambda: ole("Root Entry", "EncryptionInfo", "EncryptedPackage")),
    "encrypted zip": (e.EncryptedSpreadsheet, encrypted_zip),
    ".xlsb": (e.BinarySpreadsheet, lambda: changed_workbook({"xl/workbook.xml": None, "xl/workbook.bin": noise(200)})),
    ".ods": (e.OpenDocument, lambda: packed([("mimetype", "application/vnd.oasis"), ("content.xml", "<a/>")])),
    ".docx": (e.WordDocument, lambda: packed([("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")])),
    ".pptx": (
        e.NotASpreadsheet,
        lambda: packed([("[Content_Types].xml", "<a/>"), ("_rels/.rels", "<a/>"), ("ppt/presentation.xml", "<a/>")]),
    ),
    ".csv": (e.TextTable, "STT;Chỉ tiêu;Số liệu\n1.1;Số văn bản;12\n".encode),
    ".csv in UTF-16": (e.TextTable, lambda: "STT\tChỉ tiêu\n1.1\tSố văn bản\n".encode("utf-16")),
    "HTML": (e.WebPage, lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    "web archive": (e.WebPage, lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related"),
    "XML of Excel 2003": (
        e.XmlSpreadsheet,
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ),
    "PDF": (e.PdfDocument, lambda: b"%PDF-1.7\n" + noise(500)),
    "PNG": (e.Picture, lambda: b"\x89PNG\r\n\x1a\n" + noise(500)),
    "HEIC": (e.Picture, lambda: b"\0\0\0\x18ftypheic" + noise(500)),
    "RAR": (e.FileArchive, lambda: b"Rar!\x1a\x07\x01\0" + noise(500)),
    "zip of a workbook": (e.FileArchive, lambda: stored_zip_of("bao-cao.xlsx")),
    "zip of a zip": (e.FileArchive, lambda: packed([("a.zip", stored_zip_of("b.zip"))])),
    "zip of nothing": (e.FileArchive, lambda: packed([])),
    "macros": (e.SpreadsheetWithMacros, lambda: changed_workbook({"xl/vbaProject.bin": noise(200)})),
    "macros by declared type": (e.SpreadsheetWithMacros, with_macro_type),
    "macro sheet": (e.SpreadsheetWithMacros, lambda: changed_workbook({"xl/macrosheets/sheet1.xml": PLAIN})),
    "cut off": (e.SpreadsheetDamaged, lambda: workbook()[:-200]),
    "changed byte": (e.SpreadsheetDamaged, flipped),
    "no content types": (e.SpreadsheetDamaged, lambda: changed_workbook({"[Content_Types].xml": None})),
    "no workbook part": (e.SpreadsheetDamaged, rel_to_nowhere),
    "no sheet part": (e.SpreadsheetDamaged, lambda: changed_workbook({"xl/worksheets/sheet1.xml": None})),
    "torn XML": (e.SpreadsheetDamaged, lambda: changed_workbook({"xl/worksheets/sheet1.xml": PLAIN[:-20]})),
    "odd encoding": (e.SpreadsheetDamaged, lambda: edited_workbook("xl/worksheets/sheet1.xml", "UTF-8", "cp037")),
    "text that is not there": (e.SpreadsheetDamaged, lambda: workbook(rows('<c r="A1" t="s"><v>7</v></c>'))),
    "cell in another row": (e.SpreadsheetDamaged, lambda: workbook(rows(cell("A9", "1")))),
    "surrogate by number": (e.SpreadsheetDamaged, lambda: workbook(rows('<c t="inlineStr"><is><t>&#xD800;</t></is></c>'))),
    "bomb": (e.SpreadsheetUnpacksTooLarge, lambda: changed_workbook({"xl/worksheets/sheet1.xml": PLAIN + " " * 60_000_000})),
    "bomb within the limit of size": (e.SpreadsheetUnpacksTooLarge, lambda: workbook(" " * 20_000_000)),
    "bomb that says it is small": (e.SpreadsheetMisdeclared, understated),
    "larger than it is": (e.SpreadsheetMisdeclared, lambda: patched(workbook(), 24, 9_999, "xl/worksheets/sheet1.xml")),
    "two names of one part": (e.SpreadsheetMisdeclared, renamed_inside),
    "30,000 parts": (
        e.SpreadsheetWithTooManyParts,
        lambda: changed_workbook({f"xl/p{n}.xml": "" for n in range(30_000)}),
    ),
    "document type": (e.SpreadsheetWithEntities, lambda: with_doctype("<!DOCTYPE a>")),
    "billion laughs in the sheet": (e.SpreadsheetWithEntities, lambda: with_doctype(LAUGHS)),
    "billion laughs in the styles": (e.SpreadsheetWithEntities, lambda: with_doctype(LAUGHS, "xl/styles.xml")),
    "billion laughs in content types": (e.SpreadsheetWithEntities, lambda: with_doctype(LAUGHS, "[Content_Types].xml")),
    "billion laughs in UTF-16": (e.SpreadsheetWithEntities, lambda: with_doctype(LAUGHS, encoding="utf-16")),
    "file of the server as entity": (
        e.SpreadsheetWithEntities,
        lambda: with_doctype('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "xl/sharedStrings.xml"),
    ),
    "path out of the zip": (e.SpreadsheetWithWrongPaths, lambda: changed_workbook({"xl/../../../etc/cron.d/a": "x"})),
    "path from the root": (e.SpreadsheetWithWrongPaths, lambda: changed_workbook({"/etc/cron.d/a": "x"})),
    "path of Windows": (e.SpreadsheetWithWrongPaths, lambda: changed_workbook({"C:\\a": "x"})),
    "twin parts": (e.SpreadsheetWithTwinParts, twins),
    "deep nesting": (e.SpreadsheetTooDeep, lambda: workbook(deep(100_000))),
    "no sheet": (e.SpreadsheetWithoutSheets, without_sheets),
    "chart sheet only": (e.SpreadsheetWithoutSheets, chart_only),
    "hidden sheet only": (e.SpreadsheetWithoutSheets, hidden_only),
    "21 sheets": (e.SpreadsheetWithTooManySheets, lambda: workbook(*[rows(cell("A1", "1"))] * 21)),
    "cell at XFD1048576": (e.CellTooFar, lambda: workbook(rows(cell("XFD1048576", "1"), start=1_048_576))),
    "cell in column 201": (e.CellTooFar, lambda: workbook(rows(cell("GS1", "1")))),
    "cell twice": (e.CellTwice, lambda: workbook(rows(cell("B1", "1") + cell("B1", "2")))),
    "row twice": (e.CellTwice, lambda: workbook(rows(cell("B1", "1")) + rows(cell("B1", "2")))),
    "240,000 cells": (e.TooManyCells, lambda: workbook(filled(120_000), filled(120_000))),
    "120,000 formulas without results": (e.TooManyCells, lambda: padded(rows(*["<c><f>1</f></c>" * 60] * 2_000))),
    "formula twice": (e.CellTwice, lambda: workbook(rows('<c r="B1"><f>1</f></c>' + cell("B1", "2")))),
    "two million texts": (e.TooManyTexts, lambda: padded(rows(SHARED_FAR), shared=texts("<si><t>a</t></si>" * 2_000_000))),
    "huge text": (e.TextTooLong, lambda: padded(rows(f'<c t="inlineStr"><is><t>{"a" * 40_000_000}</t></is></c>'))),
    "huge shared text": (e.TextTooLong, lambda: padded(rows(SHARED_FAR), shared=texts(f"<si><t>{'a' * 40_000_000}</t></si>"))),
    "one long text in every cell": (
        e.TextTooMuch,
        lambda: padded(rows(*['<c t="s"><v>0</v></c>' * 60] * 1_000), shared=texts(f"<si><t>{'a' * 32_000}</t></si>")),
    ),
    "a million merges": (
        e.TooMuchFormatting,
        lambda: padded("<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_000_000 + "</mergeCells>"),
    ),
    "a million column settings": (
        e.TooMuchFormatting,
        lambda: padded("<cols>" + '<col min="1" max="16384" hidden="1"/>' * 1_000_000 + "</cols>"),
    ),
    "a million cell styles": (e.TooMuchFormatting, lambda: many_styles(1_000_000)),
    "accents without end": (e.SpreadsheetTooSlow, lambda: workbook(marks())),
    "1.5 million element names": (e.SpreadsheetTooHeavy, lambda: workbook(many_names())),
    "one endless tag": (e.SpreadsheetTooHeavy, lambda: padded('<sheetData a="' + "x" * 45_000_000 + '"/>')),
    "a million attributes": (e.SpreadsheetTooHeavy, lambda: workbook(f"<sheetData {many_attributes(1_000_000)}/>")),
}
