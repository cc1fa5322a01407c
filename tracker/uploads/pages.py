"""The text of a PDF, its lines joined to paragraphs."""

import re
import unicodedata
from io import BytesIO
from time import process_time
from typing import Any

from tracker.uploads import errors
from tracker.uploads.page_tables import tables_on_pages
from tracker.uploads.paragraphs import MOST_TEXT, Read, TableRead
from tracker.uploads.vocabulary import BEGINS, TABLE_HEAD

_MOST_PAGES = 100
_MOST_WORK = 2.0  # seconds of the process that reads, of which it has four
_MOST_ALONE = 20  # one word of so many; "ở", "ủ" are words too
_ENDS = re.compile(r"[.:;!?/]\s*$")


def read_pages(content: bytes) -> tuple[Read, list[TableRead]]:
    """The paragraphs of a PDF, none of which is known to stand in a table, and the tables that can be made out.

    Raises UploadRefused.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only for a PDF, and within the limits of the process
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise errors.DocumentLocked
        if len(reader.pages) > _MOST_PAGES:
            raise errors.DocumentTooLong(most=f"{_MOST_PAGES} pages")
        lines = _lines(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as fault:
        raise errors.DocumentDamaged(why="its pages cannot be read") from fault
    if not any(line.strip() for line in lines):
        raise errors.PdfWithoutText
    _require_whole_words(lines)
    return [(text, False) for text in _joined(lines)], _tables(reader, lines)


def _tables(reader: Any, lines: list[str]) -> list[TableRead]:
    """Those of the pages from the first with a table's head on; none where laying them out takes too long."""
    if not any(TABLE_HEAD.match(line) for line in lines):
        return []
    laid_out: list[str] = []
    for page in reader.pages:
        if process_time() > _MOST_WORK:
            return []
        try:
            laid_out += page.extract_text(extraction_mode="layout").split("\n")
        except Exception:  # noqa: BLE001 - whatever it stumbles over, the text has been read
            return []
    return tables_on_pages([unicodedata.normalize("NFC", line.replace("\u00a0", " ")) for line in laid_out])


def _require_whole_words(lines: list[str]) -> None:
    """Where another font had to lend the letters with marks, these stand alone, behind their line."""
    said = [word for line in lines for word in line.split()]
    alone = sum(len(word) == 1 and word.isalpha() and not word.isascii() for word in said)
    if alone * _MOST_ALONE > len(said):
        raise errors.PdfGarbled


def _lines(reader: Any) -> list[str]:
    lines: list[str] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MOST_TEXT:
            raise errors.DocumentTooLong(most=f"{MOST_TEXT} characters")
        lines += text.split("\n")
    return lines


def _joined(lines: list[str]) -> list[str]:
    """A line goes on with the next unless it ends a sentence, or the next begins something."""
    found: list[str] = []
    for line in (" ".join(line.replace("\u00a0", " ").split()) for line in lines):
        if not line or line.isdecimal():
            continue
        if found and not BEGINS.match(line) and not _ENDS.search(found[-1]) and not found[-1].isupper():
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
