"""The form on a page."""

import re
from datetime import datetime

from bot.texts.common.wording import short_moment

NONE_AROSE, BLANK = "không phát sinh", "để trống"
LEFT_BLANK = re.compile(r"(?:để trống|bỏ trống|bỏ qua|de trong|bo qua)(?:[\s:,]+(?P<why>\S.*))?", re.IGNORECASE)
ONLY_THIS_FIELD = "Ô này chỉ nhận số liệu của chính mục này. Chưa ghi; anh/chị gõ lại."
MISSING = "Dòng này còn thiếu mục này."
SAVED = "Đã lưu."


def entered_by(name: str, stands: str, at: datetime) -> str:
    """Somebody else has entered a field meanwhile."""
    return (
        f"{name} đã ghi “{stands}” lúc {short_moment(at)}, sau khi anh/chị mở trang. "
        "Chưa thay; lưu lần nữa để thay bằng số của anh/chị."
    )


def saved(count: int, wrong: int, waiting: int) -> str:
    """What of a page is saved, what is not, and what is left in the report."""
    told = f"Đã lưu trang này. Báo cáo còn {waiting} ô trống." if waiting else "Đã lưu trang này. Mọi ô đã có số."
    kept = f"{wrong} ô chưa ghi được, số anh/chị gõ vẫn còn ở ô." if wrong else ""
    return " ".join(filter(None, (kept, told if not wrong or count else f"Báo cáo còn {waiting} ô trống.")))
