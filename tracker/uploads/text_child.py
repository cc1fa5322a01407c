"""The child process that reads a text: a .docx or .pdf on the standard input, its paragraphs or its refusal as JSON."""

import json
import sys
from typing import Any

from tracker.uploads.child import limit
from tracker.uploads.errors import DocumentTooHeavy, UploadRefused
from tracker.uploads.guard import of_document
from tracker.uploads.pages import read_pages
from tracker.uploads.paragraphs import read_paragraphs


def main() -> None:
    """Answer {"paragraphs": …, "tables": …} or {"refused": class, "facts": {...}}; the second argument says what it is."""
    limit(int(sys.argv[1]))
    answer: dict[str, Any]
    content = sys.stdin.buffer.read()
    try:
        paragraphs, tables = read_pages(content) if sys.argv[2] == "pdf" else read_paragraphs(content)
        answer = {"paragraphs": paragraphs, "tables": tables}
    except UploadRefused as refusal:
        refused = of_document(refusal)
        answer = {"refused": type(refused).__name__, "facts": refused.facts}
    except (MemoryError, RecursionError):
        answer = {"refused": DocumentTooHeavy.__name__, "facts": {}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
