"""Texts as files: Word documents and PDFs that are honest, odd, broken or hostile, made in memory."""

import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import docx

from tests.hostile import OLE, ole
from tracker.uploads import errors as e

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>'
END = "</w:body></w:document>"
PART = "word/document.xml"


def document(paragraphs: Sequence[str]) -> bytes:
    """A .docx of these paragraphs, as a program writes it."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


HONEST = document(["Đã giải quyết 05 hồ sơ.", "Hết."])


def changed(parts: Mapping[str, bytes | None], content: bytes = HONEST) -> bytes:
    """The file with these parts put in place of its own, or taken out."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return written.getvalue()


def body(xml: str) -> bytes:
    """The file with this as its text."""
    return changed({PART: f"{HEAD}{xml}{END}".encode()})


def pdf(pages: Sequence[Sequence[str]], extra: bytes = b"") -> bytes:
    """A PDF of these lines, its letters by their numbers in Unicode, as office programs write it."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    maps = "".join(f"<{ord(letter):04x}> <{ord(letter):04x}>\n" for letter in letters)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters)} beginbfchar\n{maps}endbfchar endcmap end end"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"", _stream(to_unicode.encode())]
    objects[2] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 500 >>] >>"
    )
    kids = []
    for page in pages:
        shown = "".join(
            f"1 0 0 1 50 {800 - 14 * place} Tm <{line.encode('utf-16-be').hex()}> Tj\n" for place, line in enumerate(page)
        )
        objects.append(_stream(f"BT /F 12 Tf\n{shown}ET".encode()))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _whole(objects, extra)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _whole(objects: Sequence[bytes], extra: bytes = b"") -> bytes:
    written, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return written + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, start)


def _bomb() -> bytes:
    return changed({"word/media/image1.xml": b"<a>" + b" " * 60_000_000})


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


REFUSED: Mapping[str, tuple[type[e.UploadRefused], Callable[[], bytes]]] = {
    "nothing": (e.UploadEmpty, lambda: b""),
    "zeros": (e.UploadEmpty, lambda: bytes(1000)),
    "too large": (e.DocumentTooLarge, lambda: HONEST + bytes(5_000_001)),
    "an old document": (e.OldDocument, lambda: ole("WordDocument")),
    "rich text": (e.OldDocument, lambda: rb"{\rtf1 xin}"),
    "an open document": (e.OldDocument, lambda: changed({"content.xml": b"<a/>"})),
    "a password": (e.DocumentLocked, lambda: ole("EncryptedPackage")),
    "a workbook": (e.NotADocument, lambda: ole("Workbook")),
    "a bare container": (e.NotADocument, lambda: OLE + bytes(600)),
    "a picture": (e.NotADocument, lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "plain text": (e.NotADocument, "Đã giải quyết 05 hồ sơ".encode),
    "a web page": (e.NotADocument, lambda: b"<html><body>5</body></html>"),
    "an archive": (e.NotADocument, lambda: b"Rar!\x1a\x07" + bytes(50)),
    "no text part": (e.DocumentDamaged, lambda: changed({PART: None})),
    "no relations": (e.DocumentDamaged, lambda: changed({"_rels/.rels": None})),
    "cut off": (e.DocumentDamaged, lambda: HONEST[: len(HONEST) // 2]),
    "no xml": (e.DocumentDamaged, lambda: changed({PART: b"Word"})),
    "half an xml": (e.DocumentDamaged, lambda: changed({PART: HEAD.encode()})),
    "macros": (e.DocumentUnsafe, lambda: changed({"word/vbaProject.bin": b"x"})),
    "a bomb": (e.DocumentUnsafe, _bomb),
    "entities": (e.DocumentUnsafe, lambda: changed({PART: f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD}{END}'.encode()})),
    "a way out": (e.DocumentUnsafe, lambda: changed({"../word/evil.xml": b"<a/>"})),
    "too deep": (e.DocumentUnsafe, lambda: body("<w:r>" * 100 + "</w:r>" * 100)),
    "too many parts": (e.DocumentUnsafe, lambda: changed({f"word/x{n}.xml": b"" for n in range(1100)})),
    "no words": (e.UploadEmpty, lambda: body("<w:p/>")),
    "empty paragraphs": (e.DocumentTooLong, lambda: body("<w:p/>" * 1_500_000)),
    "many paragraphs": (e.DocumentTooLong, lambda: body(_paragraph("a") * 20_001)),
    "many letters": (e.DocumentTooLong, lambda: body(_paragraph("a b c d " * 1000) * 130)),
    "a scan": (e.PdfWithoutText, lambda: pdf([[]])),
    "torn letters": (e.PdfGarbled, lambda: pdf([["C ng hòa xã h i ộ ộ ủ", "Đ c l p ộ ậ ự"]])),
    "pages that are none": (e.DocumentDamaged, lambda: b"%PDF-1.5\nnothing"),
    "half a pdf": (e.DocumentDamaged, lambda: pdf([["xin chào"]])[:200]),
    "many pages": (e.DocumentTooLong, lambda: pdf([["a"]] * 101)),
    "a ring of pages": (
        e.DocumentDamaged,
        lambda: _whole([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
    ),
}
