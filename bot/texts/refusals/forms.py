"""Forms, periods and the files in which forms come."""

from collections.abc import Mapping

from bot.reading.filled_sheet import SeveralReportsFit
from tracker.blank_form import SecretForm, TableNotFound
from tracker.filled_form.matching import AnotherForm, AnotherPeriod, AnotherUnit, LegacyFont, NothingFilled
from tracker.form_sheet import FormSheetWrong
from tracker.forms.counting import CountUnreadable
from tracker.kernel import errors
from tracker.kernel.errors import TrackerError

SENTENCES: Mapping[type[TrackerError], str] = {
    errors.FormUnknown: "Không có biểu nào mang mã {code}.",
    errors.FormCodeWrong: "“{code}” chưa dùng làm mã được. Mã biểu gồm tối đa 40 chữ thường không dấu, chữ số, gạch nối.",
    errors.QuestionUnknown: "Biểu {code} không có loại câu hỏi “{kind}”.",
    errors.FormChanged: "Biểu {code} phiên bản {version} đang dùng với nội dung khác. Anh/chị báo người quản trị.",
    errors.FormWrong: "Biểu {code} chưa dùng được. Anh/chị báo người quản trị.",
    errors.PeriodUnreadable: "“{text}” không phải kỳ báo cáo. Gõ ví dụ: quý 1 2027, 6 tháng đầu năm 2027, tháng 3.",
    errors.LadderUnreadable: "“{step}” không phải mốc nhắc hạn. Ghi ví dụ: opened 7d 3d 1w day 2h overdue.",
    CountUnreadable: "“{text}” không nói rõ đếm nhiệm vụ nào. Ghi ví dụ: assigned: late.",
    TableNotFound: "Tôi không thấy bảng số liệu trong {rows} dòng đầu của tệp này (cần các cột như STT, "
    "Chỉ tiêu, Đơn vị tính, Số liệu). Anh/chị gõ “biểu Excel” để lấy biểu của kỳ này.",
    SecretForm: "Trang “{sheet}”, dòng {row} có dấu “{stamp}”. Báo cáo mật không được gửi qua ứng dụng trò chuyện; "
    "tôi không lấy tệp này, anh/chị xóa tin vừa gửi giúp.",
    FormSheetWrong: "Trang “{sheet}”, dòng {row}, cột {column} chưa đúng nên tôi chưa lấy gì từ tệp này. "
    "Anh/chị sửa rồi gửi lại.",
    AnotherForm: "Tệp này không phải biểu của kỳ báo cáo đang chờ (chỉ khớp {found}/{rows} dòng). "
    "Anh/chị gõ “biểu Excel” để lấy đúng biểu.",
    AnotherPeriod: "Tệp này ghi {other}, còn báo cáo đang chờ là {period}. Anh/chị gõ “biểu Excel” để lấy biểu của kỳ này.",
    AnotherUnit: "Tệp này ghi {other}, còn báo cáo này của {unit}. Anh/chị gõ “biểu Excel” để lấy biểu của đơn vị mình.",
    SeveralReportsFit: "Tệp này hợp với {count} báo cáo đang chờ. Anh/chị mở báo cáo cần điền (gõ /baocao), rồi gửi lại tệp.",
    LegacyFont: "Chữ trong tệp dùng phông {font}, không phải Unicode, nên tôi chưa đọc được. "
    "Anh/chị đổi tệp sang phông Unicode (ví dụ Times New Roman) rồi gửi lại.",
    NothingFilled: "Tệp này chưa điền ô nào của biểu nên tôi chưa ghi gì. Anh/chị điền, lưu rồi gửi lại.",
}
