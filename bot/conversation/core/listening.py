"""Typed words that mean a button or a command, with or without diacritics."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from bot.conversation.core.position import RESTING, At, Place
from bot.people.addresses import Address
from bot.reading.numbers import read_settings
from bot.texts.desk.standing import MORE
from tracker.kernel.names import fold, tidy


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
    "/suckhoe": "health",
    "suc khoe": "health",
    "/trogiup": "help",
    "/help": "help",
    "tro giup": "help",
    "giup": "help",
    "/huy": "leave",
    "huy": "leave",
    "thoat": "leave",
    "thoi": "leave",
    "lui": "back",
    "quay lai": "back",
    "dung so nhiem vu": "book",
    "lam tiep": "takeup",
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
    "tong hop": "total",
    "lay so tong hop": "taketotals",
    "bang tong hop": "totalsheet",
    "so sanh": "compare",
    "nhac lai sau": "later",
    "nhac sau": "later",
    "nop": "submit",
    "nop bao cao": "submit",
    "sua lai bao cao": "report",
    "sua": "edit",
    "tra lai": "return",
    "phien ban": "versions",
    "cac phien ban": "versions",
    "cac lan nop": "versions",
    "/phienban": "versions",
    "bieu excel": "blank",
    "bieu trong": "blank",
    "bieu mau": "blank",
    "lay bieu": "blank",
    "/bieu": "blank",
    "gui tep": "sendfile",
    "gui file": "sendfile",
    "/guitep": "sendfile",
    "ai da sua": "changes",
    "lich su": "changes",
    "xin gia han": "extend",
    "gia han": "extend",
    "/giahan": "extend",
    "mo ky bao cao": "newround",
    "mo ky": "newround",
    "/moky": "newround",
    "/nhiemvu": "tasks",
    "nhiem vu": "tasks",
    "danh sach nhiem vu": "tasks",
    "nhiem vu cua toi": "tasks",
    "viec cua toi": "tasks",
    "viec": "tasks",
    "/giaoviec": "assign",
    "giao viec": "assign",
    "giao nhiem vu": "assign",
    "ty le nhiem vu": "rates",
    "ti le nhiem vu": "rates",
}
_SHORT = {MORE: "tiep"}  # what is typed for it as well
_ABOUT_FIGURES = (At.QUESTIONED, At.EXPLAINING, At.TOTALS_CHANGED, At.KEEPING_FIGURES, At.CORRECTING, At.ANSWERING)
_STAY = {At.REVISING: "same"} | dict.fromkeys(_ABOUT_FIGURES, "keep")  # elsewhere: go on
_IN_WORDS = {  # where the answer is a sentence, of which any words may be the beginning
    At.EXPLAINING,
    At.KEEPING_FIGURES,
    At.ANSWERING,
    At.REOPENING,
    At.SENDING_BACK,
    At.RETURNING,
    At.EXTENDING,
    At.REFUSING,
    At.ASKING_REOPENING,
    At.UNLOCKING,
    At.OPENING_ROUND,
    At.NOTING_PROGRESS,
    At.FINISHING_TASK,
    At.ASKING_MORE_TIME,
    At.RETURNING_RESULT,
    At.CANCELLING_TASK,
    At.REFUSING_MORE_TIME,
    At.MOVING_DUE,
    At.ASSIGNING,
}
_ALSO_BEFORE_A_SENTENCE = {"leave", "back", "help", "go", "keep"}  # and the commands; any other words are the reason
_WITH_REST = {
    "bo qua": "skip",
    "sua": "edit",
    "giu nguyen": "keep",
    "giu lai": "keep",
    "giu so": "keep",
    "giu": "keep",
    "xin gia han": "extend",
    "gia han": "extend",
    "mo ky bao cao": "newround",
    "mo ky": "newround",
    "mo lai": "unlockunit",
    "nhap thay": "enterforunit",
    "xem bao cao": "seeunit",
    "so lan": "compareversions",
}
_WITH_REST_AT_REST = {  # elsewhere these words may begin an answer
    "giao viec": "assign",
    "giao nhiem vu": "assign",
    "giao": "assign",
    "ty le nhiem vu": "rates",
    "ti le nhiem vu": "rates",
    "nhiem vu": "tasksof",
    "viec cua": "tasksof",
    "so sanh": "compare",
}
_OF_A_ROW = {
    "vi sao": "why",
    "tai sao": "why",
    "nguon": "why",
    "so sanh": "compare",
    "ai da sua": "changes",
    "ai sua": "changes",
    "lich su": "changes",
}
_ROW = re.compile(rf"(?P<words>{'|'.join(_OF_A_ROW)}) (?:muc |dong )?[0-9]+(?:\.[0-9]+)*[a-z]?(?: .*)?")
_BEFORE_ROW = re.compile("^(mục|muc|dòng|dong) ", re.IGNORECASE)
_WITH_REST_AT_REVIEW = {"tra lai": "returnwith", "xoa y kien": "dropcomment", "xoa": "dropcomment"}


def listen(text: str, place: Place, here: Address) -> Said:
    """What the person means, given what they were told last, the choices that are offered, and what they were told before."""
    said = tidy(text)
    folded = fold(said).rstrip(" .!?…")
    if told := _told(folded, here.told):
        return told
    for number, (label, action) in enumerate(place.offered, start=1):
        if folded in {fold(label), _SHORT.get(label)} or (place.numbered and folded == str(number)):
            return Said.offered(action)
    action = _action(folded, At(place.at))
    if place.at in _IN_WORDS:
        return Said(action, "") if folded.startswith("/") or action in _ALSO_BEFORE_A_SENTENCE else Said("", said)
    if action:
        return Said(action, "")
    if asked := _ROW.fullmatch(folded):
        return Said(_OF_A_ROW[asked["words"]], _BEFORE_ROW.sub("", after(said, asked["words"])))
    return _told(folded, here.told_earlier) or _with_rest(said, folded, _known(At(place.at))) or _answer(said, At(place.at))


def _told(folded: str, told: Sequence[Sequence[str]]) -> Said | None:
    """The choice of that label under something that nobody asked for; the part before a colon is enough."""
    fitting = (data for label, data in told if folded in {fold(label), fold(label.partition(":")[0])})
    return next((Said.offered(data.removeprefix("|")) for data in fitting), None)


def _known(at: At) -> Mapping[str, str]:
    at_review = _WITH_REST_AT_REVIEW if at == At.REVIEWING else {}
    return _WITH_REST | (_WITH_REST_AT_REST if at in RESTING else {}) | at_review


def _answer(said: str, at: At) -> Said:
    """At a review "3.1.4: …" is a comment, and no figure."""
    return Said("set" if at != At.REVIEWING and read_settings(said) else "", said)


def _action(folded: str, at: At) -> str:
    if folded.startswith("lam ngay"):  # the button of a reminder, which no longer is the last question
        return "report"
    action = _WHOLE.get(folded, "")
    return _STAY.get(at, "go") if action == "stay" else action


def _with_rest(said: str, folded: str, known: Mapping[str, str]) -> Said | None:
    """An action whose words go on: "bỏ qua chờ huyện", "sửa 3.2.1"."""
    for words, action in known.items():
        if folded.startswith((f"{words} ", f"{words}:", f"{words},")):
            return Said(action, after(said, words))
    return None


def after(said: str, words: str) -> str:
    """What follows these folded words, with which the text begins."""
    rest = said.split(maxsplit=words.count(" ") + 1)[-1] if " " in said else ""
    return rest.lstrip(":, ")
