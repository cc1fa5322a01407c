"""An office's own .docx with marks that a clerk can type, filled: "[Tên đơn vị]", "[3.3.1a]", "[II.2.dossiers]"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from sqlmodel import Session

from tracker.calendar.periods import parse_period
from tracker.forms.form import Form
from tracker.kernel.names import fold, tidy
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.snapshot import snapshot_of
from tracker.written.drafting import WrittenDraft, known_of, written_day
from tracker.written.office_names import office_name
from tracker.written.outline import outline_of
from tracker.written.sentences import written_number

FACTS = ("Tên đơn vị", "Cơ quan", "Đơn vị cấp trên", "Kỳ báo cáo", "Năm", "Từ ngày", "Đến ngày", "Căn cứ")
_MARK = re.compile(r"\[([^\[\]\n]{1,60})\]")
_NEAR, _LIKELY = 3, 0.6
_AROUND = 60  # characters of a paragraph by which a place is known


@dataclass(frozen=True)
class UnknownMark:
    """A mark that means nothing to us, in which paragraph (from 1) with which words, and the known ones most like it."""

    name: str
    paragraph: int
    words: str
    near: tuple[str, ...]


@dataclass(frozen=True)
class FilledTemplate:
    """The document with every known mark filled; unknown ones are left as they are. `used` are the names of the others."""

    content: bytes
    unknown: tuple[UnknownMark, ...]
    used: frozenset[str]


def template_values(session: Session, report: Report, drafted: WrittenDraft) -> dict[str, str]:
    """What each mark stands for: facts of the report, every cell by its key, every heading's text by its matter."""
    here = snapshot_of(session, report)
    period, unit = parse_period(here.round.period), here.unit
    above = session.get(Unit, unit.parent_id) if unit.parent_id else None
    window = (written_day(here.round.window_from), written_day(here.round.window_to))
    said = (unit.full_name, office_name(unit), above.full_name if above else "", period.label, str(period.year), *window)
    facts = dict(zip(FACTS, (*said, here.round.basis), strict=True))
    known = known_of(here)
    cells = {str(field.cell): "" for field in here.form.fields}
    cells |= {str(cell): written_number(value) for cell, value in known.numbers.items()}
    cells |= {str(cell): text for cell, text in known.texts.items()}
    matters = dict.fromkeys((one.slot for one in outline_of(here.form).headings), "")
    matters |= {one.heading.slot: " ".join(filter(None, (one.lines[0], *one.lines[1]))) for one in drafted.headings}
    return {**matters, **cells, **facts}


def marks_of(form: Form) -> dict[str, str]:
    """Every mark that a template for this form may have, with nothing to put there."""
    names = [*(one.slot for one in outline_of(form).headings), *(str(field.cell) for field in form.fields), *FACTS]
    return dict.fromkeys(names, "")


def fill_template(content: bytes, values: Mapping[str, str]) -> FilledTemplate:
    """Put the values in place of the marks of a .docx that was read before, in their format."""
    document = Document(BytesIO(content))
    known = {fold(name): value for name, value in values.items()}
    unknown: list[UnknownMark] = []
    used: set[str] = set()
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        pieces = [piece for piece in paragraph.iter(qn("w:t")) if piece.text]
        text = "".join(piece.text for piece in pieces)
        for mark in reversed(list(_MARK.finditer(text))):
            if (name := fold(tidy(mark[1]))) in known:
                used |= {one for one in values if fold(one) == name}
                _replace(pieces, mark.start(), mark.end(), known[name])
            else:
                near = get_close_matches(name, known, _NEAR, _LIKELY)
                spelt = tuple(one for one in values if fold(one) in near)
                start = max(0, mark.start() - _AROUND // 2)
                unknown.append(UnknownMark(mark[1], number, text[start : start + _AROUND].strip(), spelt))
    written = BytesIO()
    document.save(written)
    return FilledTemplate(written.getvalue(), tuple(sorted(unknown, key=lambda one: one.paragraph)), frozenset(used))


def _paragraphs(document: Any) -> Iterator[Any]:
    """Those of the text, of its tables and boxes, and of what stands at the head and foot of its pages."""
    yield from document.element.body.iter(qn("w:p"))
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield from part._element.iter(qn("w:p"))  # noqa: SLF001 - there is no call for boxes in it


def _replace(pieces: list[Any], start: int, end: int, value: str) -> None:
    """Write the value into the piece where the mark begins, and take the mark's rest out of those behind it."""
    place, written = 0, False
    for piece in pieces:
        text = piece.text
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= last:
            continue
        piece.text = text[:first] + ("" if written else value) + text[last:]
        piece.set(qn("xml:space"), "preserve")
        written = True
