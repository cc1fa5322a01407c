"""What a document of Nghị định 30/2020/NĐ-CP is set in: paper, letters, lines; and what python-docx has no call for."""

from collections.abc import Collection, Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
TEXT_WIDTH = 165  # mm, of A4 between the decree's margins
LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_SCRIPTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_COMPATIBLE = "15"
_BODY, _LEFT, _CENTRE = "Body", "CellLeft", "CellCentre"  # what our paragraphs name their styles by
_STYLES = {_BODY: "Đoạn văn", _LEFT: "Ô trái", _CENTRE: "Ô giữa"}  # and what Word shows


def new_document(title: str, author: str) -> DocumentObject:
    """An empty one of the decree's page, letters and language; it says whose it is instead of python-docx."""
    document = Document()
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(14)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    _add_styles(document)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for holder in (fonts, defaults):
        if holder is not None:
            holder.attrib.clear()
            for script in _SCRIPTS:
                holder.set(qn(script), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        for kind in ("w:val", "w:eastAsia"):
            language.set(qn(kind), "vi-VN")
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, author, "", "vi-VN"
    properties.last_modified_by = author
    _compatible(document)
    set_page(document.sections[0])
    return document


def _add_styles(document: DocumentObject) -> None:
    """The looks of paragraphs that come often, once: running text, and the cells of a large table."""
    made: dict[str, Any] = {}
    for key, name in _STYLES.items():
        made[key] = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made[key].base_style, made[key].element.styleId = document.styles["Normal"], key
    shape = made[_BODY].paragraph_format
    shape.first_line_indent, shape.space_after = Mm(12.7), Pt(6)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    shape.widow_control, shape.alignment = True, JUSTIFIED
    for key, align in ((_LEFT, LEFT), (_CENTRE, CENTRE)):
        made[key].font.size, made[key].paragraph_format.alignment = Pt(12), align


def _compatible(document: DocumentObject) -> None:
    """With the Word of today: else it opens in a mode of 2010."""
    settings: Any = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _COMPATIBLE)


def set_page(section: Section) -> None:
    """A4 with the decree's margins; the number of the page at its head, from the second one."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "2"), ("end", "")):
        run: Any = paragraph.add_run()
        run.font.size = Pt(13)
        _field_part(run, kind, text)


def _field_part(run: Any, kind: str, text: str) -> None:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)  # noqa: SLF001 - there is no call for fields
    elif text.isdigit():
        run.text = text
    else:
        code = OxmlElement("w:instrText")
        code.text = text
        run._r.append(code)  # noqa: SLF001


def number_anew(section: Section) -> None:
    """Count its pages from 1."""
    properties: Any = section._sectPr  # noqa: SLF001 - there is no call for it
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    columns = properties.find(qn("w:cols"))
    if columns is None:
        properties.append(numbers)
    else:
        columns.addprevious(numbers)


def write(  # noqa: PLR0913 - how a line looks
    paragraph: Paragraph, text: str, *, size: float = 0, bold: bool = False, italic: bool = False, align: Any = None
) -> Paragraph:
    """Add a run, in the size of its paragraph's style if none is given; a number is not torn from the word after it."""
    run = paragraph.add_run(_bound(text))
    if size:
        run.font.size = Pt(size)
    if bold:
        run.bold = True
    if italic:
        run.italic = True
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _bound(text: str) -> str:
    words = text.split(" ")
    return "".join(
        word + ("" if place == len(words) - 1 else "\u00a0" if word[-1:].isdigit() and words[place + 1][:1].isalpha() else " ")
        for place, word in enumerate(words)
    )


def body(document: DocumentObject) -> Paragraph:
    """A paragraph of running text: justified, its first line indented, 6 points after it."""
    paragraph = document.add_paragraph()
    paragraph._p.style = _BODY  # noqa: SLF001 - by its name it would be looked for among all styles each time
    return paragraph


def fill_table(table: Table, lines: Sequence[Sequence[str]], strong: Collection[int], left: Collection[int]) -> None:
    """Write so many lines as the table has, each on one page; the first is its head, centred and repeated on each.

    `strong` are the places of the lines in bold, `left` the columns that are not centred. Without python-docx's own cells,
    which are found anew from the table's grid for each line.
    """
    rows: Any = table._tbl.tr_lst  # noqa: SLF001 - there is no call for it
    for place, (row, texts) in enumerate(zip(rows, lines, strict=True)):
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
            (paragraph,) = cell.p_lst
            paragraph.style = _LEFT if place and column in left else _CENTRE
            write(Paragraph(paragraph, table), text, bold=place in strong)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    rows[0].get_or_add_trPr().append(repeated)


def rule_under(cell: _Cell, width: float, length: float) -> None:
    """A line of this length in the middle of a cell of this width, both in mm."""
    paragraph: Any = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the schema's order
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *after)  # noqa: SLF001 - there is no call for it


def set_widths(table: Table, widths: tuple[float, ...]) -> None:
    """In mm, in the grid, which LibreOffice reads, and in the cells, which Word reads."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:  # noqa: SLF001 - its own way finds the cells anew for each
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(width)
