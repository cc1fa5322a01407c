"""About the pages: the way to them in the chat, and what is said of signing in and out."""

from datetime import datetime

from bot.messages.messages import PageLink
from bot.texts.common.wording import moment

BOARD, REPORTS, TOTALS = "/bang", "/bao-cao", "/tong-hop"  # where a desk begins, where an officer does, the roll-up
QUEUE, OFFICE = "/cho-tiep-nhan", "/co-quan"  # what waits for a desk, the people and units of its office
NO_PAGES = "Trang web chưa được bật ở đây. Anh/chị làm tiếp trong cuộc trò chuyện này; mọi việc đều làm được."
TEN_MINUTES = "Đường dẫn chỉ dành cho anh/chị, dùng một lần trong 10 phút; đừng chuyển cho người khác."
OPEN_BOARD = "Mở bảng theo dõi: {url}"
OPEN_REPORTS = "Mở báo cáo của đơn vị: {url}"
FILL = "Mở biểu trên web: {url}"
LOOK_OVER = "Xem cả báo cáo trên web: {url}"
AGAIN = "Vào lại trang đang xem: {url}"
AGAIN_TITLE = "Đường dẫn anh/chị vừa yêu cầu trên web"
CONFIRM_TITLE, CONFIRM_YES, CONFIRM_NO = "Xác nhận việc trên trang web", "Đúng, là tôi", "Không phải tôi, đăng xuất mọi máy"
CONFIRM_GONE = "Trang đó không còn chờ xác nhận. Anh/chị làm lại việc đó trên trang."
NO_FORM = "Hiện không có báo cáo nào của đơn vị anh/chị để điền."

CODE_UNKNOWN = (
    "Mã này không đúng, đã dùng hoặc đã hết hạn. Anh/chị tải lại trang trên máy tính để lấy mã mới (mã dùng được 10 phút)."
)
CODE_TITLE = "Vào trang web từ một máy khác"
CODE_YES, CODE_NO = "Đúng, máy của tôi", "Không phải tôi"
GO_ON = "Tiếp tục"  # on the page
CODE_LET_IN = f"Đã xác nhận. Anh/chị chọn “{GO_ON}” trên máy đó; phiên làm việc dài 8 giờ, muốn kết thúc sớm gõ “đăng xuất”."
CODE_GONE = "Mã đã hết hạn hoặc đã dùng."
CODE_HOW = "Anh/chị gõ kèm mã gồm 8 chữ số trên trang web, ví dụ: vào web 1234 5678"
SIGNED_OUT = "Đã đăng xuất khỏi trang web trên {count} máy; các đường dẫn cũ không vào được nữa."
NOT_SIGNED_IN = "Hiện anh/chị không đăng nhập trang web ở máy nào; các đường dẫn cũ cũng không vào được nữa."
TOO_MANY = "Anh/chị đã nhận nhiều đường dẫn chưa dùng. Anh/chị dùng một đường dẫn trong đó, hoặc thử lại sau 10 phút."
UNKNOWN_MACHINE = "một máy không rõ loại"


def ask_to_confirm(machine: str, at: datetime) -> str:
    """Whether it is the person who decides at a machine."""
    return (
        f"Trang web đang mở với tên anh/chị trên {machine}, lúc {moment(at)}, muốn làm một việc cần xác nhận (tiếp nhận, "
        "trả lại, gia hạn, sửa cán bộ, đơn vị hoặc kỳ báo cáo). Có phải anh/chị không?"
    )


def confirmed(machine: str) -> str:
    """They said yes."""
    return f"Đã xác nhận: trên {machine} anh/chị quyết định được trong 15 phút. Anh/chị quay lại trang rồi chọn “{GO_ON}”."


def report_page(number: int) -> PageLink:
    """The way to the page of the report of this number."""
    return PageLink(f"{REPORTS}/{number}", LOOK_OVER)


def form_page(number: int) -> PageLink:
    """The way to the form of the report of this number."""
    return PageLink(f"{REPORTS}/{number}/dien", FILL, NO_PAGES, TOO_MANY)


def board() -> PageLink:
    """The way to the board of a desk."""
    return PageLink(BOARD, OPEN_BOARD, NO_PAGES, TOO_MANY)


def reports() -> PageLink:
    """The way to the reports of a unit."""
    return PageLink(REPORTS, OPEN_REPORTS, NO_PAGES, TOO_MANY)


def ask_machine(machine: str, at: datetime) -> str:
    """Whether the browser that shows a code is the person's own."""
    return (
        f"Mã này đang hiện trên {machine}, lúc {moment(at)}.\n"
        "Chỉ xác nhận khi chính anh/chị đang ngồi trước máy đó: ai ở đó sẽ làm được mọi việc thay anh/chị trong 8 giờ."
    )
