"""The groups in which nothing arose this period, ticked off in one message."""

import re
from collections.abc import Sequence

from bot.texts.common.wording import cut
from bot.texts.report.reporting import NONE_AROSE

TITLE = "Nhóm nào trong kỳ không có gì?"
EVERY = "Nhóm nào cũng có số"
ASKED_IN_TURN = "Tôi hỏi lần lượt từng nhóm; nhóm nào không có gì thì trả lời “không phát sinh”."
WHOLE_REPORT = "Nếu cả báo cáo không có gì, anh/chị gõ “tất cả không phát sinh”."
MORE = "Còn nhóm ở trang sau: gõ “tiếp”."
_SHORT = 30  # characters of a group's name
_BEGINS = re.compile("^(?:Số liệu về|Tổng số|Số lượng|Số|Tỷ lệ|Kết quả|Việc|Thực hiện) ", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


def short_name(label: str) -> str:
    """A row's label, short enough to be one of many on a screen."""
    name = _BEGINS.sub("", _IN_BRACKETS.sub("", label)).rstrip(" .:")
    words = cut(name, _SHORT)
    short = f"{words.rsplit(' ', 1)[0]}…" if words != name else name
    return f"{short[:1].upper()}{short[1:]}" or label


def line(groups: Sequence[tuple[str, str]]) -> str:
    """The groups of one section, each with its number and its short name."""
    return "• " + " · ".join(f"{number} {name}".rstrip() for number, name in groups)


def how(examples: Sequence[str]) -> str:
    """What to type."""
    return (
        f"Gõ số các nhóm đó trong một tin, ví dụ: {' '.join(examples)}. Tôi ghi {NONE_AROSE.lower()} và không hỏi nữa; "
        f"nhóm bỏ trống thì gõ: bỏ qua {examples[-1]}."
    )


def ticked(none: Sequence[str], blank: Sequence[str]) -> str:
    """What was recorded, by number."""
    said = [f"Đã ghi không phát sinh: {', '.join(none)}."] if none else []
    said += [f"Đã để trống: {', '.join(blank)}."] if blank else []
    return " ".join([*said, f"Đổi lại: gõ “sửa {[*none, *blank][0]}”."])


def unread(parts: Sequence[str], whole: Sequence[str]) -> str:
    """What was not understood of the message, of which nothing was taken."""
    said = [f"Tôi chưa hiểu {', '.join(f'“{part}”' for part in parts)}."] if parts else []
    said += [f"Nếu là cả phần {number}, gõ “phần {number}”." for number in dict.fromkeys(whole)]
    return " ".join([*said, "Chưa ghi nhóm nào."])
