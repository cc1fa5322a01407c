"""Looks at the bytes of an upload before anything in it is parsed: what kind of file it is, and whether its zip is honest."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from tracker.uploads import errors

MOST_BYTES = 5_000_000
_MOST_UNPACKED = 50_000_000
_MOST_RATIO, _RATIO_FROM = 100, 10_000_000  # a part of equal styled rows packs 1 : 20, a bomb 1 : 1000
_MOST_PARTS = 1_000
_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s22xHH")  # a part's own header: magic, then the lengths of its name and extra field
_LONGEST_MARK = 16
_ENCRYPTED, _UTF8 = 0x1, 0x800

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: Sequence[tuple[bytes, type[errors.UploadRefused]]] = (
    (b"%PDF", errors.PdfDocument),
    (b"\x89PNG", errors.Picture),
    (b"\xff\xd8\xff", errors.Picture),
    (b"GIF8", errors.Picture),
    (b"II*\0", errors.Picture),
    (b"MM\0*", errors.Picture),
    (b"{\\rtf", errors.WordDocument),
    (b"Rar!\x1a\x07", errors.FileArchive),
    (b"7z\xbc\xaf\x27\x1c", errors.FileArchive),
    (b"\x1f\x8b", errors.FileArchive),
    (b"PK\x05\x06", errors.FileArchive),  # a zip with nothing in it
    (b"\x09\x08\x10\0", errors.OldSpreadsheet),  # Excel 5 to 2, bare
    (b"\x09\x08\x08\0", errors.OldSpreadsheet),
    (b"\x09\x04\x06\0", errors.OldSpreadsheet),
    (b"\x09\x02\x06\0", errors.OldSpreadsheet),
    (b"\x09\0\x04\0", errors.OldSpreadsheet),
)


def check(content: bytes) -> None:
    """Pass a workbook whose zip can be unpacked within bounds; raise UploadRefused for anything else."""
    if not content.strip(b"\0"):
        raise errors.UploadEmpty
    if len(content) > MOST_BYTES:
        raise errors.SpreadsheetTooLarge(most=MOST_BYTES // 1_000_000)
    if not content.startswith(b"PK\x03\x04"):
        raise _kind(content)
    _check_zip(content, _check_purpose)


def _check_zip(content: bytes, purpose: Callable[[Sequence[zipfile.ZipInfo]], None]) -> None:
    if content.count(b"PK\x01\x02") > _MOST_PARTS:  # before zipfile makes an object of each
        raise errors.SpreadsheetWithTooManyParts(most=_MOST_PARTS)
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            parts = opened.infolist()
    except Exception as fault:  # whatever zipfile stumbles over
        raise errors.SpreadsheetDamaged(why="its zip directory cannot be read") from fault
    _check_directory(parts, len(content))
    purpose(parts)
    for part in parts:
        _check_part(content, part)


def check_document(content: bytes) -> bool:
    """Pass a .docx whose zip can be unpacked within bounds (True), or what calls itself a PDF (False); else UploadRefused."""
    if not content.strip(b"\0"):
        raise errors.UploadEmpty
    if len(content) > MOST_BYTES:
        raise errors.DocumentTooLarge(most=MOST_BYTES // 1_000_000)
    if b"%PDF" in content[:1024]:
        return False
    try:
        if not content.startswith(b"PK\x03\x04"):
            raise _kind(content)
        _check_zip(content, _check_text)
    except errors.UploadRefused as refused:
        raise of_document(refused) from refused
    return True


_LOCKED = (errors.EncryptedSpreadsheet,)
_OLD = (errors.WordDocument, errors.OpenDocument)
_UNSAFE = (
    errors.SpreadsheetWithMacros,
    errors.SpreadsheetUnpacksTooLarge,
    errors.SpreadsheetWithTooManyParts,
    errors.SpreadsheetWithEntities,
    errors.SpreadsheetWithWrongPaths,
    errors.SpreadsheetWithTwinParts,
    errors.SpreadsheetMisdeclared,
    errors.SpreadsheetTooDeep,
)


def of_document(refused: errors.UploadRefused) -> errors.UploadRefused:
    """What a refusal is called where a text was sent, so that nobody is told about a spreadsheet."""
    if isinstance(refused, errors.SpreadsheetDamaged):
        return errors.DocumentDamaged(**refused.facts)
    if isinstance(refused, errors.SpreadsheetTooSlow):
        return errors.DocumentTooSlow(seconds=refused.facts["seconds"])
    for kinds, instead in ((_LOCKED, errors.DocumentLocked), (_OLD, errors.OldDocument)):
        if isinstance(refused, kinds):
            return instead()
    if isinstance(refused, errors.SpreadsheetTooHeavy):
        return errors.DocumentTooHeavy()
    if isinstance(refused, _UNSAFE):
        return errors.DocumentUnsafe(why=type(refused).__name__.removeprefix("Spreadsheet"))
    known = type(refused).__name__.startswith(("Document", "Pdf", "Upload")) and not isinstance(refused, errors.PdfDocument)
    return refused if known else errors.NotADocument()


def _kind(content: bytes) -> errors.UploadRefused:
    if content.startswith(_OLE):
        return _ole_kind(content)
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind()
    if content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return errors.Picture()
    if b"%PDF" in content[:1024]:
        return errors.PdfDocument()
    return _text_kind(content[:4096])


def _ole_kind(content: bytes) -> errors.UploadRefused:
    """The old container of Office: the names in its directory say what it holds."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return errors.EncryptedSpreadsheet()
    if holds("WordDocument"):
        return errors.WordDocument()
    return errors.OldSpreadsheet() if holds("Workbook\0") or holds("Book\0") else errors.NotASpreadsheet()


