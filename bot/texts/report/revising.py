"""A section as it stood last period, to keep or to change."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import named_row, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.reports.entry import Entry

KEEP = "Giữ như kỳ trước"
ANEW = "Nhập lại từng nhóm"
HOW = (
    f"Trên đây là số kỳ trước. Nếu không đổi, anh/chị chọn “{KEEP}”. Nếu có mục đổi, chỉ gõ các mục đó, ví dụ: "
    "{example}; các mục khác giữ như kỳ trước."
)


def kept(count: int) -> str:
    """How many rows stay as they were."""
    return f"Giữ như kỳ trước: {count} mục."


def offer(form: Form, cells: Sequence[Cell], before: Mapping[Cell, Entry]) -> str:
    """The open cells of a section with last period's figures, and what to do."""
    none = [f"• {named_row(form.row_of(cell))}: không phát sinh" for cell in before if cell in form.none_cells]
    stood = [(form.row_of(cell), before[cell]) for cell in cells if cell in before]
    lines = [f"• {named_row(row)}: {value(row, entry)}" for row, entry in stood]
    example = "; ".join(f"{cell}: {number}" for cell, number in zip(cells, ("5", "12"), strict=False))
    return "\n".join([*lines, *none, HOW.format(example=example)])
