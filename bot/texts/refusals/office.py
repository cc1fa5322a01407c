"""Units, officers, and who may do what."""

from collections.abc import Mapping

from bot.errors.rights import NotTheDesk, NotYours, NudgedAlready
from tracker.kernel import errors
from tracker.kernel.errors import TrackerError

SENTENCES: Mapping[type[TrackerError], str] = {
    NotYours: "Báo cáo này không thuộc đơn vị của anh/chị nên tôi không mở được. Anh/chị xem danh sách dưới đây.",
    NotTheDesk: "Việc này do cán bộ theo dõi ở cơ quan cấp trên làm. Cần gì, anh/chị liên hệ cán bộ theo dõi.",
    NudgedAlready: "Các đơn vị này đã được nhắc lúc {at}; sau bốn giờ mới nhắc lại được.",
    errors.NotTheLeader: "Việc duyệt báo cáo do lãnh đạo đơn vị làm.",
    errors.LeaderMissing: "Báo cáo này phải được lãnh đạo đơn vị duyệt, nhưng đơn vị chưa có lãnh đạo tham gia. "
    "Anh/chị đề nghị cán bộ theo dõi mời lãnh đạo đơn vị; số liệu vẫn lưu.",
    errors.UnitUnknown: "Không có đơn vị nào mang mã {code}.",
    errors.UnitTableWrong: "Dòng {row} của bảng đơn vị chưa đúng nên tôi chưa lấy gì từ bảng này. Anh/chị sửa rồi gửi lại.",
    errors.UnitNotBelow: "Đơn vị {unit} không nằm dưới đơn vị của anh/chị vào ngày chốt số liệu {day}.",
    errors.LevelUnknown: "Không có đơn vị nào thuộc cấp “{level}”. Các cấp hiện có: {levels}.",
    errors.OfficerUnknown: "Không có cán bộ nào tên “{name}”. Anh/chị kiểm tra lại tên.",
    errors.OfficerAmbiguous: "Có nhiều cán bộ tên “{name}”: {candidates}. Anh/chị chọn một người theo số.",
}
