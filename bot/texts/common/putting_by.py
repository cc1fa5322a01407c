"""What was begun and left for something else."""

_WORK = {
    "taking_over": "nhập số từ tệp Excel",
    "importing": "đưa biểu mới vào dùng",
    "extending": "xin gia hạn",
    "opening_round": "mở kỳ báo cáo",
    "planning": "đưa kế hoạch năm vào sổ",
    "assigning": "giao nhiệm vụ",
}
NOTHING = "Anh/chị không có việc nào làm dở."


def take_up(begun: str) -> str:
    """The button that leads back to it."""
    return f"Làm tiếp: {_WORK[begun]}"


def kept(begun: str) -> str:
    """At the head of what is said next."""
    return f"Việc {_WORK[begun]} đang làm dở tôi giữ lại; gõ “làm tiếp” để quay lại."
