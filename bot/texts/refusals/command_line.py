"""What only the command line and the running program meet."""

from collections.abc import Mapping

from bot.errors import command_line as errors
from bot.errors.database import DatabaseBehind, DatabaseUnreadable
from tracker.kernel.errors import AuditKeyMissing, TrackerError

SENTENCES: Mapping[type[TrackerError], str] = {
    AuditKeyMissing: "Nhật ký được niêm phong bằng AUDIT_KEY mà máy này chưa có khóa đó. "
    "Anh/chị báo người quản trị đặt AUDIT_KEY.",
    DatabaseBehind: "Cơ sở dữ liệu ở phiên bản {found}, chương trình cần {needed}. Sao lưu rồi chạy dunghan db upgrade.",
    DatabaseUnreadable: "Không hiểu DATABASE_URL “{url}”. Ghi ví dụ: sqlite:///dunghan.db.",
    errors.NotADate: "“{text}” không phải ngày từ năm 2000 đến 2099. Ghi ví dụ: 2024-03-08 hoặc 2024-03-15T17:00.",
    errors.WhoseFigures: "Đơn vị có {count} cán bộ. Thêm --by để biết số liệu của ai.",
    errors.NoToken: "Chưa đặt {variable} trong .env hoặc môi trường.",
    errors.NotThere: "{name} chưa tham gia qua {channel}: người đó phải nhắn cho bot trước.",
    errors.NotOnPostgresql: "PostgreSQL có công cụ riêng cho việc này: dùng {tool}.",
    errors.FileInTheWay: "Đã có tệp {path}. Chọn tên khác hoặc chuyển tệp đó đi.",
    errors.NoBackup: "{path} không phải bản sao lưu của Đúng Hạn.",
    errors.FormUncertain: "Còn {count} chỗ trong tệp chưa chắc, chỗ đầu ở dòng {row}. "
    "Xem bằng dunghan form check, sửa tệp đó rồi nhập lại, hoặc thêm --accept-uncertain.",
    errors.WhichUnit: "Có nhiều đơn vị cao nhất. Thêm --of để biết báo cáo của các đơn vị nào.",
    errors.NoChannel: "Chưa có kênh nào để phục vụ: đặt {variables} trong .env hoặc môi trường.",
    errors.NoChannelLeft: "Không có kênh nào để phục vụ: không token nào được chấp nhận.",
    errors.WhosePlan: "Có {count} cán bộ được nhập kế hoạch của {unit}. Thêm --by để biết ai nhập.",
}
