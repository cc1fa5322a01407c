"""The page of a report: its sentences that are put together."""

from datetime import datetime

from bot.texts.common.wording import moment

COMMENTED = "Đã ghi ý kiến nháp; đơn vị sẽ nhận được khi anh/chị trả lại báo cáo."


def comment(text: str, answer: str) -> str:
    """What the desk asked about a row, and what was answered."""
    return f"Ý kiến: {text}" + (f" · Trả lời: {answer}" if answer else "")


def draft(text: str) -> str:
    """A comment that the unit has not received yet."""
    return f"Ý kiến nháp, đơn vị chưa nhận: {text}"


def version(number: int, at: datetime, by: str) -> str:
    """One submission."""
    return f"Lần {number}: {moment(at)}, {by}"
