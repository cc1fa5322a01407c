"""Workbooks that look odd or wrong and are read all the same, and what is read."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from tests.hostile import Builder, filled, stored_zip_of, styled_rows
from tests.workbooks import (
    OFFICE,
    STRICT,
    STRICT_OFFICE,
    cell,
    changed_workbook,
    edited_workbook,
    noise,
    packed,
    parts,
    relations,
    rows,
    texts,
    workbook,
    worksheet,
)
from tracker.kernel.grids import Grid, SheetPlace, Span, Value

GENERAL, DAY, PERCENT, DAY_MONTH, HOUR, CUSTOM_PERCENT, WITH_TEXT = (f's="{style}"' for style in range(7))
LINK = f'<hyperlink xmlns:r="{OFFICE}" ref="A1:XFD1048576" r:id="r9"/>'
ONE_LINK = relations({"r1": ("worksheet", "/xl/worksheets/sheet1.xml")})
TWELVE = rows(cell("A1", "12"))
RICH = '<si><r><t xml:space="preserve">Số </t></r><r><rPr><b/></rPr><t>văn bản</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
EXTERNAL = (
    f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<externalBook r:id="r1"/></externalLink>'
)


def one(*line: Value, **more: object) -> list[Grid]:
    """One sheet with one row."""
    return [Grid("S1", (line,) if line else (), **more)]  # type: ignore[arg-type]


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def line(*cells: str) -> Callable[[], bytes]:
    return lambda: workbook(rows("".join(cells)))


def strict() -> bytes:
    sheet = worksheet(rows(cell("A1", "12"), cell("A2", "2024-01-31T00:00:00", f't="d" {DAY}')), STRICT)
    return packed(parts(sheet, office=STRICT_OFFICE, namespace=STRICT).items())


def linked() -> bytes:
    """A value that Excel fetched from another workbook, which is not looked at."""
    return changed_workbook(
        {
            "xl/externalLinks/externalLink1.xml": EXTERNAL,
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations({"r1": ("externalLinkPath", "file:///etc/passwd")}),
        },
        rows('<c r="A1"><f>[1]S!A1</f><v>12</v></c>'),
    )


def three_sheets() -> bytes:
    """Shown in the order of the workbook, the hidden one left out."""
    return edited_workbook(
        "xl/workbook.xml", 'name="S2"', 'name="S2" state="hidden"', *[rows(cell("A1", str(n))) for n in (1, 2, 3)]
    )


READ: Mapping[str, tuple[list[Grid], Builder]] = {
    "digits": (
        one(Decimal("41.46"), Decimal("0.3"), Decimal("123456789012.34"), Decimal(1492), Decimal(0)),
        line(*[f"<c><v>{v}</v></c>" for v in ("41.460000000000001", "0.30000000000000004", "123456789012.34", "1492", "-0")]),
    ),
    "absurd numbers": (
        one("1e400", "NaN", "-INF", Decimal("1E+308"), Decimal(0), "1_000", "0x10"),
        line(*[f"<c><v>{v}</v></c>" for v in ("1e400", "NaN", "-INF", "1E+308", "1e-400", "1_000", "0x10")]),
    ),
    "percentages": (
        one(Decimal(30), Decimal("41.46"), Decimal("0.3"), percent=frozenset({SheetPlace(1, 1), SheetPlace(1, 2)})),
        line(cell("A1", "0.3", PERCENT), cell("B1", "0.41460000000000002", CUSTOM_PERCENT), cell("C1", "0.3", GENERAL)),
    ),
    "a row number that became a date": (
        one(date(2024, 1, 1), date(2024, 2, 29), Decimal(45292)),
        line(cell("A1", "45292", DAY_MONTH), cell("B1", "45351.75", DAY), cell("C1", "45292", WITH_TEXT)),
    ),
    "days before the day that never was": (
        one(date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)),
        line(cell("A1", "1", DAY), cell("B1", "59", DAY), cell("C1", "61", DAY)),
    ),
    "days that no calendar has": (
        one(Decimal(-1), Decimal("1E+20"), Decimal("0.5")),
        line(cell("A1", "-1", DAY), cell("B1", "1E20", DAY), cell("C1", "0.5", DAY)),
    ),
    "times": (one("07:30", "24:00"), line(cell("A1", "0.3125", HOUR), cell("B1", "1", HOUR))),
    "days of an old Macintosh": (
        one(date(2024, 1, 1)),
        lambda: edited_workbook(
            "xl/workbook.xml", "<workbookPr/>", '<workbookPr date1904="1"/>', rows(cell("A1", "43830", DAY))
        ),
    ),
    "truths and errors": (
        one("TRUE", "FALSE", "#REF!"),
        line(cell("A1", "1", 't="b"'), cell("B1", "0", 't="b"'), cell("C1", "#REF!", 't="e"')),
    ),
    "formulas": (
        one(
            *(None, None, Decimal(3), "ba"),
            unresolved=frozenset({SheetPlace(1, 1), SheetPlace(1, 2)}),
            formulas={
                SheetPlace(1, 1): "1+1",
                SheetPlace(1, 2): "1+1",
                SheetPlace(1, 3): "1+2",
                SheetPlace(1, 4): '"b"&"a"',
            },
        ),
        line(
            '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+2</f><v>3</v></c>',
            '<c r="D1" t="str"><f>"b"&amp;"a"</f><v>ba</v></c><c r="E1" t="str"><f>""</f><v></v></c>',
        ),
    ),
    "inline text, rich text and phonetic hints": (
        one("một", "Số văn bản", "hai"),
        lambda: changed_workbook(
            {"xl/sharedStrings.xml": texts("<si><t>hai</t></si>", RICH)},
            rows(inline("A1", "một") + '<c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c>'),
        ),
    ),
    "control characters and lone surrogates": (
        one("a\nb", "xã", "_x0041_"),
        line(inline("A1", "a_x000D_\n_x0000_b_xD800_"), inline("B1", " x&#x61;&#x303;&#x85; "), inline("C1", "_x005F_x0041_")),
    ),
    "only blanks": (one(), line(inline("A1", "  "), "<c/>", cell("C1", " "))),
    "cells that do not say where they stand": (
        one(Decimal(1), None, Decimal(2), Decimal(3)),
        lambda: workbook('<sheetData><row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row></sheetData>'),
    ),
    "huge merged and linked ranges": (
        one(Decimal(12), merged=(Span(SheetPlace(1, 1), SheetPlace(2, 2)), Span(SheetPlace(1, 1), SheetPlace(2000, 200)))),
        lambda: workbook(
            f'{TWELVE}<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:B2"/><mergeCell ref="XA1:XFD9"/>'
            f'<mergeCell ref="A1:A1"/><mergeCell ref="A1:ZZZZ99999999"/></mergeCells><hyperlinks>{LINK}</hyperlinks>'
        ),
    ),
    "a false dimension": (one(Decimal(12)), lambda: workbook(f'<dimension ref="A1:XFD1048576"/>{TWELVE}')),
    "hidden columns": (
        one(Decimal(12), hidden=frozenset({2, 3, 200})),
        lambda: workbook(
            f'<cols><col min="2" max="3" hidden="1"/><col min="5" max="9" width="3"/>'
            f'<col min="200" max="16384" hidden="1"/><col min="x" max="99999999999" hidden="1"/></cols>{TWELVE}'
        ),
    ),
    "a fault in the reference to a style": (one(Decimal(12)), line(cell("A1", "12", 's="99999999999"'))),
    "600,000 styled rows": (one(Decimal(12)), lambda: workbook(styled_rows(600_000))),
    "a sheet that is full": (
        [Grid("S1", ((Decimal(1),) * 60,) * 1_600)],
        lambda: workbook(filled(96_000)),
    ),
    "Strict Open XML": ([Grid("S1", ((Decimal(12),), (date(2024, 1, 31),)))], strict),
    "links to other workbooks": (one(Decimal(12), formulas={SheetPlace(1, 1): "[1]S!A1"}), linked),
    "an embedded zip": (
        one(Decimal(12)),
        lambda: changed_workbook({"xl/embeddings/a.zip": stored_zip_of("a.xlsx"), "xl/media/image1.png": noise(2_000)}),
    ),
    "no styles and no shared texts": (
        one(Decimal(12)),
        lambda: changed_workbook(
            {"xl/styles.xml": None, "xl/sharedStrings.xml": None, "xl/_rels/workbook.xml.rels": ONE_LINK}
        ),
    ),
    "a very long sheet name": (
        [Grid("S" * 100, ((Decimal(12),),))],
        lambda: edited_workbook("xl/workbook.xml", 'name="S1"', f'name="{"S" * 100_000}"'),
    ),
    "sheets in order without the hidden": ([Grid(f"S{n}", ((Decimal(n),),)) for n in (1, 3)], three_sheets),
    "an empty sheet": (one(), lambda: workbook("<sheetData/>")),
    "names in capitals": (
        one(Decimal(12)),
        lambda: packed(
            (name.replace("xl/worksheets", "XL/Worksheets"), part) for name, part in parts(worksheet(TWELVE)).items()
        ),
    ),
    "UTF-16": (
        one(Decimal(12)),
        lambda: changed_workbook(
            {"xl/worksheets/sheet1.xml": worksheet(TWELVE).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")}
        ),
    ),
}
