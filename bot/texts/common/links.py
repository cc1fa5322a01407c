"""About files that go by link: in the chat, and on the pages that the links open."""

from collections.abc import Mapping

from bot.messages.messages import FileLink

FETCH = "Tải tệp {name}: {url}"
SEND = "Gửi tệp tại: {url}"
PREVIEW = "Xem trước {name}"
NO_PREVIEW = "Tệp này không có ảnh xem trước. Anh/chị mở tệp bằng đường dẫn tải trong cuộc trò chuyện."
PAGE, PAGES_TITLE = "trang {page}/{pages}", "Xem {name}"
PICTURE_OF_PAGE = "Trang {page}"
ALL_PAGES = "Xem cả biểu bằng ảnh: {url}"
NO_PLACE = "Tệp {name} chưa gửi được qua kênh này. Anh/chị điền trực tiếp ở đây, hoặc hỏi người quản trị."

UPLOAD_BUTTON = "Gửi tệp"
UPLOAD_TITLE = "Gửi biểu Excel đã điền"
UPLOAD_HINT = (
    f"Chọn tệp Excel (.xlsx) đã lưu trên máy rồi chọn “{UPLOAD_BUTTON}”. Kết quả đối chiếu có ngay trong cuộc trò chuyện."
)
UPLOAD_FIELD = "Tệp Excel"
UPLOAD_TITLE_ANY = "Gửi tệp"
UPLOAD_HINT_ANY = f"Chọn tệp đã lưu trên máy rồi chọn “{UPLOAD_BUTTON}”. Kết quả có ngay trong cuộc trò chuyện."
UPLOAD_FIELD_ANY = "Tệp"
NO_FILE = f"Anh/chị chưa chọn tệp. Mời anh/chị chọn tệp rồi chọn “{UPLOAD_BUTTON}”."
RECEIVED_TITLE = "Đã nhận tệp"
RECEIVED = "Đã nhận tệp {name}. Mời anh/chị quay lại cuộc trò chuyện để xem kết quả."
REFUSED_TITLE = "Không mở được đường dẫn"
NOT_TAKEN_TITLE = "Chưa nhận được tệp"
TROUBLE = "Máy chủ đang bận nên chưa nhận được tệp. Anh/chị thử lại sau ít phút."
NOT_A_FORM = "Trình duyệt gửi thiếu dữ liệu nên chưa nhận được tệp. Anh/chị thử lại, hoặc dùng trình duyệt khác."

REFUSED: Mapping[str, str] = {
    "altered": "Đường dẫn này không đúng hoặc đã bị cắt bớt. Anh/chị mở lại đúng đường dẫn trong cuộc trò chuyện.",
    "expired": "Đường dẫn này đã hết hạn. Anh/chị quay lại cuộc trò chuyện và yêu cầu lại để nhận đường dẫn mới.",
    "revoked": "Đường dẫn này đã bị thu hồi. Anh/chị quay lại cuộc trò chuyện và yêu cầu lại để nhận đường dẫn mới.",
    "not yours": "Đường dẫn này cấp cho người khác, hoặc quyền của anh/chị đã thay đổi. Anh/chị xin lại ở cuộc trò chuyện.",
    "handed in": "Báo cáo này đã nộp nên không nhận tệp nữa. Muốn sửa, anh/chị gõ /baocao ở cuộc trò chuyện rồi chọn sửa lại.",
    "accepted": "Báo cáo này đã được tiếp nhận nên không nhận tệp nữa. Nếu cần sửa, anh/chị đề nghị cán bộ theo dõi trả lại.",
    "locked": "Báo cáo này đã khóa sổ nên không nhận tệp nữa. Nếu cần sửa, anh/chị đề nghị cán bộ theo dõi mở lại.",
}


def in_chat(link: FileLink) -> list[str]:
    """The lines under a message."""
    if not link.url:
        return [NO_PLACE.format(name=link.name)]
    fetch = FETCH.format(name=link.name, url=link.url) if link.name else SEND.format(url=link.url)
    return [fetch, ALL_PAGES.format(url=link.pages)] if link.pages else [fetch]
