"""How things are done here: answers that are the same for every report."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.channels.registry import services
from bot.texts.common.wording import cut, day, report_name
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.rounds import Asked

HAND_OVER = (
    "Tôi chưa đổi quyền của ai. Khi anh/chị nghỉ hoặc bàn giao, cán bộ theo dõi ở cấp trên đổi người trong danh sách và cấp "
    "mã mời cho người mới; số đã nhập vẫn còn nguyên."
)
WHEN_TO_REMIND = "Tôi chưa rõ ngày giờ. Anh/chị gõ ngày và giờ, ví dụ: nhắc lúc 14h ngày mai."


def other_unit(unit: Unit) -> str:
    """Somebody wants to fill another unit's reports as well."""
    return f"Ở đây anh/chị nhập cho {unit.full_name}. Muốn nhập cho đơn vị khác thì cán bộ theo dõi ở cấp trên phải giao."


COMPUTED = (
    "Dòng tổng, dòng cộng và tỷ lệ có công thức trên biểu thì tôi tự tính từ các số đã nhập, anh/chị không phải gõ; "
    "gõ kèm cũng được, lệch thì tôi báo."
)
SEVERAL = (
    "Nhiều người cùng đơn vị nhập chung một báo cáo được, mỗi người một phần, cùng lúc hay khác lúc đều được: ai cũng thấy số "
    "của nhau; ghi đè số người khác nhập thì tôi hỏi lại. Hỏi “mục 3.2.1 ai nhập” để biết ai ghi. Người chưa có tên thì nhờ "
    "cán bộ theo dõi mời."
)
_SERVICES = ", ".join(kind.title for kind in services().values())
CHANNELS = (
    f"{_SERVICES} và trang web dùng chung một dữ liệu: nhập ở đâu thì nơi khác cũng thấy. Đổi điện thoại mà vẫn tài khoản "
    "cũ thì dùng tiếp được; tài khoản mới thì cần mã mời. Muốn nhập trên web, gõ “mở biểu trên web”."
)
JOIN = (
    "Mã mời do cán bộ theo dõi ở cấp trên hoặc quản trị viên cấp riêng cho từng người; gõ đúng mã vào đây là vào. "
    "Mất mã, mã hết hạn, hay thay người phụ trách thì gọi cán bộ theo dõi để được cấp mã mới; số đã nhập vẫn còn nguyên."
)
PRIVACY = (
    "Số liệu của đơn vị chỉ cán bộ của đơn vị, cơ quan theo dõi ở cấp trên và quản trị viên xem được; xã khác không xem được. "
    "Ai ghi, ai xem, ai đổi số đều có nhật ký. Biểu chỉ lấy số tổng hợp: đừng gõ họ tên hay số định danh của người dân. "
    "Gõ /dulieu để xem bot giữ gì về chính anh/chị, yêu cầu sửa hoặc xóa."
)
NOTES = (
    "Khi tôi hỏi lại một số chưa khớp, anh/chị gõ lý do trong một câu; để trống một mục thì gõ “bỏ qua” kèm lý do. "
    "Lý do được in ở cột Ghi chú của phụ lục."
)
SIGN = (
    "Ở đây không ký số và không đóng dấu: nộp là gõ “nộp báo cáo”. Cần bản giấy để trình ký thì gõ “xem phụ lục” "
    "lấy tệp về in. Có phải gửi kèm công văn giấy hay không thì hỏi cán bộ theo dõi:"
)
WRITTEN = (
    "Có: nhập xong số liệu, anh/chị gõ “báo cáo viết”; tôi soạn bản Word theo đúng số trong phụ lục, phần lời để đơn vị viết."
)
TASKS = (
    "Gõ “nhiệm vụ” để xem việc đơn vị được giao, hạn và tình trạng; chọn một việc rồi báo tiến độ hoặc báo hoàn thành "
    "ngay tại đó. Tỷ lệ hoàn thành tôi tính từ danh sách này."
)


def receives(asked: Asked | None, desks: Iterable[tuple[Officer, Unit]]) -> str:
    """Which office the report goes to."""
    above = list(dict.fromkeys(unit.full_name for _, unit in desks))
    name = report_name(asked.round) if asked else "Báo cáo của đơn vị"
    if not above:
        return f"{name}: nộp xong thì cơ quan cấp trên mở kỳ nhận được ngay."
    return f"{name} gửi lên {', '.join(above)}; nộp trên này là nơi nhận có ngay, họ tiếp nhận hoặc trả lại tại đây."


def not_returned(asked: Asked) -> str:
    """The report was not returned."""
    return f"{report_name(asked.round)}: báo cáo này không bị trả lại."


def nothing_in_question(asked: Asked) -> str:
    """All figures fit each other."""
    return f"{report_name(asked.round)}: trong các số đã nhập tôi không thấy chỗ nào chưa khớp."


def in_question(asked: Asked, findings: Sequence[str], more: int) -> str:
    """What does not fit, line by line."""
    rest = [f"và {more} chỗ nữa"] if more else []
    head = f"{report_name(asked.round)}: {len(findings) + more} chỗ chưa khớp hoặc đáng ngờ:"
    return "\n".join([head, *(f"• {cut(one, 200)}" for one in findings), *rest])


def opens_next(asked: Asked, period: str, opens: date) -> str:
    """When the round after this one opens, by the schedule."""
    return f"{report_name(asked.round)}: kỳ sau là {period}, mở {day(opens)}. Khi mở tôi nhắn ngay."


def next_unknown(asked: Asked) -> str:
    """No schedule opens a later round."""
    return f"{report_name(asked.round)}: chưa có lịch cho kỳ sau. Cấp trên mở kỳ mới là tôi nhắn ngay."
