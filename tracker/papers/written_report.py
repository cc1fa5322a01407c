"""The written report as a document: head, title, parts, signature, and the appendix as its annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.shared import Pt
from sqlmodel import Session

from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.officers import leaders_of
from tracker.office.units import Unit
from tracker.papers.page import (
    CENTRE,
    LEFT,
    TEXT_WIDTH,
    body,
    fill_table,
    new_document,
    number_anew,
    rule_under,
    set_page,
    set_widths,
    write,
)
from tracker.reports.entry import Answer, Entry
from tracker.reports.reports import Report
from tracker.reports.snapshot import snapshot_of
from tracker.workbooks.appendices import shown_cells
from tracker.workbooks.appendix import Heading
from tracker.written.drafting import DraftHeading, WrittenDraft
from tracker.written.office_names import is_committee, office_name
from tracker.written.sentences import written_number

_HALF, _OTHER = 65, TEXT_WIDTH - 65  # mm, the two columns of the head
_PARTS, _BOLD = frozenset({"A", "I"}), frozenset({"A", "I", "1", "1.1"})
_DOTS = "…………"
_COLUMNS = (16.0, 71.0, 26.0, 22.0, 30.0)  # mm, of the annex


@dataclass(frozen=True)
class Paper:
    """Who writes: the unit, the one above it, its leader's name or "" where none or several are known; of which year."""

    unit: Unit
    above: Unit | None
    leader: str
    year: int
    month: int


def written_report(session: Session, report: Report, drafted: WrittenDraft) -> tuple[str, bytes]:
    """File name and content of the .docx that holds the draft."""
    here = snapshot_of(session, report)
    above = session.get(Unit, here.unit.parent_id) if here.unit.parent_id else None
    leaders = leaders_of(session, here.unit.id)
    due = here.round.due_at.astimezone(ZONE)
    paper = Paper(here.unit, above, leaders[0].name if len(leaders) == 1 else "", due.year, due.month)
    document = report_document(drafted, paper)
    if here.form.is_plain:
        period = parse_period(here.round.period)
        _annex(document, here.form, Heading(period, here.unit.full_name), shown_cells(session, report))
    written = BytesIO()
    document.save(written)
    return f"Bao-cao-{here.unit.code}-{here.round.period}.docx", written.getvalue()


def report_document(drafted: WrittenDraft, paper: Paper) -> DocumentObject:
    """The written part, without its appendix."""
    document = new_document(drafted.title, office_name(paper.unit))
    _head(document, paper)
    for text in ("BÁO CÁO", drafted.title):
        title = document.add_paragraph()
        write(title, text, bold=True, align=CENTRE)
    title.paragraph_format.space_after = Pt(12)
    if drafted.basis:
        write(body(document), f"{_from_document(drafted.basis)}")
    for heading in drafted.headings:
        _heading(document, heading)
    last = write(body(document), f"{drafted.end}./.")
    last.paragraph_format.keep_with_next = True
    _foot(document, drafted, paper)
    return document


def _from_document(basis: str) -> str:
    """The first sentence: what asks for the report is what is carried out."""
    first = basis.split("; ", 1)
    begins = ("Thực hiện", "Căn cứ", "Theo")
    if len(first) == 1:
        return basis if basis.startswith(("UBND", *begins)) or not basis[:1].islower() else f"{basis[:1].upper()}{basis[1:]}"
    asked = first[0] if first[0].startswith(begins) else f"Thực hiện {first[0]}"
    return f"{asked}, {first[1]}"


def _head(document: DocumentObject, paper: Paper) -> None:
    table = document.add_table(rows=2, cols=2)
    set_widths(table, (_HALF, _OTHER))
    left, right = table.rows[0].cells
    names = _office_lines(paper)
    for place, (text, bold) in enumerate(names):
        write(left.paragraphs[0] if not place else left.add_paragraph(), text, size=13, bold=bold, align=CENTRE)
    rule_under(left, _HALF, 25)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTRE)
    write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, align=CENTRE)
    rule_under(right, _OTHER, 58)
    left, right = table.rows[1].cells
    code = "UBND" if is_committee(paper.unit) else "".join(word[0] for word in paper.unit.full_name.split()).upper()
    write(left.paragraphs[0], f"Số: {_DOTS}/BC-{code}", size=13, align=CENTRE)
    day = f"{paper.unit.name}, ngày …… tháng …… năm {paper.year}"
    write(right.paragraphs[0], day, italic=True, align=CENTRE)
    document.add_paragraph()


