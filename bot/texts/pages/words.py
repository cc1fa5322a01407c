"""The words of the written report on a page."""

SAVED = "Đã lưu."
REASON_LEFT = "Lời hoặc số đã đổi nên lý do “{why}” chưa ghi vào đâu; nếu còn chỗ khác nhau, anh/chị ghi lại ở ô đó."


def saved(wrong: int, left: int) -> str:
    """What of a page is saved, and what is left in the report."""
    kept = f"{wrong} chỗ chưa ghi được, lời anh/chị gõ vẫn còn ở ô." if wrong else "Đã lưu trang này."
    rest = f"Còn {left} mục chưa có lời (in dấu chấm)." if left else "Mọi mục đã có lời."
    return f"{kept} {rest}"
