"""Sentences with figures: the wording that fits what the appendix says, and the figures as such reports write them."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Formula, parse_formula
from tracker.written.examples import ASKS, UnitBelow, examples, in_words
from tracker.written.outline import Variant

_PLACE = re.compile(r"\{([^{}]+)\}")
_PART = re.compile(r"\[([^\[\]|]*)(?:(\|)([^\[\]]*))?\]")
_WHEN = re.compile(r"(?P<left>.+?) (?P<op>=|>|is) (?P<right>.+)")
_HUNDRED, _TEN = Decimal(100), 10


@dataclass(frozen=True)
class AppendixFigures:
    """What the appendix of a report says: numbers, chosen codes, and which cells still wait for an answer or were left blank.

    `facts` are the words of the report itself: unit, period. `below` are the units whose roll-up it is, by name.
    """

    form: Form
    numbers: Mapping[Cell, Decimal]
    texts: Mapping[Cell, str]
    blank: AbstractSet[Cell]
    facts: Mapping[str, str]
    below: Sequence[UnitBelow] = ()


@dataclass(frozen=True)
class Stated:
    """A sentence that was written, with the cells that it took its figures from, and those for which it names units."""

    text: str
    cells: tuple[Cell, ...]
    examples: tuple[str, ...] = ()


@dataclass
class _Sayer:
    """Writes one wording, and notes what it took and what it lacked."""

    known: AppendixFigures
    cells: list[Cell] = field(default_factory=list)
    lacking: list[Cell] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    def write(self, text: str) -> str | None:
        """The wording with its figures; None where one that it cannot do without is not there."""
        said = _PART.sub(self._part, text)
        return self._filled(said) if self._has(said) else None

    def _part(self, found: re.Match[str]) -> str:
        there, either, instead = found[1], found[2], found[3] or ""
        if not self._has(there):
            return ""
        values = [self._value(place) for place in _figures(there, self.known.facts)]
        return instead if either and any(value == 0 for value in values) else there

    def _has(self, text: str) -> bool:
        """Whether all its figures are there; notes those that are only not given."""
        lacking = [cell for place in _figures(text, self.known.facts) for cell in self._lacking(place)]
        self.lacking += [cell for cell in lacking if cell in self.known.blank]
        figures = all(self._value(place) is not None for place in _figures(text, self.known.facts))
        named = all(examples(self.known.below, place) for place in _PLACE.findall(text) if place.startswith(ASKS))
        return not lacking and figures and named

    def _lacking(self, place: str) -> list[Cell]:
        formula = formula_in(place)
        if formula.under is None and len(formula.cells) == 1 and formula.over[0] in self.known.texts:
            return []
        return [cell for cell in formula.cells if cell not in self.known.numbers]

    def _value(self, place: str) -> Decimal | str | None:
        formula = formula_in(place)
        text = self.known.texts.get(formula.over[0]) if formula.under is None and len(formula.cells) == 1 else None
        return text if text is not None else formula.value(self.known.numbers)

    def _filled(self, text: str) -> str:
        def put(found: re.Match[str]) -> str:
            place = found[1]
            if place in self.known.facts:
                return self.known.facts[place]
            if place.startswith(ASKS):
                self.examples.append(place.removeprefix(ASKS))
                return in_words(examples(self.known.below, place))
            formula, value = formula_in(place), self._value(place)
            self.cells.extend(formula.cells)
            if isinstance(value, str) or value is None:
                return value or ""
            beside = text[: found.start()][-1:], text[found.end() :][:1]
            if is_rate(self.known.form, formula):
                return f"{written_number(value)}%"
            return written_count(value) if "/" not in beside and not place.endswith(":n") else written_number(value)

        return _PLACE.sub(put, text)


def formula_in(place: str) -> Formula:
    """What stands in braces: cells, their sum, difference or rate, with ":n" where no zero goes before a figure below ten."""
    return parse_formula(place.removesuffix(":n"))


def cells_of(known: AppendixFigures, variants: Sequence[Variant]) -> tuple[Cell, ...]:
    """The cells that a sentence may take its figures from."""
    places = [place for one in variants for place in _figures(one.text, known.facts)]
    return tuple(dict.fromkeys(cell for place in places for cell in formula_in(place).cells))


def _figures(text: str, facts: Mapping[str, str]) -> list[str]:
    return [place for place in _PLACE.findall(text) if place not in facts and not place.startswith(ASKS)]


def is_rate(form: Form, formula: Formula) -> bool:
    """Whether the result is in per cent."""
    if formula.under is not None:
        return True
    row = form.row_at(formula.over[0])
    return row is not None and len(formula.cells) == 1 and (row.unit.strip() == "%" or row.kind == "rate")


def written_number(value: Decimal) -> str:
    """As it is written in Vietnamese: "1.492", "41,46"."""
    text = f"{value.normalize():,f}" if value != value.to_integral_value() else f"{int(value):,}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def written_count(value: Decimal) -> str:
    """A count as such reports write it: "05" below ten, "1.492"; nothing is put before a zero or a part of one."""
    text = written_number(value)
    return f"0{text}" if 0 < value < _TEN and value == value.to_integral_value() else text


def figure_written(known: AppendixFigures, place: str) -> str | None:
    """What stands for one place, "1.2.1" or "1.2.1:n", today; None where its figures are not there."""
    return _Sayer(known).write(f"{{{place}}}")


def state(known: AppendixFigures, variants: Sequence[Variant]) -> tuple[Stated | None, tuple[Cell, ...]]:
    """The sentence in the first wording that fits, and the cells that were left blank and without which none could be chosen.

    There is no sentence where what it speaks of does not concern the unit, or where the wording that fits is empty.
    """
    lacking: list[Cell] = []
    for variant in variants:
        fits, blank = _fits(known, variant.when)
        lacking += blank
        if not fits:
            continue
        sayer = _Sayer(known)
        said = sayer.write(variant.text)
        lacking += sayer.lacking
        if said is not None:
            whole = said[:1].upper() + said[1:] if said else ""
            left_out = tuple(dict.fromkeys(sayer.lacking))
            stated = Stated(whole, tuple(dict.fromkeys(sayer.cells)), tuple(sayer.examples))
            return (stated if whole else None), left_out
    return None, tuple(dict.fromkeys(lacking))


def _fits(known: AppendixFigures, when: str) -> tuple[bool, list[Cell]]:
    """Whether a condition holds; the blank cells for which that cannot be said."""
    found = _WHEN.fullmatch(when)
    if found is None:
        return True, []
    left = parse_formula(found["left"])
    if found["op"] == "is":
        cell = left.over[0]
        return known.texts.get(cell) == found["right"], [cell] if cell in known.blank else []
    right = Formula(()) if found["right"].isdigit() else parse_formula(found["right"])
    blank = [cell for cell in (*left.cells, *right.cells) if cell in known.blank]
    if any(cell not in known.numbers for cell in (*left.cells, *right.cells)):
        return False, blank
    ours = left.value(known.numbers)
    theirs = Decimal(found["right"]) if found["right"].isdigit() else right.value(known.numbers)
    if ours is None or theirs is None:
        return False, []
    return (ours == theirs if found["op"] == "=" else ours > theirs), []
