"""Rounds, schedules and reports: what cannot be entered, handed in, taken back or moved."""

from collections.abc import Mapping

from bot.texts.common.labels import REOPEN
from tracker.kernel import errors
from tracker.kernel.errors import TrackerError

ROW_OF_ANOTHER_LEVEL = "Mục {key} do cấp {by} báo cáo, anh/chị không phải nhập."
SENTENCES: Mapping[type[TrackerError], str] = {
    errors.RoundUnknown: "Chưa mở kỳ báo cáo nào như vậy cho biểu {form}. Gõ /tinhhinh để xem các kỳ đã mở.",
    errors.RoundExists: "Kỳ báo cáo này (biểu {form}, {period}) đã mở rồi. Anh/chị chọn kỳ khác, hoặc gõ /tinhhinh để xem.",
    errors.RoundAmbiguous: "Có {count} kỳ {period} theo biểu {form}. Anh/chị cho biết của đơn vị nào, cấp nào.",
    errors.RoundUnchanged: "Kỳ {period} (biểu {form}) đã đúng như vậy nên không có gì thay đổi.",
    errors.RoundNeedsUnits: "Bỏ như vậy thì kỳ {period} không còn đơn vị nào; anh/chị hủy kỳ đó thì hơn.",
    errors.UnitNotAsked: "{unit} không phải nộp kỳ {period} theo biểu {form}.",
    errors.DueInPast: "Hạn nộp {due} đã qua nên báo cáo sẽ tính là nộp muộn. Anh/chị chọn hạn khác.",
    errors.ReportCancelled: "Kỳ báo cáo này đã được hủy, đơn vị không phải nộp nữa. Số liệu đã nhập vẫn lưu.",
    errors.RoundWithoutUnits: "Không có đơn vị nào dưới đơn vị của anh/chị để nhận báo cáo này.",
    errors.ScheduleUnknown: "Không có lịch mở kỳ báo cáo số {number}.",
    errors.ScheduleExists: "Lịch số {number} đã mở các kỳ này. Anh/chị kết thúc lịch đó trước.",
    errors.DueRuleUnreadable: "“{text}” không phải cách tính hạn nộp. Ghi ví dụ: 17, +3, +2w hoặc 17 09:00.",
    errors.SwapUnknown: "Ngày {day} chưa được khai là nghỉ hay làm bù.",
    errors.TooEarly: "{wanted} chưa được: phải sau {than}. Anh/chị gõ lại giúp.",
    errors.ReportUnknown: "{unit} không có báo cáo nào như vậy theo biểu {form}.",
    errors.NothingHandedIn: "Chưa có báo cáo nào được nộp nên chưa có gì để tổng hợp.",
    errors.RowUnknown: "Biểu này không có mục “{key}”. Số mục là số ở đầu mỗi dòng, ví dụ 3.2.1 hoặc 2.2.1a.",
    errors.RowNotAsked: "Mục {key} là tiêu đề phần.",
    errors.ReportClosed: "Báo cáo này đã nộp hoặc đang chờ duyệt nên số liệu giữ nguyên. "
    f"Muốn sửa, anh/chị mở báo cáo và chọn “{REOPEN}”.",
    errors.ReportLocked: "Báo cáo này đã khóa sổ, không nhập hay nộp được nữa. "
    "Cần sửa, anh/chị đề nghị cán bộ theo dõi mở lại.",
    errors.ReportNotLocked: "Báo cáo này hiện không khóa sổ, vẫn nhập và nộp được; anh/chị mở báo cáo để làm tiếp.",
    errors.ReportIncomplete: "Báo cáo còn mục chưa có số, chưa nộp được.",
    errors.ReportQuestioned: "Báo cáo còn chỗ cần xem lại, chưa nộp được.",
    errors.RuleBlocks: "Quy tắc này bắt buộc, không giữ được; anh/chị sửa số giúp.",
    errors.WrongState: "Báo cáo đã được cấp trên tiếp nhận hoặc đang ở bước khác; muốn sửa, anh/chị liên hệ cán bộ theo dõi.",
    errors.ReasonMissing: "Cần một câu lý do.",
    errors.ExtensionWaiting: "Báo cáo này đã xin gia hạn và đang chờ trả lời. Có trả lời, tôi báo ngay.",
    errors.ExtensionDecided: "Đề nghị gia hạn này đã được trả lời.",
    errors.ExtensionPointless: "Báo cáo này đã nộp nên không cần gia hạn: đúng hạn hay nộp muộn tính theo lần nộp đầu.",
    errors.CommentsOpen: "Còn {count} ý kiến của cơ quan cấp trên chưa trả lời nên chưa nộp được.",
    errors.CommentSent: "Ý kiến này đã gửi cho đơn vị, không xóa được nữa.",
    errors.VersionUnknown: "Báo cáo này mới nộp {count} lần, không có lần {number}.",
}
