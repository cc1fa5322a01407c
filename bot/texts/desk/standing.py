"""Where units stand: the numbers first, then the groups that want doing; one group alone; who may see what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reading.questions import About, TimeSpan
from bot.texts.common.states import STAGES
from bot.texts.common.wording import due, few, moment, report_name, short_day, short_moment
from bot.texts.desk.reminding import numbers
from tracker.calendar.periods import ZONE, Period
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import Stage
from tracker.reports.rounds import Asked, Round
from tracker.review.standing import RoundStanding, UnitStanding
from tracker.workbooks.words import how_long

MORE, LESS = "Xem tiếp", "Trang trước"
WORKBOOK, PICTURE, ROUND_BEFORE = "Xuất Excel", "Ảnh", "Kỳ trước"
ALL_UNITS = "Tình hình các đơn vị"
ALL_LEVELS = "Tất cả đơn vị"
ALL_LEVELS_INSIDE = "Bảng Excel gồm mọi đơn vị và mọi ngày, không riêng phần anh/chị hỏi."
_ON_DAYS: Mapping[About, str] = {About.ALL: "Nộp", About.HANDED_IN: "Nộp"}
_A_MOMENT, _LAST_HOUR = timedelta(microseconds=1), 23
WHICH_UNIT_FIRST = "Anh/chị hỏi đơn vị nào trước?"
_LONGEST_LABEL, _MOST_NAMES, _MOST_BUT = 40, 12, 4
GROUPS: Mapping[About, str] = {
    About.OWING: "Chưa nộp",
    About.OVERDUE: "Quá hạn chưa nộp",
    About.NOT_STARTED: "Chưa bắt đầu",
    About.DRAFTING: "Đang nhập",
    About.UNFINISHED: "Chưa nhập xong",
    About.RETURNED: "Trả lại",
    About.ON_TIME: "Đúng hạn",
    About.LATE: "Nộp muộn",
    About.TO_REVIEW: "Chờ tiếp nhận",
    About.ACCEPTED: "Đã tiếp nhận",
    About.UNSETTLED: "Chưa khớp",
}


def only(levels: Sequence[str]) -> str:
    """That units of these levels alone are counted."""
    return f"chỉ các {', '.join(levels)}"


def title(round_: Round, within: Unit | None = None, levels: Sequence[str] = (), but: Sequence[str] = ()) -> str:
    """The round; and whose units, where they are not the asker's own, of which levels alone, and which are left out."""
    whose = [*([within.full_name] if within else []), *([only(levels)] if levels else [])]
    whose += [f"trừ {few(but, _MOST_BUT)}"] if but else []
    where = f"{', '.join(whose)}: " if whose else ""
    return f"{where}{report_name(round_)} · hạn nộp {moment(round_.due_at)}"


@dataclass(frozen=True)
class Listed:
    """The units that are meant, those that want doing first, of which a page is shown."""

    units: Sequence[UnitStanding]
    wanted: int = 1
    on_a_page: int = 30

    @property
    def last(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.units) // self.on_a_page))

    @property
    def page(self) -> int:
        """The page that is shown: the one that is wanted, or the nearest."""
        return min(max(self.wanted, 1), self.last)

    @property
    def shown(self) -> Sequence[UnitStanding]:
        """The units of this page."""
        return self.units[(self.page - 1) * self.on_a_page : self.page * self.on_a_page]

    @property
    def place(self) -> list[str]:
        """Which page it is, where there are several."""
        return [f"Trang {self.page}/{self.last}"] if self.last > 1 else []


def no_such_level(levels: Sequence[str]) -> str:
    """No unit of a level that was asked for owes a report of the round; which levels do."""
    return f"Kỳ này không có đơn vị nào thuộc cấp anh/chị hỏi phải nộp; các đơn vị phải nộp là {', '.join(levels)}."


def on_days(found: RoundStanding, about: About, listed: Listed, days: TimeSpan) -> str:
    """Who handed in on these days, or had not by their end; then the numbers of the round."""
    named = "\n".join(f"• {one.unit.full_name}{_handed_in(one)}" for one in listed.shown)
    head = f"{_ON_DAYS.get(about, GROUPS.get(about, 'Đã nộp'))} {on_these_days(days)}: {len(listed.units)} đơn vị"
    if about is About.OWING:
        head = f"Đến hết {short_day(days.until - _A_MOMENT)} chưa nộp: {len(listed.units)} đơn vị"
    return "\n".join(part for part in (head, *listed.place, named, f"Đến nay: {numbers(found)}") if part)


def _handed_in(one: UnitStanding) -> str:
    first = one.report.first_submitted_at
    return f", {short_moment(first)}{_if_late(one)}" if first else ""


