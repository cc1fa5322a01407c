"""What an officer asks about a report or of the office: what is asked, of which rows and which period. Pure.

The words are data, vocabulary.tsv beside this file. A reader never guesses: what it did not understand is `left`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.reading.dates.spelling import pattern, spaced
from bot.reading.fillers import COMMON_FILLERS
from bot.reading.inquiries.wants import Wants
from bot.reading.phrases import Phrases, TypedWords, read_tables, take_meaning
from bot.reading.questions import When, read_when
from bot.reading.spelling import written_out
from tracker.kernel.names import fold, tidy


@dataclass(frozen=True)
class Inquiry:
    """What is asked, each once; [] for nothing that is known here.

    `rows` are numbers of rows as typed, `here` says that those of the question that stands are meant. `left` are words that
    mean none of this; `labels` those that may be part of a row's label, the likeliest first. `asks`: there is a question mark
    or a question word; `sure`: it ends with the mark, or has such a word and no figure, so that it is no answer to anything;
    `marked`: it ends with the mark; `wordy`: there is no figure in it, and
    nothing that says there is none.
    """

    wants: tuple[Wants, ...] = ()
    rows: tuple[str, ...] = ()
    here: bool = False
    when: When = field(default_factory=When)
    left: str = ""
    labels: tuple[str, ...] = ()
    asks: bool = False
    sure: bool = False
    marked: bool = False
    wordy: bool = False


_TABLES = read_tables("bot.reading.inquiries", "vocabulary.tsv")
_WANTS: Mapping[Wants, Phrases] = {Wants(meaning): phrases for meaning, phrases in _TABLES["wants"].items()}
_IF_ASKED: Mapping[Wants, Phrases] = {Wants(meaning): phrases for meaning, phrases in _TABLES["if asked"].items()}
_IF_ALONE: Mapping[Wants, Phrases] = {Wants(meaning): phrases for meaning, phrases in _TABLES["if alone"].items()}
_BESIDE: Mapping[Wants, Phrases] = {Wants(meaning): phrases for meaning, phrases in _TABLES["beside"].items()}
_SURE, _MAYBE, _WEAK = (_TABLES["asks"][kind] for kind in ("sure", "maybe", "weak"))
_HERE, _ABOVE, _FILLERS = _TABLES["here"][""], _TABLES["above"][""], [*COMMON_FILLERS, *_TABLES["filler"][""]]
_WHAT_IS = _WANTS[Wants.WHAT][0]
_WHETHER = _TABLES["whether"][""]
_OPENING, _HOW_MUCH = _TABLES["opening"][""], _TABLES["how much"][""]
_CUMULATIVE = _TABLES["cumulative"][""]
_NO_QUESTION, _BEFORE, _MISTAKE = _TABLES["no question"][""], _TABLES["before"][""], _TABLES["mistake"][""]
_OF_ROWS = {Wants.WHAT, Wants.NOW, Wants.BEFORE}
_OF_THE_OFFICE = {Wants.WHO, Wants.HANDED_IN, Wants.RECEIPT}  # the unit above may be named in these
_WITH_NUMBERS = {Wants.UNDO, Wants.MORE_TIME, Wants.DUE, Wants.WINDOW, Wants.NOTHING}  # which say nothing beside what is asked
_LONGEST = 25  # words
_ROW_WORDS = _TABLES["row"][""]
_ROW_WORD = "(?:" + "|".join(word for phrase in _ROW_WORDS for word in (phrase, fold(phrase))) + ")"
_DOTTED = r"[0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?"
_ROW = re.compile(
    rf"(?<![\w.,/])(?:{_ROW_WORD}\s+(?:{_DOTTED}|[0-9]{{1,2}}[a-zđ]?)|{_DOTTED})(?![\w/]|[.,][0-9])", re.IGNORECASE
)
_PURPOSE = pattern(r"(?<=\w)[,;]?_để_(?:em|e|tôi|mình|anh|chị|xã|phường|bên)(?:_(?:em|còn))?_(?=\w).*\Z")  # why it is asked
_NONE_OF = pattern(
    r"(?<!\w)(?:không|chưa|chẳng|chả)_(?!biết|hiểu|rõ|thấy)(?:[^\W\d]+_){0,5}(?:nào|ai|gì|đâu)"
    r"(?:_(?:cả|hết|sất|trơn|đâu|ạ|em|anh|chị|ơi|nhé|bot))*[_.!]*\Z"
)
_NOBODY = pattern(
    r"(?:dạ_|vâng_|em_|xã_)*(?:không|chưa|chẳng|chả|hổng)_(?:có_)?(?:ai|(?:người|đơn_vị|vụ|cuộc|trường_hợp|văn_bản|hồ_sơ|cán_bộ)_nào)(?!\w)"
    r"(?!.*(?<!\w)(?:không|chưa|à|hả|vậy)_?[?.]*\Z)"
)
_IF_NONE = pattern(
    r"(?<!\w)(?:không|chưa)_(?:có|phát_sinh)(?:_[^\W\d]+){0,6}_thì_"
    "(?:ghi|gõ|điền|nhập|để|làm|trả_lời|chọn)_(?:gì|sao|thế_nào|như_thế_nào|số_mấy|mấy)"
)
_MAY_SKIP = pattern(
    r"(?<!\w)(?:không|chưa)_(?:có|phát_sinh)(?:_[^\W\d]+){0,3}_thì(?:_[^\W\d]+){0,2}_(?:bỏ_qua|bỏ_trống|để_trống|bỏ|để_không)_(?:được|có_được)"
)
_WHICH_ONES = pattern(r"(?<!\w)(?:là|gồm)_(?:những|các)_(?:[^\W\d]+_){1,3}nào(?!\w)")
_SCOPE = pattern(
    r"(?<!\w)(?:(?:có|được)_(?:tính|gồm|bao_gồm|kể|cộng|đưa|thống_kê|tổng_hợp|lấy|báo_cáo)|(?:tính|kể|lấy|cộng|gộp)_(?:cả|luôn|chung|thêm))"
    r"(?:_(?!muộn|trễ|chậm|quá|là|bị)[^\W\d]+){0,7}_?(?:không|ko|hông|chưa|hay_(?:không|chỉ|thôi)(?:_|\w)*|=à|=hả)"
    r"_?(?:vậy|ạ|em|nhỉ|anh|chị|đây|nhé|hả|à)*_?[?.!]*\Z"
)
_WHY = pattern(r"(?<!\w)(?:sao|tại_sao|vì_sao)(?!\w)")
_EITHER = pattern(r"[^\W\d]{2,}_hay_(?!quá|lắm|ho)[^\W_]")
_OF_TIMES = pattern(r"(?<!\w)(?:quý|tháng|năm|kỳ)(?!\w).*_hay_.*(?<!\w)(?:quý|tháng|năm|kỳ)(?!\w)")
_DAY_OR_NUMBER = re.compile(r"[0-9][0-9/.-]*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"[0-9][0-9.]*[a-zđ]?$", re.IGNORECASE)


@lru_cache(maxsize=256)
def read_inquiry(text: str, today: date) -> Inquiry:
    """Read what is asked; figures alone ask nothing, and neither does what is longer than a question."""
    typed = written_out(_PURPOSE.sub("", spaced(text)))
    typed = _WHICH_ONES.sub(_WHAT_IS, typed)
    if _IF_NONE.search(typed) or _MAY_SKIP.search(typed):
        return Inquiry((Wants.NOTHING,), asks=True, sure=True)
    if _asks_nothing(typed):
        return Inquiry()
    rows = tuple(dict.fromkeys(_number(found.group()) for found in _ROW.finditer(typed)))
    scope = _SCOPE.search(typed)
    if scope and not TypedWords(scope.group()).take(phrase for phrases in _WANTS.values() for phrase in phrases):
        return Inquiry((Wants.SCOPE,), rows, here=not rows, asks=True, sure=True, marked=typed.rstrip().endswith("?"))
    when, rest = read_when(_ROW.sub(" ", typed), today)
    said = TypedWords(rest)
    if len(TypedWords(typed)) > _LONGEST or (not len(said) and not rows and not when.is_said):
        return Inquiry()
    marked, negated = typed.rstrip().endswith("?"), bool(TypedWords(typed).take((*_NO_QUESTION, *_WEAK)))
    here = bool(said.take(_HERE))
    wants, asks = _wants(said, asks=marked or bool(TypedWords(typed).take((*_SURE, *_MAYBE))) or bool(_EITHER.search(typed)))
    if not wants and _OF_TIMES.search(typed):
        wants, when = (Wants.WINDOW,), When()
        _take_all(said, (*_BESIDE[Wants.WINDOW], *_MAYBE))
    if asks and set(wants) <= {Wants.WHAT} and when.is_year and TypedWords(typed).take(_CUMULATIVE):
        wants, when = (Wants.WINDOW,), When()
    if not wants and (alone := _alone(said)):
        wants = (alone,)
    wants = _of_rows(said, wants, when, named=here or bool(rows), asks=asks)
    wants = _with_what_goes_along(said, typed, wants)
    labels = _without_fillers(said)
    if not wants and when.parts:
        opens = bool(said.take(_OPENING)) or "bao cao" in fold(typed)
        wants = (Wants.BEFORE,) if said.left and (asks or not negated) else (Wants.REPORT,) if opens and not asks else ()
    wordy = not any(map(str.isdigit, rest)) and (asks or not negated) and not TypedWords(typed).take(_NO_QUESTION)
    return Inquiry(wants, rows, here, when, said.left, labels, asks, marked or _is_sure(typed), marked, wordy)


def _asks_nothing(typed: str) -> bool:
    """Figures alone, and what says that there is none: "không tuyển ai cả", "không ai bị kỷ luật"."""
    says_none = (_NONE_OF.search(typed) or _NOBODY.match(typed)) and not _WHY.search(typed)
    return "?" not in typed and bool(says_none or not _LETTERS.search(typed))


def _with_what_goes_along(said: TypedWords, typed: str, wants: tuple[Wants, ...]) -> tuple[Wants, ...]:
    """Take the words away that narrow nothing beside what is asked; whether figures add up is asked of the rows as well."""
    if Wants.WINDOW in wants and TypedWords(typed).take(_CUMULATIVE):
        wants = (*wants, Wants.WHAT)
        _take_all(said, _CUMULATIVE)
    if not _OF_THE_OFFICE.isdisjoint(wants):
        _take_all(said, _ABOVE)
    if not _WITH_NUMBERS.isdisjoint(wants):
        said.take_matching(_DAY_OR_NUMBER)
    return wants


def _take_all(said: TypedWords, phrases: Phrases) -> None:
    while said.take(phrases):
        pass


def _alone(said: TypedWords) -> Wants | None:
    """What is asked by a word that asks it only where it stands alone: "hạn" is none of "quá hạn"."""
    others = TypedWords(said.left)
    while others.take((*_SURE, *_MAYBE, *_WEAK, *_FILLERS)):
        pass
    meant = take_meaning(others, _IF_ALONE)
    return None if others.left or meant is None else take_meaning(said, _IF_ALONE)


def _without_fillers(said: TypedWords) -> tuple[str, ...]:
    """Take away all that says nothing beside the rest; gives what may be part of a label: with it, without it at the ends."""
    found: list[str] = []
    while said.take((*_SURE, *_MAYBE)):
        pass
    found.append(said.left)
    ends = TypedWords(said.left)
    while ends.take_end(_FILLERS, last=True) or ends.take_end(_FILLERS, last=False):
        pass
    found.append(ends.left)
    while said.take((*_WEAK, *_FILLERS)):
        pass
    return tuple(dict.fromkeys([*(words for words in found if " " in words), *([said.left] if said.left else [])]))


def corrected(text: str) -> str:
    """What a message says that names a slip, "em nộp nhầm, 3.2.1 là 1 mới đúng" -> "3.2.1 là 1"; "" for any other."""
    found = _ROW.search(text)
    if found is None:
        return ""
    before, after = TypedWords(text[: found.start()]), TypedWords(text[found.end() :])
    named = [bool(before.take(_MISTAKE)), bool(after.take_end(_MISTAKE, last=True))]
    while before.take((*_MISTAKE, *_FILLERS)):
        pass
    if before.left or not any(named):
        return ""
    kept = after.kept
    rest = tidy(text[found.end() :])[: after.spans[kept[-1]][1]] if kept else ""
    return f"{_number(found.group())} {rest.strip()}".strip()


def _number(words: str) -> str:
    found = _NUMBER.search(words)
    return found.group().lower().rstrip(".") if found else ""


def _is_sure(text: str) -> bool:
    said = TypedWords(text)
    if said.take(_NO_QUESTION):
        return False
    while said.take_end(_FILLERS, last=True, keep=1):
        pass
    if said.take_end(_SURE, last=True) or said.take_end(_SURE, last=False) or _EITHER.search(text):
        return True
    rest = _ROW.sub(" ", text)
    if any(letter.isdigit() for letter in rest):
        return False
    if said.take(_SURE) or said.take_end(_MAYBE, last=True):
        return True
    return rest == text and bool(said.take_end(_WEAK, last=True) and said.take(_WHETHER))


def _wants(said: TypedWords, *, asks: bool) -> tuple[tuple[Wants, ...], bool]:
    """Everything that is asked, and whether it is asked: "nộp chưa" does so without a question word."""
    found: list[Wants] = []
    while phrase := said.take(phrase for phrases in _WANTS.values() for phrase in phrases):
        found.append(next(meaning for meaning, phrases in _WANTS.items() if phrase in phrases))
        asks |= phrase.rpartition(" ")[-1] in _WEAK
    if set(found) <= {Wants.REPORT} and asks and (hinted := take_meaning(said, _IF_ASKED)):
        found = [hinted]
    for one in found:
        while said.take((*_IF_ALONE.get(one, ()), *_BESIDE.get(one, ()))):
            pass
    others = [one for one in found if one is not Wants.DUE or not {Wants.OWED, Wants.MORE_TIME, Wants.LATE} & set(found)]
    return tuple(dict.fromkeys(others)), asks


def _of_rows(said: TypedWords, wants: tuple[Wants, ...], when: When, *, named: bool, asks: bool) -> tuple[Wants, ...]:
    """What is asked of rows that are named, or of an earlier period, when no other word says it.

    A report is only to be opened where nothing else is asked of it, and "là gì" only asks what a row is.
    """
    others = tuple(one for one in wants if one is not Wants.REPORT and (named or one is not Wants.WHAT))
    of_row = set(wants) <= {*_OF_ROWS, Wants.REPORT}
    opens = wants == (Wants.REPORT,) and not named and not asks
    if when.is_said and of_row and not opens and (asks or named or when.back):
        while said.take((*_SURE, *_MAYBE, *_BEFORE)):
            pass
        return (Wants.BEFORE,)
    if others or (wants and not (named and asks)):
        return others or wants
    if named and said.take(_HOW_MUCH):
        return (Wants.NOW,)
    return (Wants.WHAT,) if named and asks else ()
