"""Words whose marks were typed as letters: "khoong" for không, "vawn" for văn (Telex)."""

import re
import unicodedata

_LETTERS = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ", "w": "ư"}
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_WORD = re.compile(r"[a-z]+")
_VOWELS = "aăâeêioôơuưy"
_PAIR = re.compile("aa|aw|ee|oo|ow|uw|dd|w")


def from_telex(word: str) -> str:
    """The word that these keys give, in one form of many; the word itself if it has no such keys."""
    typed = word.casefold()
    if not _WORD.fullmatch(typed):
        return typed
    body, tone = (typed[:-1], _TONES[typed[-1]]) if typed[-1] in _TONES and len(typed) > 1 else (typed, "")
    letters = _PAIR.sub(lambda found: _LETTERS[found[0]], body)
    vowels = [at for at, letter in enumerate(letters) if letter in _VOWELS]
    if not vowels or (not tone and letters == typed):
        return typed
    at = next((at for at in vowels if letters[at] in "ăâêôơư"), vowels[0])
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])
