"""The help of a desk: its own questions and orders."""

HELP = """\
Anh/chị gõ như nói, có dấu hay không đều được; kỳ, cấp, tên đơn vị để đâu cũng được:
• “xã nào chưa nộp quý 3”, “phường nào nộp muộn”, “hôm qua ai nộp”, “Tân Lập nộp chưa”, “lịch sử Tân Lập”: hỏi tình hình
• “tỷ lệ nộp đúng hạn năm nay”, “xã nào hay nộp muộn nhất”, “muộn 2 kỳ liên tiếp”, “so sánh nộp quý 3 với quý 2”: nhiều kỳ
• “3.3.1a Tân Lập”, “tổng số hồ sơ quý 3”, “5 xã có 1.2 thấp nhất”, “so sánh 3.1.1”, “nguồn 3.1.1”: số liệu
• “nhắc các xã chưa nộp quý 3”: nhắc, có hỏi lại; “danh sách cán bộ”, “gọi ai ở Tân Lập”, “ai chưa tham gia bot”: liên hệ
• “xem báo cáo Tân Lập quý 3”, “tiếp nhận tất cả”, “trả lại” khi đang xem báo cáo: tiếp nhận, trả lại
• “gia hạn cho Tân Lập quý 4 đến 20/12 vì mưa lũ”, “mở lại Tân Lập quý 3”, “nhập thay Tân Lập”: gia hạn, mở lại, nhập thay
• “tổng hợp quý 3”, “xuất excel quý 3”, “ảnh tình hình”, “hạn nộp quý 4 là ngày nào”, “ai đã sửa 1.2.1 Tân Lập”: tra cứu
• “mở kỳ báo cáo”; “giao Tân Lập: nộp kế hoạch, hạn 15/12”; “tỷ lệ nhiệm vụ quý 1”: mở kỳ, giao việc
• Khi nhập thay hoặc điền báo cáo của mình, gõ “giúp” ở đó để xem cách điền.
Gõ nhanh: /tinhhinh xem ai đã nộp · /nhiemvu nhiệm vụ · /moky mở kỳ · /trogiup xem trang này"""
