"""Units: which are counted in pieces, which are measured, which are shares, and where a title names one."""

import re
from typing import NamedTuple

from tracker.forms.row import Adding, Kind
from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary

_RATE, _PER = re.compile(vocabulary.RATE_UNIT), re.compile(vocabulary.PER)
_MEASURES, _PIECES = re.compile(vocabulary.MEASURES), re.compile(vocabulary.PIECES)
_COUNTED, _MEASURED, _RATES = (re.compile(words) for words in (vocabulary.COUNTED, vocabulary.MEASURED, vocabulary.RATES))
_NOUNS = re.compile(vocabulary.COUNTED_NOUNS)
_SIGNED, _UNSIGNED = re.compile(vocabulary.SIGNED), re.compile(vocabulary.UNSIGNED)
_NEVER, _LARGEST, _SMALLEST = (re.compile(w) for w in (vocabulary.NEVER_ADDED, vocabulary.LARGEST, vocabulary.SMALLEST))
_BRACKETED = re.compile(vocabulary.UNIT_IN_BRACKETS, re.IGNORECASE)
_ENDS_IN_UNIT = re.compile(vocabulary.UNIT_AT_THE_END, re.IGNORECASE)
_THING = re.compile(r"(?P<thing>[^():]+?)\s*(?:\(|:)\s*(?P<unit>[^()]+?)\)?")
_WHOLE = re.compile(vocabulary.UNIT_NOTE)


class UnitSaid(NamedTuple):
    """A unit as printed, and the kind that figures in it have; `kind` None where it says nothing."""

    printed: str
    kind: Kind | None


def kind_of_unit(unit: str) -> Kind | None:
    """What is in this unit: a share, something measured, something counted; None for what is no known unit."""
    folded = fold(unit).strip("().: ")
    if not folded:
        return None
    if _RATE.fullmatch(folded) or "%" in folded or "‰" in folded:
        return Kind.RATE
    if _MEASURES.fullmatch(folded) or _PER.fullmatch(folded):
        return Kind.AMOUNT
    return Kind.COUNT if _PIECES.search(folded) else None


def is_unit(text: str) -> bool:
    """Whether a text is a known unit and nothing else, so that the row it stands in is one of a table."""
    folded = fold(text).strip("().: ")
    return any(pattern.fullmatch(folded) for pattern in (_RATE, _MEASURES, _PIECES))


def is_either_piece(unit: str) -> bool:
    """Whether a unit may be one piece or another, "lớp/buổi"; or so many pieces for each: "học sinh/lớp"."""
    parts = [part.strip() for part in fold(unit).strip("() ").split("/")]
    return len(parts) > 1 and sum(bool(_PIECES.fullmatch(part)) for part in parts) * 2 > len(parts)


def unit_in(title: str) -> UnitSaid | None:
    """The unit that a title or label names: "Số hộ dân (Hộ)", "Chi phí (1.000 đ)", "Tỷ lệ (%)", "Kinh phí, ĐVT: đồng"."""
    if "theo ty le" in fold(title) or "theo ti le" in fold(title):
        return None  # what is divided by a share is money
    for pattern in (_BRACKETED, _ENDS_IN_UNIT):
        if found := pattern.search(title):
            kind = kind_of_unit(found["unit"])
            short = len(found["unit"].split()) <= 3  # noqa: PLR2004 - "1.000 đồng/người", not a remark
            if kind and short and not _is_remark(found["unit"]):
                return UnitSaid(found["unit"], kind)
    return None


def _is_remark(words: str) -> bool:
    return bool(
        re.match(r"(trong|neu|bao gom|so|ke ca|theo|cua|tu|den|xa|thon|cac|co|chinh thuc|moi|cu|chua|da|ten)\b", fold(words))
    )


class Noted(NamedTuple):
    """A unit of the line above a table, and the thing that it is said of: "Tiền (triệu đồng); đất (m2)"; "" for all."""

    unit: str
    thing: str = ""


def units_in_note(note: str) -> list[Noted]:
    """The units of the line above a table: "Đơn vị tính: Triệu đồng; %" are two."""
    if not _WHOLE.fullmatch(fold(note)):
        return []
    after = note.split(":", 1)[1].strip()
    parts = [part.strip() for part in re.split(vocabulary.BETWEEN_UNITS, after) if part.strip(" ()")]
    return [_noted(part) for part in parts]


def _noted(part: str) -> Noted:
    if found := _THING.fullmatch(part):
        return Noted(found["unit"].strip(), found["thing"].strip())
    return Noted(part.strip("() "))


def kind_by_words(label: str) -> Kind | None:
    """What a label without a unit speaks of; None where it does not say."""
    folded = fold(label).lstrip("-+*• ")
    if _RATES.fullmatch(folded):
        return Kind.RATE
    if _COUNTED.fullmatch(folded) and not re.match(r"(tong )?so (tien|von)", folded):
        return Kind.AMOUNT if _NEVER.fullmatch(folded) else Kind.COUNT
    if _MEASURED.fullmatch(folded) or _NEVER.fullmatch(folded):
        return Kind.AMOUNT
    return Kind.COUNT if _NOUNS.fullmatch(folded) else None


def is_signed(label: str) -> bool:
    """Whether what it speaks of can be below zero."""
    folded = fold(label)
    return bool(_SIGNED.fullmatch(folded)) and not _UNSIGNED.fullmatch(folded)


def is_average(label: str) -> bool:
    """Whether it is said per head or of the middle, so that it has decimals and is never added."""
    return bool(_NEVER.fullmatch(fold(label)))


def adding_of(label: str, unit: str, kind: Kind | None, *, follows: bool = False) -> Adding:
    """How figures of several units make one."""
    folded = fold(label)
    if kind in {Kind.TEXT, Kind.CHOICE}:
        return Adding.NOT
    if _LARGEST.fullmatch(folded) and not _COUNTED.fullmatch(folded):
        return Adding.LARGEST
    if follows and kind is Kind.RATE:
        return Adding.RECKONED
    per = bool(_PER.fullmatch(fold(unit))) if unit else False
    year = fold(unit).strip("() ") == "nam" and not _COUNTED.fullmatch(folded)
    if year or kind is Kind.RATE or per or _NEVER.fullmatch(folded) or _SMALLEST.fullmatch(folded):
        return Adding.NOT
    return Adding.SUM
