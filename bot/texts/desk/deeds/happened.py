"""When and by whom a report was handed in, who got more time, how often and when units were reminded."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.reading.questions import TimeSpan
from bot.texts.common.wording import due, few, moment, report_name, short_moment
from bot.texts.desk.standing import on_these_days as on_days
from tracker.office.units import Unit
from tracker.reports.extensions import Extension
from tracker.reports.rounds import Asked, Round
from tracker.workbooks.words import how_long

_MOST_ROUNDS, _MOST_MOMENTS, _MOST_NAMES = 4, 5, 12


class OneSubmission(NamedTuple):
    """One time that a report was handed in."""

    at: datetime
    by: str


class TimeGiven(NamedTuple):
    """More time that one unit got."""

    unit: Unit
    asked: Asked
    extension: Extension


def sent(unit: Unit, asked: Asked, times: Sequence[OneSubmission]) -> str:
    """When a unit handed in, each time with who did."""
    report, round_ = asked
    title = f"{unit.full_name}: {report_name(round_)}"
    if report.first_submitted_at is None:
        return f"{title}\nChưa nộp, {due(report)}"
    late = f"muộn {how_long(report.late_by)}" if report.late_by else "đúng hạn"
    if not times:
        return f"{title}\nNộp lúc {moment(report.first_submitted_at)}, {late}; sổ không ghi người nộp"
    lines = [f"• lần {number}: {moment(one.at)}, {one.by}" for number, one in enumerate(times, start=1)]
    return "\n".join([title, f"Đã nộp, {late}:", *lines])


def extended_title(of: Unit, rounds: Sequence[Round]) -> str:
    """Whose, and of which rounds."""
    labels = few(list(dict.fromkeys(one.period_label for one in rounds)), _MOST_ROUNDS, "kỳ nữa")
    return f"Gia hạn cho các đơn vị của {of.full_name}" + (f" ({labels})" if labels else "")


def extended(found: Sequence[TimeGiven], most: int) -> str:
    """The number first, then each unit with its new due time and the reason."""
    if not found:
        return "Chưa gia hạn cho đơn vị nào."
    lines = [_given(one) for one in found[:most]]
    more = len(found) - most
    units = len({one.unit.id for one in found})
    return "\n".join([f"{len(found)} lần gia hạn của {units} đơn vị:", *lines, *([f"và {more} lần nữa"] if more > 0 else [])])


def _given(one: TimeGiven) -> str:
    until = moment(one.extension.granted_due_at) if one.extension.granted_due_at else "?"
    return f"• {one.unit.full_name}, {one.asked.round.period_label}: đến {until}, vì {one.extension.reason}"


class CameBack(NamedTuple):
    """A report that was sent back."""

    unit: Unit
    asked: Asked


def came_back(again: Sequence[CameBack], waiting: Sequence[CameBack], most: int) -> str:
    """How many reports that were sent back came again, and which did not."""
    if not again and not waiting:
        return "Chưa trả lại báo cáo nào."
    parts = [
        f"{label} {len(found)}: {few([f'{one.unit.full_name} ({one.asked.round.period_label})' for one in found], most)}"
        for label, found in (("Chưa nộp lại", waiting), ("Đã nộp lại", again))
        if found
    ]
    return "\n".join([f"Báo cáo từng bị trả lại: {len(again) + len(waiting)}", *parts])


def reminded_title(round_: Round) -> str:
    """Of which round."""
    return f"Nhắc nộp {report_name(round_)}"


def reminded_on(unit: Unit, days: TimeSpan, nudges: Sequence[datetime], own: Sequence[Unit]) -> str:
    """When the desk reminded on these days, and whom they were reminded of themselves."""
    desk = f"cơ quan nhắc {len(nudges)} lần" + (
        f" ({few([short_moment(at) for at in nudges], _MOST_MOMENTS)})" if nudges else ""
    )
    named = f": {few([one.full_name for one in own], _MOST_NAMES)}" if own else ""
    return f"• {unit.full_name}, {on_days(days)}: {desk} · tự nhắc {len(own)} đơn vị{named}"


def reminded(unit: Unit, nudges: Sequence[datetime], by_itself: Sequence[datetime]) -> str:
    """How often the desk reminded, when, and how many messages went out by themselves."""
    desk = f"cơ quan nhắc {len(nudges)} lần" + (f" (gần nhất {short_moment(nudges[-1])})" if nudges else "")
    own = f"tự nhắc {len(by_itself)} lượt" + (f" (gần nhất {short_moment(by_itself[-1])})" if by_itself else "")
    return f"• {unit.full_name}: {desk} · {own}"
