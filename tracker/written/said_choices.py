"""What a text says without a figure: choices in the wording of another code, and "none" where the appendix has some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from tracker.forms.cell import Cell
from tracker.forms.rules import parse_formula
from tracker.kernel.names import fold
from tracker.written.outline import Outline
from tracker.written.sentences import AppendixFigures
from tracker.written.wording import phrases_of

_ALIKE = 0.85


@dataclass(frozen=True)
class ChoiceSaid:
    """The sentence, its paragraph, and the cell whose other code it tells."""

    paragraph: int
    sentence: str
    cell: Cell


def choices_said(paragraphs: Sequence[str], outline: Outline, known: AppendixFigures) -> Iterator[ChoiceSaid]:
    """Those sentences that are nearly the outline's wording of a code that was not chosen, and less that of the chosen one."""
    for variants in (variants for heading in outline.headings for variants in heading.sentences):
        by_code = {one.when.rpartition(" is ")[2]: _words(one.text) for one in variants if " is " in one.when}
        cell = Cell.read(variants[0].when.partition(" is ")[0]) if by_code else None
        if cell is None or cell not in known.texts:
            continue
        right = by_code.get(known.texts[cell], [])
        for number, text in enumerate(paragraphs):
            said = _words(text)
            best = max(by_code.values(), key=lambda words: _alike(said, words))
            if _alike(said, best) > max(_ALIKE, _alike(said, right)):
                yield ChoiceSaid(number, text.strip(), cell)


@dataclass(frozen=True)
class NothingSaid:
    """A heading that is answered "không có": the paragraph, its text, the cells that say how many, and what they say."""

    paragraph: int
    sentence: str
    cells: tuple[Cell, ...]
    ours: Decimal


def nothing_said(paragraphs: Sequence[str], outline: Outline, known: AppendixFigures) -> Iterator[NothingSaid]:
    """Those headings of the outline whose text says that there is nothing."""
    for heading in outline.headings:
        firsts = [variants[0].when.removesuffix(" = 0") for variants in heading.sentences if variants[0].when.endswith(" = 0")]
        name = fold(heading.name)
        if not firsts or not name:
            continue
        for number, text in enumerate(paragraphs):
            said = fold(text).strip(" -+")
            rest = said.partition(name)[2].strip(" .:-;()") if said.startswith(name) else ""
            if rest.rpartition(": ")[2] not in phrases_of("nothing"):
                continue
            formula = parse_formula(firsts[0])
            if all(cell in known.numbers for cell in formula.cells) and (ours := formula.value(known.numbers)) is not None:
                yield NothingSaid(number, text.strip(), formula.cells, ours)


def _words(text: str) -> list[str]:
    return fold(text).strip(" -+.").split()


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other or len(one) > 3 * len(other):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
