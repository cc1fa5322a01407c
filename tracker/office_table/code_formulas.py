"""What the row of codes says that a column is computed from: "4=3:1", "9=1-2-3+4", "1=2+3=4+5", "3=4+…+9"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_TERM = re.compile(r"([+-]?)([A-Za-zĐđ]{0,3}\d{0,3})")
_SUM = re.compile(r"[+-]?[A-Za-zĐđ]{0,3}\d{0,3}([+-][A-Za-zĐđ]{0,3}\d{0,3})+")
_RATE = re.compile(
    r"(?P<part>[A-Za-zĐđ]{0,3}\d{0,3})/(?P<whole>[A-Za-zĐđ]{0,3}\d{0,3})(\*100%?|\*100/100|%)?|100\*(?P<part2>\w+)/(?P<whole2>\w+)"
)
_RANGE = re.compile(r"(\d{1,3})\+(?:…|\.{2,})\+?(\d{1,3})|(\d{1,3})(?:→|÷|\.\.)(\d{1,3})")
_SIGNS = str.maketrans({"–": "-", "−": "-", ":": "/", "×": "*", "x": "*", "X": "*", "[": "", "]": "", ",": "."})


class Computed(NamedTuple):
    """What a column follows from, in the keys of columns: signs with keys of a sum, or the part and the whole of a rate."""

    terms: tuple[tuple[str, str], ...] = ()
    part: str = ""
    whole: str = ""

    @property
    def text(self) -> str:
        """As a formula of the form: "c1 - c2 + c3" or "c3 / c1"."""
        if self.part:
            return f"{self.part} / {self.whole}"
        first, *others = self.terms
        lead = "- " if first[0] == "-" else ""
        return lead + first[1] + "".join(f" {sign} {key}" for sign, key in others)


def has_formula(code: str) -> bool:
    """Whether a printed code says how its column is computed."""
    return "=" in code


def computed_from(code: str, keys: Mapping[str, str]) -> Computed | None:
    """Read the formula; `keys` gives the column's key by its bare code. None if there is none, or it cannot be read."""
    _, _, formula = code.partition("=")
    for written in formula.split("="):
        found = _read(_plain(written), keys)
        if found:
            return found
    return None


def ways_of(code: str, keys: Mapping[str, str]) -> list[str]:
    """All formulas of a printed code: "1=2+3=4+5" has two; one that cannot be read is left out."""
    read = [_read(_plain(written), keys) for written in code.partition("=")[2].split("=") if written]
    return [found.text for found in read if found and (found.part or found.terms[0][0] == "+")]


def parts_of(code: str, keys: Mapping[str, str]) -> list[str]:
    """The columns that a printed sum adds, in all its ways: "1=2+3=4+5" names four; none for a difference or a rate."""
    parts: list[str] = []
    for written in code.partition("=")[2].split("="):
        found = _read(_plain(written), keys)
        if found and not found.part and all(sign == "+" for sign, _ in found.terms):
            parts += [key for _, key in found.terms]
    return parts


def _plain(written: str) -> str:
    text = re.sub(r"\s", "", written).translate(_SIGNS)
    text = re.sub(r"\((\w{1,4})\)", r"\1", text)
    text = _RANGE.sub(_spelt_out, text)
    while text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return text.rstrip(".;)") if text.count(")") > text.count("(") else text.rstrip(".;")


def _spelt_out(found: re.Match[str]) -> str:
    first, last = (int(found[1] or found[3]), int(found[2] or found[4]))
    return "+".join(str(number) for number in range(first, last + 1)) if 0 < last - first < 60 else found[0]  # noqa: PLR2004


def _read(text: str, keys: Mapping[str, str]) -> Computed | None:
    if found := _RATE.fullmatch(text):
        part, whole = keys.get(found["part"] or found["part2"] or ""), keys.get(found["whole"] or found["whole2"] or "")
        return Computed(part=part, whole=whole) if part and whole else None
    if not _SUM.fullmatch(text):
        return None
    terms = [(sign or "+", keys.get(code, "")) for sign, code in _TERM.findall(text) if code]
    return Computed(terms=tuple(terms)) if all(key for _, key in terms) else None
