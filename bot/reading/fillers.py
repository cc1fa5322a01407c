"""Words that say nothing beside what is asked or ordered, of officers as of desks: particles, dialect, people, hedges.

The words are data, fillers.tsv, which a clerk may correct. A word that narrows or negates is never among them.
"""

from bot.reading.dates.spelling import pattern
from bot.reading.phrases import Phrases, read_tables

COMMON_FILLERS: Phrases = [
    phrase for phrases in read_tables("bot.reading", "fillers.tsv")["filler"].values() for phrase in phrases
]
_PURPOSE = pattern(
    r"(?<=\w)[,;]?_(?:"
    r"để_(?:anh|a|chị|c|em|e|tôi|mình|sếp|lãnh_đạo|chú|cô|bác)_(?!ấy|đó|họ)(?=\w)"
    r"|(?:để|cho)_(?:in|họp|trình|giao_ban|nêu_tên|nắm|theo_dõi|đọc|đối_chiếu|đi_họp|báo_cáo_(?:sếp|lãnh_đạo|chủ_tịch|anh|chị))(?!\w)"
    r").*\Z"
)


def without_purpose(text: str) -> str:
    """The text without what the asker wants it for: "danh sách chưa nộp để anh in" -> "danh sách chưa nộp"."""
    return _PURPOSE.sub("", text)
