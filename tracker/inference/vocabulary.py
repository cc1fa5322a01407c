"""The words by which titles, labels and notes of a printed form are understood, as patterns where they vary."""

_DOTS = r"(?:[.…_]{1,}|…+)"
_YEAR = rf"(?:năm\s+|/\s*)(?:20\d\d|{_DOTS})"
_SPAN = rf"quý\s+(?:I{{1,3}}|IV|[1-4]|{_DOTS})|0?[69] tháng(?: đầu| cuối)?|tháng\s+(?:\d{{1,2}}|{_DOTS})"
PERIOD = rf"(?:{_SPAN})\s*{_YEAR}"
YEARLY = rf"(?<!\d )năm\s+(?:20\d\d|{_DOTS})"
_LEVELS = r"(?:xã|phường|thị trấn|đặc khu)"
UNIT = (
    rf"(?<=UBND )(?:{_LEVELS}\s+(?:{_DOTS}|[A-ZĐÀ-Ỹ][\wÀ-ỹ'-]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ'-]*){{0,4}})|{_DOTS})"
    rf"|(?<=UBND )(?:{_LEVELS.upper()}\s+[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ '-]+)"
)
OF_YEAR, LONGEST_YEAR = "năm {year}", len("NĂM 2024")
PLACEHOLDERS = r"(?i)\(?((của )?(UBND )?\{UNIT\}|\{\w+\})\)?"
OTHER_LEVELS = (
    r"\b((UBND|Ủy ban nhân dân) )?(cấp huyện|cấp tỉnh)\b|\bUBND (huyện|tỉnh)\b|\b(các )?sở, (ban, )?ngành\b"
    r"|\bphòng chuyên môn\b|\bUBND cấp xã đã (được )?kiểm tra\b"
)
HIGHER_LEVELS = r"\b(UBND )?(huyện|tỉnh|quận|thành phố|sở)\b"
COMMUNES = r"\b(xã|phường|thị trấn|đặc khu)\b"
AMONG_THEM = "trong đó"
NOTES = "Ghi chú"
