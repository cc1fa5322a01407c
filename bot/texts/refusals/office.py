"""Units, officers, and who may do what."""

from collections.abc import Mapping

from bot.errors.rights import ErasedAlready, NotTheDesk, NotYourPerson, NotYourRound, NotYours, NudgedAlready, WishSettled
from tracker.kernel import errors
from tracker.kernel.errors import TrackerError

SENTENCES: Mapping[type[TrackerError], str] = {
    NotYours: "Báo cáo này không thuộc đơn vị của anh/chị nên tôi không mở được. Anh/chị xem danh sách dưới đây.",
    NotTheDesk: "Việc này do cán bộ theo dõi ở cơ quan cấp trên làm. Cần gì, anh/chị liên hệ cán bộ theo dõi.",
    NotYourPerson: "Tôi không sửa được cán bộ này: người đó ở ngoài phạm vi của anh/chị, đã thôi, là người quản trị, "
    "hoặc là chính anh/chị.",
    NotYourRound: "Kỳ báo cáo này do cơ quan khác mở; chỉ nơi đó đổi hạn hoặc hủy được.",
    WishSettled: "Yêu cầu này đã được trả lời hoặc đã rút. Gõ /dulieu để xem yêu cầu của anh/chị.",
    ErasedAlready: "Dữ liệu của cán bộ số {number} đã được xóa.",
    NudgedAlready: "Các đơn vị này đã được nhắc lúc {at}; sau bốn giờ mới nhắc lại được.",
    errors.NotTheLeader: "Việc duyệt báo cáo do lãnh đạo đơn vị làm.",
    errors.LeaderMissing: "Báo cáo này phải được lãnh đạo đơn vị duyệt, nhưng đơn vị chưa có lãnh đạo tham gia. "
    "Anh/chị đề nghị cán bộ theo dõi mời lãnh đạo đơn vị; số liệu vẫn lưu.",
    errors.UnitUnknown: "Không có đơn vị nào mang mã {code}.",
    errors.UnitTableWrong: "Dòng {row} của bảng đơn vị chưa đúng nên tôi chưa lấy gì từ bảng này. Anh/chị sửa rồi gửi lại.",
    errors.PeopleTableWrong: "Dòng {row} của danh sách cán bộ chưa đúng nên tôi chưa mời ai. Anh/chị sửa rồi gửi lại.",
    errors.UnitExists: "Đã có đơn vị mang mã {code}: {name}.",
    errors.UnitHasUnits: "{code} chưa kết thúc ngày {day} được: còn đơn vị cấp dưới ({units}).",
    errors.UnitNotBelow: "Đơn vị {unit} không nằm dưới đơn vị của anh/chị vào ngày chốt số liệu {day}.",
    errors.LevelUnknown: "Không có đơn vị nào thuộc cấp “{level}”. Các cấp hiện có: {levels}.",
    errors.OfficerUnknown: "Không có cán bộ nào tên “{name}”. Anh/chị kiểm tra lại tên.",
    errors.OfficerAmbiguous: "Có nhiều cán bộ tên “{name}”: {candidates}. Anh/chị chọn một người theo số.",
    errors.PhoneWrong: "“{phone}” không phải số điện thoại. Anh/chị gõ 8 đến 13 chữ số, ví dụ 0912 345 678.",
    errors.NameMissing: "Cần họ và tên.",
    errors.LastAdministrator: "{name} là người quản trị duy nhất. Anh/chị mời thêm một người quản trị trước.",
}
