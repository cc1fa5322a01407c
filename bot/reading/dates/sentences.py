"""Which of the days that a sentence names are its date, and what it says without it."""

import re
from collections.abc import Sequence
from datetime import date

from bot.reading.dates.days import DayAsked, is_far
from bot.reading.dates.phrases import Phrase, phrases
from bot.reading.dates.rules import Needs
from bot.reading.dates.said import DateSaid, DateUnread, Day, WhyNoDate
from bot.reading.dates.spelling import pattern
from tracker.kernel.names import fold

_COUNTED = pattern(
    "~(?:xã|phường|thị_trấn|thị_xã|đặc_khu|huyện|tỉnh|sở|ngành|phòng|ban|đơn_vị|cơ_quan|thôn|bản|xóm|tổ|khu|hộ|người|lượt|"
    "cán_bộ|công_chức|viên_chức|đại_biểu|hồ_sơ|hs|nhiệm_vụ|chỉ_tiêu|tiêu_chí|mục|dòng|phần|số_liệu|văn_bản|vb|thủ_tục|tthc|"
    r"dịch_vụ|dvc|báo_cáo|kế_hoạch|phiếu|điểm|câu|trường|lớp|ngày|tháng|tuần|năm|đồng|triệu|tỷ)(?!\w)"
)
_SHARE = pattern(
    r"(?<!\w)(?:đạt|tỷ_lệ|tỉ_lệ|điểm|được|trực|mục|dòng|số|phiếu|biểu|mẫu|tổ|lớp|trường|khu|bản|thôn|phố|đường|lộ|ngõ|ngách|nhà|"
    r"thửa|tờ|tiết|bài)_\Z"
)
_EVERY = pattern(r"(?<!\w)(?:mỗi|một|hàng|hằng|mấy|các|những|từng|(?<![:h/.0-9-])[0-9]+)_\Z")
_NAMED_DAY = pattern("ngày_")
_ROUND_THE_CLOCK = re.compile(r"24/(?:7|24)")
_PAUSE_BEFORE = pattern(r"(?:\A|[\n,;:(.!?–-]~|(?<!\w)(?:nộp|gửi|xong|hoàn_thành)_)\Z")
_PAUSE_AFTER = pattern(r"~(?:\Z|[\n,;:.!?)–-]|(?:nhé|nha|ạ)(?!\w))")
_FIRSTLY = pattern(r"(?<!\w)thứ_nhất(?!\w)")
_DOCUMENT = pattern(
    r"(?:(?<!\w)[0-9]+~[-/][\w/&-]*[^\W\d][\w&-]*(?:_của(?:_[^\W\d]+){1,7})?|(?<!\w)(?:công_văn|cv|văn_bản|vb|quyết_định|qđ|nghị_định|nđ|"
    r"nghị_quyết|nq|thông_tư|chỉ_thị|luật|tờ_trình|biên_bản|giấy_mời)(?:_số(?:_[0-9]+)?)?)[_,(]*\Z"
)
_WINDOW = 120  # characters before a date that can tell what it is
_DASHES = "–—-"
_SEPARATORS = f" ,;{_DASHES}"
_MOST_MONTHS, _MOST_DAYS = 12, 31


def dates_in(text: str, asked: DayAsked) -> list[Phrase]:
    """The dates of a sentence that count: those of a due date if there are any, each day once."""
    found = [phrase for phrase in phrases(text, asked) if _is_date(text, phrase, asked)]
    due = [phrase for phrase in found if phrase.is_due] or found
    return list({(phrase.named.day, phrase.at): phrase for phrase in due}.values())


def several(text: str, found: Sequence[Phrase], asked: DayAsked) -> DateUnread:
    """More than one date, to choose from."""
    read = [phrase.read(text, asked) for phrase in found]
    return DateUnread(text, WhyNoDate.SEVERAL, tuple(dict.fromkeys(each.day for each in read if isinstance(each, DateSaid))))


def cut_out(text: str, phrase: Phrase) -> str:
    """The text without the phrase and the comma or bracket that belonged to it."""
    before, after = text[: phrase.start].rstrip(" "), text[phrase.end :].lstrip(" ")
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    left, right = before.rstrip(f"{_SEPARATORS}\n"), after.lstrip(f"{_SEPARATORS}.\n")
    if not left or not right:
        return left.rstrip(":") if left else right.lstrip(":").lstrip()
    marks = after[: len(after) - len(right)] + before[len(left) :]
    if "\n" in marks:
        return f"{left}\n{right}"
    mark = marks.strip()[:1]
    return f"{left}{'' if mark in _DASHES else mark} {right}"


def _is_date(text: str, phrase: Phrase, asked: DayAsked) -> bool:
    needs, led, timed = phrase.named.needs, "ngay" in fold(phrase.lead).split(), phrase.at is not None
    if _dates_a_document(text, phrase):
        return False
    if phrase.is_due or needs is Needs.LIMIT or _is_unlikely(phrase.named.day, asked):
        return phrase.is_limit or (phrase.is_due and needs is not Needs.LIMIT)
    if phrase.named.day is WhyNoDate.NO_SUCH_DAY and not _is_near_miss(text, phrase):
        return False
    if needs is Needs.NO_COUNT:
        return led or timed or not _counts(text, phrase)
    if needs is Needs.PAUSES:
        return timed or (_stands_alone(text, phrase) and not _FIRSTLY.search(text))
    return led or timed or needs is Needs.NOTHING


def _is_unlikely(day: Day, asked: DayAsked) -> bool:
    """Whether nobody would mean it as a date without saying so: "từ đầu năm", "sinh ngày 15/12/1980"."""
    return day is WhyNoDate.WHICH_DAY or (isinstance(day, date) and is_far(day, asked.today))


def _before(rule: re.Pattern[str], text: str, phrase: Phrase) -> bool:
    return bool(rule.search(text, max(0, phrase.start - _WINDOW), phrase.start))


def _dates_a_document(text: str, phrase: Phrase) -> bool:
    """Whether it is the date of a document: "công văn 480/UBND-NV của UBND huyện ngày 01/3/2024"."""
    is_plain = fold(phrase.lead) in {"", "ngay"} and fold(text[phrase.start : phrase.end]).startswith("ngay")
    return is_plain and _before(_DOCUMENT, text, phrase)


def _is_near_miss(text: str, phrase: Phrase) -> bool:
    """Whether somebody meant a date that the calendar lacks, such as 31/2; 12/20 is a share."""
    day, *month = (int(digits) for digits in re.findall("[0-9]+", text[phrase.named.start : phrase.named.end])[:2])
    return day <= _MOST_DAYS and all(each <= _MOST_MONTHS for each in month)


def _counts(text: str, phrase: Phrase) -> bool:
    """Whether it is a share or a count of something: "12/12 xã", "đạt 5/6", "mỗi ngày 20 hồ sơ", "trực 24/7"."""
    names_day = bool(_NAMED_DAY.match(text, phrase.named.start))
    if _before(_EVERY if names_day else _SHARE, text, phrase):
        return True
    return bool(_COUNTED.match(text, phrase.end) or _ROUND_THE_CLOCK.match(text, phrase.named.start))


def _stands_alone(text: str, phrase: Phrase) -> bool:
    return bool(_PAUSE_AFTER.match(text, phrase.end)) and (bool(phrase.lead) or _before(_PAUSE_BEFORE, text, phrase))
