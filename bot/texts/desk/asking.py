"""What of a desk's question is not understood, and the nearest that can be answered."""

from collections.abc import Mapping, Sequence

from bot.reading.questions import About, Question
from bot.texts.common.wording import few
from bot.texts.desk.standing import GROUPS
from tracker.office.units import Unit

WHICH_UNIT = "Anh/chị ghi thêm tên đơn vị, ví dụ: xem báo cáo Tân Lập quý 3."
WHICH_THOSE = "Anh/chị nói đến các đơn vị nào? Anh/chị ghi tên đơn vị, hoặc hỏi danh sách trước, ví dụ: xã nào chưa nộp."
WHICH_IT = "Anh/chị so số nào? Anh/chị ghi số mục và đơn vị, ví dụ: mục 1.2.1 của Tân Lập tăng hay giảm so với quý trước."
THOSE = "các đơn vị đó"
STILL_WAITS = "Việc đang chờ anh/chị quyết định vẫn còn:"
_MOST_NAMES = 6
_ALL, _HANDED_IN = "Tình hình nộp", "Đã nộp"
_NAMES: Mapping[About, str] = {About.ALL: _ALL, About.HANDED_IN: _HANDED_IN, **GROUPS}


def merged(gone: Unit, into: Unit) -> str:
    """A unit that is no more was asked for."""
    return f"{gone.name} nay thuộc {into.full_name}."


def aside(words: str) -> str:
    """What was said beside an order: nothing is done with it."""
    return f"Phần “{words[:80]}” tôi không làm gì thêm và không gửi cho ai."


def one_by_one(first: str, others: Sequence[str]) -> str:
    """Several orders in one message."""
    named = "; ".join(f"“{one}”" for one in others)
    return f"Tin có {len(others) + 1} lệnh, tôi làm từng lệnh. Đây là “{first}”; xong thì anh/chị gõ tiếp: {named}."


def not_understood(words: str) -> str:
    """A part of a question that means nothing here."""
    return (
        f"Tôi chưa hiểu “{words[:60]}” trong câu này. Anh/chị chọn một câu dưới đây, hoặc gõ lại; "
        "gõ “giúp” để xem các câu hỏi được."
    )


def partly_understood(words: str) -> str:
    """Above an answer to the rest."""
    return f"Tôi chưa hiểu phần “{words[:60]}”; phần tôi hiểu:"


def no_report(words: str, names: Sequence[str]) -> str:
    """There is no report that is called so; which there are."""
    have = few(names, _MOST_NAMES)
    rest = f" Đơn vị mình có kỳ của: {have}." if have else " Chưa mở kỳ báo cáo nào."
    return f"Tôi không có báo cáo nào tên “{words[:60]}”.{rest}"


def not_known(words: str) -> str:
    """Words of an order that are no unit's name."""
    return f"Tôi chưa hiểu “{words[:60]}” trong lệnh này."


UNITS = "đơn vị"


def miscounted(said: str, have: str) -> str:
    """The desk has another number of units of the level than it says."""
    return f"Anh/chị nói {said}, còn tôi thấy {have}. Anh/chị ghi rõ tên đơn vị, hoặc chọn một câu dưới đây."


def without(question: Question) -> str:
    """What the question is without that part."""
    levels = f" ({', '.join(question.objects.levels)})" if question.objects.levels else ""
    return f"{_NAMES[question.about]}{levels}"
