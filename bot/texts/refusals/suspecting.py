"""Which figure is likely to be the wrong one, and what was probably meant there."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.texts.common.wording import cell_name, number
from tracker.doubts.held import Mending
from tracker.doubts.slips import Slip
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row

_SLIPS = {
    Slip.KEY: "nhầm một chữ số",
    Slip.DROPPED: "thiếu một chữ số",
    Slip.DOUBLED: "thừa một chữ số",
    Slip.SWAPPED: "đảo hai chữ số",
    Slip.ZERO_MORE: "thừa một số 0",
    Slip.ZERO_LESS: "thiếu một số 0",
    Slip.COMMA: "sai chỗ dấu phẩy",
    Slip.THOUSAND: "lệch 1.000 lần",
    Slip.FRACTION: "chưa đổi ra phần trăm",
    Slip.STALE: "tổng chưa cập nhật",
    Slip.EXCHANGED: "hai dòng đổi chỗ",
}


def mend(form: Form, reading: Mending) -> str:
    """The choice that sets what was probably meant: "Sửa 3.3.1a thành 231"."""
    told = [f"{cell_name(form.row_of(cell))} thành {_figure(form.row_of(cell), value)}" for cell, value in reading.changes]
    return "Sửa " + ", ".join(told)


def fix(row: Row) -> str:
    """The choice of the one figure that is wrong."""
    return f"Sửa {cell_name(row)}"


def keep(value: Decimal) -> str:
    """The choice of keeping the one figure that is in question."""
    return f"Giữ {number(value)}, ghi lý do"


def which(names: Sequence[str]) -> str:
    """Asks which of several figures is wrong, where nothing tells."""
    return f"Số nào sai, {', '.join(names[:-1])} hay {names[-1]}?"


def suspected(form: Form, reading: Mending, before: Mapping[Cell, Decimal]) -> str:
    """The slip that was probably made in the cells of a reading, and what `before` says that they were last period."""
    names = {cell: cell_name(form.row_of(cell)) for cell in reading.cells}
    past = [f"{name} kỳ trước là {_figure(form.row_of(cell), before[cell])}" for cell, name in names.items() if cell in before]
    slip = f"Có thể {' và '.join(names.values())} {_SLIPS.get(reading.slip, 'chưa đúng')}."
    return f"{slip} {'; '.join(past)}." if past else slip


def _figure(row: Row, value: Decimal | None) -> str:
    return "trống" if value is None else number(value) + ("%" if row.kind is Kind.RATE else "")
