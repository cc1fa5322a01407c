"""Words by which the parts of a letter are known."""

import re

DAY = r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:[/.-]|tháng\s+)\s*(?P<m>\d{1,2})\s*(?:[/.-]|năm\s+)\s*(?P<y>\d{4})"
HEAD_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_CODE = r"[A-ZĐƯ][A-ZĐƯa-zđư]*"
NUMBER = re.compile(rf"Số\s*:?\s*(\d+\s*[/\-–]\s*{_CODE}(?:\s*[/\-–&]\s*{_CODE})*)")
ABOUT = re.compile(r"V/v\s*:?\s*", re.IGNORECASE)
TO = re.compile(r"Kính\s+gửi\s*:?\s*", re.IGNORECASE)
STATE = re.compile(
    r"C[ỘO]NG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
)
PARTY = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN|-CV/")
SECRET = re.compile(r"(?:TUYỆT\s+MẬT|TỐI\s+MẬT|(?<!\w)MẬT(?!\w))")
COMMITTEE, COMMITTEE_SHORT, PARTY_OFFICE = "ỦY BAN NHÂN DÂN", "UBND", "VĂN PHÒNG"
PARTY_COMMITTEE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH|QUẬN|THỊ|ĐẢNG)\s+ỦY(?=\s)", re.IGNORECASE)
MANNER = re.compile(r"^hình\s+thức\s+", re.IGNORECASE)
BASIS = re.compile(r"(?:Thực\s+hiện|Căn\s+cứ)\s", re.IGNORECASE)
KIND = r"Công văn|Thông tư|Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Nghị định|Văn bản|Chương trình|Hướng dẫn"
DOCUMENT = re.compile(
    rf"(?P<kind>{KIND})\s+số\s+(?P<number>\d[\w/&\-–ĐƯ]*)(?:,?\s+{DAY})?"
    rf"(?:,?\s+của\s+(?P<issuer>.+?)(?=\s+(?:về|quy\s+định|hướng\s+dẫn|ban\s+hành)\s|,|;|\.(?:\s|$)|\s+và\s+(?:{KIND})|$))?",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = r"(?:đến\s+hết|đến|tới|[-–])"
WINDOW = re.compile(
    rf"(?:số\s+liệu|thời\s+gian|thời\s+điểm|chốt|kỳ|tính)[^.;\n]{{0,60}}?từ\s+(?P<first>{DAY})\s*{_ENDS}\s*(?:hết\s+)?(?P<last>"
    + DAY.replace("?P<d>", "?P<d2>").replace("?P<m>", "?P<m2>").replace("?P<y>", "?P<y2>")
    + ")",
    re.IGNORECASE,
)
WINDOW_END = re.compile(
    rf"(?:số\s+liệu|thời\s+điểm\s+chốt)[^.;\n]{{0,50}}?(?:tính\s+)?(?:đến\s+hết|đến)\s+{DAY}", re.IGNORECASE
)
_HOUR = r"(?P<hour>\d{1,2})\s*(?:h|giờ|g|:)\s*(?P<minute>\d{2})?(?:\s*phút)?"
_WEEKDAY = r"thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ\s+nhật)"
DUE = re.compile(
    rf"(?P<lead>chậm\s+nhất(?:\s+là)?(?:\s+vào)?|trước|(?:thời\s+)?hạn(?:\s+(?:gửi|nộp|báo\s+cáo|cuối))*(?:\s+là)?\s*:?|đến\s+hết|muộn\s+nhất(?:\s+là)?(?:\s+vào)?)"
    rf"\s+(?:{_HOUR}\s*,?\s*(?:ngày\s+|của\s+)?)?(?:(?:{_WEEKDAY})\s*,?\s*)?(?:\(?\s*)?{DAY}",
    re.IGNORECASE,
)
DUE_RULE = re.compile(
    r"(?:chậm\s+nhất(?:\s+là)?|trong\s+(?:thời\s+hạn|vòng)|trước\s+ngày\s+\d{1,2}\s+(?:hàng|hằng)\s+tháng)"
    r"(?:\s+\d+\s+ngày[^.;\n]*)?",
    re.IGNORECASE,
)
PERIODS = (
    (re.compile(r"quý\s+(?P<part>IV|III|II|I|[1-4])(?!\w)(?:\s*(?:/|năm|,)?\s*(?P<year>20\d{2}))?", re.IGNORECASE), "Q"),
    (re.compile(r"6\s+tháng\s+(?P<part>đầu|cuối)(?:\s+năm)?(?:\s+(?P<year>20\d{2}))?", re.IGNORECASE), "H"),
    (re.compile(r"(?<!\d)9\s+tháng(?:\s+đầu)?(?:\s+năm)?(?:\s+(?P<year>20\d{2}))?", re.IGNORECASE), "9M"),
    (re.compile(r"(?<!\d )(?<!\d)tháng\s+(?P<part>\d{1,2})\s*(?:/|năm)\s*(?P<year>20\d{2})", re.IGNORECASE), "M"),
    (re.compile(r"năm(?:\s+chính\s+thức)?\s+(?P<year>20\d{2})(?!\s*[-–]\s*20)", re.IGNORECASE), "Y"),
)
SCHOOL_YEAR = re.compile(r"năm\s+học\s+20\d{2}\s*[-–]\s*20\d{2}", re.IGNORECASE)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
FORM = re.compile(
    r"theo\s+(?P<form>(?:các\s+)?(?:đề\s+cương|phụ\s+lục|biểu|mẫu|\d+\s+biểu)[^.;\n]*)|(?P<form2>(?:các\s+)?biểu\s+số\s+liệu[^.;\n]*)",
    re.IGNORECASE,
)
URGES = re.compile(r"đôn\s+đốc|nhắc\s|lần\s+(?:2|thứ\s+hai|3)", re.IGNORECASE)
SENT_TO = re.compile(
    r"(?:gửi|nộp|báo\s+cáo)(?:\s+báo\s+cáo)?(?:[^.;\n]{0,70}?)\s+(?:về|tại|trực\s+tiếp\s+tại)\s+(?P<to>[A-ZĐƯ][^.;\n]*)|(?:^|\s)(?:gửi\s+)?về\s+(?P<to2>(?:Bộ|Sở|UBND|Ủy|Văn|Vụ|Phòng|Ban|Cục)[^.;\n]*)"
)
SENT_TO_ENDS = re.compile(
    r"\s+(?:trước|chậm\s+nhất|trên|qua|bằng|để|theo|trong\s+(?:thời\s+hạn|vòng)|hoặc|là)\s|:|,\s|\s*\((?=gửi|theo|bản)",
    re.IGNORECASE,
)
SENT_BY = re.compile(
    r"(?:trên|qua|theo|vào|bằng|gửi)\s+(?:[^.;\n,]{0,40}?\s)?(?P<by>(?:hệ\s+thống|phần\s+mềm|trục\s+liên\s+thông|thư\s+điện\s+tử|email|e-mail|zalo|hình\s+thức|văn\s+bản\s+giấy)[^.;,\n)]*)",
    re.IGNORECASE,
)
TITLES = re.compile(r"^(?:Trưởng|Giám\s+đốc|Hiệu\s+trưởng|Chủ\s+tịch|Bí\s+thư|Thủ\s+trưởng|Chánh)\s+(?=các\s)", re.IGNORECASE)
SEVERAL = re.compile(r"^(?P<before>.*?)\bcác\s+(?P<kind>[^:]+?)\s*:\s*(?P<names>.+)$", re.IGNORECASE | re.DOTALL)
BEGINS = re.compile(r"(?:Thực\s+hiện|Căn\s+cứ|Để\s|Theo\s|Ngày\s|Nhằm|Trên\s+cơ\s+sở|Vừa\s+qua)")
GROUP_ENDS = re.compile(r"\s*(?:là|gửi|nộp|báo\s+cáo|thì)\s*$", re.IGNORECASE)
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
OFFICES = re.compile(
    r"(?:Văn\s+phòng|Trung\s+tâm|UBND|Ủy\s+ban|Ban|Sở|Phòng|Trường|Đảng|Công\s+an|Trạm|Chi\s+cục|Hội|Đoàn|Mặt\s+trận|Bộ|Cục|Các|Tòa|Viện|Bệnh\s+viện)\s",
    re.IGNORECASE,
)
FORM_ENDS = re.compile(r",\s*(?:cụ thể|đồng thời|gồm)")
LETTER_ENDS = re.compile(r"\n\s*(?:Nơi nh[ậâ]n|PHỤ LỤC)")
COMMITTEE_OF = re.compile(r"^(?:UBND|Ủy\s+ban\s+nhân\s+dân)\s+(?=xã|phường|thị|huyện|quận|thành|tỉnh|đặc)", re.IGNORECASE)
