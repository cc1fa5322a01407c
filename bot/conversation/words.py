"""Typed words that mean a button or a command, with or without diacritics."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from bot.conversation.place import At, Place
from bot.readers import read_settings
from tracker.names import fold, tidy


class Said(NamedTuple):
    """What a text asks for: an action with the rest as its argument, or ("", text) for an answer."""

    action: str
    text: str

    @classmethod
    def offered(cls, action: str) -> Self:
        """What a choice stands for: "open 12" is the action "open" with the argument "12"."""
        return cls(*action.partition(" ")[::2])


_WHOLE = {
    "/start": "menu",
    "/baocao": "report",
    "bao cao": "report",
    "menu": "menu",
    "/tinhhinh": "status",
    "tinh hinh": "status",
    "xem tinh hinh": "status",
    "xa nao chua nop": "status",
    "don vi nao chua nop": "status",
    "ai chua nop": "status",
    "/suckhoe": "health",
    "suc khoe": "health",
    "/trogiup": "help",
    "/help": "help",
    "tro giup": "help",
    "giup": "help",
    "/huy": "leave",
    "huy": "leave",
    "thoat": "leave",
    "lui": "back",
    "quay lai": "back",
    "dung so nhiem vu": "book",
    "tiep": "go",
    "tiep tuc": "go",
    "giu": "stay",
    "giu nguyen": "stay",
    "khong phat sinh": "none",
    "tat ca khong phat sinh": "noneall",
    "khong phat sinh tat ca": "noneall",
    "ca phan khong phat sinh": "nonesection",
    "ca phan nay khong phat sinh": "nonesection",
    "phan nay khong phat sinh": "nonesection",
    "khong phat sinh ca phan": "nonesection",
    "bo qua": "skip",
    "lam ngay": "report",
    "mo bao cao": "report",
    "nhac ngay": "nudge",
    "nhac lai sau": "later",
    "nhac sau": "later",
    "nop": "submit",
    "nop bao cao": "submit",
    "sua lai bao cao": "report",
    "sua": "edit",
    "bieu excel": "blank",
    "bieu trong": "blank",
    "bieu mau": "blank",
    "lay bieu": "blank",
    "/bieu": "blank",
}
_STAY = {At.REVISING: "same", At.QUESTIONED: "keep", At.EXPLAINING: "keep"}  # elsewhere: go on
_REASONS = {At.EXPLAINING, At.REOPENING, At.RETURNING}
_ALSO_BEFORE_A_REASON = {"leave", "back", "help", "go", "keep"}  # and the commands; any other words are the reason
_WITH_REST = {"bo qua": "skip", "sua": "edit", "giu nguyen": "keep", "giu lai": "keep", "giu so": "keep", "giu": "keep"}


def listen(text: str, place: Place) -> Said:
    """What the person means, given the choices that are offered where they stand."""
    said = tidy(text)
    folded = fold(said).rstrip(" .!?…")
    for number, (label, action) in enumerate(place.offered, start=1):
        if folded == fold(label) or (place.numbered and folded == str(number)):
            return Said.offered(action)
    action = _action(folded, At(place.at))
    if place.at in _REASONS:
        return Said(action, "") if folded.startswith("/") or action in _ALSO_BEFORE_A_REASON else Said("", said)
    return Said(action, "") if action else _with_rest(said, folded) or Said("set" if read_settings(said) else "", said)


def told_choice(text: str, told: Sequence[Sequence[str]]) -> str:
    """What the button carries whose label was typed, of a message that nobody asked for; the part before a colon is enough."""
    folded = fold(tidy(text)).rstrip(" .!?…")
    return next((data for label, data in told if folded in {fold(label), fold(label.partition(":")[0])}), "")


def _action(folded: str, at: At) -> str:
    if folded.startswith("lam ngay"):  # the button of a reminder, which no longer is the last question
        return "report"
    action = _WHOLE.get(folded, "")
    return _STAY.get(at, "go") if action == "stay" else action


def _with_rest(said: str, folded: str) -> Said | None:
    """An action whose words go on: "bỏ qua chờ huyện", "sửa 3.2.1"."""
    for words, action in _WITH_REST.items():
        if folded.startswith((f"{words} ", f"{words}:", f"{words},")):
            rest = said.split(maxsplit=words.count(" ") + 1)[-1] if " " in said else ""
            return Said(action, rest.lstrip(":, "))
    return None
