"""The menu, the help, and answers to what has no other place."""

from bot.texts.common.wording import due, report_name
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.rounds import Asked, Round

STATUS = "Xem tình hình nộp"
NOTHING_OWED = "Hiện không có báo cáo nào đang chờ anh/chị. Khi có kỳ báo cáo mới, tôi sẽ nhắn."
CHOOSE = "Anh/chị chọn báo cáo để điền tiếp:"
DESK = "Gõ /tinhhinh để xem đơn vị nào đã nộp, đơn vị nào chưa."
LEFT = "Đã dừng. Số liệu đã nhập vẫn lưu; gõ /baocao để điền tiếp lúc nào cũng được."
CHANGE = "Sửa"
LEAVE = "Thôi"
LEFT_ASIDE = "Đã thôi, mọi việc giữ nguyên."
ONLY_TEXT = "Tôi chỉ đọc được chữ, số và tệp Excel (.xlsx). Anh/chị gõ câu trả lời giúp, hoặc gõ “giúp” để xem cách dùng."
ONLY_CAPTION = "Ảnh, video tôi chưa đọc được; tôi chỉ đọc dòng chữ gửi kèm."
EDITED = "Tôi chưa sửa theo tin anh/chị vừa sửa. Muốn sửa một mục, anh/chị gõ số mục và số mới, ví dụ: 1.1: 14."
TOO_MANY_FILES = "Tôi đang đọc các tệp anh/chị gửi trước đó. Anh/chị chờ một lát rồi gửi lại tệp này."
TRIAL = "Tin thử: Đúng Hạn gửi được tin đến anh/chị. Anh/chị không cần trả lời."
NOT_UNDERSTOOD = "Tôi chưa hiểu tin này. Anh/chị chọn một mục dưới đây hoặc gõ “giúp”."
NOTHING_ELSE_OWED = "Anh/chị không còn báo cáo nào khác đang mở."
NOTHING_TO_GO_ON = "Anh/chị chưa mở báo cáo nào."
DESK_ENTERS_NOTHING = (
    "Hiện không có báo cáo nào chờ anh/chị điền; gõ /tinhhinh để xem các đơn vị. "
    "Muốn nhập thay một đơn vị, gõ ví dụ: nhập thay Tân Lập."
)

HELP = """\
Khi điền báo cáo:
• Gõ số theo thứ tự được hỏi, cách nhau bởi dấu cách: 41 17
• Số viết kiểu Việt Nam: 1.492 là một nghìn bốn trăm chín mươi hai; 99,9 là chín mươi chín phẩy chín
• “không phát sinh”: không có số liệu; “-”: không áp dụng cho đơn vị; “x”: để trống một mục trong nhóm
• “cả phần không phát sinh”, “tất cả không phát sinh”: mọi mục còn lại trong phần, trong báo cáo
• “bỏ qua” hoặc “bỏ qua chờ huyện duyệt”: để trống, lý do in ở Ghi chú
• “lùi”: xem lại câu trước; “sửa 3.2.1” hoặc “3.2.1: 7”: sửa một mục bất kỳ
• “hoàn tác”: lấy lại tin vừa ghi nhầm, gõ nhiều lần để lùi từng tin; “xóa 3.2.1”: bỏ một số; “xóa hết”: làm lại từ đầu
• “hủy”: dừng lại, số liệu vẫn lưu; việc khác đang làm dở: “làm tiếp”
• “biểu Excel”: lấy biểu để điền trên máy tính; “gửi tệp”: gửi lại biểu đã điền
• “giao Tân Lập: nộp kế hoạch CCHC, hạn 15/12” (cán bộ theo dõi): giao nhiệm vụ; “tỷ lệ nhiệm vụ quý 1”: xem tỷ lệ
• “so sánh 3.1.1”, “so sánh Tân Lập với các kỳ trước”, “nguồn 3.1.1” (cán bộ theo dõi): số khác thường, số cộng từ đâu
• “nhập thay Tân Lập”, “xem báo cáo Tân Lập” (cán bộ theo dõi): nhập báo cáo giấy, xem lại báo cáo; “phiên bản”: các lần nộp
• “xã nào chưa nộp quý 1”, “tan lap nop chua”, “lịch sử Tân Lập” (cán bộ theo dõi): hỏi tình hình
• “xin gia hạn đến 18/3 vì chờ số liệu công an xã”: gửi cán bộ theo dõi, có trả lời tôi báo ngay
Gõ nhanh: /baocao điền báo cáo · /nhiemvu xem và báo kết quả nhiệm vụ · /tinhhinh xem ai đã nộp
/dulieu xem bot giữ gì về anh/chị · /trogiup xem trang này"""


def caption_left(text: str) -> str:
    """Words beside a file that were not acted upon."""
    return f"Dòng chữ kèm tệp tôi chưa dùng đến: “{text[:40]}”."


def greeting(officer: Officer, unit: Unit) -> str:
    """The title of the menu."""
    return f"{officer.name} · {unit.full_name}"


def tasks(count: int) -> str:
    """The way to the tasks that are not done."""
    return f"Nhiệm vụ đang làm ({count})"


def look_again(round_: Round) -> str:
    """A report that is handed in already."""
    return f"Xem lại: {report_name(round_)}"


def owed(owed_: Asked, entered: int, asked: int) -> str:
    """One report that is owed."""
    return f"• {report_name(owed_.round)}: {due(owed_.report)}, đã nhập {entered}/{asked}"
