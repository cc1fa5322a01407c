"""Reminders to those who owe, and the desk's morning."""

from collections.abc import Sequence
from datetime import datetime

from bot.people.reach import Unreachable, WhyUnreached
from bot.texts.common.wording import day, due, few, moment, report_name
from tracker.calendar.periods import ZONE
from tracker.office.units import Unit
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Asked, Round
from tracker.review.standing import RoundStanding
from tracker.tasks.task import Task

TASKS = "Xem nhiệm vụ"
LATER = "Nhắc lại sau"
NOTHING = "Không phát sinh"
OTHER_TIMES = "Anh/chị muốn giờ khác thì chọn:"
AGREED = "Được rồi"
FIGURES_ARE_THERE = (
    "Báo cáo này đã có số liệu nên tôi chưa ghi gì. Nếu các mục còn lại đều không phát sinh, gõ “tất cả không phát sinh”."
)
STANDING = "Xem tình hình"
SUMMARY_TITLE = "Tình hình báo cáo và nhiệm vụ sáng nay"
_MOST_UNITS, _MOST_UNREACHABLE = 12, 8  # named in one message


def title(reports: Sequence[Asked], tasks: Sequence[Task], now: datetime) -> str:
    """Above a digest."""
    if not reports:
        return "Nhắc hạn nhiệm vụ"
    what = "báo cáo và nhiệm vụ" if tasks else "nộp báo cáo"
    return f"Quá hạn {what}" if all(asked.report.due_at < now for asked in reports) else f"Nhắc hạn {what}"


def digest(reports: Sequence[Asked], tasks: Sequence[Task], now: datetime) -> str:
    """What is owed, with its due time and the document behind it; then the tasks that come due."""
    lines = []
    for report, round_ in reports:
        basis = f" (căn cứ {round_.basis})" if round_.basis else ""
        over = ", đã quá hạn" if report.due_at < now else ""
        waits = ", chờ lãnh đạo duyệt" if report.state == State.AWAITING else ""
        lines.append(f"• {report_name(round_)}{basis}: {due(report)}{over}{waits}")
    return "\n".join([*lines, *(_task(task, now) for task in tasks)])


def _task(task: Task, now: datetime) -> str:
    left = (task.due_on - now.astimezone(ZONE).date()).days if task.due_on else 0
    when = f"còn {left} ngày" if left > 0 else "hạn hôm nay" if left == 0 else f"đã quá hạn {-left} ngày"
    return f"• Nhiệm vụ: {task.title}" + (f", hạn {day(task.due_on)}, {when}" if task.due_on else "")


def do_it_now(round_: Round) -> str:
    """The button under a reminder."""
    return f"Làm ngay: {report_name(round_)}"


NOT_IN_WORKING_TIME = "Giờ anh/chị nêu ngoài giờ làm việc nên tôi nhắc vào giờ làm việc gần nhất sau đó."


def after_due(reports: Sequence[Report]) -> str:
    """Somebody wants to be reminded when it is too late."""
    return f"Lúc đó đã qua {due(min(reports, key=lambda one: one.due_at))}; anh/chị nên hẹn sớm hơn."


def later(until: datetime) -> str:
    """After the button."""
    return f"Tôi nhắc lại lúc {moment(until)}."


def at(until: datetime) -> str:
    """Another time to be reminded at."""
    return moment(until)


def nudge(round_: Round) -> str:
    """The button of the desk."""
    return f"Nhắc ngay: {report_name(round_)}"


def go_on(people: int) -> str:
    """The button that nudges them."""
    return f"Nhắc {people} người"


def about_to_nudge(round_: Round, reached: Sequence[Unit], people: int, at: datetime | None) -> str:
    """Before many are nudged: which round, how many, who, when."""
    named = few([unit.full_name for unit in reached], _MOST_UNITS)
    return (
        f"{report_name(round_)}, hạn nộp {moment(round_.due_at)}\n"
        f"Nhắc {people} người của {len(reached)} đơn vị còn nợ báo cáo này, {_when(at)}: {named}\nAnh/chị nhắc chứ?"
    )


