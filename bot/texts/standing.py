"""Where units stand: the numbers first, then the groups that want doing; one group alone; who may see what."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.questions import About
from bot.texts.reminding import numbers
from bot.texts.wording import due, moment, report_name, short_moment
from tracker.officers import Officer
from tracker.rounds import Asked, Round
from tracker.standing import RoundStanding, Stage, UnitStanding
from tracker.unit_history import how_long
from tracker.units import Unit

MORE, LESS = "Xem tiếp", "Trang trước"
WORKBOOK, PICTURE, ROUND_BEFORE = "Xuất Excel", "Ảnh", "Kỳ trước"
ALL_UNITS = "Tình hình các đơn vị"
HERE_IS_THE_WORKBOOK = "Bảng tình hình nộp gửi kèm: số liệu các kỳ, từng đơn vị, đơn vị qua các kỳ."
_LONGEST_LABEL, _MOST_NAMES = 40, 12
_STAGES: Mapping[Stage, str] = {
    Stage.NOT_STARTED: "○ Chưa bắt đầu",
    Stage.DRAFTING: "… Đang nhập",
    Stage.TAKEN_BACK: "… Đã nộp, đang sửa lại",
    Stage.RETURNED: "↩ Trả lại, đang sửa",
    Stage.SUBMITTED: "✓ Đã nộp, chờ tiếp nhận",
    Stage.ACCEPTED: "✓ Đã tiếp nhận",
}
_IN_WORDS: Mapping[Stage, str] = {
    Stage.NOT_STARTED: "",
    Stage.TAKEN_BACK: " (đang sửa lại)",
    Stage.RETURNED: " (trả lại)",
}
_GROUPS: Mapping[About, str] = {
    About.OWING: "Chưa nộp",
    About.OVERDUE: "Quá hạn chưa nộp",
    About.NOT_STARTED: "Chưa bắt đầu",
    About.DRAFTING: "Đang nhập",
    About.UNFINISHED: "Chưa nhập xong",
    About.RETURNED: "Trả lại",
    About.HANDED_IN: "Đã nộp",
    About.ON_TIME: "Đúng hạn",
    About.LATE: "Nộp muộn",
    About.TO_REVIEW: "Chờ tiếp nhận",
    About.ACCEPTED: "Đã tiếp nhận",
    About.UNSETTLED: "Chưa khớp",
}


def title(round_: Round, within: Unit | None = None) -> str:
    """The round; and whose units, where they are not the asker's own."""
    where = f"{within.full_name}: " if within else ""
    return f"{where}{report_name(round_)} · hạn nộp {moment(round_.due_at)}"


def board(found: RoundStanding, shown: Sequence[UnitStanding], pages: tuple[int, int] = (1, 1)) -> str:
    """The numbers, then the units of this page by how far they have come; what does not add up stands on the first.

    `pages` are this page and the last.
    """
    page, last = pages
    lines = [numbers(found)] if page == 1 else []
    lines += [_of_page(page, last)] if last > 1 else []
    for stage, label in _STAGES.items():
        names = [_with_progress(unit) for unit in shown if unit.stage is stage]
        if names:
            lines.append(f"{label} {len(found.at(stage))}: {', '.join(names)}")
    return "\n".join([*lines, *(_not_adding_up(found) if page == 1 else [])])


def _of_page(page: int, pages: int) -> str:
    return f"Trang {page}/{pages}"


def _with_progress(unit: UnitStanding) -> str:
    if unit.stage is Stage.DRAFTING:
        return f"{unit.unit.full_name} {unit.entered}/{unit.asked}"
    if unit.report.is_open or unit.report.submitted_at is None:
        return unit.unit.full_name
    return f"{unit.unit.full_name} ({short_moment(unit.report.submitted_at)}, {'nộp muộn' if unit.late else 'đúng hạn'})"


def _not_adding_up(found: RoundStanding) -> list[str]:
    unsettled = [f"{unit.unit.full_name} {unit.unsettled} chỗ" for unit in found.units if unit.unsettled]
    lines = [f"⚠ Chưa khớp, phải sửa hoặc ghi lý do {len(unsettled)}: {_few(unsettled)}"] if unsettled else []
    return lines + _kept(found)


def _kept(found: RoundStanding) -> list[str]:
    kept = [f"{unit.unit.full_name} {unit.kept} chỗ" for unit in found.units if unit.kept]
    return [f"⚠ Giữ số kèm lý do {len(kept)}: {_few(kept)}"] if kept else []


def _few(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" và {rest} đơn vị nữa" if rest > 0 else "")


