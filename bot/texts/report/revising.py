"""A section as it stood last period, to keep or to change."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cell_names, value
from bot.texts.report.cells import by_row
from bot.texts.report.overview import cut_row
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.reports.entry import Answer, Entry

KEEP = "Giữ như kỳ trước"
ANEW = "Nhập lại từng nhóm"
HOW = (
    f"Trên đây là số kỳ trước. Nếu không đổi, anh/chị chọn “{KEEP}”. Nếu có mục đổi, chỉ gõ các mục đó, ví dụ: "
    "{example}; các mục khác giữ như kỳ trước."
)


def kept(count: int) -> str:
    """How many rows stay as they were."""
    return f"Giữ như kỳ trước: {count} mục."


def rows(form: Form, before: Mapping[Cell, Entry]) -> list[str]:
    """The rows of a section that had a figure other than 0 last period, each on its line."""
    if not form.is_plain:
        return list(by_row.rows_with_figures(form, before, before).values())
    stood = [(form.row_of(cell), entry) for cell, entry in before.items() if _is_some(entry)]
    return [f"• {cut_row(row)}: {value(row, entry)}" for row, entry in stood]


def _is_some(entry: Entry) -> bool:
    return entry.answer is Answer.VALUE and entry.amount != 0


def beside(form: Form, before: Mapping[Cell, Entry]) -> str:
    """The other rows in one line: 0, nothing arose, blank, not applicable."""
    others = {cell: entry for cell, entry in before.items() if not _is_some(entry)}
    zeros = [cell for cell, entry in others.items() if entry.amount == 0]
    said = [
        ("Bằng 0", [cell for cell in zeros if cell not in form.none_cells]),
        ("Không phát sinh", [cell for cell in zeros if cell in form.none_cells]),
        ("Để trống", [cell for cell, entry in others.items() if entry.answer is Answer.BLANK]),
        ("Không áp dụng", [cell for cell, entry in others.items() if entry.answer is Answer.NOT_APPLICABLE]),
    ]
    return " · ".join(f"{word}: {', '.join(cell_names(form, cells))}" for word, cells in said if cells)


def more(count: int) -> str:
    """How many rows of the section are on the next page."""
    return f"Còn {count} mục ở trang sau, gõ “tiếp” để xem; “{KEEP}” giữ cả các mục đó." if count else ""


def how(form: Form, cells: Sequence[Cell]) -> str:
    """What to do with a section that stands as it was."""
    example = "; ".join(f"{name}: {number}" for name, number in zip(cell_names(form, cells), ("5", "12"), strict=False))
    return HOW.format(example=example)
