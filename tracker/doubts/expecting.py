"""What a figure is expected to be from a unit's own past: how likely each value is, and the likely range.

A cell's past is described by one mixture, so that no kind of row needs a law of its own: some mass on the last value (a
catalogue that rarely changes), some on 0 (a row in which mostly nothing arises), some on the commonest value (a rate that is
always 100 %), the rest spread around a centre. Counts and amounts are spread on the scale log(1 + value), on which growth and
seasons add up; shares on the scale of per cent itself. Centres and spreads are medians and median deviations: one bad period
among eight moves neither.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tracker.doubts.past import Point

_UNSEEN = 1e-4  # one figure in a thousand is about an event that no past shows, and may be of any size
_SIZES = 12.0  # natural logarithms of figures reach from 0 to about twelve
_BELOW_LAST = 1e-6  # a cumulative figure below last time's of the same year
_MAD = 1.4826  # makes a median deviation a standard deviation, for normal noise
_PRIOR_WEIGHT = 3.0  # the spread that is assumed beforehand counts as so many periods
_PRIOR_SPREAD = 0.35  # of counts from period to period, on the log scale: about a third up or down
_PRIOR_SHARE = 6.0  # of shares, in points of per cent
_OF_CHANGE = 0.06  # of a catalogue when it changes, on the log scale: by some per cent
_BY_ONE = 1.5  # or by one or two
_MOSTLY = 0.6  # of the steps from period to period nothing changed: it is a catalogue
_COMMON = 0.1  # the chance from which on a single value is in the likely range
_NO_ACCIDENT = 3  # what so many steps show alike is no accident
_FEW = math.log1p(2.0)  # how many arise when in a row of zeros something does for the first time
_FEW_SPREAD = 0.8


@dataclass(frozen=True)
class Expected:
    """How likely values are: `atoms` are single values with their chance, `rest` the chance of the spread around `centre`.

    `floor` is what a cumulative figure stood at last time in the same year; centre and atoms are of what is added to it.
    """

    atoms: tuple[tuple[float, float], ...]
    centre: float
    spread: float
    rest: float
    is_share: bool = False
    floor: float | None = None

    def chance(self, value: float, grain: float = 1.0, noise: float = 0.0) -> float:
        """The chance of a value, among values that are `grain` apart, where chance alone moves it by `noise` more."""
        if self.floor is not None:
            value -= self.floor
            if value < 0:
                return _BELOW_LAST
        chance = self.rest * self._spread_chance(value, grain, noise)
        for at, mass in self.atoms:
            if abs(value - at) * 2 < grain:
                chance += mass
        unseen = grain / 100 if self.is_share else min(grain / (_SIZES * (1.0 + abs(value))), 1.0)
        return chance + _UNSEEN * unseen

    def _spread_chance(self, value: float, grain: float, noise: float) -> float:
        """Student's t with six degrees of freedom: a closed form, and tails that forgive what a normal law would not."""
        if self.is_share:
            place, slope = value, 1.0
        else:
            size = abs(value)
            place, slope = math.copysign(math.log1p(size), value), 1.0 / (1.0 + size)
        spread = math.hypot(self.spread, noise) if noise else self.spread
        z = (place - self.centre) / spread
        density: float = 0.3827 * (1.0 + z * z / 6.0) ** -3.5
        return min(density / spread * slope * grain, 1.0)

    def peak(self, grain: float = 1.0, noise: float = 0.0) -> float:
        """The greatest chance that any value has, or a little more."""
        at = self.centre if self.is_share else unbent(max(self.centre - self.spread, 0.0))
        return self.rest * self._spread_chance(at, grain, noise) * 2 + sum(mass for _, mass in self.atoms)

    @property
    def likely(self) -> tuple[float, float]:
        """The range in which nine of ten true figures lie."""
        reach = 1.943 * self.spread  # nine tenths of Student's t with six degrees of freedom
        low, high = self.centre - reach, self.centre + reach
        if not self.is_share:
            low, high = unbent(low), unbent(high)
        common = [at for at, mass in self.atoms if mass >= _COMMON]
        low, high = min([low, *common]), max([high, *common])
        return low + (self.floor or 0.0), high + (self.floor or 0.0)


def bent(value: float) -> float:
    """A value on the scale on which growth adds up."""
    return math.copysign(math.log1p(abs(value)), value)


def unbent(value: float) -> float:
    """The value of a place on that scale."""
    return math.copysign(math.expm1(abs(value)), value)


@dataclass(frozen=True)
class Awaited:
    """What is expected of: the year and season of the figure, and what its row is."""

    year: int
    season: tuple[int, int]
    is_share: bool = False
    is_cumulative: bool = False


def expect(points: Sequence[Point], wanted: Awaited) -> Expected | None:
    """What the figure is expected to be from earlier ones, the latest first; None without any."""
    if not points:
        return None
    if not wanted.is_share and (wanted.is_cumulative or _adds_up(points)):
        return _expect_cumulative(points, wanted)
    return _expect_free(points, wanted, None)


