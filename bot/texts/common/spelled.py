"""Numbers in Vietnamese words: 1.250.300 is "một triệu hai trăm năm mươi nghìn ba trăm"."""

from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LAST = (_DIGITS[0], "mốt", "hai", "ba", "tư", "lăm", *_DIGITS[6:])  # behind "mươi"
_THOUSAND, _POWERS = 1000, ("", " nghìn", " triệu")
_BILLION = 10**9


def spelled(value: Decimal) -> str:
    """A number as it is read aloud; its decimals digit by digit."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    sign = "âm " if value < 0 else ""
    behind = f" phẩy {' '.join(_DIGITS[int(one)] for one in decimals)}" if decimals else ""
    return f"{sign}{_whole(int(whole), leads=True)}{behind}"


def _whole(number: int, *, leads: bool) -> str:
    """`leads`: nothing stands before it, so that its first group is read without "không trăm"."""
    if number >= _BILLION:
        above, rest = divmod(number, _BILLION)
        return f"{_whole(above, leads=leads)} tỷ" + (f" {_whole(rest, leads=False)}" if rest else "")
    groups = [(number // _THOUSAND**power % _THOUSAND, power) for power in (2, 1, 0)]
    said: list[str] = []
    for group, power in groups:
        if group:
            said.append(_group(group, leads=leads and not said) + _POWERS[power])
    return " ".join(said) or _DIGITS[0]


def _group(number: int, *, leads: bool) -> str:
    """A number below a thousand."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = [] if leads and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi" + (f" {_LAST[ones]}" if ones else ""))
    elif tens:
        said.append("mười" + (f" {'lăm' if ones == 5 else _DIGITS[ones]}" if ones else ""))  # noqa: PLR2004 - "mười lăm"
    elif ones:
        said.append(f"linh {_DIGITS[ones]}" if said else _DIGITS[ones])
    return " ".join(said)
