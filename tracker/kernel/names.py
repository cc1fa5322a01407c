"""Names and words as people type them."""

import unicodedata


def fold(text: str) -> str:
    """Lower-case, without diacritics, runs of blanks as one: "Chợ  Đồn" -> "cho don"."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def tidy(text: str) -> str:
    """NFC, without control characters or lone surrogates, outer blanks removed; line breaks stay."""
    kept = (
        c
        for c in unicodedata.normalize("NFC", text)
        if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufffe\uffff")
    )
    return "".join(kept).strip()


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def spelt(text: str) -> str:
    """Lower-case with its diacritics, the tone of a word at its end: "Hoà" and "Hòa" are the same, "Hóa" is not."""
    words = unicodedata.normalize("NFD", text.casefold()).split()
    return " ".join("".join(sorted(word, key=_TONES.__contains__)) for word in words)
