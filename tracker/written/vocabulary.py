"""Words of written reports, by which they are known."""

import re

COMMITTEES = frozenset({"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh"})

# Numbers that are no figures: of documents, dates, periods, ages, standards.
NO_FIGURES = re.compile(
    r"\d+\s*/\s*[A-ZĐa-zđ][\w&.\-/ĐƯ]*|\d+/\d{4}/[\w\-ĐƯ]+|số\s*:?\s*\d+[\w/\-]*|(?<![\d.,])\d{1,2}\s*(?P<between>[/.\-])\s*\d{1,2}\s*(?P=between)\s*\d{2,4}(?![\d.,]\d)"
    r"|ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?|tháng\s+\d{1,2}(?:\s*/\s*\d{4})?|năm\s+\d{4}(?:\s*[-–]\s*\d{4})?"
    r"|quý\s+\d(?:/\d{4})?|[IVX]+\s*/\s*\d{4}|\d{1,2}\s+tháng\s+(?:đầu|cuối)|(?<!\d)(?:6|9)\s+tháng|\d{4}\s*[-–]\s*\d{4}"
    r"|ISO\s+[\d:]+|dưới\s+\d+\s+tuổi|\d+\s*m²|\d+G\b|điều\s+\d+|khoản\s+\d+|phụ lục\s+\d+",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[;:()\[\]]|\.(?!\d)|\btrong đó\b", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?P<mark>[-+•*–]|\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|[IVX]+\.)\s*")
LAST_LINES = ("noi nhan", "tren day la bao cao")  # how the lines begin, folded, with which the text is over
NOTHING_YET = re.compile(r"[\s.…_]*")  # what stands in a place for words that waits for them
SEVERAL_UNITS = "các {level} {names}"