def _office_lines(paper: Paper) -> list[tuple[str, bool]]:
    """The name of the office in bold; below a committee the office above it stands over that."""
    if is_committee(paper.unit):
        return [("ỦY BAN NHÂN DÂN", True), (paper.unit.full_name.upper(), True)]
    over = [(office_name(paper.above).upper(), False)] if paper.above else []
    return [*over, (paper.unit.full_name.upper(), True)]


def _heading(document: DocumentObject, one: DraftHeading) -> None:
    """Its wording, with its prompt while nothing stands there; words before the sentences from figures, or dots."""
    level, (beside, below) = one.heading.level, one.lines
    if one.text:
        paragraph = body(document)
        write(paragraph, one.text, bold=level in _BOLD, italic=level == "a")
        paragraph.paragraph_format.keep_with_next = True
        if one.heading.prompt and one.is_open:
            write(paragraph, f" ({one.heading.prompt})", italic=True)
        if beside:
            write(paragraph, f" {beside}")
            paragraph.paragraph_format.keep_with_next = bool(below)
    for text in below:
        write(body(document), text)
    if one.is_open:
        write(body(document), _DOTS if one.text else f"{one.heading.prompt}: {_DOTS}")


def _foot(document: DocumentObject, drafted: WrittenDraft, paper: Paper) -> None:
    """Receivers on the left, signature on the right, never apart from the last sentence."""
    table = document.add_table(rows=1, cols=2)
    set_widths(table, (TEXT_WIDTH / 2, TEXT_WIDTH / 2))
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - there is no call for it
    left, right = row.cells
    write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    for place, to in enumerate(drafted.to):
        end = "." if place == len(drafted.to) - 1 else ";"
        write(left.add_paragraph(), f"- {to}{end}", size=11, align=LEFT)
    committee = is_committee(paper.unit)
    signs = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"] if committee else ["THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"]
    for place, text in enumerate([*signs, "", "", "", paper.leader or _DOTS]):
        paragraph = right.paragraphs[0] if not place else right.add_paragraph()
        write(paragraph, text, bold=True, align=CENTRE)
        paragraph.paragraph_format.keep_with_next = True


def _annex(document: DocumentObject, form: Form, heading: Heading, shown: Mapping[Cell, Entry]) -> None:
    """The appendix on pages of its own, counted anew, the head of the table on each."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section)
    number_anew(section)
    facts = heading.facts
    lines = [(form.appendix, True), *((line.format(**facts), True) for line in form.title)]
    for text, bold in lines:
        write(document.add_paragraph(), text, size=13, bold=bold, align=CENTRE)
    if form.attached_to:
        write(document.add_paragraph(), form.attached_to.format(**facts), size=13, italic=True, align=CENTRE)
    document.add_paragraph()
    head = form.head
    rows: list[Sequence[str]] = [(head.stt, head.label, head.unit, head.figure, head.note)]
    rows += [_annex_row(row, shown.get(row.cell)) for row in form.rows]
    table = document.add_table(rows=len(rows), cols=len(_COLUMNS))
    table.style = "Table Grid"
    set_widths(table, _COLUMNS)
    strong = {place for place, row in enumerate(form.rows, 1) if row.kind is Kind.SECTION}
    fill_table(table, rows, strong={0, *strong}, left={1, 4})


def _annex_row(row: Row, entry: Entry | None) -> tuple[str, str, str, str, str]:
    note = " ".join(part for part in (row.note, entry.note if entry else "") if part)
    figure = ""
    if entry and entry.answer is Answer.NOT_APPLICABLE:
        figure = "-"
    elif entry:
        figure = entry.text or ("" if entry.amount is None else written_number(entry.amount))
    return row.stt, row.label, row.unit, figure, note
