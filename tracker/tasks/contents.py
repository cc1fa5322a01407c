"""The seven contents of administrative reform (Nghị quyết 76/NQ-CP of 2021 has six; plans put the steering of it first)."""

from tracker.kernel.names import fold

CONTENTS = (
    "Công tác chỉ đạo điều hành CCHC",
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
)
_WORDS = (
    ("chi dao", "dieu hanh"),
    ("the che",),
    ("thu tuc hanh chinh", "tthc"),
    ("to chuc bo may", "bo may hanh chinh"),
    ("cong vu", "can bo cong chuc"),
    ("tai chinh cong",),
    ("chinh quyen dien tu", "chinh quyen so", "chinh phu dien tu", "chinh phu so", "hien dai hoa"),
)


def content_of(heading: str) -> str | None:
    """The content that a plan's heading names in its own words: "III. Cải cách TTHC" -> "Cải cách thủ tục hành chính"."""
    said = fold(heading)
    fitting = (content for content, words in zip(CONTENTS, _WORDS, strict=True) if any(word in said for word in words))
    return next(fitting, None)
