"""Taking reports, one after the other or many at once."""

from collections.abc import Sequence

from bot.texts.common.wording import few, report_name, short_day
from tracker.office.units import Unit
from tracker.reports.rounds import Round
from tracker.review.waiting import WaitingReports, Warned

ACCEPT_MANY = "Tiếp nhận nhiều báo cáo"
ONE_BY_ONE = "Xem từng báo cáo"
WHICH_REPORT = "Anh/chị tiếp nhận báo cáo nào?"
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


def not_waiting(units: Sequence[Unit]) -> str:
    """Units that were named and have nothing to be taken."""
    return f"Không có báo cáo chờ tiếp nhận: {few([unit.full_name for unit in units], _MOST_NAMES)}."


def changed(units: Sequence[Unit]) -> str:
    """Of what was shown, that which somebody has changed meanwhile; "" for nothing."""
    names = few([unit.full_name for unit in units], _MOST_NAMES)
    return f"Vừa thay đổi nên tôi chưa tiếp nhận: {names}. Anh/chị xem lại." if units else ""


def waiting_list(round_: Round, found: WaitingReports) -> str:
    """The number first, then those without a warning, then each of the others with what to look at."""
    clean, warned = found
    head = f"{report_name(round_)}: {len(clean) + len(warned)} báo cáo chờ tiếp nhận, {len(clean)} không có cảnh báo."
    names = [f"{one.unit.full_name} {short_day(at)}" for one in clean if (at := one.report.submitted_at)]
    lines = [f"Không có cảnh báo: {few(names, _MOST_NAMES)}"] if clean else []
    lines += [f"⚠ {one.standing.unit.full_name}: {why(one)}" for one in warned[:_MOST_NAMES]]
    more = len(warned) - _MOST_NAMES
    lines += [f"⚠ và {more} báo cáo nữa có cảnh báo"] if more > 0 else []
    return "\n".join([head, *lines])


def why(one: Warned) -> str:
    """What is to be looked at in a report before it is taken."""
    parts = [f"giữ {one.places} chỗ kèm lý do"] if one.places else []
    return ", ".join([*parts, *([f"{one.comments} ý kiến chưa gửi"] if one.comments else [])])


def accepted(units: Sequence[Unit]) -> str:
    """After many were taken."""
    names = few([unit.full_name for unit in units], _MOST_NAMES)
    return f"Đã tiếp nhận {len(units)} báo cáo: {names}; cán bộ các đơn vị được báo ngay."
