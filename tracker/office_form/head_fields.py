"""Figures that a form asks in the lines above its tables: "Tổng số lao động: …… người"."""

import re
from collections.abc import Iterator, Sequence

from tracker.kernel.names import fold
from tracker.office_table.form import HeadField
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.heads import HeadPlace
from tracker.printed_sheet.page import SheetView
from tracker.printed_sheet.units import kind_of_unit

_FIELD = re.compile(vocabulary.ASKED_ABOVE)
_ADMINISTRATIVE = re.compile(vocabulary.ADMINISTRATIVE)
_LONGEST = 80  # characters


def head_fields(page: SheetView, heads: Sequence[HeadPlace]) -> Iterator[HeadField]:
    """Those of one sheet; places for the unit's name, the period and dates are none."""
    last = heads[0].first - 1 if heads else 0
    for row in range(1, last + 1):
        for _, text in page.cells(row):
            before = ""  # the unit of the field before it in the line
            for found in _FIELD.finditer(text):
                label, unit = found["label"].strip(" ,.-()*+"), found["unit"] or ""
                unit = unit if kind_of_unit(unit) and not unit[0].isupper() else ""
                label = label.removeprefix(before).strip(" ,.-()*+")
                before = unit
                folded = fold(label)
                asks_figure = bool(re.match(r"(trong do|tong|so |dien tich|dan so)", folded))
                if 1 < len(label) <= _LONGEST and (asks_figure or not _ADMINISTRATIVE.fullmatch(folded)):
                    yield HeadField(page.grid.name, row, label, unit)
