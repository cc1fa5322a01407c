"""The words that printed sheets and messages share, each standing for something that the tracker knows by a name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from tracker.kernel.reasons import Reason
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Stage
from tracker.rollup.totalling import Remark
from tracker.tasks.classes import TaskClass
from tracker.tasks.rates import RateFormula

_HOUR, _DAY = 60, 24 * 60  # minutes

WAYS: Mapping[EntryWay, str] = {
    EntryWay.OWN: "số đơn vị tự nhập",
    EntryWay.PAPER: "bản giấy",
    EntryWay.TELEPHONE: "điện thoại",
    EntryWay.OTHER: "cách khác",
    EntryWay.ROLLUP: "số tổng hợp từ các đơn vị",
}


class StagePrinted(NamedTuple):
    """How far a unit has come, in the sheet of where units stand and in the roster of a roll-up."""

    status: str
    roster: str


STAGES: Mapping[Stage, StagePrinted] = {
    Stage.NOT_STARTED: StagePrinted("chưa bắt đầu", "chưa nộp"),
    Stage.DRAFTING: StagePrinted("đang nhập", "chưa nộp"),
    Stage.AWAITING: StagePrinted("chờ lãnh đạo duyệt", "chờ lãnh đạo duyệt"),
    Stage.TAKEN_BACK: StagePrinted("đang sửa lại", "đang sửa lại"),
    Stage.RETURNED: StagePrinted("trả lại", "trả lại"),
    Stage.SUBMITTED: StagePrinted("chờ tiếp nhận", "đã nộp"),
    Stage.ACCEPTED: StagePrinted("đã tiếp nhận", "đã tiếp nhận"),
    Stage.CANCELLED: StagePrinted("đã hủy", "đã hủy"),
}
TASK_CLASSES: Mapping[TaskClass, str] = {
    TaskClass.ON_TIME: "Hoàn thành đúng hạn",
    TaskClass.LATE: "Hoàn thành quá hạn",
    TaskClass.IN_TIME: "Đang thực hiện trong hạn",
    TaskClass.OVERDUE: "Quá hạn chưa hoàn thành",
    TaskClass.WAITING: "Chờ nhận",
    TaskClass.DONE_WITHOUT_DUE: "Hoàn thành (không hạn)",
    TaskClass.OPEN_WITHOUT_DUE: "Đang thực hiện (không hạn)",
    TaskClass.CANCELLED: "Hủy",
}
RATE_FORMULAS: Mapping[RateFormula, str] = {
    RateFormula.ALL: "Số nhiệm vụ đã hoàn thành / tổng số nhiệm vụ được giao (không tính nhiệm vụ đã hủy)",
    RateFormula.ON_TIME: "Số nhiệm vụ hoàn thành đúng hạn / số nhiệm vụ có hạn đã hoàn thành",
    RateFormula.COME_DUE: "Số nhiệm vụ có hạn đã hoàn thành / số nhiệm vụ đến hạn (đã hoàn thành hoặc quá hạn)",
}
REMARKS: Mapping[Remark, str] = {
    Remark.ADDED_FROM_SOME: "Cộng từ {counted}/{asked} đơn vị",
    Remark.COMPUTED_FROM_SOME: "Tính từ {counted}/{asked} đơn vị",
    Remark.SAID_BY_SOME: "Theo {counted}/{asked} đơn vị",
    Remark.AS_THESE_WROTE: "Theo số ghi của {units}",
    Remark.AS_UNITS_WROTE: "Theo số ghi của các đơn vị",
}

NOT_ADDED, NOT_ADDED_RATE = "Không cộng được: bình quân", "Không cộng được: tỷ lệ"
OFFICE_FIGURE_COUNTED = "Số giao sẵn được tính cho từng đơn vị"
HALF_DIFFERENCE, DIFFERENT = "Thiếu một trong các số gốc nên chưa tính vào hiệu", "{count} câu trả lời, xem cột bên"
ALL_UNITS, UNIT_NAME, NOT_IN, NOTE = "Cộng", "Đơn vị", "{unit}: chưa có báo cáo", "Ghi chú"


def remark_in_print(remark: Reason) -> str:
    """What a reader must know about a total, as it stands under Ghi chú; `remark` is of a kind of `Remark`."""
    return REMARKS[Remark(remark.kind)].format(**remark.facts)


def how_long(late_by: timedelta) -> str:
    """In the largest unit that it fills: "2 ngày", "3 giờ", "5 phút"."""
    minutes = max(1, int(late_by.total_seconds()) // 60)
    if minutes >= _DAY:
        return f"{minutes // _DAY} ngày"
    return f"{minutes // _HOUR} giờ" if minutes >= _HOUR else f"{minutes} phút"
