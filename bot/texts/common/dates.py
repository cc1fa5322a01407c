"""A date as it was understood, and what to type when it was not."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.reading.dates import DateUnread, Why
from bot.texts.common.wording import cut, moment
from tracker.calendar.periods import ZONE

_LONGEST = 40  # characters of an answer that are repeated

WHY = {
    Why.NOT_A_DATE: "chưa hiểu là ngày nào",
    Why.NO_SUCH_DAY: "lịch không có ngày đó",
    Why.NO_SUCH_WEEKDAY: "tuần chỉ có thứ Hai đến thứ Bảy và Chủ nhật",
    Why.NO_SUCH_TIME: "chưa hiểu là mấy giờ (từ 0h đến 23h59)",
    Why.WHICH_DAY: "chưa rõ là ngày nào",
    Why.WHICH_OF_TWO: "có thể là hai ngày khác nhau",
    Why.WHICH_HALF: "chưa rõ là giờ sáng hay giờ chiều",
    Why.NO_DAY: "chưa có ngày",
    Why.SEVERAL: "có nhiều ngày",
    Why.WEEKDAY_DIFFERS: "thứ và ngày không khớp",
    Why.LUNAR: "tôi chỉ đọc được ngày dương lịch",
    Why.WORKING_DAYS: "tôi chưa tính được theo ngày làm việc",
    Why.FAR: "năm đó cách nay hơn 10 năm",
}
_TYPE = {
    Why.NO_SUCH_WEEKDAY: "Anh/chị gõ lại, ví dụ: thứ Sáu tuần sau, hoặc 15/12.",
    Why.NO_SUCH_TIME: "Anh/chị gõ lại cả giờ và ngày, ví dụ: 17h 15/12.",
    Why.WHICH_HALF: "Anh/chị gõ lại cả giờ và ngày, ví dụ: 5h chiều 15/12, hoặc 17h 15/12.",
    Why.NO_DAY: "Anh/chị gõ cả giờ và ngày, ví dụ: 17h 15/12.",
    Why.WHICH_DAY: "Anh/chị gõ một ngày, ví dụ: 15/12, thứ Sáu tuần sau, cuối tháng 12.",
    Why.FAR: "Anh/chị kiểm tra năm rồi gõ lại, ví dụ: 15/12/2026.",
}
_TYPE_A_DAY = "Anh/chị gõ lại ngày và tháng, ví dụ: 15/12, hoặc 15/12/2026."


def understood(day: date, at: time | None = None) -> str:
    """17:00 thứ Sáu 15/3/2024, or thứ Sáu 15/3/2024."""
    said = moment(datetime.combine(day, at or time.min, ZONE))
    return said if at is not None else said.partition(" ")[2]


def unread(answer: DateUnread) -> str:
    """What was read, what is wrong, what to type; the days that may be meant, if there are any."""
    return f"Tôi đọc được “{cut(answer.words, _LONGEST)}” nhưng {_why(answer)}. {_question(answer.why, answer.options)}"


def _why(answer: DateUnread) -> str:
    if answer.why is Why.WEEKDAY_DIFFERS:
        return f"{WHY[answer.why]}: đó là {understood(answer.options[0])}"
    return WHY[answer.why]


def _question(why: Why, options: Sequence[date]) -> str:
    if why in {Why.WHICH_OF_TWO, Why.SEVERAL} and len(options) > 1:
        *others, last = (understood(option) for option in options)
        example = f"{options[0].day}/{options[0].month}/{options[0].year}"
        return f"Anh/chị chọn {', '.join(others)} hay {last}? Gõ ví dụ: {example}."
    return _TYPE.get(why, _TYPE_A_DAY)
