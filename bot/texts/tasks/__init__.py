"""Tasks: what is said to officers and desks; here every rule that the tracker may refuse by."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "TaskUnknown": "Không có nhiệm vụ này. Gõ /nhiemvu để xem danh sách.",
    "TaskNotYours": "Nhiệm vụ này không thuộc đơn vị của anh/chị, hoặc do người khác làm. Gõ /nhiemvu để xem danh sách.",
    "TaskStateWrong": "Nhiệm vụ này đã sang bước khác nên chưa làm được như vậy. Gõ /nhiemvu để xem lại.",
    "TaskTitleMissing": "Cần ghi việc phải làm, ví dụ: nộp kế hoạch CCHC.",
    "TaskDayInFuture": "{day} chưa đến. Anh/chị gõ ngày đã hoàn thành, ví dụ: hôm nay.",
    "TaskDueTooEarly": "Hạn {due} chưa được: không thể trước {than}. Anh/chị gõ lại ngày.",
    "TaskDoneTooEarly": "Kết quả đề {day}, trước ngày giao ({assigned}). Anh/chị gõ lại ngày của văn bản.",
    "TaskWithoutDue": "Nhiệm vụ này không có hạn nên không cần gia hạn và không lặp lại được.",
    "TaskDueSettled": "Nhiệm vụ này đã xong nên hạn giữ nguyên.",
    "PlanTaskRepeats": "Nhiệm vụ của kế hoạch năm không lặp lại được.",
    "CoUnitLeads": "{unit} đã chủ trì nhiệm vụ nên không ghi là đơn vị phối hợp nữa.",
    "OfficerElsewhere": "{officer} không phải cán bộ của đơn vị chủ trì ({unit}).",
    "ProgressMissing": "Anh/chị viết tiến độ bằng chữ, ví dụ: đã dự thảo, chờ ký.",
    "TaskUnchanged": "Nhiệm vụ đang ghi đúng như vậy, không có gì thay đổi.",
    "TaskFieldFixed": "Phần này của nhiệm vụ không sửa được; anh/chị hủy nhiệm vụ rồi giao lại.",
    "MoreTimeWaiting": "Nhiệm vụ này đã xin gia hạn và đang chờ trả lời. Có trả lời, tôi báo ngay.",
    "MoreTimeNotAsked": "Nhiệm vụ này hiện không có đề nghị gia hạn nào đang chờ.",
    "PlanTableNotFound": "Tôi không thấy bảng kế hoạch có hàng tên cột như STT, Nhiệm vụ, Đơn vị chủ trì, Thời gian trong "
    "{rows} dòng đầu. Anh/chị kiểm tra đây có phải tệp kế hoạch không rồi gửi lại.",
    "PlanWrong": "Trang “{sheet}” của kế hoạch có chỗ chưa đúng nên tôi chưa lấy gì từ tệp này: {listed}.",
}
