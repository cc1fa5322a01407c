"""Duyệt: a report that the unit's leader must approve before it is handed in."""

from datetime import datetime

from bot.texts.common.states import STATES
from bot.texts.common.wording import due, moment, report_name
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import State
from tracker.reports.rounds import Asked, Round

APPROVE = "Duyệt và nộp"
SEND_BACK = "Chuyển lại"
SEE = "Xem số liệu"
TITLE = "Báo cáo chờ anh/chị duyệt"
SENT_BACK_TITLE = "Lãnh đạo chuyển lại báo cáo"
APPROVED_TITLE = "Lãnh đạo đã duyệt và nộp báo cáo"
MISSING_TITLE = "Đơn vị chưa có lãnh đạo để duyệt báo cáo"
WHY_SEND_BACK = "Anh/chị cho biết cần sửa gì, trong một câu; cán bộ điền báo cáo sẽ đọc đúng câu đó. Gõ “hủy” nếu thôi."
SENT_BACK = "Đã chuyển lại báo cáo; cán bộ điền báo cáo được báo ngay."


def awaits(asked: Asked, by: Officer) -> str:
    """To the leader."""
    return f"{report_name(asked.round)}\n{by.name} đã điền xong, {due(asked.report)}."


def sent(asked: Asked, told: int) -> str:
    """To the officer."""
    until_then = f"Duyệt xong là nộp; đúng hạn hay nộp muộn tính theo lúc duyệt, {due(asked.report)}."
    if not told:
        return (
            "Báo cáo chờ lãnh đạo duyệt, nhưng chưa lãnh đạo nào nhận tin ở đây được; "
            f"anh/chị báo trực tiếp để lãnh đạo tham gia và duyệt. {until_then}"
        )
    return f"Đã gửi lãnh đạo đơn vị duyệt. {until_then}"


def summary_title(round_: Round) -> str:
    """Above the figures that the leader looks at."""
    return f"{report_name(round_)}: chờ anh/chị duyệt"


def to_approve(round_: Round) -> str:
    """The choice in the leader's menu."""
    return f"Duyệt: {report_name(round_)}"


def settled(asked: Asked) -> str:
    """To a leader who comes too late."""
    where = STATES[State(asked.report.state)].to_leader
    return f"{report_name(asked.round)} {where}, không còn chờ duyệt."


def approved(code: str, at: datetime, by: Officer, *, late: bool) -> str:
    """To the officers."""
    return f"{by.name} duyệt lúc {moment(at)}, {'nộp muộn' if late else 'đúng hạn'}. Mã nhận: {code}"


def sent_back(by: Officer, reason: str) -> str:
    """To the officers."""
    return f"{by.name}: {reason}\nAnh/chị mở báo cáo, sửa rồi nộp lại."


def missing(asked: Asked, unit: Unit) -> str:
    """To the desk."""
    return (
        f"{unit.full_name}: {report_name(asked.round)}, {due(asked.report)}\n"
        "Báo cáo đã điền xong nhưng phải được lãnh đạo đơn vị duyệt. Đề nghị mời lãnh đạo của đơn vị tham gia, hoặc nhập thay."
    )
