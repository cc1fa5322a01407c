"""What stands behind an order and changes nothing of it: why some units are left out, that others may wait. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.dates.spelling import pattern
from bot.reading.questions.objects import NamesKnown, names_in

_UNITS = r"(?:(?:[0-9]+|hai|ba|bốn|năm|mấy|các)_)?(?:xã|phường|đơn_vị|nơi|chỗ|bên|thị_trấn|đứa|ông)_(?:đó|này|ấy|nớ|kia)"
_EXCUSE = pattern(rf"\s*[,;.]\s*(?P<said>(?:(?:vì|do|tại)_)?{_UNITS}_(?:đang|bị|mới|vừa|xin|đã_xin|có_tang|báo|nay)_.*)\Z")
_WAITS = pattern(
    r"\s*[,;.]\s*(?P<said>(?:còn_)?(?:mấy|những|các|số)_[^,;]*(?:muộn|trễ|chậm|quá_hạn|lỗi|sai)[^,;]*"
    r"_(?:để_đó|để_lại|để_sau|tính_sau|khoan|khoan_đã|từ_từ|để_yên|chưa_động|xem_sau|để_mai)(?:_(?:đã|nhé|nha|đi))*)\W*\Z"
)
_AND = pattern(r"\s*[,;\n]\s*(?:(?:còn|và)_)?|_(?:nhưng|còn|với|và)_")
_THEN = pattern(r"(?:thì|cứ)_(?=\w)")


def without_excuse(text: str) -> tuple[str, str]:
    """The text without what stands behind an order and changes nothing of it, and that part, "" for none."""
    found = _EXCUSE.search(text) or _WAITS.search(text)
    return (text[: found.start()], found["said"].strip()) if found else (text, "")


class OrderParts(NamedTuple):
    """An order, and the further ones of the same message, each with the words that it shares with the first."""

    first: str
    others: Sequence[str]


def order_parts(text: str, known: NamesKnown) -> OrderParts | None:
    """Several orders in one message, "gia hạn A tới 27, B tới 28", "trả A nhưng B thì nhận"; None for anything else.

    Each part names a unit and says something else of it.
    """
    parts = [part.strip() for part in _AND.split(text) if part.strip()]
    places = [names_in(part, known) for part in parts]
    if len(parts) < 2 or not all(len(found) == 1 for found in places):  # noqa: PLR2004 - several
        return None
    said = [part[found[0][1] :].strip(" .!") for part, found in zip(parts, places, strict=True)]
    leads = [part[: found[0][0]].strip() for part, found in zip(parts, places, strict=True)]
    others = [_whole_order(*one, leads[0], said[0]) for one in zip(parts[1:], leads[1:], said[1:], strict=True)]
    return OrderParts(parts[0], others) if leads[0] and all(others) else None


def _whole_order(part: str, lead: str, rest: str, first_lead: str, first_rest: str) -> str:
    """A further order with all of its words; "" where it says nothing of its own."""
    if lead:
        return part
    name = part[: len(part) - len(rest)].strip() if rest else part
    if then := _THEN.match(f"{rest} "):
        return f"{rest[then.end() :].strip()} {name}"
    return f"{first_lead} {part}" if rest and first_rest else ""
