"""To the desk: its buttons, the totals, the picture of who has submitted."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.common.wording import moment, report_name
from tracker.office.units import Unit
from tracker.reports.reports import State
from tracker.reports.rounds import Round
from tracker.review.standing import RoundStanding, UnitStanding
from tracker.workbooks.pictures import Colour, TableCell

NUDGE = "Nhắc ngay"
WHOM_TO_CALL = "Danh sách gọi điện"
NO_ROUNDS = "Chưa có kỳ báo cáo nào được mở cho các đơn vị của anh/chị."


TOTAL = "Tổng hợp (Excel)"
PICTURE_NAME = "Tinh-hinh-nop.png"


def here_is_the_total(round_: Round) -> str:
    """Above the workbook."""
    return f"Tổng hợp {report_name(round_)} gửi kèm: số cộng, từng đơn vị, đơn vị còn thiếu, mục cần quyết định."


def picture_title(unit: Unit, now: datetime, pages: tuple[int, int]) -> str:
    """Whose units, when, and which of how many pictures."""
    page = f" ({pages[0]}/{pages[1]})" if pages[1] > 1 else ""
    return f"Tình hình nộp báo cáo: {unit.full_name}, {moment(now)}{page}"


def picture_head(standings: Sequence[RoundStanding]) -> list[str]:
    """The rounds, short."""
    return ["Đơn vị", *(standing.round.period_label.replace(" năm ", "/") for standing in standings)]


def picture_rows(standings: Sequence[RoundStanding], first: Sequence[UnitStanding] = ()) -> list[list[TableCell]]:
    """A row for each unit, those of `first` in this order, a cell for each round."""
    units = [*first, *(unit for standing in standings for unit in standing.units)]
    names = {unit.unit.id: unit.unit.full_name for unit in units}
    cells = [{unit.unit.id: _cell(unit) for unit in standing.units} for standing in standings]
    none = TableCell("–", Colour.CALM)
    return [[TableCell(name), *(by_unit.get(number, none) for by_unit in cells)] for number, name in names.items()]


def _cell(unit: UnitStanding) -> TableCell:
    if unit.late is None:
        return TableCell("chưa nộp, chờ duyệt" if unit.report.state == State.AWAITING else "chưa nộp", Colour.BAD)
    late = "nộp muộn" if unit.late else "đúng hạn"
    if unit.report.is_with_unit:
        return TableCell(f"{late}, đang sửa", Colour.CALM)
    again = f", sửa lần {unit.report.submissions}" if unit.report.submissions > 1 else ""
    return TableCell(f"{late}{again}", Colour.LATE if unit.late else Colour.GOOD)


def see(unit: Unit) -> str:
    """The button that opens a unit's report."""
    return f"Xem {unit.full_name}"


def here_is_the_picture(round_: Round) -> str:
    """Beside the picture of a round."""
    return f"Ảnh tình hình nộp gửi kèm: {report_name(round_)} và các kỳ trước."