def _when(at: datetime | None) -> str:
    return f"lúc {moment(at)}, đầu giờ làm việc" if at else "ngay bây giờ"


def nudged(round_: Round, reached: Sequence[Unit], people: int, at: datetime | None) -> str:
    """After the desk's nudge: of which round, who and how many are reminded, when."""
    who = reached[0].full_name if len(reached) == 1 else f"{len(reached)} đơn vị"
    return f"Nhắc {people} người của {who} còn nợ {report_name(round_)}, {_when(at)}."


def nobody_owes(round_: Round) -> str:
    """There is nobody to be nudged."""
    return f"Không còn đơn vị nào như vậy nợ {report_name(round_)}."


def nobody_reached(round_: Round) -> str:
    """Those who owe cannot be reached."""
    return f"{report_name(round_)}: không nhắc được ai trong các đơn vị còn nợ; anh/chị gọi điện:"


def nudged_already(at: datetime) -> str:
    """A second nudge too soon."""
    return f"Kỳ này đã nhắc lúc {moment(at)}. Sau bốn giờ anh/chị nhắc lại được; gấp hơn thì gọi điện."


def summary(
    standings: Sequence[RoundStanding], cannot: Sequence[Unreachable], overdue_tasks: Sequence[tuple[Unit, int]]
) -> str:
    """How each round stands: the numbers, who still owes, what waits; overdue tasks; then who cannot be reached."""
    tasks = few([f"{unit.full_name} {count}" for unit, count in overdue_tasks], _MOST_UNITS)
    total = sum(count for _, count in overdue_tasks)
    late = [f"• Nhiệm vụ quá hạn chưa hoàn thành: {total} ({tasks})"] if overdue_tasks else []
    return "\n".join([*(_round(standing) for standing in standings), *late, *unreachable(cannot)])


def numbers(found: RoundStanding) -> str:
    """On time + late + not yet = all that were expected."""
    return (
        f"Đã nộp {found.on_time + found.late}/{found.expected} · đúng hạn {found.on_time} · "
        f"nộp muộn {found.late} · chưa nộp {found.not_yet}"
    )


def _round(standing: RoundStanding) -> str:
    names = [one.unit.full_name for one in standing.owing]
    owing = f"\n  Còn nợ: {few(names, _MOST_UNITS)}" if names else ""
    review = f"\n  Chờ anh/chị tiếp nhận: {standing.to_review}" if standing.to_review else ""
    round_ = standing.round
    return f"• {report_name(round_)}, hạn nộp {moment(round_.due_at)}\n  {numbers(standing)}{owing}{review}"


def unreachable(cannot: Sequence[Unreachable]) -> list[str]:
    """Whom no message reaches: whom to call, one line each, then the units in which there is nobody."""
    to_call = [one for one in cannot if one.why is not WhyUnreached.NOBODY]
    nobody = [one.unit.full_name for one in cannot if one.why is WhyUnreached.NOBODY]
    lines = [f"☎ {_whom_to_call(one)}" for one in to_call[:_MOST_UNREACHABLE]]
    if len(to_call) > _MOST_UNREACHABLE:
        lines.append(f"☎ và {len(to_call) - _MOST_UNREACHABLE} đơn vị nữa")
    if nobody:
        lines.append(f"☎ Chưa mời cán bộ nào: {few(nobody, _MOST_UNITS)}")
    return lines


def is_cut(cannot: Sequence[Unreachable]) -> bool:
    """Whether not all of them are named."""
    nobody = sum(one.why is WhyUnreached.NOBODY for one in cannot)
    return nobody > _MOST_UNITS or len(cannot) - nobody > _MOST_UNREACHABLE


def _whom_to_call(one: Unreachable) -> str:
    why = "chưa tham gia" if one.why is WhyUnreached.NOT_JOINED else "đã chặn bot"
    phone = f", gọi {one.phone}" if one.phone else ""
    return f"{one.unit.full_name}: {one.name} {why}{phone}"
