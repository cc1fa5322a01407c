"""Words with which a line of a text begins anew, an appendix, the head of a table."""

import re

BEGINS = re.compile(
    r"(?:[-+•*–]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVX]+\.|\(?[ivx]+\))\s|[A-ZĐ]{2,}|Số\s*:|V/v|Kính gửi|Nơi nhận"
    r"|Thực hiện |Căn cứ |[A-ZĐ][^,.;:]{1,30}, ngày "
)
APPENDIX_BEGINS = re.compile(r"(?:phụ lục|biểu|mẫu)\b", re.IGNORECASE)
TABLE_HEAD = re.compile(r"\s*(?:STT|TT|Số TT)(?:\s|$)", re.IGNORECASE)
TABLE_NAME = "Bảng {number}"  # as a sheet
