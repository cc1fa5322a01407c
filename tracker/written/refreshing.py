"""Words of a report kept with their figures as places, so that they follow the appendix and serve for the next period."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.forms.cell import Cell
from tracker.written.checking import TextFigure, Verdict
from tracker.written.sentences import AppendixFigures, figure_written, formula_in
from tracker.written.vocabulary import NO_FIGURES

PLACE = re.compile(r"\{([^{}]+)\}")
_FACTS = ("period", "period_within")
_NUMBER = re.compile(r"\d[\d.,/]*(?<=\d)%?")
_WORDS_AFTER = 2  # by which a number is known
_BLANK = "…"
_OWN_BRACES = str.maketrans("{}", "()")


@dataclass(frozen=True)
class Refreshed:
    """Words with the figures of today, and the cells among them that are blank, or 0, which reads otherwise in a sentence."""

    text: str
    blank: tuple[Cell, ...]
    zero: tuple[Cell, ...]


def without_braces(text: str) -> str:
    """Words as somebody wrote them, in which nothing looks like a place."""
    return text.translate(_OWN_BRACES)


def with_places(lines: Sequence[str], found: Iterable[TextFigure], known: AppendixFigures) -> str:
    """These lines, each figure in them that a cell has in just these letters as its place; `paragraph` counts from the first.

    The name of the period stands as a place as well; a line in which a place stands already is left as it is.
    """
    places: dict[int, list[tuple[int, str, str]]] = {}
    for one in found:
        if one.verdict is Verdict.AGREES and one.at >= 0 and one.cells and not PLACE.search(lines[one.paragraph]):
            place = _place_of(one, lines[one.paragraph], known)
            if place:
                places.setdefault(one.paragraph, []).append((one.at, one.written, place))
    return "\n".join(_put(line, places.get(number, []), known) for number, line in enumerate(lines))


def _place_of(one: TextFigure, line: str, known: AppendixFigures) -> str:
    """The place that reads just so today, without a zero in a share if it may be; "" where none does."""
    cells = " + ".join(map(str, one.cells))
    places = [cells, f"{cells}:n"]
    beside = line[max(0, one.at - 1) : one.at] + line[one.at + len(one.written) :][:1]
    return next((place for place in places[:: -1 if "/" in beside else 1] if figure_written(known, place) == one.written), "")


def _put(line: str, places: Iterable[tuple[int, str, str]], known: AppendixFigures) -> str:
    for at, written, place in sorted(places, reverse=True):
        if line.startswith(written, at):
            line = f"{line[:at]}{{{place}}}{line[at + len(written) :]}"
    for name in _FACTS:
        if named := known.facts.get(name):
            line = line.replace(named, f"{{{name}}}")
    return line


def refreshed(words: str, known: AppendixFigures) -> Refreshed:
    """The words with what the appendix and the report say now; dots for a figure that is not there."""
    blank: list[Cell] = []
    zero: list[Cell] = []

    def put(found: re.Match[str]) -> str:
        place = found[1]
        if place in known.facts:
            return known.facts[place]
        cells = formula_in(place).cells
        blank.extend(cell for cell in cells if cell not in known.numbers)
        zero.extend(cells if sum((known.numbers.get(cell, Decimal(1)) for cell in cells), Decimal(0)) == 0 else ())
        return figure_written(known, place) or _BLANK

    return Refreshed(PLACE.sub(put, words), tuple(dict.fromkeys(blank)), tuple(dict.fromkeys(zero)))


def carried_over(words: str) -> tuple[str, ...]:
    """What stands in words of an earlier period and follows nothing: numbers of documents, days, years, figures of no cell."""
    found: list[str] = []
    for line in PLACE.sub("\0", words).split("\n"):
        spans = [one.span() for one in (*NO_FIGURES.finditer(line), *_NUMBER.finditer(line))]
        found += [_named(line, span) for span in _merged(line, spans)]
    return tuple(dict.fromkeys(found))


def _merged(line: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches without overlap, those with nothing but blanks between them as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and not line[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _named(line: str, span: tuple[int, int]) -> str:
    """The stretch; a bare number with the words after it."""
    text = line[slice(*span)].strip()
    if any(letter.isalpha() for letter in text):
        return text
    after = re.split(r"[.,;:()\0]", line[span[1] :])[0].split()[:_WORDS_AFTER]
    return " ".join([text, *after])
