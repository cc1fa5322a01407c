"""What only the command line and the running program meet."""

from collections.abc import Mapping

from bot.errors import command_line as errors
from bot.errors import database
from bot.errors.database import DatabaseBehind, DatabaseUnreadable
from tracker.kernel.errors import AuditKeyMissing, TrackerError

SENTENCES: Mapping[type[TrackerError], str] = {
    AuditKeyMissing: "Nhật ký được niêm phong bằng AUDIT_KEY mà máy này chưa có khóa đó. "
    "Anh/chị báo người quản trị đặt AUDIT_KEY.",
    DatabaseBehind: "Cơ sở dữ liệu ở phiên bản {found}, chương trình cần {needed}. Sao lưu rồi chạy dunghan db upgrade.",
    DatabaseUnreadable: "Không hiểu DATABASE_URL “{url}”. Ghi ví dụ: sqlite:///dunghan.db.",
    database.DatabaseGone: "Cơ sở dữ liệu {path} bị chuyển đi hoặc thay thế khi đang chạy. Đặt lại chỗ cũ hoặc khôi phục "
    "bản sao rồi chạy lại.",
    database.DatabaseServed: "Cơ sở dữ liệu đang được dunghan serve dùng; dừng chương trình đó trước.",
    database.LeaseLost: "Một dunghan serve khác đã dùng cơ sở dữ liệu này trong lúc mất kết nối.",
    database.CopyFailed: "Chưa ghi được {path}, mọi thứ khác giữ nguyên: {why}.",
    database.DatabaseInUse: "{path} đang được chương trình khác dùng; dừng chương trình đó trước.",
    database.DatabaseInTheWay: "Đã có {path}. Thêm --replace thì bản sao vào thay, bản đang có được giữ nguyên bên cạnh.",
    database.LogLeftBehind: "{log} là phần mới nhất của cơ sở dữ liệu đã bị chuyển đi mà thiếu nó. Đổi tên nó theo tên mới "
    "của cơ sở dữ liệu đó, thêm -wal ở cuối, rồi khôi phục lại.",
    database.ToolMissing: "Máy này chưa có {tool}; cài công cụ của PostgreSQL, bản bằng hoặc mới hơn máy chủ.",
    errors.MarksUnknown: "Chưa điền được mẫu: không biết {marks}. Gần giống có: {near}.",
    errors.LetterLacks: "Công văn chưa nêu, hoặc nêu chưa rõ: {parts}. Chưa mở kỳ nào; thêm {options}.",
    errors.LetterOpensNone: "Công văn này không hỏi số liệu theo biểu ({kind}) nên không mở kỳ báo cáo.",
    errors.NotADate: "“{text}” không phải ngày từ năm 2000 đến 2099. Ghi ví dụ: 2024-03-08 hoặc 2024-03-15T17:00.",
    errors.WhoseFigures: "Đơn vị có {count} cán bộ. Thêm --by để biết số liệu của ai.",
    errors.WhoDecides: "Thêm --by để biết ai xử lý báo cáo của {unit}: cán bộ theo dõi hoặc quản trị viên ở cấp trên.",
    errors.FileUnsettled: "Chưa ghi số nào: {count} ô chưa đọc được, khác số tính được hoặc không có chỗ trong biểu; "
    "ô đầu tiên là {cell}: “{said}”. Sửa lại, hoặc thêm --leave-unplaced để bỏ qua các ô đó.",
    errors.NoToken: "Chưa đặt {variable} trong .env hoặc môi trường.",
    errors.NotThere: "{name} chưa tham gia qua {channel}: người đó phải nhắn cho bot trước.",
    errors.HeadKeeperUnknown: "Không gửi được dòng cuối của nhật ký đến “{said}”. Ghi số hoặc tên một người, hoặc {kinds}.",
    errors.FileInTheWay: "Đã có tệp {path}. Chọn tên khác hoặc chuyển tệp đó đi.",
    errors.NoBackup: "{path} không phải bản sao lưu của Đúng Hạn.",
    errors.FormUncertain: "Còn {count} chỗ trong tệp chưa chắc, chỗ đầu ở trang {sheet}, dòng {row}. "
    "Xem bằng dunghan form check --out, sửa tệp đó rồi nhập thay tệp này, hoặc thêm --accept-uncertain.",
    errors.FormUnusable: "Biểu trong {file} tự mâu thuẫn nên chưa dùng được. Anh/chị sửa trong tệp rồi kiểm tra lại.",
    errors.WhichUnit: "Có nhiều đơn vị cao nhất. Thêm --of để biết báo cáo của các đơn vị nào.",
    errors.NoChannel: "Chưa có kênh nào để phục vụ: đặt {variables} trong .env hoặc môi trường.",
    errors.OnlyOneProcess: "Nhiều tiến trình chỉ cùng phục vụ được trên PostgreSQL, và không trên Windows: bỏ --workers.",
    errors.NoChannelLeft: "Không có kênh nào để phục vụ: không token nào được chấp nhận.",
    errors.SetUpAlready: "Máy này đã được thiết lập.",
    errors.NoSuchWish: "Không có yêu cầu số {number}.",
    errors.NoSuchAnnouncement: "Không có thông báo số {number}.",
    errors.NobodyWaits: "Không có ai số {number} đang chờ xác nhận.",
    errors.NoSuchAddress: "{name} không có tài khoản như vậy trên {channel}.",
    errors.WhosePlan: "Có {count} cán bộ được nhập kế hoạch của {unit}. Thêm --by để biết ai nhập.",
}
