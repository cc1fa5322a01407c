"""Changing a row where it is not clear in which report."""

from bot.texts.common.wording import report_name
from tracker.reports.rounds import Round

WHICH_REPORT = "Anh/chị muốn sửa trong báo cáo nào?"


def in_handed_in(round_: Round) -> str:
    """The choice of the report that is handed in."""
    return f"Đã nộp: {report_name(round_)}"


def in_owed(round_: Round) -> str:
    """The choice of a report that is being filled."""
    return f"Đang điền: {report_name(round_)}"
