"""An office's own document for written reports, filled or refused."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors.command_line import MarksUnknown
from tracker.papers.template import fill_template
from tracker.uploads.texts import read_text

_LAST_KNOWN = 8  # marks that are named where none is alike


def by_template(template: Path, values: Mapping[str, str]) -> bytes:
    """The document with these values; raises UploadRefused, and MarksUnknown with the place of each and what is known."""
    content = template.read_bytes()
    read_text(content)  # within the bounds of everything that people send
    filled = fill_template(content, values)
    if filled.unknown:
        marks = "; ".join(f"[{one.name}] in paragraph {one.paragraph} ({one.words!r})" for one in filled.unknown)
        near = ", ".join(f"[{name}]" for name in dict.fromkeys(name for one in filled.unknown for name in one.near))
        raise MarksUnknown(marks=marks, near=near or ", ".join(f"[{name}]" for name in [*values][-_LAST_KNOWN:]))
    return filled.content
