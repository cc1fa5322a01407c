"""The help of a desk: its own questions and orders."""

HELP = """\
Anh/chị gõ như nói, có dấu hay không đều được; kỳ, cấp, tên đơn vị để đâu cũng được:
• “xã nào chưa nộp quý 3”, “phường nào nộp muộn”, “hôm qua ai nộp”, “Tân Lập nộp chưa”, “lịch sử Tân Lập”: hỏi tình hình
• “đã nộp quý 3 tách theo cấp”, “ai được gia hạn”, “Tân Lập nộp lúc mấy giờ, ai nộp”, “nhắc Tân Lập mấy lần rồi”: chi tiết
• “tỷ lệ nộp đúng hạn năm nay”, “xếp hạng nộp đúng hạn”, “ai chưa nộp cả quý 2 và quý 3”, “muộn 2 kỳ liên tiếp”: nhiều kỳ
• “3.3.1a Tân Lập”, “tổng số hồ sơ quý 3”, “5 xã có 1.2 thấp nhất”, “xã nào toàn số 0”, “so sánh 3.1.1”: số liệu
• “nhắc các xã chưa nộp quý 3”, “danh sách gọi điện”, “danh sách cán bộ ra excel”, “gọi ai ở Tân Lập”: nhắc, gọi
• “xem báo cáo Tân Lập quý 3”, “trả lại” hay “tiếp” khi đang xem; “nhận hết báo cáo không có nghi vấn”: tiếp nhận
• “gia hạn cho Tân Lập quý 4 đến 20/12 vì mưa lũ”, “gia hạn cho tất cả xã chưa nộp thêm 2 ngày”: gia hạn một hay nhiều đơn vị
• “mở lại Tân Lập quý 3”, “nhập thay Tân Lập”: mở lại sau khóa sổ, nhập thay
• “tổng hợp quý 3”, “xuất excel quý 3”, “ảnh tình hình”, “hạn nộp quý 4 là ngày nào”, “ai đã sửa 1.2.1 Tân Lập”: tra cứu
• “đổi hạn nộp quý 4 sang 20/12”, “hủy kỳ báo cáo quý 3 vì mở nhầm”: đổi hạn, hủy kỳ, có hỏi lại
• “thông báo cho các xã: …”, “thông báo xã chưa nộp: …”, có hỏi lại; “ai đã đọc thông báo”: thông báo
• “mở kỳ báo cáo”; “giao Tân Lập: nộp kế hoạch, hạn 15/12”; “hủy nhiệm vụ vừa giao”, “ai chưa nhận việc”: mở kỳ, giao việc
• Khi nhập thay hoặc điền báo cáo của mình, gõ “giúp” ở đó để xem cách điền.
Gõ nhanh: /tinhhinh xem ai đã nộp · /nhiemvu nhiệm vụ · /moky mở kỳ · /yeucau dữ liệu cá nhân · /trogiup xem trang này"""
