"""Words of last period under headings that are no more."""

from collections.abc import Iterable

from bot.texts.common.wording import cut, few
from tracker.written.outline import OutlineHeading
from tracker.written.own_words import LostWords, WordedReport
from tracker.written.refreshing import refreshed

ELSEWHERE = "Giữ lời mục cũ"
LEAVE_OUT, LATER = "Không dùng lời này", "Để sau"
NONE_LOST = "Không còn lời nào của mục cũ."
_LONGEST, _LONGEST_SHOWN = 80, 700


def named(lost: Iterable[LostWords]) -> str:
    """On the card."""
    names = [f"“{cut(one.name, _LONGEST)}”" for one in lost]
    return f"Lời kỳ trước ở {len(names)} mục không còn trong đề cương: {few(names, 3, 'mục nữa')}; chưa dùng ở đâu."


def title(name: str, left: int) -> str:
    """At the head of the question; how many more are to come."""
    return f"Mục cũ: {cut(name, _LONGEST * 2)}" + (f" (còn {left} mục nữa)" if left else "")


def question(report: WordedReport, lost: LostWords) -> str:
    """The words, and how to answer."""
    words = refreshed(lost.given.words, report.known).text
    return (
        f"“{cut(words, _LONGEST_SHOWN)}”\nĐề cương kỳ này không còn mục này. Đặt lời này vào mục nào? "
        "Gõ số hoặc tên mục, ví dụ “V” hoặc “III.2”; “bỏ” nếu không dùng."
    )


def heading(one: OutlineHeading) -> str:
    """A heading as a choice."""
    return cut(one.name, _LONGEST // 2)


def no_heading(text: str) -> str:
    """No heading is called so, or several are."""
    return f"Tôi chưa rõ “{cut(text, _LONGEST)}” là mục nào có chỗ cho lời. Anh/chị gõ mấy chữ đầu của tên mục."


def put(name: str, heading: OutlineHeading | None) -> str:
    """What became of the words."""
    if heading is None:
        return f"Không dùng lời của mục cũ “{cut(name, _LONGEST)}”."
    return f"Đã thêm lời của mục cũ “{cut(name, _LONGEST)}” vào {cut(heading.name, _LONGEST)}."
