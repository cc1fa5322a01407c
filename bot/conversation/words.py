"""Typed words that mean a button or a command, with or without diacritics."""

import re
from typing import NamedTuple

from bot.conversation.place import At, Place
from bot.readers import read_settings
from tracker.names import fold, tidy


class Said(NamedTuple):
    """What a text asks for: an action with the rest as its argument, or ("", text) for an answer."""

    action: str
    text: str


_WHOLE = {
    "/start": "menu",
    "/baocao": "report",
    "bao cao": "report",
    "menu": "menu",
    "/tinhhinh": "status",
    "tinh hinh": "status",
    "xa nao chua nop": "status",
    "don vi nao chua nop": "status",
    "ai chua nop": "status",
    "/trogiup": "help",
    "/help": "help",
    "tro giup": "help",
    "giup": "help",
    "/huy": "leave",
    "huy": "leave",
    "thoat": "leave",
    "lui": "back",
    "quay lai": "back",
    "tiep": "go",
    "tiep tuc": "go",
    "giu nguyen": "go",
    "khong phat sinh": "none",
    "bo qua": "skip",
    "lam ngay": "report",
    "nop": "submit",
    "sua": "edit",
}
_REASONS = {At.EXPLAINING, At.REOPENING, At.RETURNING}
_ALSO_BEFORE_A_REASON = {"leave", "back", "help", "go"}  # and the commands; any other words are the reason
_WITH_REST = {"bo qua": "skip", "sua": "edit", "giu": "keep"}
_LEADING = re.compile(r"(?P<word>b[oỏ]\s+qua|s[uử]a|gi[uữ])\s*[:,]?\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)


def listen(text: str, place: Place) -> Said:
    """What the person means, given the choices that are offered where they stand."""
    said = tidy(text)
    folded = fold(said)
    for number, (label, action) in enumerate(place.offered, start=1):
        if folded == fold(label) or (place.numbered and folded == str(number)):
            return Said(*action.partition(" ")[::2])
    if folded.startswith("lam ngay"):  # the button of a reminder, which no longer is the last question
        folded = "lam ngay"
    if place.at in _REASONS:
        action = _WHOLE.get(folded, "")
        return Said(action, "") if folded.startswith("/") or action in _ALSO_BEFORE_A_REASON else Said("", said)
    if folded in _WHOLE:
        return Said(_WHOLE[folded], "")
    leading = _LEADING.fullmatch(said)
    if leading:
        return Said(_WITH_REST[fold(leading["word"])], leading["rest"])
    if read_settings(said):
        return Said("set", said)
    return Said("", said)
