"""Why a file that an officer sent was not read: what came, what is wrong with it, what to do."""

from bot.texts import refusals
from bot.texts.common.labels import REOPEN
from tracker.kernel.errors import ReportClosed, TrackerError

_NONE_OPEN = (
    "Đơn vị anh/chị không có báo cáo nào đang mở để lấy số liệu từ tệp. "
    f"Muốn sửa báo cáo đã nộp, anh/chị gõ /baocao và chọn “{REOPEN}”."
)


def not_taken_over(error: TrackerError) -> str:
    """A sheet that could be read, but is not the one that was asked for or says what cannot be understood."""
    return _NONE_OPEN if isinstance(error, ReportClosed) else refusals.broken(error)
