"""The row of codes under a table's head: "A B 1 2 3", "(1) (2)", "4=3:1", "CT01", or a program's names."""

import re
from itertools import pairwise

from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.page import SheetView

_NUMBER = re.compile(r"[(\[]?(?P<number>\d{1,3})[)\]]?")
_LETTER = re.compile(r"[(\[]?[A-ZĐa-z][)\]]?")
_LETTERED = re.compile(vocabulary.LETTERED_CODE)
_COMPUTED = re.compile(r"[(\[]?(?P<number>\d{1,3})[)\]]?\s*=\s*.*[\d)].*|[(\[](?P<inner>\d{1,3})\s*=\s*.+[)\]]|=\s*.*\d.*")
_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_FEWEST, _FEWEST_NAMES = 2, 3
_LONGEST_STRAY = 5  # letters


def number_of(code: str) -> int:
    """The number that a printed code gives its column: "(4)" and "4=3:1" are 4; 0 where it gives none."""
    text = code.replace(" ", "")
    found = _NUMBER.fullmatch(text)
    if found:
        return int(found["number"])
    found = _COMPUTED.fullmatch(text)
    return int(found["number"] or found["inner"] or 0) if found else 0


def is_code_row(page: SheetView, row: int) -> bool:
    """Whether a row of the sheet holds nothing but codes of columns."""
    texts = [text for _, text in page.cells(row)]
    if len(texts) < _FEWEST or len({fold(text) for text in texts}) < len(texts):
        return False
    return _counts_up(texts) or _names(texts)


def _counts_up(texts: list[str]) -> bool:
    squeezed = [text.replace(" ", "") for text in texts]
    known = [
        any(pattern.fullmatch(text) for pattern in (_NUMBER, _COMPUTED, _LETTER, _LETTERED)) and "=0" not in text
        for text in squeezed
    ]
    stray = [text for text, is_known in zip(squeezed, known, strict=True) if not is_known]
    numbers = [number for text in squeezed if (number := number_of(text))]
    if len(stray) == 1 and stray[0].isalpha() and len(stray[0]) <= _LONGEST_STRAY and len(numbers) >= _FEWEST_NAMES:
        known = [True]  # "Ms" or "Cột" before the codes
    lettered = [text for text in squeezed if _LETTERED.fullmatch(text)]
    if not all(known) or (len(numbers) < _FEWEST and len(lettered) < _FEWEST_NAMES and not _only_letters(squeezed)):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    in_order = all(step > 0 for step in steps) and sum(step == 1 for step in steps) * 2 >= len(steps)
    return in_order and (not numbers or numbers[0] <= 1 or bool(lettered) or len(numbers) > _FEWEST_NAMES)


def _only_letters(texts: list[str]) -> bool:
    bare = [text.strip("()[]") for text in texts]
    return len(bare) >= _FEWEST_NAMES and all(len(text) == 1 for text in bare) and bare[:2] in (["A", "B"], ["a", "b"])


def _names(texts: list[str]) -> bool:
    """Whether these are names of a program: no blanks, no Vietnamese, most of them with capitals or signs within."""
    if len(texts) < _FEWEST_NAMES or not all(_PROGRAM.fullmatch(text) for text in texts):
        return False
    technical = [text for text in texts if "_" in text or re.search(r"[a-z][A-Z]", text)]
    return len(technical) * 2 > len(texts)
