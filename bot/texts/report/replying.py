"""A reply to an older question."""

from bot.texts.common.wording import report_name
from bot.texts.report.reporting import REOPEN
from tracker.reports.rounds import Round

SETTLED = "Câu anh/chị trả lời đã xong nên tôi chưa ghi gì. Muốn sửa một mục, anh/chị gõ số mục và số mới, ví dụ: 1.1: 14."


def closed(round_: Round) -> str:
    """The question belongs to a report that is not with its officers any more."""
    return (
        f"Câu anh/chị trả lời là của {report_name(round_)}. Báo cáo này đã nộp hoặc đang chờ duyệt nên tôi chưa ghi gì. "
        f"Muốn sửa, anh/chị mở báo cáo và chọn “{REOPEN}”."
    )
