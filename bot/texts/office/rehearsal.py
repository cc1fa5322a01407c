"""The sheet of a rehearsal: what comes in the days ahead, and what should be mended before."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from bot.people.reach import WhyUnreached
from bot.people.rehearsed import FaultKind, OfficeFault, Rehearsal, RoundPlayed
from bot.texts.common.wording import day, few, moment, report_name
from tracker.calendar.periods import ZONE, Every
from tracker.office.units import Unit
from tracker.workbooks.sections_book import Section

_AS_IF = "Như thể từ nay không đơn vị nào nộp thêm. Không gửi tin nào, không lưu gì."
_MOST_UNITS = 12
_RUNG = re.compile(r"(?P<count>[0-9]+)(?P<unit>[dwh])")
_UNITS: Mapping[str, str] = {"d": "ngày", "w": "ngày làm việc", "h": "giờ"}
_RUNGS: Mapping[str, str] = {"opened": "mở kỳ", "day": "sáng ngày hạn", "overdue": "quá hạn", "nudge": "đôn đốc"}
_EVERY: Mapping[Every, str] = {
    Every.MONTH: "mỗi tháng",
    Every.QUARTER: "mỗi quý",
    Every.HALF: "mỗi nửa năm",
    Every.NINE: "9 tháng",
    Every.YEAR: "mỗi năm",
}
_WHY: Mapping[WhyUnreached, str] = {
    WhyUnreached.NOBODY: "chưa có cán bộ",
    WhyUnreached.NOT_JOINED: "chưa tham gia",
    WhyUnreached.BLOCKED: "đã chặn bot",
}
_FAULTS: Mapping[FaultKind, str] = {
    FaultKind.NO_FORM: "Lịch mở kỳ không có biểu: kỳ không mở được",
    FaultKind.NOBODY_ASKED: "Lịch mở kỳ không hỏi đơn vị nào",
    FaultKind.NOTHING_ASKED: "Đơn vị không có kỳ báo cáo nào",
    FaultKind.NO_LEADER: "Kỳ cần lãnh đạo duyệt, đơn vị chưa có lãnh đạo",
    FaultKind.NO_DESK: "Không cán bộ theo dõi nào nhận được tin",
    FaultKind.DAY_OFF: "Hạn nộp rơi vào ngày nghỉ",
    FaultKind.TOO_SOON: "Hạn nộp chưa đủ một ngày làm việc sau khi chốt số liệu (Nghị định 09/2019, Điều 8)",
    FaultKind.LOCKED: "Khóa sổ khi đơn vị chưa nộp",
}


def title(found: Rehearsal) -> list[str]:
    """Whose days are played, which, and how."""
    first, last = (day(one.astimezone(ZONE)) for one in (found.since, found.until))
    top = ", ".join(unit.full_name for unit in found.top) or "chưa có đơn vị"
    return [f"Diễn tập: {top}, từ {first} đến {last}", _AS_IF]


def sections(found: Rehearsal) -> list[Section]:
    """The sheet, part by part."""
    return [
        Section("Kỳ báo cáo", _ROUND_HEADS, [_round(one) for one in found.rounds]),
        Section("Nhắc hạn", ("Ngày", "Số người", "Nhắc"), list(_days(found))),
        Section(
            "Ngày nghỉ, làm bù",
            ("Ngày", "Làm việc?", "Vì sao"),
            [(day(one.day), "làm" if one.working else "nghỉ", one.why or "-") for one in found.unusual],
        ),
        Section(
            "Quá hạn nếu không nộp",
            ("Hạn nộp", "Báo cáo", "Số đơn vị", "Đơn vị"),
            [(moment(one.due_at), report_name(one.round), str(len(one.units)), _few(one.units)) for one in found.late],
        ),
        Section(
            "Không nhận được tin",
            ("Đơn vị", "Vì sao", "Cán bộ", "Điện thoại"),
            [(one.unit.full_name, _WHY[one.why], one.name or "-", one.phone or "-") for one in found.unreached],
        ),
        Section("Cần xử lý trước", ("Việc", "Ở đâu", "Đơn vị"), [_fault(one) for one in found.faults]),
    ]


_ROUND_HEADS = ("Báo cáo", "Số liệu", "Mở", "Hạn nộp", "Khóa sổ", "Phải nộp", "Còn nợ")


def _round(one: RoundPlayed) -> tuple[str, ...]:
    round_ = one.round
    moved = f" (chuyển từ {day(round_.moved_from)} là ngày nghỉ)" if round_.moved_from else ""
    return (
        report_name(round_),
        f"{round_.window_from:%d/%m/%Y}–{round_.window_to:%d/%m/%Y}",
        moment(round_.opened_at) if one.opens else "đã mở",
        f"{moment(round_.due_at)}{moved}",
        moment(round_.locks_at) if round_.locks_at else "-",
        str(len(one.asked)),
        str(len(one.owing)),
    )


def _days(found: Rehearsal) -> Iterator[tuple[str, ...]]:
    """A line for each day on which somebody is reminded, one for several that are alike: how many people, and of what."""
    by_day: dict[date, tuple[set[int], Counter[str]]] = {}
    for one in found.told:
        people, what = by_day.setdefault(one.at.astimezone(ZONE).date(), (set(), Counter()))
        people.add(one.officer.id)
        what.update(f"{report_name(asked.round)} ({rung(name)})" for asked, name in one.reports)
        what.update(f"nhiệm vụ ({rung(name)})" for _, name in one.tasks)
    lines = [
        (on, str(len(people)), "; ".join(f"{words}: {count}" for words, count in what.items()))
        for on, (people, what) in by_day.items()
    ]
    for (people, what), alike in groupby(lines, key=lambda line: line[1:]):
        days = [on for on, *_ in alike]
        yield day(days[0]) if len(days) == 1 else f"{day(days[0])} đến {day(days[-1])} ({len(days)} ngày)", people, what


def rung(name: str) -> str:
    """A step of the ladder: "7d 2026-12-17 17:00" -> "trước 7 ngày"."""
    step = name.split(" ", 1)[0]
    if counted := _RUNG.fullmatch(step):
        return f"trước {counted['count']} {_UNITS[counted['unit']]}"
    return _RUNGS.get(step, step)


def _fault(one: OfficeFault) -> tuple[str, ...]:
    where = "-"
    if one.round:
        where = report_name(one.round)
    elif one.schedule:
        where = f"lịch số {one.schedule.id}: biểu {one.schedule.form_code}, {_EVERY[Every(one.schedule.every)]}"
    return _FAULTS[one.kind], where, _few(one.units) or "-"


def _few(units: Sequence[Unit]) -> str:
    return few([unit.full_name for unit in units], _MOST_UNITS)
