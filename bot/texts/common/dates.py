"""A date as it was understood, and what to type when it was not."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.reading.dates import DateUnread, WhyNoDate
from bot.texts.common.wording import cut, moment
from tracker.calendar.periods import ZONE

_LONGEST = 40  # characters of an answer that are repeated

WHY = {
    WhyNoDate.NOT_A_DATE: "chưa hiểu là ngày nào",
    WhyNoDate.NO_SUCH_DAY: "lịch không có ngày đó",
    WhyNoDate.NO_SUCH_WEEKDAY: "tuần chỉ có thứ Hai đến thứ Bảy và Chủ nhật",
    WhyNoDate.NO_SUCH_TIME: "chưa hiểu là mấy giờ (từ 0h đến 23h59)",
    WhyNoDate.WHICH_DAY: "chưa rõ là ngày nào",
    WhyNoDate.WHICH_OF_TWO: "có thể là hai ngày khác nhau",
    WhyNoDate.WHICH_HALF: "chưa rõ là giờ sáng hay giờ chiều",
    WhyNoDate.NO_DAY: "chưa có ngày",
    WhyNoDate.SEVERAL: "có nhiều ngày",
    WhyNoDate.WEEKDAY_DIFFERS: "thứ và ngày không khớp",
    WhyNoDate.LUNAR: "tôi chỉ đọc được ngày dương lịch",
    WhyNoDate.WORKING_DAYS: "tôi chưa tính được theo ngày làm việc",
    WhyNoDate.FAR: "năm đó cách nay hơn 10 năm",
}
_TYPE = {
    WhyNoDate.NO_SUCH_WEEKDAY: "Anh/chị gõ lại, ví dụ: thứ Sáu tuần sau, hoặc 15/12.",
    WhyNoDate.NO_SUCH_TIME: "Anh/chị gõ lại cả giờ và ngày, ví dụ: 17h 15/12.",
    WhyNoDate.WHICH_HALF: "Anh/chị gõ lại cả giờ và ngày, ví dụ: 5h chiều 15/12, hoặc 17h 15/12.",
    WhyNoDate.NO_DAY: "Anh/chị gõ cả giờ và ngày, ví dụ: 17h 15/12.",
    WhyNoDate.WHICH_DAY: "Anh/chị gõ một ngày, ví dụ: 15/12, thứ Sáu tuần sau, cuối tháng 12.",
    WhyNoDate.FAR: "Anh/chị kiểm tra năm rồi gõ lại, ví dụ: 15/12/2026.",
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
    if answer.why is WhyNoDate.WEEKDAY_DIFFERS:
        return f"{WHY[answer.why]}: đó là {understood(answer.options[0])}"
    return WHY[answer.why]


def _question(why: WhyNoDate, options: Sequence[date]) -> str:
    if why in {WhyNoDate.WHICH_OF_TWO, WhyNoDate.SEVERAL} and len(options) > 1:
        *others, last = (understood(option) for option in options)
        example = f"{options[0].day}/{options[0].month}/{options[0].year}"
        return f"Anh/chị chọn {', '.join(others)} hay {last}? Gõ ví dụ: {example}."
    return _TYPE.get(why, _TYPE_A_DAY)