def on_these_days(days: TimeSpan) -> str:
    """The days, in words."""
    first, last = days.since.astimezone(ZONE), (days.until - _A_MOMENT).astimezone(ZONE)
    if first.hour or last.hour < _LAST_HOUR:
        return f"từ {short_moment(days.since)} đến {short_moment(days.until)}"
    if first.date() == last.date():
        return f"ngày {short_day(days.since)}"
    return f"từ {short_day(days.since)} đến hết {short_day(days.until - _A_MOMENT)}"


def board(found: RoundStanding, listed: Listed) -> str:
    """The numbers, then the units by how far they have come; what does not add up stands on the first page."""
    first = listed.page == 1
    lines = [*([numbers(found)] if first else []), *listed.place]
    for stage, words in STAGES.items():
        names = [_with_progress(unit) for unit in listed.shown if unit.stage is stage]
        if names:
            lines.append(f"{words.heading} {len(found.at(stage))}: {', '.join(names)}")
    return "\n".join([*lines, *([*_unsettled(found), *_kept(found)] if first else [])])


def _with_progress(unit: UnitStanding) -> str:
    if unit.stage is Stage.DRAFTING:
        return f"{unit.unit.full_name} {unit.entered}/{unit.asked}"
    first = unit.report.first_submitted_at
    if unit.report.is_with_unit or first is None:
        return unit.unit.full_name
    again = f" (sửa lần {unit.report.submissions})" if unit.report.submissions > 1 else ""
    return f"{unit.unit.full_name} {short_day(first)}{_if_late(unit)}{again}"


def _if_late(unit: UnitStanding) -> str:
    late_by = unit.report.late_by
    return f" (muộn {how_long(late_by)})" if late_by else ""


def _unsettled(found: RoundStanding) -> list[str]:
    unsettled = [f"{unit.unit.full_name} {unit.unsettled} chỗ" for unit in found.units if unit.unsettled]
    return [f"⚠ Chưa khớp {len(unsettled)} (phải sửa hoặc ghi lý do): {few(unsettled, _MOST_NAMES)}"] if unsettled else []


def _kept(found: RoundStanding) -> list[str]:
    kept = [f"{unit.unit.full_name} {unit.kept} chỗ" for unit in found.units if unit.kept]
    return [f"⚠ Giữ số kèm lý do {len(kept)}: {few(kept, _MOST_NAMES)}"] if kept else []


def group(found: RoundStanding, about: About, listed: Listed, now: datetime, late_by: int = 0) -> str:
    """One group: how many of all, who is on this page; what goes with it; then the numbers that it is part of."""
    by = f" từ {late_by} ngày trở lên" if late_by else ""
    named = ", ".join(f"{unit.unit.full_name}{_remark(unit, about)}" for unit in listed.shown)
    if about is About.HANDED_IN:
        return "\n".join([numbers(found), *listed.place, *([named] if named else [])])
    lines = [f"{GROUPS[about]}{by} {len(listed.units)}/{found.expected}" + (f": {named}" if named else ""), *listed.place]
    if about is About.LATE:
        least = timedelta(days=late_by)
        overdue = [one.unit.full_name for one in found.units if one.is_overdue(now) and one.is_late_by(least, now)]
        lines += [f"Quá hạn chưa nộp{by} {len(overdue)}: {few(overdue, _MOST_NAMES)}"] if overdue else []
    if about is About.UNSETTLED:
        lines += _kept(found)
    return "\n".join([*lines, numbers(found)])


def _remark(unit: UnitStanding, about: About) -> str:
    """What matters about a unit in this group."""
    first = unit.report.first_submitted_at
    if about is About.UNSETTLED:
        return f" {unit.unsettled} chỗ"
    if unit.late:
        return _if_late(unit)
    if unit.stage is Stage.DRAFTING:
        return f" {unit.entered}/{unit.asked}" if about is About.DRAFTING else f" (đang nhập {unit.entered}/{unit.asked})"
    beside = STAGES[unit.stage].beside
    if beside is not None:
        return "" if about is About.RETURNED else beside
    return f" {short_day(first)}" if first else ""


def numbers_of_rounds(standings: Sequence[RoundStanding]) -> str:
    """The numbers of each round, the latest first."""
    return "\n".join(f"• {report_name(found.round)}\n  {numbers(found)}" for found in standings)


def rounds_title(unit: Unit) -> str:
    """Above the numbers of rounds."""
    return f"{unit.full_name}: các kỳ báo cáo"


def not_asked(unit: Unit) -> str:
    """The unit owes no report for the round in question."""
    return f"Kỳ này {unit.full_name} không phải nộp báo cáo."