def group(found: RoundStanding, about: About, count: int, shown: Sequence[UnitStanding], pages: tuple[int, int]) -> str:
    """One group: how many of all, who is on this page; then the numbers that it is part of."""
    named = ", ".join(_named(unit, about) for unit in shown)
    lines = [f"{_GROUPS[about]} {count}/{found.expected}" + (f": {named}" if named else "")]
    lines += [_of_page(*pages)] if pages[1] > 1 else []
    lines += _kept(found) if about is About.UNSETTLED else []
    return "\n".join([*lines, numbers(found)])


def overdue_besides(overdue: Sequence[UnitStanding]) -> str:
    """Beside those who handed in late: those who have not yet, although it is time."""
    return f"Quá hạn chưa nộp {len(overdue)}: {_few([one.unit.full_name for one in overdue])}" if overdue else ""


def numbers_of_rounds(standings: Sequence[RoundStanding]) -> str:
    """The numbers of each round, the latest first."""
    return "\n".join(f"• {report_name(found.round)}\n  {numbers(found)}" for found in standings)


def rounds_title(unit: Unit) -> str:
    """Above the numbers of rounds."""
    return f"{unit.full_name}: các kỳ báo cáo"


def not_asked(unit: Unit) -> str:
    """The unit owes no report for the round in question."""
    return f"Kỳ này {unit.full_name} không phải nộp báo cáo."


def _named(unit: UnitStanding, about: About) -> str:
    return f"{unit.unit.full_name}{_remark(unit, about)}"


def _remark(unit: UnitStanding, about: About) -> str:
    """What matters about a unit in this group."""
    first = unit.report.first_submitted_at
    if about is About.UNSETTLED:
        return f" {unit.unsettled} chỗ"
    if unit.late and first:
        return f" (muộn {how_long(first - unit.report.due_at)})"
    if unit.stage is Stage.DRAFTING:
        return f" (đang nhập {unit.entered}/{unit.asked})"
    if unit.stage in _IN_WORDS:
        return "" if about is About.RETURNED else _IN_WORDS[unit.stage]
    return f" ({short_moment(first)})" if first else ""


def other_round(round_: Round) -> str:
    """The button of another round that the question fits."""
    return f"{round_.period_label}: {round_.form_name}"[:_LONGEST_LABEL].rstrip(" :")


def several_rounds(count: int) -> str:
    """The question fits more than one."""
    return f"Câu hỏi này hợp với {count} kỳ; đây là kỳ có hạn nộp sau cùng."


def no_such_round(available: Sequence[Round]) -> str:
    """No round for what was asked; which there are."""
    return "Không có kỳ báo cáo nào như anh/chị hỏi." + (" Các kỳ gần đây:" if available else "")


def several_units() -> str:
    """The question names more than one."""
    return "Anh/chị hỏi đơn vị nào trước?"


def only_own(unit: Unit, overseers: Sequence[tuple[Officer, Unit]]) -> str:
    """To an officer who asks about others: who may see them."""
    who = "; ".join(f"{officer.name} ({of.full_name})" for officer, of in overseers) or "cơ quan cấp trên"
    return f"Tôi chỉ cho anh/chị xem được tình hình của {unit.full_name}. Các đơn vị khác do cán bộ theo dõi xem: {who}."


def own_title(unit: Unit) -> str:
    """An officer's own unit."""
    return f"Tình hình nộp của {unit.full_name}"


def own(asked: Asked, standing: UnitStanding) -> str:
    """One of its rounds."""
    return f"• {report_name(asked.round)}, {due(asked.report)}\n  {state(standing)}"


def state(unit: UnitStanding) -> str:
    """Where one unit stands, "Đã nộp …" or "Chưa nộp …" first."""
    report = unit.report
    if unit.stage is Stage.NOT_STARTED:
        return "Chưa nộp: chưa bắt đầu"
    if unit.stage is Stage.DRAFTING:
        return f"Chưa nộp: đang nhập {unit.entered}/{unit.asked}"
    how = "đúng hạn" if report.first_submitted_at is None or not unit.late else _late(report.first_submitted_at, report.due_at)
    ends = {
        Stage.TAKEN_BACK: "đang sửa lại",
        Stage.RETURNED: "trả lại, đang sửa",
        Stage.SUBMITTED: "chờ tiếp nhận",
        Stage.ACCEPTED: "đã tiếp nhận",
    }
    when = f" {short_moment(report.submitted_at)}" if report.submitted_at else ""
    return f"Đã nộp{when}, {how}, {ends[unit.stage]}"


def _late(handed_in: datetime, due_at: datetime) -> str:
    return f"nộp muộn {how_long(handed_in - due_at)}"
