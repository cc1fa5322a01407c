"""Reading texts that people send, .docx and .pdf: hostile until proven otherwise, like workbooks."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tracker.kernel.names import tidy
from tracker.uploads import errors, guard
from tracker.uploads.paragraphs import TableRead
from tracker.uploads.reading import OFFICE, Read, ReadingLimits, Sheets, TextRead, ask_reader, read_grids
from tracker.uploads.tables import embedded_workbooks, grids_of

_REFUSALS = {kind.__name__: kind for kind in errors.UploadRefused.__subclasses__()}


def read_text(content: bytes, limits: ReadingLimits = OFFICE) -> TextRead:
    """The text of a .docx, or of a .pdf that has text; raises UploadRefused.

    At most 5 MB, 20,000 paragraphs, 1,000,000 characters or 100 pages; read in a process of its own that has 4 seconds of
    work, 180 MB and none of our secrets. Whoever calls waits.
    """
    kind = "docx" if guard.check_document(content) else "pdf"
    try:
        said = json.loads(ask_reader(content, limits, "tracker.uploads.text_child", kind, beside=_library(kind)))
    except (errors.SpreadsheetTooSlow, errors.SpreadsheetTooHeavy) as refused:
        raise guard.of_document(refused) from refused
    except ValueError as fault:
        raise errors.UploadReaderFailed(status="its answer makes no sense") from fault
    if "refused" in said:
        raise _REFUSALS[said["refused"]](**said["facts"])
    lines = [(tidy(str(text)), bool(table)) for text, table in said["paragraphs"]]
    in_tables = frozenset(place for place, (_, table) in enumerate(lines) if table)
    tables = [TableRead(after, rows) for after, rows in said["tables"]]
    within = list(_workbooks(content, limits)) if kind == "docx" else []
    workbooks = tuple(one for one in within if one is not None)
    unread = len(within) - len(workbooks)
    return TextRead(tuple(text for text, _ in lines), in_tables, tuple(grids_of(tables, lines)), workbooks, unread)


def _workbooks(content: bytes, limits: ReadingLimits) -> Iterator[Sheets | None]:
    """Those embedded in a .docx, None for one that cannot be read; the text itself is what was sent."""
    for one in embedded_workbooks(content):
        try:
            yield read_grids(one, limits)
        except errors.UploadRefused:
            yield None


def read_any(content: bytes) -> Read:
    """What a file is: the sheets of a workbook, or a text, or why it is neither."""
    try:
        return read_text(content) if is_text(content) else read_grids(content)
    except errors.UploadRefused as refused:
        return refused


def is_text(content: bytes) -> bool:
    """Whether a file is to be read as a text: a PDF, or a zip with the parts of a Word document."""
    return b"%PDF" in content[:1024] or (content.startswith(b"PK\x03\x04") and b"word/" in content and b"xl/" not in content)


def _library(kind: str) -> str:
    """Where the one library is that the process needs for a PDF; "" for none."""
    found = find_spec("pypdf") if kind == "pdf" else None
    return str(Path(found.origin).parent.parent) if found and found.origin else ""
