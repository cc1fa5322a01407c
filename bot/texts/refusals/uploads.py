"""A file that somebody sent: what came, what is wrong with it, what to do."""

from collections.abc import Mapping

from bot.errors.letters import SecretLetter
from tracker.kernel.errors import TrackerError
from tracker.uploads import errors

_SAVE_AS = "Anh/chị mở bằng Excel, chọn Lưu thành, kiểu Excel Workbook (.xlsx), rồi gửi lại."
_COPY = "Anh/chị chép bảng số liệu sang một tệp Excel mới rồi gửi lại tệp đó."
_AS_TEXT = "Anh/chị gửi tệp Word (.docx), hoặc tệp PDF lưu từ Word."
_SAFE = "Để an toàn, tôi không mở tệp này. Anh/chị chép bảng số liệu sang một tệp Excel mới rồi gửi lại."

SENTENCES: Mapping[type[TrackerError], str] = {
    errors.UploadRefused: "Tôi không nhận được tệp này. Anh/chị kiểm tra tệp trên máy rồi gửi lại.",
    errors.UploadEmpty: "Tệp này rỗng, có thể bị hỏng khi gửi. Anh/chị kiểm tra tệp trên máy rồi gửi lại.",
    errors.SpreadsheetTooLarge: "Tệp này lớn hơn {most} MB. Anh/chị xóa ảnh và những trang không thuộc báo cáo rồi gửi lại.",
    errors.NotASpreadsheet: f"Tệp này không phải tệp Excel, dù tên có thể là .xlsx. {_SAVE_AS}",
    errors.OldSpreadsheet: f"Tệp này là Excel kiểu cũ (.xls). {_SAVE_AS}",
    errors.BinarySpreadsheet: f"Tệp này là Excel kiểu nhị phân (.xlsb). {_SAVE_AS}",
    errors.XmlSpreadsheet: f"Tệp này là XML, không phải tệp Excel thông thường. {_SAVE_AS}",
    errors.OpenDocument: "Tệp này là của LibreOffice (.ods). "
    "Anh/chị mở bằng LibreOffice, lưu thành kiểu Excel 2007-365 (.xlsx), rồi gửi lại.",
    errors.EncryptedSpreadsheet: "Tệp này có mật khẩu nên tôi không mở được. Anh/chị bỏ mật khẩu rồi gửi lại.",
    errors.WordDocument: "Tệp này là văn bản Word. Anh/chị chép bảng số liệu sang Excel, hoặc điền vào biểu mẫu tôi đã gửi, "
    "rồi gửi lại.",
    errors.PdfDocument: "Tệp này là PDF. Anh/chị gửi tệp Excel (.xlsx) gốc của biểu.",
    errors.Picture: "Tệp này là ảnh hoặc video. Anh/chị gửi tệp Excel (.xlsx) của biểu, tôi chưa đọc số từ ảnh.",
    errors.WebPage: f"Tệp này thực ra là trang web (HTML) do phần mềm xuất ra. {_SAVE_AS}",
    errors.TextTable: f"Tệp này là văn bản phân cách (CSV), không phải tệp Excel. {_SAVE_AS}",
    errors.FileArchive: "Tệp này là tệp nén chứa tệp khác. Anh/chị giải nén rồi gửi riêng tệp Excel (.xlsx).",
    errors.SpreadsheetWithMacros: f"Tệp Excel này có macro nên tôi không mở. {_SAVE_AS}",
    errors.SpreadsheetDamaged: "Tệp Excel này bị hỏng hoặc gửi chưa trọn. Anh/chị mở bằng Excel, lưu lại rồi gửi lại.",
    errors.SpreadsheetUnpacksTooLarge: f"Tệp Excel này khi giải nén lớn bất thường. {_COPY}",
    errors.SpreadsheetWithTooManyParts: f"Tệp Excel này có hơn {{most}} thành phần bên trong. {_COPY}",
    errors.SpreadsheetWithEntities: f"Tệp Excel này chứa khai báo XML mà Excel không bao giờ ghi ra. {_SAFE}",
    errors.SpreadsheetWithWrongPaths: f"Tệp Excel này có thành phần mang đường dẫn lạ, chỉ ra ngoài tệp. {_SAFE}",
    errors.SpreadsheetWithTwinParts: f"Tệp Excel này có hai thành phần trùng tên. {_SAFE}",
    errors.SpreadsheetMisdeclared: f"Tệp Excel này khai sai kích thước hoặc tên của thành phần bên trong. {_SAFE}",
    errors.SpreadsheetTooDeep: f"Tệp Excel này có cấu trúc lồng nhau sâu bất thường. {_SAFE}",
    errors.SpreadsheetWithoutSheets: "Tệp Excel này không có trang tính nào đang hiện (chỉ có biểu đồ hoặc trang ẩn). "
    "Anh/chị bỏ ẩn trang có số liệu, lưu rồi gửi lại.",
    errors.SpreadsheetWithTooManySheets: "Tệp Excel này có {count} trang tính, tôi chỉ đọc tối đa {most}. "
    "Anh/chị giữ lại những trang của báo cáo rồi gửi lại.",
    errors.CellTooFar: "Ô {cell} có dữ liệu, nằm ngoài {rows} dòng và {columns} cột đầu mà tôi đọc. "
    "Anh/chị xóa ô đó hoặc đưa bảng về gần ô A1 rồi gửi lại.",
    errors.CellTwice: "Tệp Excel này ghi ô {cell} hai lần nên không rõ số nào đúng. "
    "Anh/chị mở bằng Excel, kiểm tra ô đó, lưu rồi gửi lại.",
    errors.TooManyCells: "Tệp Excel này có hơn {most} ô có dữ liệu. Anh/chị chỉ gửi những trang tính của báo cáo.",
    errors.TooManyTexts: f"Tệp Excel này lưu hơn {{most}} đoạn chữ. {_COPY}",
    errors.TextTooLong: "Có ô dài hơn {most} ký tự. Anh/chị rút ngắn ô đó rồi gửi lại.",
    errors.TextTooMuch: "Chữ trong tệp Excel này dài hơn {most} ký tự. Anh/chị chỉ gửi những trang tính của báo cáo.",
    errors.TooMuchFormatting: f"Tệp Excel này có quá nhiều ô gộp, cột hoặc kiểu định dạng. {_COPY}",
    errors.SpreadsheetTooSlow: "Tệp Excel này quá nặng, đọc {seconds} giây chưa xong. "
    "Anh/chị xóa các dòng trống có định dạng, hoặc chép bảng số liệu sang tệp mới, rồi gửi lại.",
    errors.SpreadsheetTooHeavy: "Tệp Excel này cần quá nhiều bộ nhớ. "
    "Anh/chị chép riêng bảng số liệu, dán dạng giá trị sang tệp Excel mới, rồi gửi lại.",
    errors.NotADocument: f"Tệp này không phải văn bản tôi đọc được. {_AS_TEXT}",
    errors.OldDocument: "Tệp này là văn bản kiểu cũ hoặc kiểu khác (.doc, .rtf, .odt). "
    "Anh/chị mở bằng Word, chọn Lưu thành, kiểu Word Document (.docx), rồi gửi lại.",
    errors.DocumentTooLarge: "Tệp này lớn hơn {most} MB. Anh/chị bỏ bớt ảnh trong văn bản rồi gửi lại.",
    errors.DocumentLocked: "Văn bản này có mật khẩu nên tôi không mở được. Anh/chị bỏ mật khẩu rồi gửi lại.",
    errors.DocumentDamaged: "Văn bản này bị hỏng hoặc gửi chưa trọn. Anh/chị mở bằng Word, lưu lại rồi gửi lại.",
    errors.DocumentUnsafe: "Văn bản này có cấu trúc bất thường nên để an toàn tôi không mở. "
    "Anh/chị chép nội dung sang một văn bản mới rồi gửi lại.",
    errors.DocumentTooLong: "Văn bản này dài hơn {most}. Anh/chị chỉ gửi phần báo cáo.",
    errors.DocumentTooSlow: "Văn bản này quá nặng, đọc {seconds} giây chưa xong. "
    "Anh/chị chép nội dung sang một văn bản mới rồi gửi lại.",
    errors.DocumentTooHeavy: "Văn bản này cần quá nhiều bộ nhớ. Anh/chị chép nội dung sang một văn bản mới rồi gửi lại.",
    errors.PdfWithoutText: f"Tệp PDF này là ảnh quét, không có chữ để đọc. {_AS_TEXT}",
    errors.PdfGarbled: "Tệp PDF này lưu thiếu phông chữ nên chữ bị rời, tôi đọc không chắc. Anh/chị gửi tệp Word (.docx).",
    SecretLetter: "Công văn này có dấu mật nên tôi không đọc và không lưu. Văn bản mật không được gửi qua ứng dụng "
    "trò chuyện; anh/chị xóa tin vừa gửi.",
    errors.FileUnavailable: "Tôi chưa tải được tệp này về, có thể do đường truyền. Anh/chị gửi lại tệp giúp.",
    errors.UploadReaderFailed: "Tôi gặp lỗi khi đọc tệp này; lỗi đã được ghi lại để sửa. "
    "Anh/chị gửi lại, hoặc nhập số trực tiếp với tôi.",
}
