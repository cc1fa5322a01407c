"""Numbers that follow from others in the cells of a form."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Protocol

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Formula


def completed(form: Form, typed: Mapping[Cell, Decimal], only: Collection[Cell] | None = None) -> dict[Cell, Decimal]:
    """These numbers with those that the office has filled in, and with what follows from both, or `only` in these cells."""
    known = {**form.known, **typed}
    for cell, formula in form.computed.items():
        if cell not in known and (only is None or cell in only) and (value := formula.value(known)) is not None:
            known[cell] = value
    return known


def says_the_same(formula: Formula, amount: Decimal, known: Mapping[Cell, Decimal]) -> bool:
    """Whether a typed number is what follows, a rate at the decimals that were typed."""
    exponent = amount.as_tuple().exponent
    places = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else None
    return amount == formula.value(known, places)


class _Numbered(Protocol):
    """What stands in a cell."""

    @property
    def amount(self) -> Decimal | None:
        """Its number, if it is one."""


def outdated(form: Form, standing: Mapping[Cell, _Numbered], entered: Mapping[Cell, _Numbered]) -> list[Cell]:
    """The computed cells in which what follows was written, however rounded, and follows no more once these are entered."""
    claimed = [] if form.is_plain else [cell for cell in standing if cell in form.computed and cell not in entered]
    if not claimed:
        return []
    before = {cell: one.amount for cell, one in standing.items() if one.amount is not None and cell not in form.computed}
    typed = {cell: one.amount for cell, one in entered.items() if one.amount is not None and cell not in form.computed}
    known = completed(form, before)
    now = completed(form, {cell: number for cell, number in before.items() if cell not in entered} | typed)
    said = {cell: one.amount for cell in claimed if (one := standing[cell]).amount is not None}
    same = [cell for cell, number in said.items() if number is not None and says_the_same(form.computed[cell], number, known)]
    return [cell for cell in same if (number := said[cell]) is None or not says_the_same(form.computed[cell], number, now)]
