"""What of a desk's question is not understood, and the nearest that can be answered."""

from collections.abc import Mapping

from bot.reading.questions import About, Question
from bot.texts.desk.standing import GROUPS
from tracker.office.units import Unit

WHICH_UNIT = "Anh/chị ghi thêm tên đơn vị, ví dụ: xem báo cáo Tân Lập quý 3."
_ALL, _HANDED_IN = "Tình hình nộp", "Đã nộp"
_NAMES: Mapping[About, str] = {About.ALL: _ALL, About.HANDED_IN: _HANDED_IN, **GROUPS}


def merged(gone: Unit, into: Unit) -> str:
    """A unit that is no more was asked for."""
    return f"{gone.name} nay thuộc {into.full_name}."


def not_understood(words: str) -> str:
    """A part of a question that means nothing here."""
    return (
        f"Tôi chưa hiểu “{words[:60]}” trong câu này. Anh/chị chọn một câu dưới đây, hoặc gõ lại; "
        "gõ “giúp” để xem các câu hỏi được."
    )


def without(question: Question) -> str:
    """What the question is without that part."""
    levels = f" ({', '.join(question.objects.levels)})" if question.objects.levels else ""
    return f"{_NAMES[question.about]}{levels}"
