"""Every submission of a report, and what differs between two."""

from collections.abc import Sequence

from bot.texts.common.wording import cell_name, moment, report_name, short_moment, value
from tracker.forms.row import Row
from tracker.office.units import Unit
from tracker.reports.figures import Entered
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.reports.versions import Change, Version
from tracker.workbooks.words import WAYS

VERSIONS = "Các lần nộp"
NONE = "Báo cáo này chưa nộp lần nào."
NO_REPORT = "Anh/chị mở một báo cáo trước, rồi gõ “phiên bản” để xem các lần nộp."
HOW_TO_COMPARE = "Muốn so hai lần nộp, gõ ví dụ: so lần 1 với lần 2"
WHICH = "Anh/chị gõ hai lần cần so, ví dụ: so lần 1 với lần 2"
ENDS = {"returned": "trả lại", "reopened": "đơn vị mở lại để sửa", "unlocked": "mở lại sau khóa sổ", "accepted": "tiếp nhận"}
_MOST = 40  # differences on one screen


def title(round_: Round, unit: Unit) -> str:
    """Whose submissions."""
    return f"Các lần nộp: {unit.full_name}, {report_name(round_)}"


def line(version: Version, report: Report, by: str, ended_by: str) -> str:
    """One submission: when, by whom, on time or late, and what came of it."""
    first = ", nộp muộn" if report.is_late else ", đúng hạn"
    how = f" nhập thay, theo {WAYS[version.how]}" if version.how else ""
    ended = version.ended
    why = f": {ended.reason}" if ended and ended.reason else ""
    after = f"\n  {moment(ended.at)}, {ended_by}: {ENDS[ended.what]}{why}" if ended else ""
    return f"• Lần {version.number}: {moment(version.at)}{first if version.number == 1 else ''}, {by}{how}{after}"


def compare(first: int, second: int) -> str:
    """The button that compares two."""
    return f"So lần {first} với lần {second}"


def sheet(number: int) -> str:
    """The button for the appendix of one."""
    return f"Phụ lục lần {number} (Excel)"


def here_is_the_sheet(number: int) -> str:
    """Above the appendix."""
    return f"Phụ lục của lần nộp {number} gửi kèm."


def differences(first: int, second: int, changes: Sequence[Change], names: Sequence[str]) -> str:
    """What changed, by whom and when."""
    if not changes:
        return f"Lần {first} và lần {second} có cùng số liệu."
    lines = [f"• {change(one)}{_by(one.after, by)}" for one, by in zip(changes, names, strict=True)]
    more = [f"và {len(lines) - _MOST} mục nữa; xem đủ trong phụ lục từng lần"] if len(lines) > _MOST else []
    return "\n".join([f"Từ lần {first} đến lần {second}, {len(changes)} mục đổi:", *lines[:_MOST], *more])


def _by(after: Entered | None, by: str) -> str:
    return f" ({by}, {short_moment(after.at)})" if after else ""


def change(one: Change) -> str:
    """From what to what one cell changed."""
    return f"{cell_name(one.row)}: {_stood(one.row, one.before)} → {_stood(one.row, one.after)}"


def _stood(row: Row, figure: Entered | None) -> str:
    return value(row, figure.entry) if figure else "trống"
