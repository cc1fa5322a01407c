"""The numbers of printed rows: read from text, and brought back where a spreadsheet program made figures or dates of them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tracker.blank_form import vocabulary
from tracker.blank_form.printed import text_of
from tracker.blank_form.uncertain import Uncertain
from tracker.kernel.grids import Value
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason

Number = tuple[int, ...]
_ARABIC = re.compile(r"\d{1,3}(\s*[.,]\s*\d{1,3})*\s*[.,)]?|\(\d{1,3}\)")
_ROMAN = re.compile(r"(?=[IVX])X{0,2}(IX|IV|V?I{0,3})[.)]?")
_LETTER = re.compile(r"[A-HĐ][.)]?")
_MARK = re.compile(vocabulary.MARK)
_YEARS_OF_NUMBERS = range(2001, 2013)  # nobody fills such a form in these years: the date was a number of three parts, 1.1.2
_DIGITS = {"I": 1, "V": 5, "X": 10}


def number_in(stt: str) -> Number:
    """The parts of an Arabic number, "1.2.1." -> (1, 2, 1); () for anything else."""
    return tuple(int(part) for part in re.findall(r"\d+", stt)) if _ARABIC.fullmatch(stt) else ()


def rank_in(stt: str) -> int:
    """The place that a Roman number or a capital letter gives: "II" -> 2, "B." -> 2; 0 for anything else."""
    bare = stt.rstrip(".)")
    if _ROMAN.fullmatch(stt):
        values = [_DIGITS[c] for c in bare]
        return sum(-v if v < max(values[place:], default=0) else v for place, v in enumerate(values))
    return "ABCDĐEGH".index(bare) + 1 if _LETTER.fullmatch(stt) and bare in "ABCDĐEGH" else 0


def is_mark(stt: str) -> bool:
    """Whether it stands for a row without a number: "-", "+", "a)", "Trong đó"."""
    return bool(_MARK.fullmatch(fold(stt)))


def is_number(stt: str) -> bool:
    """Whether a row has a number of its own."""
    return bool(number_in(stt) or rank_in(stt))


def followers(number: Number) -> Iterator[Number]:
    """The numbers that may come next: (1, 2) -> (1, 2, 1), (1, 3), (2,)."""
    yield (*number, 1)
    for end in range(len(number), 0, -1):
        yield (*number[: end - 1], number[end - 1] + 1)


def restored(cells: Sequence[Value]) -> list[tuple[str, Reason | None]]:
    """For each cell of the number column its text, and why it is doubtful (None if it is not)."""
    result: list[tuple[str, Reason | None]] = []
    before: Number = ()
    used: set[Number] = set()
    for place, cell in enumerate(cells):
        text, uncertain = text_of(cell), None
        if isinstance(cell, Decimal | date):
            after = [number for following in cells[place + 1 : place + 2] for number in _possible(following)]
            number = _choose(_candidates(cell), before, used, after)
            text = ".".join(map(str, number))
            if number not in followers(before):
                kind = Uncertain.DATE_DOES_NOT_FOLLOW if isinstance(cell, date) else Uncertain.FIGURE_DOES_NOT_FOLLOW
                uncertain = Reason(kind, {"number": text, "cell": cell})
        elif number_in(text):
            text = re.sub(r"\s", "", text).replace(",", ".")
        result.append((text, uncertain))
        if is_number(text):
            before = number_in(text)
            used.add(before)
    return result


def _possible(cell: Value) -> list[Number]:
    return _candidates(cell) if not isinstance(cell, str) else [number_in(text_of(cell))]


def _candidates(cell: Value) -> list[Number]:
    """What the cell may have been before the program changed it, the likeliest first."""
    if isinstance(cell, Decimal):
        plain = number_in(f"{cell.normalize():f}")
        return [plain] if len(plain) < 2 else [plain, (*plain[:-1], plain[-1] * 10)]  # noqa: PLR2004 - "1.10" is 1.1
    if not isinstance(cell, date):
        return []
    day, month, year = cell.day, cell.month, cell.year % 100
    of_three = [(day, month, year), (month, day, year)]
    if cell.year in _YEARS_OF_NUMBERS:
        return list(dict.fromkeys(of_three))
    return list(dict.fromkeys([(day, month), (month, day), *of_three, *([(month, year)] if day == 1 else [])]))


def _choose(candidates: list[Number], before: Number, used: set[Number], after: Sequence[Number]) -> Number:
    """The candidate that follows the number before, of which there is at most one; else the one that fits in best."""

    def fits(number: Number) -> tuple[bool, bool, bool]:
        leads_on = any(following in followers(number) for following in after if following)
        return number in followers(before), leads_on, number not in used and number[:-1] == before[:-1] and number > before

    return max(candidates, key=fits)
