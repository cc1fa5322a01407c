"""What one message says of a task: what is to be done, until when and by which document; or what finished it."""

import re
from datetime import date
from typing import NamedTuple

from bot.reading.dates import DateSaid, DateUnread, find_date, read_date
from bot.reading.dates.spelling import pattern, spaced
from bot.texts.tasks.listing import before_hour
from tracker.tasks.assigning import Document
from tracker.tasks.task import Repeat

_SIGN = r"[0-9]{1,5}(?:/20[0-9]{2})?[-/](?=[\w&/-]*[^\W\d])[\w&/-]*\w"  # 480/UBND-NV, 02/2024/QĐ-UBND
_SORT = "(?:công_văn|cv|văn_bản|vb|quyết_định|qđ|kế_hoạch|thông_báo|tb|chỉ_thị|báo_cáo|tờ_trình|nghị_quyết|giấy_mời|công_điện)"
_DAY = r"(?:_ngày_(?P<day>[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?))?"
_BODY = r"(?:_của_(?P<body>[^,;:\n()]+?)(?=~(?:[,;:.)\n]|hạn|trước|\Z)))?"
_CITED = rf"(?:{_SORT}_)?(?:số~:?~)?(?P<number>{_SIGN}){_DAY}{_BODY}"
_DOCUMENT = pattern(_CITED)
_BY_DOCUMENT = pattern(rf"[,;]?~\(?(?:theo|căn_cứ|thực_hiện_theo)_{_CITED}\)?")
_NO_DUE = pattern(r"[,;]?~(?:không|chưa)_(?:có_|ghi_|đặt_)?(?:thời_)?hạn(?:_nộp|_hoàn_thành)?(?!\w)")
_LED = pattern(r"(?:thời_)?hạn|trước|trc|chậm|muộn|trễ|deadline|dl|đến|tới|xong")
_HAS_DONE = pattern(
    r"\A(?:(?:dạ|vâng|em|đã|hoàn_thành|làm|xong|rồi|báo_cáo|nộp|gửi|ngày|văn_bản|vb|công_văn|cv|số|bằng|theo)(?!\w)[_,.:]*)+"
)
_IS_DONE = pattern(r"\A(?:(?:dạ|vâng|em|đã|hoàn_thành|xong|rồi)(?!\w)[_,.:]*)+")
_EVERY = {
    Repeat.WEEK: r"(?:hằng|hàng|mỗi)_tuần",
    Repeat.MONTH: r"(?:hằng|hàng|mỗi)_tháng",
    Repeat.QUARTER: r"(?:hằng|hàng|mỗi)_quý",
    Repeat.YEAR: r"(?:hằng|hàng|mỗi)_năm",
}
_AGAIN = pattern(rf"(?:[,;]~|(?:[,;]~)?lặp_lại_)(?P<every>{'|'.join(_EVERY.values())})(?!\w)")
_OFTEN = pattern(r"\A(?:lặp_lại_)?(?:(?:hằng|hàng|mỗi)_)?")
_SEPARATORS = " ,;.:–-\n"
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")
NO_DUE = "none"
Due = date | DateUnread | str | None  # NO_DUE if it was said that there is none; None if nothing was said


class TaskSaid(NamedTuple):
    """What is to be done, until when, how often it comes again, and the document that asks for it, if one was named."""

    title: str
    due: Due
    document: Document | None
    every: Repeat | None = None


class ResultSaid(NamedTuple):
    """The document that finished a task, "" if none was named, and its day, None if none was said."""

    document: str
    day: date | DateUnread | None


def read_what(text: str, today: date) -> TaskSaid:
    """Read "nộp kế hoạch CCHC theo công văn 480/UBND-NV, hạn 15/12, hằng quý".

    A day that "hạn" or "trước" leads to, or that stands behind a comma, is cut out; another stays in the title as well. How
    often it comes again counts only behind a comma or "lặp lại": "báo cáo hằng tháng" may be what is asked for.
    """
    said = spaced(text)
    if again := _AGAIN.search(said):
        what = read_what(f"{said[: again.start()]} {said[again.end() :]}", today)
        return what._replace(every=read_every(again["every"]))
    cited = _BY_DOCUMENT.search(said)
    document = _document(cited, today) if cited else None
    if cited:
        said = f"{said[: cited.start()]} {said[cited.end() :]}"
    if none := _NO_DUE.search(said):
        return TaskSaid(_title(f"{said[: none.start()]} {said[none.end() :]}"), NO_DUE, document)
    found = find_date(said, today)
    if found is None:
        return TaskSaid(_title(said), None, document)
    if isinstance(found.date, DateUnread):
        return TaskSaid(_title(found.rest), found.date, document)
    apart = _is_apart(said, found.date.words)
    title = _title(found.rest if apart else said)
    hour = before_hour(found.date.at) if apart and found.date.at else ""  # a task is due on a day alone
    return TaskSaid(f"{title}{hour}", found.date.day, document)


def read_every(text: str) -> Repeat | None:
    """Read "hằng tháng", "tháng", "mỗi quý"."""
    said = " ".join(["mỗi", _OFTEN.sub("", spaced(text).strip(_SEPARATORS))])
    return next((every for every, words in _EVERY.items() if pattern(words).fullmatch(said)), None)


def _title(words: str) -> str:
    title = re.sub(r"\s+([,;])", r"\1", spaced(words)).strip(_SEPARATORS)
    return title[:1].upper() + title[1:]


def _is_apart(said: str, words: str) -> bool:
    return bool(_LED.match(words) or re.search(rf"[,;:\n(]\s*{re.escape(words)}", said) or said.startswith(words))


def read_due(text: str, today: date) -> Due:
    """Read an answer that is a due day, or says that there is none."""
    said = spaced(text)
    if _NO_DUE.fullmatch(said) or re.fullmatch("kh[oô]ng", said, re.IGNORECASE):
        return NO_DUE
    read = read_date(said, today)
    if isinstance(read, DateSaid):
        return read.day
    found = find_date(said, today)
    return read if found is None else found.date.day if isinstance(found.date, DateSaid) else found.date


def read_document(text: str, today: date) -> Document | None:
    """Read "công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện Chợ Đồn"; None if no number of a document is in it."""
    found = _DOCUMENT.search(spaced(text))
    return _document(found, today) if found else None


def _document(found: re.Match[str], today: date) -> Document:
    day = read_date(found["day"], today, ahead=False) if found["day"] else None
    return Document(found["number"], day.day if isinstance(day, DateSaid) else None, (found["body"] or "").strip())


def read_result(text: str, today: date) -> ResultSaid:
    """Read "15/BC-UBND ngày 12/3", "hôm nay", "đã gửi biên bản họp hôm qua"; a day is the last one that is called so."""
    said = spaced(text)
    number = re.search(_SIGN, said)
    rest = f"{said[: number.start()]} {said[number.end() :]}" if number else said
    bare = spaced(_HAS_DONE.sub("", rest)).strip(_SEPARATORS)
    alone = read_date(bare, today, ahead=False)
    if isinstance(alone, DateSaid):
        return ResultSaid(number[0] if number else "", alone.day)
    found = find_date(rest, today, ahead=False)
    day = None if found is None else found.date.day if isinstance(found.date, DateSaid) else found.date
    words = found.rest if found else rest
    if number or not _HAS_WORDS.search(_HAS_DONE.sub("", words)):
        return ResultSaid(number[0] if number else "", day)
    return ResultSaid(_IS_DONE.sub("", words).strip(_SEPARATORS), day)
