"""The roll-up on pages."""

from bot.texts.common.wording import number
from tracker.kernel.names import fold
from tracker.review.comparing import Spread

SHEET, IN, OUT = "Nguồn số", "có", "chưa"
UNIT_SHEET, DECISION_SHEET = "Đơn vị", "Cần quyết định"
UNIT_HEADS = ("Đơn vị", "Tình trạng", "Nộp lần đầu", "Biểu", "Tính vào tổng hợp")
DECISION_HEADS = ("Mục", "Chỉ tiêu", "Việc cần quyết định", "Trả lời", "Đơn vị")
HEADS = ("Đơn vị", "Số liệu", "Ghi chú")
FAR = "khác thường so với các đơn vị khác"
SORTS = {"ten": "tên đơn vị", "so": "số liệu, lớn trước", "xa": "xa mức giữa trước"}
UNITS = {"": "Tất cả", "thieu": "Chưa tính vào tổng hợp", "du": "Đã tính vào tổng hợp"}
SEE_UNITS = "xem các đơn vị"


def middle(spread: Spread, far: int) -> str:
    """The middle of what the units gave, and how many lie far from it."""
    return f"Ở giữa (trung vị) {number(spread.middle)} · khác thường {far} đơn vị"


def list_name(sheet: str, unit: str, period: str) -> str:
    """Of the workbook of one of the lists beside the totals."""
    return f"{fold(sheet).capitalize().replace(' ', '-')}-{unit}-{period}.xlsx"


def file_name(unit: str, period: str, key: str) -> str:
    """Of the workbook of what is behind a total."""
    return f"Nguon-so-{unit}-{period}-{key.replace('[', '-').replace(']', '').replace('#', '')}.xlsx"
