"""Reports for the tests of doubts: an appendix as it was filled, with other figures here and there, and earlier ones."""

import re
from collections.abc import Mapping, Sequence
from csv import DictReader
from decimal import Decimal
from functools import cache

from tests.house import ROOT
from tracker.calendar.periods import parse_period
from tracker.doubts.doubts import Watch, watch_over
from tracker.doubts.past import Earlier, UnitPast, past_of
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts
from tracker.reports.entry import Entry
from tracker.reports.reckoning import amounts, reckon, without_computed

NOW = parse_period("2024-Q3")
BEFORE = [
    parse_period(f"{year}-Q{quarter}") for year, quarter in ((2024, 2), (2024, 1), (2023, 4), (2023, 3), (2023, 2), (2023, 1))
]
Figures = Mapping[str, str | int]


@cache
def filled(name: str) -> tuple[Form, dict[Cell, Decimal]]:
    """The form and the figures of an appendix of tests/data."""
    form = official_form(re.sub(r"-[qh]\d$", "", name))
    with (ROOT / "tests" / "data" / f"{name}.tsv").open(encoding="utf-8") as lines:
        printed = {line["key"]: (line["so_lieu"] or "").rstrip("%") for line in DictReader(lines, delimiter="\t")}
    numbers = {cell: _number(printed.get(cell.row, "")) for cell, row in form.by_cell.items() if row.is_number}
    return form, {cell: number for cell, number in numbers.items() if number is not None}


def _number(text: str) -> Decimal | None:
    text = re.sub(r"\.(?=\d{3}\b)", "", text).replace(",", ".")
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def figures_of(given: Figures) -> dict[Cell, Decimal]:
    return {Cell.read(key): Decimal(value) for key, value in given.items()}


def facts_of(form: Form, figures: Mapping[Cell, Decimal]) -> Facts:
    """Of a report with these figures in which everything else was left blank."""
    numbers = {cell: Entry.number(value) for cell, value in figures.items()}
    blank = {cell: Entry.blank() for cell in form.of_level("xã").cells if cell not in numbers}
    return reckon(form, "xã", without_computed(form, blank | numbers)).facts


def known_of(form: Form, figures: Mapping[Cell, Decimal]) -> dict[Cell, Decimal]:
    return amounts(form, {cell: Entry.number(value) for cell, value in figures.items()})


def watch_of(form: Form, earlier: Sequence[Mapping[Cell, Decimal]]) -> Watch:
    """The unit's past of these reports, the latest first."""
    past = [Earlier(period, known_of(form, figures)) for period, figures in zip(BEFORE, earlier, strict=False)]
    return watch_over(form, past_of(NOW, past) if past else UnitPast(NOW))


def broken_in(form: Form, facts: Facts) -> frozenset[str]:
    """The rules that a document's own figures break."""
    return frozenset(rule.text for rule in form.rules if rule.check(facts))
