"""More time for one report: to the officer who asks, to the desks that decide."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.texts.common.wording import cut, due, few, moment, report_name, short_moment
from tracker.calendar.periods import ZONE
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.extensions import Extension
from tracker.reports.reports import Report
from tracker.reports.rounds import Asked, Round

ASK = "Xin gia hạn"
SEND = "Gửi"
GRANT = "Đồng ý"
GRANT_OTHER = "Cho đến ngày khác"
REFUSE = "Từ chối"
GIVE = "Gia hạn"
WHOM = (
    "Anh/chị gia hạn cho đơn vị nào? Ví dụ: gia hạn cho Tân Lập, Yên Bình quý 4 đến 20/12 vì mưa lũ; "
    "gia hạn cho tất cả xã chưa nộp thêm 2 ngày. Đổi hạn của cả kỳ, kể cả đơn vị đã nộp: đổi hạn nộp quý 4 sang 20/12."
)
GIVE_TITLE = "Gia hạn nộp báo cáo"
WHICH_TO_EXTEND = "Anh/chị gia hạn báo cáo nào?"
TITLE = "Xin gia hạn nộp báo cáo"
GRANTED_TITLE = "Báo cáo được gia hạn"
REFUSED_TITLE = "Xin gia hạn không được đồng ý"
OFFICERS_ASK = "Xin gia hạn là việc của cán bộ điền báo cáo; các đề nghị đang chờ anh/chị có trong /tinhhinh."
FAR = "⚠ Còn hơn ba tháng nữa mới đến ngày này; anh/chị xem lại năm."
_MOST_NAMES = 10
WHICH_REPORT = "Anh/chị xin gia hạn báo cáo nào?"
WHY = "Anh/chị cho biết lý do xin gia hạn, trong một câu."
WHEN = "Anh/chị xin gia hạn đến ngày nào? Không ghi giờ thì tính đến 17:00."


def which(owed: Asked) -> str:
    """One of several reports."""
    return f"{report_name(owed.round)}, {due(owed.report)}"


def when_and_why(owed: Asked, earliest: datetime) -> str:
    """Both in one message, with a day that would do."""
    example = earliest.astimezone(ZONE) + timedelta(days=3)
    return (
        f"{report_name(owed.round)}: {due(owed.report)}.\n"
        f"Anh/chị xin gia hạn đến khi nào, vì sao? Gõ trong một tin, ví dụ: {example.day}/{example.month} chờ số liệu của "
        "công an xã. Không ghi giờ thì tính đến 17:00."
    )


def confirm(owed: Asked, until: datetime, reason: str) -> str:
    """What was understood, before it is sent."""
    return (
        f"{report_name(owed.round)}: {due(owed.report)}\nXin gia hạn đến: {moment(until)}\nLý do: {reason}\n"
        f"Đúng thì anh/chị chọn “{SEND}”; cán bộ theo dõi sẽ trả lời."
    )


def sent(report: Report, told: int) -> str:
    """To the officer."""
    until_then = f"Trong khi chờ, vẫn tính theo {due(report)}."
    if not told:
        return f"Đã ghi lại, nhưng chưa cán bộ theo dõi nào nhận tin ở đây được; anh/chị gọi điện báo thêm. {until_then}"
    return f"Đã gửi xin gia hạn tới {told} cán bộ theo dõi; có trả lời tôi báo ngay. {until_then}"


def still_waiting(extension: Extension) -> str:
    """Above a report for which more time was asked."""
    return f"Đang chờ trả lời xin gia hạn đến {moment(extension.wanted_due_at)}."


def wanted(owed: Asked, unit: Unit, by: Officer, extension: Extension) -> str:
    """To the desk."""
    return (
        f"{unit.full_name} ({by.name}): {report_name(owed.round)}\n"
        f"Hiện nay: {due(owed.report)}\nXin gia hạn đến: {moment(extension.wanted_due_at)}\nLý do: {extension.reason}"
    )


def waiting(count: int) -> str:
    """Above the standing of the units."""
    return f"Có {count} đề nghị gia hạn đang chờ anh/chị."


def look(unit: Unit) -> str:
    """The button that opens one of them."""
    return f"Gia hạn: {unit.full_name}"


def granted(unit: Unit, report: Report) -> str:
    """To the desk."""
    return f"Đã gia hạn cho {unit.full_name}, {due(report)}; cán bộ của đơn vị được báo ngay."


def owing(owed: Asked, unit: Unit) -> str:
    """Whose report, and when it is due."""
    return f"{unit.full_name}: {report_name(owed.round)}, {due(owed.report)}."


def when_to_give(whom: str, earliest: datetime) -> str:
    """To the desk that gives more time of its own accord: both in one message, with a day that would do."""
    example = earliest.astimezone(ZONE) + timedelta(days=3)
    return (
        f"{whom}\nAnh/chị gia hạn đến khi nào, vì sao? Gõ trong một tin, ví dụ: {example.day}/{example.month} vì mưa lũ. "
        "Không ghi giờ thì tính đến 17:00."
    )


def why_to_give(whom: str) -> str:
    """To the desk."""
    return f"Anh/chị cho biết lý do gia hạn cho {whom}, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó."


def confirm_giving(owed: Asked, unit: Unit, until: datetime, reason: str) -> str:
    """What was understood, before it is given."""
    return (
        f"{unit.full_name}: {report_name(owed.round)}\nHiện nay: {due(owed.report)}\n"
        f"Gia hạn đến: {moment(until)}\nLý do: {reason}\nĐúng thì anh/chị chọn “{GIVE}”; cán bộ của đơn vị được báo ngay."
    )


def none_to_extend(units: Sequence[Unit]) -> str:
    """None of the units of that name has a report that is owed and open."""
    return f"{', '.join(unit.full_name for unit in units)} không có báo cáo nào đang nợ để gia hạn."


def given_because(report: Report, reason: str) -> str:
    """To the officers, of time that the desk gave of its own accord."""
    return f"Từ nay: {due(report)}.\nLý do: {reason}"


def new_due(report: Report) -> str:
    """To the officers."""
    return f"Từ nay: {due(report)}."


def until_when(unit: Unit, report: Report, extension: Extension) -> str:
    """To the desk, with a day that would do."""
    example = report.due_at.astimezone(ZONE) + timedelta(days=1)
    return (
        f"{unit.full_name} ({due(report)}) xin đến {moment(extension.wanted_due_at)}.\n"
        f"Anh/chị cho gia hạn đến khi nào? Ví dụ: {example.day}/{example.month}; không ghi giờ thì tính đến 17:00."
    )


def why_refuse(unit: Unit) -> str:
    """To the desk."""
    return f"Anh/chị cho biết lý do không gia hạn cho {unit.full_name}, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó."


def refused(unit: Unit) -> str:
    """To the desk."""
    return f"Đã từ chối gia hạn cho {unit.full_name}; cán bộ của đơn vị được báo ngay."


def old_due(report: Report, reason: str) -> str:
    """To the officers."""
    return f"Giữ nguyên: {due(report)}.\nLý do: {reason}"


def decided(extension: Extension, by: Officer) -> str:
    """To whoever decides once more."""
    when = short_moment(extension.decided_at) if extension.decided_at else ""
    if extension.granted_due_at:
        return f"Đề nghị này {by.name} đã đồng ý lúc {when}, gia hạn đến {moment(extension.granted_due_at)}."
    return f"Đề nghị này {by.name} đã từ chối lúc {when}: {extension.refusal}"


def kept(words: str) -> str:
    """What was typed before it was chosen for which report."""
    return f"Tôi giữ lời “{cut(words, 80)}” cho báo cáo anh/chị chọn."


def so_many(count: int) -> str:
    """So many of them."""
    return f"{count} đơn vị"


def owing_many(rounds: Sequence[Round], owing: Sequence[Unit]) -> str:
    """Which report, and whose."""
    return f"{_names(rounds)}: {len(owing)} đơn vị còn nợ ({_few(owing)})."


def none_of_group(rounds: Sequence[Round]) -> str:
    """None of those who are meant has a report that is owed and open."""
    return f"{_names(rounds)}: không có đơn vị nào như vậy còn nợ báo cáo để gia hạn. Tôi chưa gia hạn cho đơn vị nào."


def confirm_many(rounds: Sequence[Round], by_due: Mapping[datetime, Sequence[Unit]], left: Sequence[Unit], reason: str) -> str:
    """What was understood, before it is given."""
    lines = [_names(rounds)]
    lines += [f"Gia hạn đến {moment(due)} cho {len(those)} đơn vị: {_few(those)}" for due, those in sorted(by_due.items())]
    lines += [f"Không đổi, vì đã nộp, đã khóa sổ hoặc hạn đang có muộn hơn: {_few(left)}"] if left else []
    lines.append(f"Lý do: {reason}")
    return "\n".join([*lines, f"Đúng thì anh/chị chọn “{GIVE}”; cán bộ các đơn vị được báo ngay."])


def given_many(to: Sequence[Unit], left: Sequence[Unit]) -> str:
    """After it was given."""
    done = f"Đã gia hạn cho {len(to)} đơn vị: {_few(to)}; cán bộ các đơn vị được báo ngay." if to else ""
    not_done = f"Không gia hạn được: {_few(left)}." if left else ""
    return " ".join(filter(None, [done, not_done]))


def _names(rounds: Sequence[Round]) -> str:
    return "; ".join(report_name(one) for one in rounds)


def _few(those: Sequence[Unit]) -> str:
    return few([unit.full_name for unit in those], _MOST_NAMES)
