"""Words with which a line of a text begins anew."""

import re

BEGINS = re.compile(
    r"(?:[-+•*–]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVX]+\.|\(?[ivx]+\))\s|[A-ZĐ]{2,}|Số\s*:|V/v|Kính gửi|Nơi nhận"
    r"|Thực hiện |Căn cứ |[A-ZĐ][^,.;:]{1,30}, ngày "
)
