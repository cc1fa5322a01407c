"""Words of a sheet as they are compared: whatever was typed for a letter, and whatever nobody sees."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tracker.kernel.grids import Grid, Value
from tracker.kernel.names import fold

_DOTS = re.compile(r"[.…_·‥]{3,}|…+|_{3,}")
_ONLY_DOTS = re.compile(r"[\s.…_·‥/]*")
_ETH = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_FOOTNOTE = re.compile(r"(\s*(\(\*+\)|\*+))+$")
_NUMBER = re.compile(r"[-+(]?\d[\d.,\s]*\)?\s*%?")
_CODE = re.compile(r"[(\[]?([A-ZĐa-z]{0,2}\d{1,3}[a-z]?|[A-ZĐa-z])[)\]]?(\s*[=:][\w\s=+\-–*/:().,×%…]*)?")
_FEWEST_CODES = 2
_LONGEST = 500  # characters of a text with gaps, since looking for them takes time
_OURS = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_TCVN3 = re.compile(r"(?<=[^\W\d_])[µ¸¶·¹¨»¾¼½©®ª«¬§Þßþ÷×Æ]|[®§](?=[^\W\d_])|[µ¸¶·¹¨»¾¼½©ª«¬Þþ÷](?=[a-z])")
_VNI = re.compile(r"[aeouyAEOUY][øåäïûöëØÅÄÏÛÖË]|[ñÑ](?=[a-zàáâãèéêìíòóôõùúý])")


def cleaned(grid: Grid) -> Grid:
    """The sheet with every letter that looks like Đ as Đ, signs of full width as usual ones, and without unseen characters."""
    return replace(grid, rows=tuple(tuple(_clean(value) for value in row) for row in grid.rows))


def _clean(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    seen = "".join(_plain(c) for c in value if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", seen).translate(_ETH)


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character


@lru_cache(maxsize=16_384)
def matchable(text: str) -> str:
    """The words for comparing: folded, in one line, without the sign of a footnote."""
    words = _FOOTNOTE.sub("", fold(unicodedata.normalize("NFKC", text)).strip())
    return words if has_gaps(words) else words.rstrip(" :;.,")


def is_dots(text: str) -> bool:
    """Whether there is nothing but room for a pen."""
    return _ONLY_DOTS.fullmatch(text) is not None


def is_number_like(text: str) -> bool:
    """Whether it reads like a figure."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_code_line(texts: Sequence[str]) -> bool:
    """Whether these are the codes of columns: "A B 1 2", "(1) (2)", "4=3:1"."""
    return (
        len(texts) >= _FEWEST_CODES and len(set(texts)) == len(texts) and all(_CODE.fullmatch(text.strip()) for text in texts)
    )


def has_gaps(text: str) -> bool:
    """Whether the words have room for others."""
    return _DOTS.search(text) is not None


def before_gap(printed: str) -> str:
    """The printed words before the first dots."""
    return _DOTS.split(printed)[0]


def gaps_filled(printed: str, text: str) -> list[str] | None:
    """What stands where the printed words have dots; None if the text is something else."""
    parts = _DOTS.split(printed)
    if len(parts) == 1 or len(text) > _LONGEST or not any(part.strip(" ,;:()/") for part in parts):
        return None
    pattern = r"(.*?)".join(
        r"\s*".join(re.escape(c) for c in part.split()) + (r"\s*" if part.strip() else "") for part in parts
    )
    found = re.fullmatch(rf"\s*{pattern}\s*", " ".join(text.split()), re.IGNORECASE)
    return [gap.strip(" .…_") for gap in found.groups()] if found else None


def legacy_font(text: str) -> str:
    """The encoding of fonts from before Unicode that the text is in, "TCVN3 (ABC)" or "VNI"; "" for none."""
    if _OURS.search(text):
        return ""
    if _TCVN3.search(text):
        return "TCVN3 (ABC)"
    return "VNI" if _VNI.search(text) else ""
