"""Reminders to those who owe, and the desk's morning."""

from collections.abc import Sequence
from datetime import datetime

from bot.reach import Unreachable, Why
from bot.texts.wording import due, moment, report_name
from tracker.rounds import Asked, Round
from tracker.standing import RoundStanding

LATER = "Nhắc lại sau"
NOTHING = "Không phát sinh"
OTHER_TIMES = "Anh/chị muốn giờ khác thì chọn:"
AGREED = "Được rồi"
FIGURES_ARE_THERE = (
    "Báo cáo này đã có số liệu nên tôi chưa ghi gì. Nếu các mục còn lại đều không phát sinh, gõ “tất cả không phát sinh”."
)
STANDING = "Xem tình hình"
SUMMARY_TITLE = "Tình hình nộp báo cáo sáng nay"
_MOST_UNITS, _MOST_UNREACHABLE = 12, 8  # named in one message


def title(owed: Sequence[Asked], now: datetime) -> str:
    """Above a digest."""
    return "Quá hạn nộp báo cáo" if all(asked.report.due_at < now for asked in owed) else "Nhắc hạn nộp báo cáo"


def digest(owed: Sequence[Asked], now: datetime) -> str:
    """What is owed, with its due time and the document behind it."""
    lines = []
    for report, round_ in owed:
        basis = f" (căn cứ {round_.basis})" if round_.basis else ""
        over = ", đã quá hạn" if report.due_at < now else ""
        lines.append(f"• {report_name(round_)}{basis}: {due(report)}{over}")
    return "\n".join(lines)


def do_it_now(round_: Round) -> str:
    """The button under a reminder."""
    return f"Làm ngay: {report_name(round_)}"


def later(until: datetime) -> str:
    """After the button."""
    return f"Tôi nhắc lại lúc {moment(until)}."


def at(until: datetime) -> str:
    """Another time to be reminded at."""
    return moment(until)


def nudge(round_: Round) -> str:
    """The button of the desk."""
    return f"Nhắc ngay: {report_name(round_)}"


def nudged(units: int, people: int, at: datetime | None, cannot: Sequence[Unreachable]) -> str:
    """After the desk's nudge: how many are reminded, when, and who cannot be."""
    when = f"lúc {moment(at)}, đầu giờ làm việc" if at else "ngay bây giờ"
    head = (
        f"Nhắc {people} người của {units} đơn vị còn nợ báo cáo, {when}." if units else "Không còn đơn vị nào nợ báo cáo này."
    )
    return "\n".join([head, *unreachable(cannot)])


def nudged_already(at: datetime) -> str:
    """A second nudge too soon."""
    return f"Kỳ này đã nhắc lúc {moment(at)}. Sau bốn giờ anh/chị nhắc lại được; gấp hơn thì gọi điện."


def summary(standings: Sequence[RoundStanding], cannot: Sequence[Unreachable]) -> str:
    """How each round stands: the numbers, who still owes, what waits for the desk; then who cannot be reached."""
    return "\n".join([*(_round(standing) for standing in standings), *unreachable(cannot)])


def numbers(found: RoundStanding) -> str:
    """On time + late + not yet = all that were expected."""
    return (
        f"Đã nộp {found.on_time + found.late}/{found.expected} · đúng hạn {found.on_time} · "
        f"nộp muộn {found.late} · chưa nộp {found.not_yet}"
    )


def _round(standing: RoundStanding) -> str:
    names = [one.unit.full_name for one in standing.owing]
    rest = len(names) - _MOST_UNITS
    more = f" và {rest} đơn vị nữa" if rest > 0 else ""
    owing = f"\n  Còn nợ: {', '.join(names[:_MOST_UNITS])}{more}" if names else ""
    review = f"\n  Chờ anh/chị tiếp nhận: {standing.to_review}" if standing.to_review else ""
    round_ = standing.round
    return f"• {report_name(round_)}, hạn nộp {moment(round_.due_at)}\n  {numbers(standing)}{owing}{review}"


def unreachable(cannot: Sequence[Unreachable]) -> list[str]:
    """Whom no message reaches, one line each."""
    if not cannot:
        return []
    rest = len(cannot) - _MOST_UNREACHABLE
    return [
        "Bot chưa nhắn được, anh/chị gọi giúp:",
        *(f"  ☎ {_whom_to_call(one)}" for one in cannot[:_MOST_UNREACHABLE]),
        *([f"  và {rest} đơn vị nữa"] if rest > 0 else []),
    ]


def _whom_to_call(one: Unreachable) -> str:
    if one.why is Why.NOBODY:
        return f"{one.unit.full_name}: chưa có cán bộ nào được mời"
    why = "chưa tham gia" if one.why is Why.NOT_JOINED else "đã chặn bot"
    return f"{one.unit.full_name}: {one.name} {why}, {one.phone or 'chưa có số điện thoại'}"