def other_round(round_: Round) -> str:
    """The button of another round that the question fits: "Quý I năm 2024: cải cách hành chính"."""
    label = f"{round_.period_label}: {round_.form_name.removeprefix('Báo cáo ')}"
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rsplit(' ', 1)[0]}…"


def here_is_the_workbook(round_: Round) -> str:
    """Beside the workbook of a round."""
    return f"Bảng tình hình nộp gửi kèm: {report_name(round_)}, từng đơn vị, và đơn vị qua các kỳ."


def several_rounds(count: int) -> str:
    """The question fits more than one."""
    return f"Câu hỏi này hợp với {count} kỳ; đây là kỳ có hạn nộp sau cùng."


def no_such_round(available: Sequence[Round], of: Period | None = None) -> str:
    """No round for what was asked, of this period if one was named; which there are."""
    said = f"cho {of.label[:1].lower()}{of.label[1:]}" if of else "như anh/chị hỏi"
    return f"Không có kỳ báo cáo nào {said}." + (" Các kỳ gần đây:" if available else "")


def none_but(of: Period, within: Sequence[Round]) -> str:
    """A longer period has no round of its own, but these rounds are within it."""
    labels = ", ".join(dict.fromkeys(one.period_label for one in reversed(within)))
    return f"Không có kỳ báo cáo nào cho {of.label[:1].lower()}{of.label[1:]}; trong đó có: {labels}."


def only_own(unit: Unit, overseers: Sequence[tuple[Officer, Unit]]) -> str:
    """To an officer who asks about others: who may see them."""
    who = "; ".join(f"{officer.name} ({of.full_name})" for officer, of in overseers) or "cơ quan cấp trên"
    return f"Tôi chỉ cho anh/chị xem được tình hình của {unit.full_name}. Các đơn vị khác do cán bộ theo dõi xem: {who}."


def own_title(unit: Unit) -> str:
    """An officer's own unit."""
    return f"Tình hình nộp của {unit.full_name}"


def own(asked: Asked, standing: UnitStanding, now: datetime) -> str:
    """One of its rounds."""
    return f"• {report_name(asked.round)}, {due(asked.report)}\n  {state(standing, now)}"


def each(units: Sequence[UnitStanding], now: datetime) -> str:
    """A line for each of several units."""
    return "\n".join(f"• {one.unit.full_name}: {state(one, now)}" for one in units)


def state(unit: UnitStanding, now: datetime) -> str:
    """Where one unit stands, "Đã nộp …" or "Chưa nộp …" first."""
    report, first = unit.report, unit.report.first_submitted_at
    if first is None:
        so_far = STAGES[unit.stage].unsent.format(entered=unit.entered, asked=unit.asked)
        return f"Chưa nộp{', đã quá hạn' if unit.is_overdue(now) else ''}: {so_far}"
    how = f"nộp muộn {how_long(report.late_by)}" if report.late_by else "đúng hạn"
    corrected = report.submitted_at if report.submissions > 1 else None
    again = f", sửa lần {report.submissions} lúc {short_moment(corrected)}" if corrected else ""
    return f"Đã nộp {short_moment(first)}, {how}{again}, {STAGES[unit.stage].sent}"


def by_level(about: About, counts: Mapping[str, Sequence[UnitStanding]], of: Mapping[str, int], lacking: Sequence[str]) -> str:
    """How many of a group there are of each level, with who they are."""
    whole = f"{_group(about)} {sum(map(len, counts.values()))}/{sum(of.values())}, theo cấp:"
    lines = []
    for level, units in counts.items():
        named = few([one.unit.name for one in units], _MOST_NAMES)
        lines.append(f"• {level}: {len(units)}/{of[level]}" + (f" ({named})" if named else ""))
    return "\n".join([whole, *lines, *(f"• {level}: không có đơn vị nào phải nộp kỳ này" for level in lacking)])


def of_level(about: About, level: str) -> str:
    """The button of one level's list."""
    return f"{_group(about)}: {level}"


def _group(about: About) -> str:
    return GROUPS.get(about, "Đã nộp")


def all_zero(zero: Sequence[Unit], nothing: Sequence[Unit], of: int) -> str:
    """Whose figures are all 0, and who has handed in without any figure."""
    if not of:
        return "Chưa đơn vị nào nộp nên chưa có số liệu để xem."
    named = few([one.full_name for one in zero], _MOST_NAMES)
    lines = [f"{len(zero)}/{of} đơn vị đã nộp ghi toàn số 0" + (f": {named}." if named else ".")]
    if nothing:
        empty = few([one.full_name for one in nothing], _MOST_NAMES)
        lines.append(f"{len(nothing)} đơn vị đã nộp mà không ghi số nào: {empty}.")
    return "\n".join(lines)
