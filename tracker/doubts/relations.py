"""The relations of a form around some cells: which are broken, and which would be if other figures stood there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from weakref import ReferenceType, ref

from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form, formula_of
from tracker.forms.row import Kind
from tracker.forms.rules import Broken, Facts, Formula, Level, Rule, moved, parse_rule

Changes = Mapping[Cell, Decimal | None]  # what would stand in cells instead; None: nothing


@dataclass(frozen=True)
class PartOfWhole:
    """A part in its whole, in per cent: of a computed rate (`rate` is its cell), or of a rule "part <= whole"."""

    part: Cell
    whole: Cell
    rate: Cell | None = None


_KEPT = 2  # cells: the relations around a cell or a pair are asked for over and over


class Relations:
    """The relations of one form, found by the cells that they speak of; made once for a form."""

    def __init__(self, form: Form) -> None:
        """Nothing is found out before it is asked for."""
        self.form = form

    @cached_property
    def _held(self) -> tuple[Rule, ...]:
        return tuple({rule.text: rule for rule in self.form.rules if rule.level is not Level.MENTION}.values())

    @cached_property
    def _rules_on(self) -> dict[Cell, list[Rule]]:
        found: dict[Cell, list[Rule]] = {}
        for rule in self._held:
            for cell in dict.fromkeys(rule.cells):
                found.setdefault(cell, []).append(rule)
        return found

    @cached_property
    def _computed_from(self) -> dict[Cell, list[Cell]]:
        found: dict[Cell, list[Cell]] = {}
        for cell, formula in self.form.computed.items():
            for part in dict.fromkeys(formula.cells):
                found.setdefault(part, []).append(cell)
        return found

    @cached_property
    def _following(self) -> dict[Cell, tuple[Cell, ...]]:
        return {}

    @cached_property
    def _lines(self) -> dict[Cell, Formula | None]:
        """The formulas of lines of rows that repeat, by the cell that stands for all lines."""
        return {cell: formula_of(field) if field.of else None for cell, field in self.form.lines.items()}

    def following(self, cell: Cell) -> tuple[Cell, ...]:
        """The computed cells that follow from this one, those that follow from others of them after these."""
        if cell not in self._following:
            order = {one: place for place, one in enumerate(self.form.computed)}
            found: set[Cell] = set()
            waiting = [cell.pattern]
            while waiting:
                for one in self._computed_from.get(waiting.pop(), ()):
                    if one not in found:
                        found.add(one)
                        waiting.append(one)
            self._following[cell] = tuple(sorted(found, key=order.__getitem__))
        return self._following[cell]

    @cached_property
    def _touching(self) -> dict[tuple[Cell, ...], list[Rule]]:
        return {}

    def touching(self, cells: Iterable[Cell]) -> list[Rule]:
        """The relations that compare one of these cells or what follows from them, each once."""
        wanted = tuple(cells)
        if wanted not in self._touching:
            found = {rule.text: rule for cell in wanted for one in (cell, *self.following(cell)) for rule in self._on(one)}
            if len(wanted) > _KEPT:
                return list(found.values())
            self._touching[wanted] = list(found.values())
        return self._touching[wanted]

    def _on(self, cell: Cell) -> list[Rule]:
        pattern = cell.pattern
        if pattern is cell:
            return self._rules_on.get(cell, [])
        return [*self._rules_on.get(pattern, ()), *self._on_line(cell)]

    def _on_line(self, cell: Cell) -> list[Rule]:
        """What must hold within the line of a row that repeats in which this cell stands."""
        if cell not in self._rules_on:
            texts = [
                f"{one._replace(row=cell.row)} = {moved(self.form.lines[one].of, lambda each: each._replace(row=cell.row))}"
                for one, formula in self._lines.items()
                if formula and one.row == cell.pattern.row and cell.column in {each.column for each in (one, *formula.cells)}
            ]
            self._rules_on[cell] = [parse_rule(text) for text in texts]
        return self._rules_on[cell]

    def all_for(self, cells: Iterable[Cell]) -> list[Rule]:
        """All relations of a report with figures in these cells."""
        lines = [cell for cell in cells if ENTRY in cell.row]
        return list({rule.text: rule for rule in (*self._held, *self.touching(lines))}.values())

    @cached_property
    def shares(self) -> tuple[PartOfWhole, ...]:
        """Parts in their wholes, those first that a computed rate shows."""
        rates = [(one, formula) for one, formula in self.form.computed.items() if formula.under and len(formula.over) == 1]
        found = {(f.over[0], f.under): PartOfWhole(f.over[0], f.under, cell) for cell, f in rates if f.under}
        for rule in self._held:
            if rule.op in {"<=", "<"} and rule.limit is None and len(rule.left) == len(rule.right.cells) == 1:
                found.setdefault((rule.cells[0], rule.cells[1]), PartOfWhole(*rule.cells))
        return tuple(one for one in found.values() if self._is_count(one.part) and self._is_count(one.whole))

    def _is_count(self, cell: Cell) -> bool:
        field = self.form.row_at(cell)
        return field is not None and field.kind in {Kind.COUNT, Kind.AMOUNT}

    @cached_property
    def shares_on(self) -> dict[Cell, tuple[PartOfWhole, ...]]:
        """The shares in which a cell is a part or a whole, or of which it follows to be one."""
        found: dict[Cell, list[PartOfWhole]] = {}
        for share in self.shares:
            for cell in (share.part, share.whole):
                found.setdefault(cell, []).append(share)
        return {cell: tuple(shares) for cell, shares in found.items()}

    @cached_property
    def _weighed(self) -> frozenset[Cell]:
        return frozenset(
            cell for cell, row in (*self.form.by_cell.items(), *self.form.lines.items()) if row.is_number and row.typed
        )

    def weighed(self, cells: Iterable[Cell]) -> int:
        """In how many of these cells a number is typed."""
        ours = self._weighed
        return sum(cell in ours or (ENTRY in cell.row and cell.pattern in ours) for cell in cells)

    def resting_on(self, cells: Iterable[Cell]) -> frozenset[Cell]:
        """These cells, what follows from them, the counts of their shares, and all from which any of those follow."""
        return frozenset(one for cell in cells for one in self._resting_on(cell))

    def _resting_on(self, cell: Cell) -> frozenset[Cell]:
        if cell not in self._rest:
            near = {cell, *self.following(cell)}
            near |= {each for one in near for share in self.shares_on.get(one, ()) for each in (share.part, share.whole)}
            waiting, found = list(near), set(near)
            while waiting:
                formula = self.form.computed.get(waiting.pop())
                fresh = set(formula.cells) - found if formula else set()
                found |= fresh
                waiting += fresh
            self._rest[cell] = frozenset(found)
        return self._rest[cell]

    @cached_property
    def _rest(self) -> dict[Cell, frozenset[Cell]]:
        return {}

    @cached_property
    def implied(self) -> frozenset[Cell]:
        """The cells that a sum gives: computed ones, and the wholes of rules "whole = part + part"."""
        wholes = {rule.left[0] for rule in self._held if rule.op == "=" and len(rule.left) == 1}
        return frozenset({*self.form.computed, *wholes})


_MADE: dict[int, tuple[ReferenceType[Form], Relations]] = {}


def relations_of(form: Form) -> Relations:
    """Those of this form, made once while it lives; a form is too large to be compared or hashed for each answer."""
    made = _MADE.get(id(form))
    if made is None or made[0]() is not form:
        for number in [number for number, (of, _) in _MADE.items() if of() is None]:
            del _MADE[number]
        made = _MADE[id(form)] = (ref(form), Relations(form))
    return made[1]


def altered(relations: Relations, facts: Facts, changes: Changes) -> Facts:
    """What would be held against the rules if these figures stood: computed cells that nobody typed follow."""
    known = dict(facts.known)
    for cell, amount in changes.items():
        if amount is None:
            known.pop(cell, None)
        else:
            known[cell] = amount
    given = (facts.given - changes.keys()) | {cell for cell, amount in changes.items() if amount}
    for cell in dict.fromkeys(one for changed in changes for one in relations.following(changed)):
        if cell not in facts.claimed and cell not in changes:
            value = relations.form.computed[cell].value(known)
            known.pop(cell, None)
            if value is not None:
                known[cell] = value
    return Facts(known, given, facts.waiting, facts.claimed)


def broken_among(rules: Iterable[Rule], facts: Facts, settled: Collection[str]) -> list[tuple[Rule, Broken]]:
    """The rules that these figures break, with both sides, but for those whose text is among the settled."""
    checked = ((rule, rule.check(facts)) for rule in rules if rule.text not in settled)
    return [(rule, sides) for rule, sides in checked if sides]
