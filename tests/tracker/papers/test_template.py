"""An office's own document with marks: filled in its format, unknown marks named with their place and what is like them."""

from io import BytesIO

import docx
from sqlmodel import Session

from tests.real_reports import REAL_REPORTS, set_up_real
from tracker.papers.template import fill_template, template_values
from tracker.written.own_words import worded_report


def _template(*runs: tuple[str, bool]) -> bytes:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for text, bold in runs:
        paragraph.add_run(text).bold = bold
    made.add_table(rows=1, cols=1).cell(0, 0).text = "Trong bảng: [4.5.1]"
    made.sections[0].header.paragraphs[0].text = "[KỲ BÁO CÁO]"
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def values_of(session: Session) -> dict[str, str]:
    """What the marks stand for in the report of Bản Thi."""
    report = set_up_real(session, REAL_REPORTS[0])
    return template_values(session, report, worded_report(session, report).draft)


def test_marks_are_filled_over_split_runs_in_tables_and_headers(session: Session) -> None:
    values = values_of(session)
    filled = fill_template(_template(("UBND [Tên ", False), ("đơn", True), (" vị] có [3.1.4] TTHC. [I.tasks]", False)), values)
    assert filled.unknown == ()
    document = docx.Document(BytesIO(filled.content))
    said = document.paragraphs[0].text
    assert said == "UBND xã Bản Thi có 114 TTHC. Tổng số nhiệm vụ 05 nhiệm vụ, đã hoàn thành 05 nhiệm vụ, đạt 100%."
    assert document.tables[0].cell(0, 0).text == "Trong bảng: 9"
    assert document.sections[0].header.paragraphs[0].text == "Quý I năm 2024"
    assert not document.paragraphs[0].runs[0].bold


def test_a_misspelt_mark_is_named_with_its_place_and_what_is_known(session: Session) -> None:
    values = values_of(session)
    filled = fill_template(_template(("Kính gửi [Tên đơn vi ạ], số [3.1.99x]: [3.1.4]", False)), values)
    first, second = filled.unknown
    assert (first.paragraph, second.paragraph) == (1, 1)
    assert {first.name, second.name} == {"Tên đơn vi ạ", "3.1.99x"}
    by_name = {one.name: one for one in filled.unknown}
    assert "Tên đơn vị" in by_name["Tên đơn vi ạ"].near
    assert "Kính gửi" in by_name["Tên đơn vi ạ"].words
    assert docx.Document(BytesIO(filled.content)).paragraphs[0].text == "Kính gửi [Tên đơn vi ạ], số [3.1.99x]: 114"


def test_a_district_has_its_own_sentences_and_a_commune_has_not(session: Session) -> None:
    values = values_of(session)
    assert "kiểm tra" not in values["I.plan"]