def _text_kind(head: bytes) -> errors.UploadRefused:
    is_wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if is_wide else "latin-1", "replace").lower()
    if re.search(r"<!doctype html|<html|<table|^mime-version:", text):
        return errors.WebPage()
    if text.lstrip("\xef\xbb\xbf \r\n\t").startswith("<"):
        return errors.XmlSpreadsheet()
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        return errors.NotASpreadsheet()
    return errors.TextTable() if re.search(r"[,;\t]", text) else errors.NotASpreadsheet()


def _check_directory(parts: Sequence[zipfile.ZipInfo], size: int) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise errors.EncryptedSpreadsheet
    if any(re.search(r"^[/\\]|\\|^\w:|(^|/)\.\.(/|$)", part.orig_filename) for part in parts):
        raise errors.SpreadsheetWithWrongPaths
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise errors.SpreadsheetWithTwinParts
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or unpacked > max(_RATIO_FROM, _MOST_RATIO * size):
        raise errors.SpreadsheetUnpacksTooLarge
    if sum(part.compress_size for part in parts) > size:
        raise errors.SpreadsheetMisdeclared


def _check_purpose(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = {part.filename.casefold() for part in parts}
    if "content.xml" in names:
        raise errors.OpenDocument
    if any(name.startswith("word/") for name in names):
        raise errors.WordDocument
    if "xl/workbook.bin" in names:
        raise errors.BinarySpreadsheet
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise errors.SpreadsheetWithMacros
    missing = {"[content_types].xml", "_rels/.rels"} - names
    if missing and any(name.startswith("xl/") for name in names):
        raise errors.SpreadsheetDamaged(why=f"it has no part {min(missing)}")
    if missing:
        raise errors.FileArchive
    if any(name.startswith("ppt/") for name in names):
        raise errors.NotASpreadsheet


def _check_text(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Pass what holds a Word document without macros."""
    names = {part.filename.casefold() for part in parts}
    if "content.xml" in names:
        raise errors.OpenDocument
    if not any(name.startswith("word/") for name in names):
        raise errors.NotADocument
    if any(name.endswith("vbaproject.bin") for name in names):
        raise errors.SpreadsheetWithMacros
    missing = {"[content_types].xml", "_rels/.rels"} - names
    if missing:
        raise errors.SpreadsheetDamaged(why=f"it has no part {min(missing)}")


def _check_part(content: bytes, part: zipfile.ZipInfo) -> None:
    """Unpack a part once, in pieces, to see that it is as large as declared, whole, and XML without declarations."""
    size, crc, tail = 0, 0, b""
    is_xml = is_types = False
    for piece in _unpacked(content, part):
        if not size:
            is_xml = piece.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<")
            is_types = part.filename.casefold() == "[content_types].xml"
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        if size > part.file_size:
            raise errors.SpreadsheetMisdeclared
        bare = tail + piece.replace(b"\0", b"")  # as UTF-16 has it
        if is_xml and (b"<!DOCTYPE" in bare or b"<!ENTITY" in bare):
            raise errors.SpreadsheetWithEntities
        if is_types and b"macroEnabled" in bare:
            raise errors.SpreadsheetWithMacros
        tail = bare[-_LONGEST_MARK:]
    if size != part.file_size:
        raise errors.SpreadsheetMisdeclared
    if crc != part.CRC:
        raise errors.SpreadsheetDamaged(why="a part of its zip has changed")


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes. Not by zipfile, which stops at the declared size and so hides what comes after."""
    begin = part.header_offset + _LOCAL.size
    if not _LOCAL.size <= begin <= len(content):
        raise errors.SpreadsheetDamaged(why="its zip directory points outside of it")
    magic, named, extra = _LOCAL.unpack_from(content, part.header_offset)
    name = content[begin : begin + named].decode("utf-8" if part.flag_bits & _UTF8 else "cp437", "replace")
    if magic != b"PK\x03\x04" or name != part.orig_filename:
        raise errors.SpreadsheetMisdeclared
    begin += named + extra
    packed = content[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(packed)
    else:
        raise errors.SpreadsheetDamaged(why="it is packed in a way that no spreadsheet program uses")


def _inflated(packed: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
        yield inflater.flush()  # what a full piece may have left inside
    except zlib.error as fault:
        raise errors.SpreadsheetDamaged(why="a part of its zip cannot be unpacked") from fault
    if not inflater.eof:
        raise errors.SpreadsheetDamaged(why="a part of its zip is cut off")
