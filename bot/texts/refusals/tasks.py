"""Tasks and plans."""

from collections.abc import Mapping

from tracker.kernel.errors import TrackerError
from tracker.tasks import errors

SENTENCES: Mapping[type[TrackerError], str] = {
    errors.TaskUnknown: "Không có nhiệm vụ này. Gõ /nhiemvu để xem danh sách.",
    errors.TaskNotYours: "Nhiệm vụ này không thuộc đơn vị của anh/chị, hoặc do người khác làm. Gõ /nhiemvu để xem danh sách.",
    errors.TaskStateWrong: "Nhiệm vụ này đã sang bước khác nên chưa làm được như vậy. Gõ /nhiemvu để xem lại.",
    errors.TaskTitleMissing: "Cần ghi việc phải làm, ví dụ: nộp kế hoạch CCHC.",
    errors.TaskDayInFuture: "{day} chưa đến. Anh/chị gõ ngày đã hoàn thành, ví dụ: hôm nay.",
    errors.TaskDueTooEarly: "Hạn {due} chưa được: không thể trước {than}. Anh/chị gõ lại ngày.",
    errors.TaskDoneTooEarly: "Kết quả đề {day}, trước ngày giao ({assigned}). Anh/chị gõ lại ngày của văn bản.",
    errors.TaskWithoutDue: "Nhiệm vụ này không có hạn nên không cần gia hạn và không lặp lại được.",
    errors.TaskDueSettled: "Nhiệm vụ này đã xong nên hạn giữ nguyên.",
    errors.PlanTaskRepeats: "Nhiệm vụ của kế hoạch năm không lặp lại được.",
    errors.CoUnitLeads: "{unit} đã chủ trì nhiệm vụ nên không ghi là đơn vị phối hợp nữa.",
    errors.OfficerElsewhere: "{officer} không phải cán bộ của đơn vị chủ trì ({unit}).",
    errors.ProgressMissing: "Anh/chị viết tiến độ bằng chữ, ví dụ: đã dự thảo, chờ ký.",
    errors.TaskUnchanged: "Nhiệm vụ đang ghi đúng như vậy, không có gì thay đổi.",
    errors.TaskFieldFixed: "Phần này của nhiệm vụ không sửa được; anh/chị hủy nhiệm vụ rồi giao lại.",
    errors.MoreTimeWaiting: "Nhiệm vụ này đã xin gia hạn và đang chờ trả lời. Có trả lời, tôi báo ngay.",
    errors.MoreTimeNotAsked: "Nhiệm vụ này hiện không có đề nghị gia hạn nào đang chờ.",
    errors.PlanTableNotFound: "Tôi không thấy bảng kế hoạch có hàng tên cột như STT, Nhiệm vụ, Đơn vị chủ trì, Thời gian "
    "trong {rows} dòng đầu. Anh/chị kiểm tra đây có phải tệp kế hoạch không rồi gửi lại.",
    errors.PlanWrong: "Trang “{sheet}” của kế hoạch có chỗ chưa đúng nên tôi chưa lấy gì từ tệp này. Anh/chị sửa rồi gửi lại.",
}
