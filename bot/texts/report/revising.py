"""A section as it stood last period, to keep or to change."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import named_row, value
from tracker.forms.form import Form, Row
from tracker.reports.figures import Entry

KEEP = "Giữ như kỳ trước"
ANEW = "Nhập lại từng nhóm"
HOW = (
    "Trên đây là số kỳ trước. Nếu không đổi, anh/chị bấm “Giữ như kỳ trước”. Nếu có mục đổi, chỉ gõ các mục đó, ví dụ: "
    "{example}; các mục khác giữ như kỳ trước."
)


def kept(count: int) -> str:
    """How many rows stay as they were."""
    return f"Giữ như kỳ trước: {count} mục."


def offer(form: Form, rows: Sequence[Row], before: Mapping[str, Entry]) -> str:
    """The open rows of a section with last period's figures, and what to do."""
    none = [f"• {named_row(form.by_key[key])}: không phát sinh" for key in before if key in form.none_groups]
    lines = [f"• {named_row(row)}: {value(row, before[row.key])}" for row in rows if row.key in before]
    example = "; ".join(f"{row.key}: {number}" for row, number in zip(rows, ("5", "12"), strict=False))
    return "\n".join([*lines, *none, HOW.format(example=example)])
