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
