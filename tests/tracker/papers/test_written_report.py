"""The written report as a document: opened again, it has the decree's page, head, order, signature and annex."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length
from sqlmodel import Session, select

from tests.communes import NOW
from tests.real_reports import REAL_REPORTS, RealReport, set_up_real
from tracker.narrative.words import HeadingWords, give_words
from tracker.office.officers import Officer
from tracker.papers.written_report import written_report
from tracker.reports.reports import Report, Source
from tracker.written.own_words import worded_report

ORDER = {  # of the schema, as far as we add to it
    "pPr": ("pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "spacing", "ind", "jc", "rPr", "sectPr"),
    "sectPr": ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"),
    "trPr": ("cantSplit", "tblHeader"),
}


def written(session: Session, report: Report) -> bytes:
    """The .docx of what stands."""
    return written_report(session, report, worded_report(session, report).draft)[1]


@pytest.mark.parametrize("real", REAL_REPORTS, ids=[real.form for real in REAL_REPORTS])
def test_a_real_report_is_a_document_of_the_decree(session: Session, real: RealReport) -> None:
    report = set_up_real(session, real)
    officer = session.exec(select(Officer)).one()
    give_words(
        session,
        report,
        {"I.direct": HeadingWords("Lời của đơn vị 12 & <3>.", officer.id, NOW)},
        Source(officer.id, NOW, "test"),
    )
    drafted = worded_report(session, report).draft
    name, content = written_report(session, report, drafted)
    document = docx.Document(BytesIO(content))
    assert name == f"Bao-cao-DON-VI-{real.period}.docx"
    text = [paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs]
    assert text[text.index("BÁO CÁO") + 1] == drafted.title
    assert any("Lời của đơn vị 12 & <3>." in line for line in text)
    assert f"{drafted.end}./." in text
    headings = [one.text for one in drafted.headings if one.text]
    assert [line for line in text if any(line.startswith(heading) for heading in headings)]
    head, foot, annex = document.tables
    assert "Độc lập - Tự do - Hạnh phúc" in head.cell(0, 1).text
    assert foot.cell(0, 0).text.startswith("Nơi nhận:")
    assert len(annex.rows) > 80
    for section in document.sections:
        assert [round(Length(side or 0).mm) for side in (section.page_width, section.left_margin, section.right_margin)] == [
            210,
            30,
            15,
        ]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml  # noqa: SLF001
    assert document.core_properties.author != "python-docx"


def test_what_we_add_stands_in_the_order_of_the_schema(session: Session) -> None:
    content = written(session, set_up_real(session, REAL_REPORTS[0]))
    body = docx.Document(BytesIO(content)).element
    seen = 0
    for name, order in ORDER.items():
        for element in body.iter(qn(f"w:{name}")):
            places = [order.index(child.tag.partition("}")[2]) for child in element]
            assert places == sorted(places), name
            seen += 1
    assert seen > 500


def test_no_name_of_a_tool_is_in_it(session: Session) -> None:
    content = written(session, set_up_real(session, REAL_REPORTS[0]))
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert "python-docx" not in parts.read("docProps/core.xml").decode()
        assert 'w:cs="Times New Roman"' in parts.read("word/styles.xml").decode()
