"""The figures that are read back before a report is handed in, each in another shape: in words, and beside last period's."""

from collections.abc import Sequence
from decimal import Decimal

from bot.texts.common.spelled import spelled
from bot.texts.common.wording import cell_name, cut, number, unit_name
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.review.reading_back import ReadBack

_LARGE = 1000  # from there on a digit more or less is easily overlooked
_LONGEST_LABEL = 50  # characters


def screen(form: Form, figures: Sequence[ReadBack]) -> list[str]:
    """Them with a line above: handing in says that they are right."""
    return [f"Đọc lại {len(figures)} số, đúng thì nộp:", *(f"• {line}" for line in lines(form, figures))] if figures else []


def lines(form: Form, figures: Sequence[ReadBack]) -> list[str]:
    """A line for each of them."""
    return [_line(form, one) for one in figures]


def _line(form: Form, one: ReadBack) -> str:
    row = form.row_of(one.cell)
    words = f" ({spelled(one.amount)})" if abs(one.amount) >= _LARGE else ""
    measure = "%" if row.kind is Kind.RATE else f" {unit_name(row.unit)}" if row.unit else ""
    said = f"{_name(form, one.cell)}: {number(one.amount)}{words}{measure}"
    return said if one.before is None else f"{said}, {_moved(one.amount - one.before)}"


def _name(form: Form, cell: Cell) -> str:
    """Which cell it is: number and label of its row, and its column."""
    row, printed = form.row_of(cell), form.printed_row(cell)
    label = cut(f"{cell_name(row).removesuffix(row.named).strip()} {printed.label}".rstrip(" .:"), _LONGEST_LABEL)
    return f"{label}, {row.named}" if row.named else label


def _moved(step: Decimal) -> str:
    if not step:
        return "bằng kỳ trước"
    return f"{'hơn' if step > 0 else 'kém'} kỳ trước {number(abs(step))}"


def fix(row: Row) -> str:
    """The choice that asks one of them again."""
    return f"Sửa {cell_name(row)}"
