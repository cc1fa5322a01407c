"""What is said on any page: who may not pass, and why."""

from bot.texts.common.web import GO_ON

NOT_DONE = "Chưa thực hiện được"
TOO_MANY = "Máy này gửi quá nhiều yêu cầu. Anh/chị chờ một phút rồi thử lại; số liệu đã lưu vẫn còn."
NOT_OURS = "Yêu cầu không đến từ trang của Đúng Hạn nên không được thực hiện. Anh/chị mở lại trang từ cuộc trò chuyện."
NOT_A_FORM = "Trang gửi lên không đọc được. Anh/chị quay lại trang trước rồi gửi lại."
STALE_FORM = "Trang đã cũ (đăng nhập đã đổi). Anh/chị tải lại trang rồi làm lại; số đã gõ vẫn còn trên máy này."
NOT_THERE = "Không có trang này, hoặc anh/chị không có quyền xem."
SIGN_IN_FIRST = "Anh/chị cần vào lại: phiên làm việc đã hết, đã đăng xuất hoặc quyền của anh/chị đã thay đổi."
LINK_OVER_TITLE = "Đường dẫn không còn dùng được"
LINK_OVER = (
    "Mỗi đường dẫn chỉ dùng một lần, trong 10 phút. "
    "Anh/chị gõ “mở bảng” hoặc “mở biểu trên web” trong cuộc trò chuyện để lấy đường dẫn mới."
)
LINK_SENT_TITLE = "Đã gửi đường dẫn mới"
LINK_SENT = "Anh/chị mở cuộc trò chuyện với Đúng Hạn, chọn đường dẫn vừa gửi rồi làm tiếp; trang này có thể đóng."
ASKED_IN_CHAT = f"Đã hỏi trong cuộc trò chuyện. Anh/chị trả lời “Đúng, là tôi” ở đó rồi chọn “{GO_ON}” ở đây."
NOT_YET = f"Mã chưa được xác nhận. Anh/chị gõ mã cho Đúng Hạn trong cuộc trò chuyện, trả lời “Đúng”, rồi chọn “{GO_ON}”."
CODE_OVER = "Mã đã hết hạn hoặc đã dùng. Anh/chị lấy mã mới."
SIGNED_OUT_TITLE = "Đã đăng xuất"
SIGNED_OUT = (
    "Máy này không còn vào được trang của anh/chị. Muốn vào lại, gõ “mở bảng” hoặc “mở biểu trên web” trong cuộc trò chuyện."
)
