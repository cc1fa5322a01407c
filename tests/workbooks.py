"""Workbooks written by hand, part by part, to hold what no spreadsheet program would write."""

import io
import random
import warnings
import zipfile
from collections.abc import Iterable, Mapping

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# General, dd/mm/yyyy, 0%, d-mmm, h:mm, a custom percentage, and one whose d is text
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="[$-42A]0.0%"/><numFmt numFmtId="171" formatCode="#,##0 &quot;d&quot;"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="16"/><xf numFmtId="20"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
)
GENERAL, DAY, PERCENT, DAY_MONTH, HOUR, CUSTOM_PERCENT, WITH_TEXT = range(7)


def packed(parts: Iterable[tuple[str, bytes | str]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the twins that we mean
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def relations(targets: Mapping[str, tuple[str, str]], office: str = OFFICE) -> str:
    lines = "".join(f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{to}"/>' for i, (kind, to) in targets.items())
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def worksheet(inside: str, namespace: str = TRANSITIONAL) -> str:
    return f'{HEAD}<worksheet xmlns="{namespace}">{inside}</worksheet>'


def rows(*lines: str, start: int = 1) -> str:
    """Rows from the cells of each; `start` is the number of the first."""
    inside = "".join(f'<row r="{n}">{line}</row>' for n, line in enumerate(lines, start))
    return f"<sheetData>{inside}</sheetData>"


def cell(reference: str, value: str, extra: str = "") -> str:
    return f'<c r="{reference}" {extra}><v>{value}</v></c>'


def texts(*inside: str) -> str:
    return f'{HEAD}<sst xmlns="{TRANSITIONAL}" count="1">{"".join(inside)}</sst>'


def parts(*sheets: str, office: str = OFFICE, namespace: str = TRANSITIONAL) -> dict[str, bytes | str]:
    """The parts of a workbook; each sheet is a worksheet part's whole text."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    links = {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    links |= {"rs": ("styles", "styles.xml"), "rt": ("sharedStrings", "sharedStrings.xml")}
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{WORKBOOK_TYPE}"/></Types>',
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}, office),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{namespace}" xmlns:r="{office}"><workbookPr/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(links, office),
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{namespace}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": texts("<si><t>một</t></si>"),
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, start=1)},
    }


PLAIN = worksheet(rows('<c r="A1"><v>12</v></c>'))


def workbook(*sheets: str) -> bytes:
    """A workbook of these worksheet bodies."""
    return changed_workbook({}, *sheets)


def changed_workbook(changed: Mapping[str, bytes | str | None], *sheets: str) -> bytes:
    """A workbook with some parts changed, added or, when None, left out."""
    whole = {**parts(*[worksheet(sheet) for sheet in sheets] or [PLAIN]), **changed}
    return packed((name, part) for name, part in whole.items() if part is not None)


def edited_workbook(part: str, old: str, new: str, *sheets: str) -> bytes:
    """A workbook with one place in one part changed."""
    text = str(parts(*[worksheet(sheet) for sheet in sheets] or [PLAIN])[part])
    assert old in text
    return changed_workbook({part: text.replace(old, new)}, *sheets)


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)
