"""What a question is called, in words in which it can be put; and what it is taken for where it was put in others."""

from collections.abc import Mapping, Sequence

from bot.reading.inquiries.wants import Wants

CALLED: Mapping[Wants, str] = {
    Wants.DUE: "hạn nộp",
    Wants.LOCK: "khi nào khóa sổ",
    Wants.OPEN: "còn mục nào",
    Wants.WHAT: "mục này là gì",
    Wants.SCOPE: "mục này là gì",
    Wants.COMPUTED: "dòng tổng có tự cộng không",
    Wants.BEFORE: "kỳ trước bao nhiêu",
    Wants.NOW: "mục này đang ghi bao nhiêu",
    Wants.ENTERED: "ai nhập mục này",
    Wants.WHO: "ai phụ trách",
    Wants.RECEIVES: "báo cáo gửi về phòng nào",
    Wants.HANDED_IN: "tôi nộp chưa",
    Wants.RETURNED: "lý do bị trả lại",
    Wants.SHEET: "xem phụ lục",
    Wants.BLANK: "biểu Excel",
    Wants.RECEIPT: "mã nhận",
    Wants.SUMMARY: "xem lại số đã nhập",
    Wants.BASIS: "căn cứ văn bản nào",
    Wants.WINDOW: "số liệu tính từ ngày nào",
    Wants.OWED: "phải nộp báo cáo gì",
    Wants.NEXT: "bao giờ mở kỳ sau",
    Wants.KEPT: "mai làm tiếp được không",
    Wants.UNDO: "nhập sai thì sửa thế nào",
    Wants.MEND: "nộp rồi có sửa được không",
    Wants.NOTHING: "không có thì ghi gì",
    Wants.MORE_TIME: "gia hạn được không",
    Wants.LATE: "nộp muộn có sao không",
    Wants.PICTURE: "gửi ảnh được không",
    Wants.HAND_IN: "nộp thế nào",
    Wants.SEVERAL: "nhiều người cùng nhập được không",
    Wants.CHANNELS: "dùng nhiều kênh được không",
    Wants.JOIN: "mã mời lấy ở đâu",
    Wants.SELF: "bot là ai",
    Wants.PRIVACY: "ai xem được số liệu",
    Wants.MISMATCH: "số nào chưa khớp",
    Wants.NOTES: "ghi chú ở đâu",
    Wants.SIGN: "có cần ký số không",
    Wants.OTHERS: "xã khác nộp chưa",
    Wants.HELP: "giúp",
    Wants.WRITTEN: "có báo cáo viết không",
    Wants.TASKS: "báo kết quả nhiệm vụ thế nào",
}
NOT_SURE = "Tôi chưa chắc anh/chị hỏi gì."


def taken_for(wanted: Wants, others: Sequence[Wants]) -> str:
    """Before the answer: what the question was taken for, and what else it may have been."""
    return f"Tôi hiểu anh/chị hỏi “{CALLED[wanted]}”{_or(others, '. Nếu là ý khác, anh/chị gõ ')}."


def if_asked(likeliest: Sequence[Wants]) -> str:
    """The questions that may be meant by what is no answer."""
    return f"Nếu anh/chị hỏi{_or(likeliest, ' thì gõ một câu: ')}."


def which(likeliest: Sequence[Wants]) -> str:
    """Which question is meant."""
    return f"{NOT_SURE}{_or(likeliest, ' Anh/chị gõ một câu: ')}."


def _or(others: Sequence[Wants], lead: str) -> str:
    named = list(dict.fromkeys(f"“{CALLED[one]}”" for one in others))
    return f"{lead}{' hoặc '.join(filter(None, [', '.join(named[:-1]), *named[-1:]]))}" if named else ""
