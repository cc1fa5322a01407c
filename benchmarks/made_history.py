"""Eight earlier periods of a filled form, made by a stated model of how a commune's figures change, around its true figures.

The quarter of the true figures is 2024-Q3; they are a draw of the model like any other, so that what is behind them is
guessed from them as it would be: the rate behind a count of x is drawn from Gamma(x + 1/2), the share behind k of n from
Beta(k + 1/2, n - k + 1/2).

- A flow (dossiers, documents) is rate x season x growth x a factor of the whole family of related rows x noise of its own, and
  Poisson on top. Rows are of a family when a relation joins them.
- A part of a whole is a share of it whose log-odds wander; a share that is all or nothing mostly stays so.
- A row of 0 is one in which something arises seldom, and then a few.
- A catalogue (procedures, posts, households) changes seldom and by a few per cent, or by one.
- A cumulative row ("lũy kế", done of a plan) adds a flow and starts again with the year.
- A typed rate wanders by points; one of 0 or 100 mostly stays so.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.calendar.periods import parse_period
from tracker.doubts.past import Earlier
from tracker.doubts.relations import Relations
from tracker.doubts.weighing import decimals_of
from tracker.forms.cell import Cell
from tracker.forms.form import Form, formula_of
from tracker.forms.row import Kind
from tracker.forms.rules import Facts, Formula, Rule, moved, parse_formula
from tracker.kernel.names import fold

NOW = parse_period("2024-Q3")
PERIODS = [
    parse_period(f"{year}-Q{q}")
    for year, q in ((2024, 2), (2024, 1), *((2023, q) for q in (4, 3, 2, 1)), (2022, 4), (2022, 3))
]
_CATALOGUE = (
    "tthc",
    "thu tuc",
    "bien che",
    "quy trinh noi bo",
    "tong so ho",
    "dan so",
    "nhan khau",
    "dien tich",
    "cong chuc",
    "phong chuyen mon",
    "trong ke hoach",
)
_CUMULATIVE = ("luy ke", "nhiem vu da hoan thanh")

Figures = dict[Cell, Decimal]


@dataclass(frozen=True)
class Model:
    """How much figures move: spreads are standard deviations of logarithms, of log-odds for shares."""

    name: str
    family: float
    own: float
    season: float
    growth: tuple[float, float]  # a year, mean and spread
    share: float
    stays: float  # chance that a share of all or nothing stays so in a period
    changes: float  # chance that a catalogue changes in a period
    catalogue_change: float
    arises: float  # mean chance that in a row of zeros something arises in a period


FIRST = Model("first", 0.20, 0.10, 0.20, (0.05, 0.05), 0.20, 0.95, 0.06, 0.05, 0.05)
SECOND = Model("second", 0.30, 0.20, 0.40, (-0.03, 0.15), 0.40, 0.90, 0.10, 0.10, 0.10)


class History:
    """Makes the earlier periods of one filled form; `figures` are the true ones, typed cells only."""

    def __init__(self, form: Form, figures: Mapping[Cell, Decimal], model: Model, seed: str) -> None:
        """A seed gives the same periods always."""
        self.form, self.figures, self.model, self.lot = form, figures, model, random.Random(seed)
        self.relations = Relations(form)
        self.in_lines = {cell: formula for cell in figures if (formula := self._of_line(cell))}
        self.bases = {
            cell: value for cell, value in figures.items() if cell not in form.computed and cell not in self.in_lines
        }
        self.families = self._families()
        self.kinds = {cell: self._kind(cell) for cell in self.bases}

    def _of_line(self, cell: Cell) -> Formula | None:
        """How a cell in a line of a list follows, if the true figures do."""
        field = self.form.row_of(cell)
        if cell in self.form.by_cell or not field.of:
            return None
        text = moved(field.of, lambda each: each._replace(row=cell.row))
        formula = replace(parse_formula(text), places=formula_of(field).places)
        return formula if formula.value(self.figures) == self.figures[cell] else None

    def _families(self) -> dict[Cell, int]:
        number = {cell: place for place, cell in enumerate(self.bases)}
        for rule in self.form.rules:
            joined = {number[cell] for cell in rule.cells if cell in number}
            if len(joined) > 1:
                number = {cell: min(joined) if one in joined else one for cell, one in number.items()}
        return number

    def _kind(self, cell: Cell) -> str:
        row, label = self.form.row_of(cell), fold(self.form.row_of(cell).label)
        if row.kind is Kind.RATE:
            return "rate"
        if any(word in label for word in _CUMULATIVE):
            return "cumulative"
        if any(word in label for word in _CATALOGUE) and "ho so" not in label:
            return "catalogue"
        if any(one.part == cell and self.bases.get(one.whole) for one in self.relations.shares):
            return "part"
        return "flow" if self.figures[cell] != 0 or self.lot.random() < 0.15 else "zero"

    def made(self) -> tuple[Figures, tuple[Earlier, ...]]:
        """A report of the period itself, and the eight before, all of one draw."""
        now, *before = self.periods()
        earlier = (Earlier(period, self._known(figures)) for period, figures in zip(PERIODS, before, strict=True))
        return now, tuple(earlier)

    def earlier(self) -> tuple[Earlier, ...]:
        """The eight periods before, the latest first."""
        return tuple(
            Earlier(period, self._known(figures)) for period, figures in zip(PERIODS, self.periods()[1:], strict=True)
        )

    def periods(self) -> list[Figures]:
        """A made report of the period itself, and the eight before; typed cells."""
        model, lot = self.model, self.lot
        count = len(PERIODS) + 1
        factors = {f: [math.exp(lot.gauss(0, model.family)) for _ in range(count + 1)] for f in set(self.families.values())}
        seasons = {f: [math.exp(lot.gauss(0, model.season)) for _ in range(4)] for f in factors}
        growths = {f: lot.gauss(*model.growth) for f in factors}
        made: list[Figures] = [{} for _ in range(count)]
        for cell, value in self.bases.items():
            family = self.families[cell]
            moves = (factors[family], seasons[family], growths[family])
            if self.kinds[cell] != "part":
                for at, figure in enumerate(self._series(cell, value, moves)):
                    made[at][cell] = figure
        for cell in (one for one in self.bases if self.kinds[one] == "part"):
            self._part(cell, made)
        return [self._mended(one) for one in made]

    def _series(self, cell: Cell, value: Decimal, moves: tuple[list[float], list[float], float]) -> list[Decimal]:
        kind = self.kinds[cell]
        if kind == "rate":
            return self._rates(value)
        if kind == "zero":
            chance = self.lot.betavariate(0.5, 0.5 / self.model.arises)
            return [Decimal(self.lot.choice((1, 1, 1, 2, 2, 3, 5)) if self.lot.random() < chance else 0) for _ in range(9)]
        if kind == "catalogue":
            return self._catalogue(value)
        rates = self._rates_behind(float(value), moves)
        if kind == "flow":
            return [self._count(value, rate) for rate in rates]
        return self._summed(value, [self._count(value, rate / 3) for rate in rates])

    def _summed(self, value: Decimal, parts: list[Decimal]) -> list[Decimal]:
        """Sums from each year's start, of which this year's end in the value; in 2022 two quarters stood before."""
        weights = [part + Decimal("0.5") for part in parts[:3]]
        whole, shares = sum(weights), [Decimal(0)]
        for weight in reversed(weights):
            shares.append(shares[-1] + weight / whole)
        this_year = [(value * share).quantize(value) for share in reversed(shares[1:])]
        sums = [sum(parts[at:7], Decimal(0)) for at in range(3, 7)]
        before = 2 * parts[-1]
        return [*this_year, *sums, before + parts[7] + parts[8], before + parts[8]]

    def _rates_behind(self, value: float, moves: tuple[list[float], list[float], float]) -> list[float]:
        factors, seasons, growth = moves
        own = [math.exp(self.lot.gauss(0, self.model.own)) for _ in range(10)]
        behind = self.lot.gammavariate(value + 0.5, 1) if 0 <= value < 1e5 else value
        base = behind / (factors[-1] * seasons[2] * own[-1])
        at = [(NOW, *PERIODS)[place] for place in range(9)]
        years = [(2024 - p.year) + (7 - p.first_month) / 12 for p in at]
        return [
            base * factors[place] * seasons[at[place].first_month // 3] * own[place] * math.exp(-growth * years[place])
            for place in range(9)
        ]

    def _count(self, like: Decimal, rate: float) -> Decimal:
        """A figure written like this one: whole counts are Poisson, amounts as fine as they were."""
        exponent = like.as_tuple().exponent
        if isinstance(exponent, int) and exponent < 0:
            return Decimal(rate).quantize(like)
        zeros = len(str(int(like))) - len(str(int(like)).rstrip("0")) if like else 0
        if zeros > 2:  # an amount of money, in round figures
            return Decimal(round(rate, -zeros).__int__())
        drawn = self.lot.gauss(rate, math.sqrt(abs(rate))) if rate > 50 else self._poisson(max(rate, 0))
        return Decimal(max(round(drawn), 0))

    def _poisson(self, rate: float) -> int:
        limit, product, drawn = math.exp(-rate), self.lot.random(), 0
        while product > limit:
            product *= self.lot.random()
            drawn += 1
        return drawn

    def _catalogue(self, value: Decimal) -> list[Decimal]:
        found = [value]
        while len(found) < 9:
            now = found[-1]
            if self.lot.random() < self.model.changes:
                grain = 10.0 ** -decimals_of(value)
                moved = abs(float(now) * self.lot.gauss(0, self.model.catalogue_change))
                step = Decimal(max(grain, moved)).quantize(value)
                now = max(now + self.lot.choice((-1, 1)) * step, Decimal(0)) if now else Decimal(0)
            found.append(now)
        return found

    def _rates(self, value: Decimal) -> list[Decimal]:
        if value in {0, 100}:
            return [value if self.lot.random() < self.model.stays else abs(value - self.lot.randint(0, 12)) for _ in range(9)]
        spread = 10 * self.model.share
        level = float(value) - self.lot.gauss(0, spread)
        return [Decimal(min(max(level + self.lot.gauss(0, spread), 0), 100)).quantize(value) for _ in range(9)]

    def _part(self, cell: Cell, made: list[Figures]) -> None:
        share = next(one for one in self.relations.shares if one.part == cell and self.bases.get(one.whole))
        if any(share.whole not in one for one in made):
            self._part(share.whole, made) if share.whole in self.bases and share.whole != cell else None
        k, n = float(self.bases[cell]), float(self.bases[share.whole])
        extreme = k in {0.0, n}
        odds = math.log((k + 0.5) / (max(n - k, 0) + 0.5)) - self.lot.gauss(0, self.model.share)
        for one in made:
            whole = one.get(share.whole, Decimal(0))
            if extreme and self.lot.random() < self.model.stays:
                one[cell] = whole if k else Decimal(0)
                continue
            p = 1 / (1 + math.exp(-odds - self.lot.gauss(0, self.model.share)))
            count = int(whole)
            drawn = (
                sum(self.lot.random() < p for _ in range(count))
                if count < 60
                else round(self.lot.gauss(count * p, math.sqrt(count * p * (1 - p)) + 1e-9))
            )
            one[cell] = Decimal(min(max(drawn, 0), count))

    def _known(self, figures: Figures) -> Figures:
        known = dict(self.form.known) | figures
        for cell, formula in self.in_lines.items():
            if (value := formula.value(known)) is not None:
                known.setdefault(cell, value)
        for cell, formula in self.form.computed.items():
            if (value := formula.value(known)) is not None:
                known.setdefault(cell, value)
        return known

    def _mended(self, figures: Figures) -> Figures:
        """With sums set to their parts and parts cut to their wholes, as often as it takes."""
        for cell in (one for one, kind in self.kinds.items() if kind == "rate" and one in figures):
            figures[cell] = self._of_base(cell, figures)
        for _ in range(12):
            if not self.broken(figures):
                break
            for rule in self.form.rules:
                self._mend(figures, rule)
        return figures

    def _of_base(self, cell: Cell, figures: Figures) -> Decimal:
        """A typed rate as it can be: of the count of the row that it stands under, if there is one, so many of so many."""
        row, rate = self.form.row_of(cell), figures[cell]
        base = figures.get(Cell(row.parent or row.key.rstrip("abcdefgh"), cell.column))
        return (100 * (rate * base / 100).to_integral() / base).quantize(rate) if base else rate

    def _mend(self, figures: Figures, rule: Rule) -> None:
        sides = rule.check(self.facts(figures))
        if not sides or sides.left is None or sides.right is None:
            return
        left = [cell for cell in rule.left if cell in figures]
        if rule.op == "=" and len(left) == 1:
            figures[left[0]] = max(sides.right, Decimal(0))
        elif rule.op in {"<=", "<"} and left:
            least = sides.right - (1 if rule.op == "<" else 0)
            for cell in sorted(left, key=lambda one: -figures[one]):
                over = sum((figures[one] for one in left), Decimal(0)) - least
                figures[cell] -= min(max(over, Decimal(0)), figures[cell])

    def facts(self, figures: Figures) -> Facts:
        """Of a report in which everything else was left blank."""
        known = self._known(figures)
        return Facts(known, {cell for cell, value in known.items() if value}, frozenset(), frozenset())

    def broken(self, figures: Figures) -> set[str]:
        """The rules that do not hold, of those that the true figures keep."""
        facts = self.facts(figures)
        broken = {rule.text for rule in self.form.rules if rule.check(facts)}
        return broken - self.broken_in_truth

    @property
    def broken_in_truth(self) -> set[str]:
        """The rules that the document's own figures break."""
        if not hasattr(self, "_in_truth"):
            facts = self.facts(dict(self.bases))
            self._in_truth = {rule.text for rule in self.form.rules if rule.check(facts)}
        return self._in_truth
