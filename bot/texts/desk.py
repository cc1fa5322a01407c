"""To the desk: who has submitted, who is late."""

from collections.abc import Sequence
from datetime import datetime

from bot.pictures import Cell, Colour
from bot.texts.reminding import numbers
from bot.texts.wording import moment, report_name, short_moment
from tracker.reports import State
from tracker.rounds import Round
from tracker.standing import RoundStanding, UnitStanding
from tracker.units import Unit

NUDGE = "Nhắc ngay"
NO_ROUNDS = "Chưa có kỳ báo cáo nào được mở cho các đơn vị của anh/chị."


def standing_title(standing: RoundStanding) -> str:
    """The round."""
    return f"{report_name(standing.round)} · hạn nộp {moment(standing.round.due_at)}"


def standing(found: RoundStanding) -> str:
    """The numbers first, then the list."""
    return "\n".join([numbers(found), *(_unit(unit) for unit in found.units)])


TOTAL = "Tổng hợp (Excel)"
PICTURE = "Ảnh"
HERE_IS_THE_PICTURE = "Ảnh tình hình nộp gửi kèm."
PICTURE_NAME = "Tinh-hinh-nop.png"


def here_is_the_total(round_: Round) -> str:
    """Above the workbook."""
    return f"Tổng hợp {report_name(round_)} gửi kèm: số cộng, từng đơn vị, đơn vị còn thiếu, mục cần quyết định."


def picture_title(unit: Unit, now: datetime) -> str:
    """Whose units, and when."""
    return f"Tình hình nộp báo cáo: {unit.full_name}, {moment(now)}"


def picture_head(standings: Sequence[RoundStanding]) -> list[str]:
    """The rounds, short."""
    return ["Đơn vị", *(standing.round.period_label.replace(" năm ", "/") for standing in standings)]


def picture_rows(standings: Sequence[RoundStanding]) -> list[list[Cell]]:
    """A row for each unit, a cell for each round."""
    names = {unit.unit.id: unit.unit.full_name for standing in standings for unit in standing.units}
    cells = [{unit.unit.id: _cell(unit) for unit in standing.units} for standing in standings]
    none = Cell("–", Colour.CALM)
    return [[Cell(name), *(by_unit.get(number, none) for by_unit in cells)] for number, name in names.items()]


def _cell(unit: UnitStanding) -> Cell:
    if unit.late is None:
        return Cell("chưa nộp, chờ duyệt" if unit.report.state == State.AWAITING else "chưa nộp", Colour.BAD)
    late = "nộp muộn" if unit.late else "đúng hạn"
    if unit.report.is_with_unit:
        return Cell(f"{late}, đang sửa", Colour.CALM)
    again = f", sửa lần {unit.report.submissions}" if unit.report.submissions > 1 else ""
    return Cell(f"{late}{again}", Colour.LATE if unit.late else Colour.GOOD)


def see(unit: Unit) -> str:
    """The button that opens a unit's report."""
    return f"Xem {unit.full_name}"


def _unit(unit: UnitStanding) -> str:
    name = unit.unit.full_name
    if unit.report.state == State.RETURNED:
        return f"↩ {name}: trả lại, đang sửa"
    if unit.report.state == State.AWAITING:
        return f"… {name}: {'đã nộp, bản sửa ' if unit.submitted else ''}chờ lãnh đạo duyệt"
    if not unit.report.is_open:
        return f"✓ {name}: {_handed_in(unit)}"
    if unit.submitted:
        return f"… {name}: đã nộp, đang sửa lại"
    if unit.entered:
        return f"… {name}: đang nhập {unit.entered}/{unit.asked}"
    return f"○ {name}: chưa bắt đầu"


def _handed_in(unit: UnitStanding) -> str:
    """When it came first, which decides; then the last correction."""
    report = unit.report
    word = "đã tiếp nhận" if report.state == State.ACCEPTED else "đã nộp"
    first = f" {short_moment(report.first_submitted_at)}" if report.first_submitted_at else ""
    again = ""
    if report.submissions > 1 and report.submitted_at:
        again = f", sửa lần {report.submissions} lúc {short_moment(report.submitted_at)}"
    return f"{word}{first}, {'nộp muộn' if unit.late else 'đúng hạn'}{again}"