def _adds_up(points: Sequence[Point]) -> bool:
    """Whether figures only rise within each year and fall back between years, often enough to be no accident."""
    steps = [(later.value - earlier.value, later.year == earlier.year) for later, earlier in pairwise(points)]
    rises = sum(step > 0 for step, same in steps if same)
    falls = [step < 0 for step, same in steps if not same]
    return (
        rises + len(falls) >= _NO_ACCIDENT
        and rises > 0
        and bool(falls)
        and all(falls)
        and all(step >= 0 for step, same in steps if same)
    )


def _expect_cumulative(points: Sequence[Point], wanted: Awaited) -> Expected | None:
    """As of what was added in each period; what stood last time in the same year is the floor."""
    added = []
    for place, point in enumerate(points):
        before = points[place + 1] if place + 1 < len(points) else None
        same_year = before is not None and before.year == point.year
        if same_year or point.season[0] == 1:
            start = before.value if before is not None and same_year else 0.0
            added.append(Point(point.year, point.season, max(point.value - start, 0.0)))
    floor = points[0].value if points[0].year == wanted.year else 0.0
    if not added:
        spread = _PRIOR_SPREAD * 2
        return Expected(((0.0, 0.2),), bent(points[0].value / 2), spread + 1.0, 0.8, floor=floor)
    return _expect_free(added, wanted, floor)


def _expect_free(points: Sequence[Point], wanted: Awaited, floor: float | None) -> Expected:
    values = [point.value for point in points]
    count, zeros = len(values), sum(value == 0 for value in values)
    same = sum(a == b for a, b in pairwise(values))
    still = (same + 0.3) / count  # of count - 1 steps, and a third of one beforehand
    atoms: dict[float, float] = {}
    if floor is None:
        atoms[values[0]] = still
    else:
        atoms[0.0] = (zeros + 0.1) / (count + 1.0)
    commonest, times = Counter(values).most_common(1)[0]
    if wanted.is_share and times > 1:
        atoms[commonest] = max(atoms.get(commonest, 0.0), (times + 0.2) / (count + 1.0))
    heavy = 2 * zeros >= count
    atoms[0.0] = max(atoms.get(0.0, 0.0), (zeros + (0.8 if heavy else 0.1 if zeros else 0.02)) / (count + 1.0))
    masses = sum(atoms.values())
    scaled = tuple((at, mass * min(1.0, 0.98 / masses)) for at, mass in atoms.items())
    rest = 1.0 - min(masses, 0.98)
    centre, spread = _body(points, wanted, zero_heavy=heavy, still=still)
    return Expected(scaled, centre, spread, rest, wanted.is_share, floor)


def _body(points: Sequence[Point], wanted: Awaited, *, zero_heavy: bool, still: float) -> tuple[float, float]:
    """Centre and spread of what is neither the last value nor 0."""
    if zero_heavy and not wanted.is_share:
        some = [bent(point.value) for point in points if point.value != 0]
        return (median(some), _FEW_SPREAD) if some else (_FEW, _FEW_SPREAD)
    ys = [point.value if wanted.is_share else bent(point.value) for point in points]
    if still >= _MOSTLY and not wanted.is_share:
        return ys[0], math.hypot(_OF_CHANGE, _BY_ONE / (1 + unbent(abs(ys[0]))))
    assumed = (
        _PRIOR_SHARE**2 if wanted.is_share else _PRIOR_SPREAD**2 + 1 / (1 + unbent(abs(median(ys))))
    )  # a count's own noise
    ways = [_steady(ys), _drifting(ys), _seasonal(points, ys, wanted)]
    fitted = [(_spread(errors, assumed), centre) for centre, errors in filter(None, ways)]
    spread, centre = min(fitted)
    return centre, spread


def _spread(errors: Sequence[float], assumed: float) -> float:
    """Of these errors of prediction, with the assumed variance as some more of them."""
    count = len(errors)
    found = (_MAD * median(map(abs, errors))) ** 2 if errors else assumed
    mixed = (_PRIOR_WEIGHT * assumed + count * found) / (_PRIOR_WEIGHT + count)
    return math.sqrt(mixed * (1 + 1 / max(count, 1)))


_Way = tuple[float, list[float]]  # where the figure is expected, and by how much earlier ones were off


def _steady(ys: Sequence[float]) -> _Way | None:
    centre = median(ys)
    return (centre, [y - centre for y in ys]) if len(ys) > 1 else None


def _drifting(ys: Sequence[float]) -> _Way:
    return ys[0], [later - earlier for later, earlier in pairwise(ys)]


def _seasonal(points: Sequence[Point], ys: Sequence[float], wanted: Awaited) -> _Way | None:
    """As in the same season of the year before, with the growth since then that other seasons show."""
    at = {(point.year, point.season): y for point, y in zip(points, ys, strict=True)}
    before = at.get((wanted.year - 1, wanted.season))
    growths = [y - at[year - 1, season] for (year, season), y in at.items() if (year - 1, season) in at]
    if before is None or len(growths) < _NO_ACCIDENT:  # of fewer no typical growth can be told from a bad period
        return None
    growth = median(growths)
    return before + growth, [one - growth for one in growths]
