"""What a unit cell says: per cent, money, a list of answers, words, or something that is counted."""

import re
from typing import NamedTuple

from tracker.blank_form import Uncertain
from tracker.forms.row import Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

Options = tuple[tuple[str, str], ...]
_BY_WORDS = {
    Kind.RATE: re.compile(r"%|(ti|ty) le( \(?%\)?)?|\(%\)|phan tram|% .*"),
    Kind.AMOUNT: re.compile(
        r"((trieu|nghin|ngan|ty|ti|tr|1\.?000) ?(dong|d)|dong|vnd|trd|ha|m2|m3|km2?|m|kg|tan|ta|yen|diem|gio)"
    ),
}
_SAME = {"nt", "n.t", "nhu tren", '"', "″", "”", "“", "„", "〃", "''", "'' ''", "//", "-nt-", "- nt -", '-"-', '- " -', "-//-"}
_NOTHING = {"", "-", "–", "...", "…", "/", "x"}
_WORDS = re.compile(r"(theo|ngay|thoi gian|ten|ghi ro|noi dung|mo ta|van ban so|so hieu)\b.*")
_LABEL_FIRST = re.compile(r"\s*(?P<label>[^=:]+?)\s*[=:]\s*(?P<code>\d{1,2})(?!\S*[\w%])\s*[;,.]?")
_CODE_FIRST = re.compile(r"\s*(?P<code>\d{1,2})\s*[=:]\s*(?P<label>.+?)\s*(?:[;,.]|(?=\s\d{1,2}\s*[=:])|$)")
_LONGEST_ANSWER, _LONGEST_UNIT = 40, 40  # characters


class Meaning(NamedTuple):
    """What the cell makes of its row; `kind` is None where only the label can say, `why` what is uncertain."""

    kind: Kind | None
    options: Options = ()
    why: Reason | None = None


def is_same_as_above(unit: str) -> bool:
    """Whether the cell says "nt", as the row above."""
    return fold(unit) in _SAME


def is_nothing(unit: str) -> bool:
    """Whether the cell names no unit."""
    return fold(unit) in _NOTHING


def meaning_of(unit: str) -> Meaning:
    """Read a unit cell."""
    folded = fold(unit)
    if is_nothing(unit):
        return Meaning(None)
    for kind, words in _BY_WORDS.items():
        if words.fullmatch(folded):
            return Meaning(kind)
    if options := coded_options(unit):
        return Meaning(Kind.CHOICE, options)
    if options := listed_options(unit):
        return Meaning(Kind.CHOICE, options, Reason(Uncertain.ANSWERS_WITHOUT_CODES))
    return _in_words(unit)


def _in_words(unit: str) -> Meaning:
    if "=" in unit:
        return Meaning(Kind.AMOUNT, (), Reason(Uncertain.UNIT_IS_FORMULA))
    if _WORDS.fullmatch(fold(unit)):
        return Meaning(Kind.TEXT, (), Reason(Uncertain.UNIT_IS_WORDS))
    is_long = len(unit) > _LONGEST_UNIT
    return Meaning(Kind.COUNT, (), Reason(Uncertain.UNIT_IS_LONG) if is_long else None)


def coded_options(text: str) -> Options:
    """The pairs of "Chưa có = 0 2 cấp = 1 3 cấp = 2" or "0: Không; 1: Có"; () for anything else."""
    for pattern in (_CODE_FIRST, _LABEL_FIRST):
        found, end = [], 0
        while match := pattern.match(text, end):
            found.append((match["code"], match["label"].strip(" ;,.-")))
            end = match.end()
        complete = not text[end:].strip(" ;,.")
        if complete and len({code for code, _ in found}) == len(found) > 1 and all(label for _, label in found):
            return tuple(found)
    return ()


def listed_options(text: str) -> Options:
    """The answers of "Trực tuyến; Phát phiếu; Kết hợp" with the codes 0, 1, 2, and of "Có/Không" as they are."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) == 1:
        parts = [part.strip() for part in text.split("/")]
        if len(parts) != 2 or not fold(parts[1]).startswith(("khong", "chua")):  # noqa: PLR2004 - "Có/Không"
            return ()
    if len(parts) < 2 or any(len(part) > _LONGEST_ANSWER for part in parts):  # noqa: PLR2004 - one answer is no choice
        return ()
    if any(fold(part).startswith(("khong", "chua")) for part in parts):
        return tuple((part, part) for part in parts)
    return tuple((str(code), part) for code, part in enumerate(parts))
