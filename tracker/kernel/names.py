"""Names and words as people type them."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case, without diacritics, runs of blanks as one: "Chợ  Đồn" -> "cho don"."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """NFC, without control characters or lone surrogates, outer blanks removed; line breaks stay."""
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text)).strip()


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def spelt(text: str) -> str:
    """Lower-case with its diacritics, the tone of a word at its end: "Hoà" and "Hòa" are the same, "Hóa" is not."""
    words = unicodedata.normalize("NFD", text.casefold()).split()
    return " ".join("".join(sorted(word, key=_TONES.__contains__)) for word in words)


def like(code: str, known: Iterable[str]) -> str:
    """The code that was probably meant, as a part of a sentence; "" if none is like it."""
    by_folded = {fold(one): one for one in known}
    found = difflib.get_close_matches(fold(code), list(by_folded), 1, 0.7)
    return f" (did you mean {by_folded[found[0]]!r}?)" if found else ""
