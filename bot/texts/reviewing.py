"""To the desk that reviews a report, and to the officers whose report it is."""

from bot.texts.wording import report_name
from tracker.rounds import Round
from tracker.units import Unit

ACCEPT = "Tiếp nhận"
RETURN = "Trả lại"
ALL_UNITS = "Tình hình các đơn vị"
OPEN = "Mở báo cáo"
ACCEPTED_TITLE = "Báo cáo đã được tiếp nhận"
RETURNED_TITLE = "Báo cáo được trả lại, đề nghị bổ sung"


def title(round_: Round, unit: Unit) -> str:
    """Whose report it is."""
    return f"{unit.full_name}: {report_name(round_)}"


def accepted(unit: Unit) -> str:
    """To the desk."""
    return f"Đã tiếp nhận báo cáo của {unit.full_name}; cán bộ của đơn vị được báo ngay."


def why_return(unit: Unit) -> str:
    """To the desk."""
    return (
        f"Anh/chị cho biết cần {unit.full_name} sửa gì, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó. "
        "Gõ “hủy” nếu thôi."
    )


def returned(unit: Unit) -> str:
    """To the desk."""
    return f"Đã trả lại báo cáo cho {unit.full_name}; cán bộ của đơn vị được báo ngay."


def returned_because(reason: str) -> str:
    """To the officers."""
    return f"Lý do: {reason}\nAnh/chị mở báo cáo, sửa rồi nộp lại."


def about(round_: Round, text: str) -> str:
    """To the officers: which report."""
    return f"{report_name(round_)}\n{text}".strip()
