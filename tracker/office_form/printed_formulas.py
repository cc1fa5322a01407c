"""Formulas that stand in the labels of rows: "3=1+2", "(I+II)", "D=A+B-C"."""

import re
from typing import NamedTuple

_TERM = r"\(?[0-9A-ZĐa-zđ][0-9A-Za-zđĐ.]{0,6}\)?"
_PRINTED = re.compile(
    rf"(?:(?P<own>{_TERM})\s*=|(?<![\w)])=|\()\s*(?P<formula>{_TERM}(?:\s*[-–+/:]\s*(?:{_TERM}|…|\.\.\.))+)\s*\)?\s*(?:$|[);:.,])"
)
_UNLIKELY = re.compile(r"[a-zđ]{2,}", re.IGNORECASE)


class PrintedFormula(NamedTuple):
    """A formula in a label: what it is of ("3", "" where that is not said) and its terms ("1+2")."""

    own: str
    text: str


def printed_formula(label: str) -> PrintedFormula | None:
    """The formula in a label, without blanks: "Tổng số (3=1+2)" -> 3 and 1+2; None for none."""
    found = _PRINTED.search(label)
    if not found or re.search(r"\d{4}", found["formula"]):
        return None
    text = re.sub(r"[\s()]", "", found["formula"]).replace("–", "-").replace(":", "/")
    words = [term for term in re.split(r"[-+/]", text) if _UNLIKELY.fullmatch(term) and not re.fullmatch(r"[IVX]+", term)]
    return None if words else PrintedFormula((found["own"] or "").strip("()"), text)
