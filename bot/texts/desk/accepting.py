"""Taking reports, one after the other or many at once."""

from collections.abc import Sequence

from bot.texts.common.wording import few, report_name, short_day
from tracker.office.units import Unit
from tracker.reports.rounds import Round
from tracker.review.standing import UnitStanding

ACCEPT_MANY = "Tiếp nhận nhiều báo cáo"
ONE_BY_ONE = "Xem từng báo cáo"
WHICH_REPORT = "Anh/chị tiếp nhận báo cáo nào?"
CHANGED = "Danh sách chờ tiếp nhận vừa thay đổi, tôi chưa tiếp nhận báo cáo nào; anh/chị xem lại:"
_MOST_NAMES = 10


def accept_all(count: int) -> str:
    """The button that takes them."""
    return f"Tiếp nhận {count} báo cáo không có cảnh báo"


def go_on(unit: Unit) -> str:
    """The button that shows the next one."""
    return f"Xem tiếp: {unit.full_name}"


def waiting(count: int) -> str:
    """The button that lists those that wait."""
    return f"Chờ tiếp nhận ({count})"


def still_waiting(round_: Round, count: int) -> str:
    """After one was taken."""
    return f"{report_name(round_)}: còn {count} báo cáo chờ anh/chị tiếp nhận."


def none_waiting(round_: Round) -> str:
    """Nothing is to be taken."""
    return f"{report_name(round_)}: không có báo cáo nào chờ tiếp nhận."


def none_of_unit(units: Sequence[Unit]) -> str:
    """None of the units of that name has a report that waits."""
    return f"{', '.join(unit.full_name for unit in units)} không có báo cáo nào chờ tiếp nhận."


def waiting_list(round_: Round, clean: Sequence[UnitStanding], warned: Sequence[tuple[UnitStanding, str]]) -> str:
    """The number first, then those without a warning, then each of the others with what to look at."""
    head = f"{report_name(round_)}: {len(clean) + len(warned)} báo cáo chờ tiếp nhận, {len(clean)} không có cảnh báo."
    names = [f"{one.unit.full_name} {short_day(at)}" for one in clean if (at := one.report.submitted_at)]
    lines = [f"Không có cảnh báo: {few(names, _MOST_NAMES)}"] if clean else []
    lines += [f"⚠ {one.unit.full_name}: {why}" for one, why in warned[:_MOST_NAMES]]
    more = len(warned) - _MOST_NAMES
    lines += [f"⚠ và {more} báo cáo nữa có cảnh báo"] if more > 0 else []
    return "\n".join([head, *lines])


def warned(kept: int, comments: int) -> str:
    """What is to be looked at in a report before it is taken."""
    parts = [f"giữ {kept} chỗ kèm lý do"] if kept else []
    return ", ".join([*parts, *([f"{comments} ý kiến chưa gửi"] if comments else [])])


def accepted(units: Sequence[Unit]) -> str:
    """After many were taken."""
    names = few([unit.full_name for unit in units], _MOST_NAMES)
    return f"Đã tiếp nhận {len(units)} báo cáo: {names}; cán bộ các đơn vị được báo ngay."
