"""What the menu of a chat says of each command, by the name of its action: for everybody, whatever they may do."""

from collections.abc import Mapping

DESCRIBED: Mapping[str, str] = {
    "report": "Điền báo cáo đang chờ anh/chị",
    "status": "Xem ai đã nộp, ai chưa nộp",
    "tasks": "Xem nhiệm vụ và báo kết quả",
    "blank": "Lấy biểu Excel để điền trên máy tính",
    "extend": "Xin gia hạn nộp báo cáo",
    "versions": "Xem các lần nộp báo cáo",
    "undo": "Hoàn tác câu trả lời vừa rồi",
    "leave": "Dừng việc đang làm, số liệu vẫn lưu",
    "written": "Lấy dự thảo báo cáo viết (Word)",
    "web": "Mở bảng theo dõi, báo cáo trên trang web",
    "signout": "Đăng xuất khỏi trang web",
    "data": "Xem bot giữ dữ liệu gì về anh/chị",
    "help": "Xem cách dùng",
}
