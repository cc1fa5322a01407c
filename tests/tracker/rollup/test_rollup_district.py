"""A district of twenty communes on five forms: every number of the roll-up equals a calculation over the raw papers."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from tests.communes import PERIOD, Commune, communes, set_up_communes, table
from tests.house import ROOT
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.office.units import unit_by_code
from tracker.rollup import RollUp, roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

CONCEPTS = ROOT / "tracker" / "forms" / "official" / "concepts.tsv"
TARGETS = ["ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024"]


def rolled_up(session: Session, target: str) -> tuple[list[Commune], RollUp]:
    district = communes()
    set_up_communes(session, district)
    return district, roll_up(session, target, parse_period(PERIOD), unit_by_code(session, "HUYEN"))


class Desk:
    """A patient clerk with the papers, a pencil, and fractions: shares nothing with the code but the files."""

    def __init__(self, target: str, district: list[Commune]) -> None:
        self.target, self.papers = target, [commune for commune in district if commune.figures is not None]
        with CONCEPTS.open(encoding="utf-8", newline="") as file:
            self.concepts = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def own_keys(self, commune: Commune, key: str) -> list[str]:
        """The rows of the commune's form that make this row."""
        if commune.form == self.target:
            return [key]
        return next((c[commune.form].split(" + ") for c in self.concepts if c[self.target] == key and c[commune.form]), [])

    def figure(self, commune: Commune, key: str) -> Fraction | str | None:
        """A number; or "-", "" (blank), "none" (did not arise), and None where the form has nothing like it."""
        keys = self.own_keys(commune, key)
        if not keys:
            return None
        read = [self.own_figure(commune, own) for own in keys]
        numbers = [value for value in read if isinstance(value, Fraction)]
        return sum(numbers, Fraction(0)) if numbers else "" if "" in read else read[0]

    def own_figure(self, commune: Commune, key: str) -> Fraction | str:
        papers = commune.figures or {}
        row, text = row_of(commune.form, key), papers.get(key, "")
        if text and text != "-" and row["kind"] in {"count", "amount", "rate"}:
            return Fraction(text.rstrip("%").replace(".", "").replace(",", "."))
        if "+" in row["of"]:
            parts = [self.own_figure(commune, part) for part in row["of"].split(" + ")]
            numbers = [part for part in parts if isinstance(part, Fraction)]
            return sum(numbers, Fraction(0)) if numbers else "none" if set(parts) == {"none"} else ""
        heading = next((r for r in table(commune.form) if r["key"] == row["ask"] == r["ask"] and r["kind"] == "heading"), None)
        return "none" if heading and papers.get(heading["key"]) == "0" else text

    def total(self, key: str) -> str:
        """What must be printed in a row."""
        row = row_of(self.target, key)
        if row["kind"] in {"section", "choice", "text"} or row["by"] or (row["kind"] == "rate" and not row["of"]):
            return ""
        if row["kind"] == "heading":
            return "0" if row["ask"] == key and self.nothing_arose(key) else ""
        if "/" in row["of"]:
            return self.rate(*row["of"].split(" / "))
        figures = [self.figure(commune, key) for commune in self.papers]
        added = [figure for figure in figures if isinstance(figure, Fraction)]
        keys = row["of"].split(" + ") if row["of"] else [key]
        if all(self.nothing_arose(row_of(self.target, each)["ask"]) for each in keys):
            return ""
        if added or "none" in figures:
            return plain(sum(added, Fraction(0)))
        return "-" if {figure for figure in figures if figure is not None} == {"-"} else ""

    def nothing_arose(self, group: str) -> bool:
        heading = next((row for row in table(self.target) if row["key"] == group), None)
        if not heading or heading["kind"] != "heading" or heading["ask"] != group:
            return False
        rows = [row["key"] for row in table(self.target) if row["ask"] == group and row["key"] != group]
        return {self.figure(commune, key) for commune in self.papers for key in rows} - {None} == {"none"}

    def rate(self, over: str, under: str) -> str:
        pairs = [
            (0 if upper == "none" else upper, 0 if lower == "none" else lower)
            for upper, lower in ((self.figure(c, over), self.figure(c, under)) for c in self.papers)
            if (isinstance(upper, Fraction) or upper == "none") and (isinstance(lower, Fraction) or lower == "none")
        ]
        done, base = sum(Fraction(upper) for upper, _ in pairs), sum(Fraction(lower) for _, lower in pairs)
        if not pairs:
            return ""
        return plain(Fraction((20000 * done + base) // (2 * base), 100)) if base else "-"


def row_of(form: str, key: str) -> dict[str, str]:
    return next(row for row in table(form) if row["key"] == key)


def plain(number: Fraction) -> str:
    """At most two decimals, as they stand in a cell."""
    assert (number * 100).denominator == 1
    return f"{float(number):.12g}"


def figures_on(sheet: Worksheet, target: str) -> dict[str, str]:
    top = (
        next(int(cell.row or 0) for (cell,) in sheet.iter_rows(max_col=1) if cell.value == official_form(target).head.stt) + 2
    )
    cells = [sheet.cell(number, 4).value for number in range(top, top + len(table(target)))]
    texts = ["" if cell is None else cell if isinstance(cell, str) else f"{cell:.12g}" for cell in cells]
    return {row["key"]: text for row, text in zip(table(target), texts, strict=True)}


@pytest.mark.parametrize("target", TARGETS)
def test_every_number_of_the_roll_up_equals_a_calculation_over_the_raw_papers(session: Session, target: str) -> None:
    district, rolled = rolled_up(session, target)
    _, content = rollup_workbook(rolled)
    desk = Desk(target, district)
    expected = {row["key"]: desk.total(row["key"]) for row in table(target)}
    assert figures_on(load_workbook(BytesIO(content)).worksheets[0], target) == expected
    numbers = [text for text in expected.values() if text not in {"", "-", "0"}]
    assert len(numbers) > 35, "the papers were drawn too poor to show anything"


def test_the_real_figures_stand_beside_the_others_and_a_missing_commune_is_named(session: Session) -> None:
    district, rolled = rolled_up(session, "ban-thi-2024")
    book = load_workbook(BytesIO(rollup_workbook(rolled)[1]))
    totals, columns, roster, _ = book.worksheets
    titles = [str(cell.value) for (cell,) in totals.iter_rows(max_row=8, max_col=1) if cell.value]
    assert "Mới có 19/20 đơn vị, còn thiếu: xã Yên Thịnh." in titles
    assert any("huyện Chợ Đồn" in title for title in titles)
    in_force = rolled.totals[Cell("3.1.4")]
    real = {part.share.unit.code: part.contribution for part in in_force.parts}
    assert [real[code].amount for code in ("BAN-THI", "DINH-CA", "HOANG-LUU")] == [114, 166, 193]
    online = {part.share.unit.code: part.contribution for part in rolled.totals[Cell("7.2.4b")].parts}["HOANG-LUU"]
    assert online.amount == 239 + 198
    assert online.cells == (Cell("3.3.1c"), Cell("3.3.1d"))
    heads = [cell.value for cell in columns[5]]
    assert heads[4:] == [
        share.unit.full_name + ("" if share.form.code == "ban-thi-2024" else f"\n(biểu {share.form.code})")
        for share in rolled.shares
    ]
    standing = {row[1]: row[3] for row in roster.values}
    assert standing["xã Yên Thịnh"] == "chưa nộp"
    assert len([name for name in standing.values() if name == "đã nộp"]) == len(district) - 1


def cells(sheet: Worksheet) -> Iterator[list[object]]:
    for row in sheet.iter_rows(min_row=6):
        yield [cell.value for cell in row]


def test_every_total_is_the_sum_of_its_row_on_the_sheet_of_units(session: Session) -> None:
    _, rolled = rolled_up(session, "ban-thi-2024")
    sheet = load_workbook(BytesIO(rollup_workbook(rolled)[1])).worksheets[1]
    summed = 0
    for row, line in zip(rolled.form.rows, cells(sheet), strict=True):
        if row.kind in {"count", "amount"} and isinstance(line[3], int | float):
            assert round(line[3], 6) == round(sum(cell for cell in line[4:] if isinstance(cell, int | float)), 6), row.key
            summed += 1
    assert summed > 40
