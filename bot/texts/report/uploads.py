"""Why a file that an officer sent was not read: what came, what is wrong with it, what to do."""

from bot.reading.filled_sheet import CellsUnreadable
from bot.texts import refusals
from bot.texts.common.labels import REOPEN
from tracker.kernel.errors import ReportClosed, TrackerError

_NONE_OPEN = (
    "Đơn vị anh/chị không có báo cáo nào đang mở để lấy số liệu từ tệp. "
    f"Muốn sửa báo cáo đã nộp, anh/chị gõ /baocao và chọn “{REOPEN}”."
)
_MOST_CELLS = 5  # named in one message


def not_taken_over(error: TrackerError) -> str:
    """A sheet that could be read, but is not the one that was asked for or says what cannot be understood."""
    if isinstance(error, CellsUnreadable):
        return _unreadable(error)
    return _NONE_OPEN if isinstance(error, ReportClosed) else refusals.broken(error)


def _unreadable(error: CellsUnreadable) -> str:
    lines = [f"• {refusals.unread_cell(printed.row, row, unread)}" for printed, row, unread in error.wrong[:_MOST_CELLS]]
    rest = len(error.wrong) - len(lines)
    return "\n".join(
        [
            f"Trong tệp có {len(error.wrong)} ô tôi chưa đọc được nên chưa ghi số nào:",
            *lines,
            *([f"• và {rest} ô nữa"] if rest else []),
            "Anh/chị sửa các ô này rồi gửi lại tệp.",
        ]
    )
