"""Vietnamese words in patterns: each may be typed with its own diacritics or with none, never with others."""

import re

from tracker.kernel.names import fold, tidy

_VIETNAMESE = re.compile(r"(?P<exact>=?)(?P<word>[a-z]*[^\W\d_a-zA-Z][^\W\d_]*)")


def pattern(written: str) -> re.Pattern[str]:
    """Compile: "thứ" also matches "thu" but not "thử"; "=sáu" matches "sáu" alone; "_" is a blank, "~" one or none."""
    spelled = _VIETNAMESE.sub(_spellings, written)
    return re.compile(spelled.replace("_", " ").replace("~", " ?"), re.IGNORECASE)


def _spellings(found: re.Match[str]) -> str:
    word = found["word"]
    return word if found["exact"] else f"(?:{word}|{fold(word)})"


def spaced(text: str) -> str:
    """NFC, runs of blanks as one; line breaks stay."""
    return re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", tidy(text)))


_ROMAN = ("i", "ii", "iii", "iv")
_NUMBERS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
NUMBER = "(?:mười_một|mười_hai|mười|một|hai|ba|bốn|tư|năm(?!_[0-9])|=sáu|bảy|bẩy|tám|chín)"


def number(word: str) -> int:
    """12 from "12" or "mười hai", 4 from the Roman "IV"."""
    said = fold(word)
    if said.isdecimal():
        return int(said)
    if said in _ROMAN:
        return _ROMAN.index(said) + 1
    return 4 if said == "tu" else _NUMBERS.index(said) + 1


WHICH = "(?P<which>này|nay|sau_nữa|sau(?!_(?:khi|đó))|tới|trước(?!_[0-9])|ngoái|vừa_rồi|vừa_qua|qua|rồi)"
_STEPS = {"nay": 0, "sau": 1, "toi": 1, "sau nua": 2}


def steps(which: str) -> int:
    """How many weeks, months, quarters or years on: "này" 0, "sau" 1, "trước" -1."""
    return _STEPS.get(fold(which), -1)
