"""The doubts of an answer and of a whole report: each names its cells, the likeliest first, and what was probably meant."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.doubts.blocks import blanks_that_follow, copied, fallen, is_fraction, of_no_whole
from tracker.doubts.held import BrokenRule, HeldReport, Mending
from tracker.doubts.localising import best_first, parted, readings_of
from tracker.doubts.neighbours import neighbours_of, shifts, unlikely_exchanges
from tracker.doubts.past import NO_PAST, UnitPast
from tracker.doubts.relations import relations_of
from tracker.doubts.slips import SHARES, Slip
from tracker.doubts.unlikely import likely_slips
from tracker.doubts.weighing import Weighing
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts

ASKED_IN_VAIN = 0.2  # questions a true report may raise on the average
_SURE = 6.0  # the score of what breaks a relation, above all that is only unlikely


class WhyDoubted(StrEnum):
    """Why there is a doubt."""

    BROKEN = "a relation is broken"
    UNLIKELY = "unlike the unit's own past"
    EXCHANGED = "rows exchanged"
    SHIFTED = "a block in the rows beside"
    COPIED = "a block is last period's"
    FALLEN = "a cumulative figure fell"
    NO_WHOLE = "a share of no whole number"
    FRACTION = "a rate typed as a fraction"
    BLANK = "blank though a sum gives it"


@dataclass(frozen=True)
class FigureDoubt:
    """One question: why, the cells with the likeliest first, how sure it is, and what may have been meant.

    `score` is in powers of ten and comparable over all doubts of a report. `readings` are the likeliest first; in a unit's
    first period there are none, since nothing tells which of the values it was. `broken` are the relations with both sides.
    """

    why: WhyDoubted
    cells: tuple[Cell, ...]
    score: float
    readings: tuple[Mending, ...] = ()
    broken: tuple[BrokenRule, ...] = ()


@dataclass(frozen=True)
class Watch:
    """A form's relations and a unit's past, against which reports of one unit for one period are held."""

    weighing: Weighing

    def held(self, facts: Facts, settled: Collection[str] = frozenset()) -> HeldReport:
        """A report's figures beside it; `settled` are the texts of rules that are broken for a reason that was given."""
        return HeldReport(self.weighing, facts, settled)


def watch_over(form: Form, past: UnitPast) -> Watch:
    """What a unit's report on the form for a period is held against."""
    return Watch(Weighing(relations_of(form), past))


def threshold(held: HeldReport) -> float:
    """From which score on a figure is asked about, in powers of ten: one for all cells of the report.

    A likelihood ratio passes 10^t by chance with a chance of 10^-t at most (Markov's inequality), so that n figures raise
    0.2 questions in vain at most at t = log10(n / 0.2), if the past is described rightly; benchmarks/slips.py shows
    that it is, nearly. A form of two or three figures is asked about a slip that is ten times likelier than the figure.
    """
    weighed = held.relations.weighed([*held.facts.known, *held.facts.waiting])
    return max(math.log10(max(weighed, 1) / ASKED_IN_VAIN), 1.0)


def concerning(
    form: Form, facts: Facts, cells: Sequence[Cell], settled: Collection[str] = frozenset()
) -> frozenset[Cell] | None:
    """The cells whose past speaks about the figures just entered in these: what `doubts_of_answer` asks of it.

    None stands for all of them: a relation is broken, and the slip may be in any cell that has to do with it.
    """
    held = HeldReport(Weighing(relations_of(form), NO_PAST), facts, settled)
    if held.broken(cells):
        return None
    near = {one for pair in neighbours_of(held) if not set(cells).isdisjoint(pair) for one in pair}
    return held.relations.resting_on([*cells, *near])


def doubts_of_report(watch: Watch, facts: Facts, settled: Collection[str] = frozenset()) -> list[FigureDoubt]:
    """All doubts of a report, those first that are surest; rules whose text is settled are passed over."""
    held = watch.held(facts, settled)
    pairs = neighbours_of(held)
    found = [*_broken(held, held.all_broken()), *_of_past(held, list(facts.known), pairs)]
    found += _of_form(held, list(facts.known))
    found += [
        FigureDoubt(WhyDoubted.BLANK, _first(cell, rule.cells), _SURE, (Mending(((cell, value),), Slip.OTHER, 0.0),))
        for rule, cell, value in blanks_that_follow(held)
    ]
    found += _of_blocks(held, pairs)
    return _in_order(watch, found)


def doubts_of_answer(
    watch: Watch, facts: Facts, cells: Sequence[Cell], settled: Collection[str] = frozenset()
) -> list[FigureDoubt]:
    """The doubts that concern the figures just entered in these cells: only what touches them is looked at."""
    held = watch.held(facts, settled)
    known = [cell for cell in cells if cell in facts.known]
    near = set(known)
    found = _broken(held, held.broken(known)) if known else []
    if watch.weighing.past.earlier:
        pairs = [pair for pair in neighbours_of(held) if not near.isdisjoint(pair)]
        found += _of_past(held, known, pairs)
    return _in_order(watch, found + _of_form(held, known))


def _broken(held: HeldReport, broken: Sequence[BrokenRule]) -> list[FigureDoubt]:
    found = []
    for rules, cells in parted(held, broken):
        readings = readings_of(held, rules, cells)
        named = [cell for reading in readings for cell in reading.cells]
        score = _SURE + max(0.0, readings[0].score) if readings else _SURE
        found.append(
            FigureDoubt(
                WhyDoubted.BROKEN,
                tuple(dict.fromkeys([*named, *_by_mentions(rules, cells)])),
                score,
                tuple(readings),
                tuple(rules),
            )
        )
    return found


def _first(cell: Cell, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys([cell, *cells]))


def _by_mentions(broken: Sequence[BrokenRule], cells: Sequence[Cell]) -> list[Cell]:
    """The cells of most of the broken relations first."""
    return sorted(cells, key=lambda cell: -sum(cell in rule.cells for rule, _ in broken))


def _of_past(held: HeldReport, cells: Sequence[Cell], pairs: Sequence[tuple[Cell, Cell]]) -> list[FigureDoubt]:
    least = threshold(held)
    found = [
        FigureDoubt(WhyDoubted.FALLEN, (cell,), _SURE, tuple(_readings_of_fallen(held, cell))) for cell in fallen(held, cells)
    ]
    likely = likely_slips(held, cells, least) if held.weighing.past.earlier else {}
    found += [FigureDoubt(WhyDoubted.UNLIKELY, (cell,), score, tuple(readings)) for cell, (score, readings) in likely.items()]
    exchanges = [one for one in unlikely_exchanges(held, pairs) if one.score >= least]
    found += [FigureDoubt(WhyDoubted.EXCHANGED, one.cells, one.score, (one,)) for one in exchanges]
    return found


def _readings_of_fallen(held: HeldReport, cell: Cell) -> list[Mending]:
    return list(likely_slips(held, [cell], -math.inf).get(cell, (0.0, []))[1])


def _of_form(held: HeldReport, cells: Sequence[Cell]) -> list[FigureDoubt]:
    found = [FigureDoubt(WhyDoubted.NO_WHOLE, pair, _SURE) for pair in of_no_whole(held, cells)]
    for cell in cells:
        percent = is_fraction(held, cell)
        if percent is not None:
            meant = Mending(((cell, percent),), Slip.FRACTION, math.log10(SHARES[Slip.FRACTION]) + 3.0)
            found.append(FigureDoubt(WhyDoubted.FRACTION, (cell,), _SURE, (meant,)))
    return found


def _of_blocks(held: HeldReport, pairs: Sequence[tuple[Cell, Cell]]) -> list[FigureDoubt]:
    if not held.weighing.past.earlier or held.facts.waiting:  # of a block that is not at its end nothing can be said
        return []
    least = threshold(held)
    found = [
        FigureDoubt(WhyDoubted.SHIFTED, one.cells, one.score, (one,)) for one in shifts(held, pairs) if one.score >= least
    ]
    score, block = copied(held)
    return [*found, FigureDoubt(WhyDoubted.COPIED, block, score)] if score >= least else found


def _in_order(watch: Watch, doubts: Sequence[FigureDoubt]) -> list[FigureDoubt]:
    """The surest first; doubts about one cell, or about the two counts of one share, are one question."""
    merged: list[FigureDoubt] = []
    for one in sorted(doubts, key=lambda each: -each.score):
        near = _near(watch, one.cells)
        at = next((at for at, other in enumerate(merged) if not near.isdisjoint(other.cells)), None)
        if at is None:
            merged.append(one)
        else:
            merged[at] = _joined(merged[at], one)
    is_first = not watch.weighing.past.earlier
    return [FigureDoubt(one.why, one.cells, one.score, (), one.broken) if is_first else one for one in merged]


def _near(watch: Watch, cells: Iterable[Cell]) -> set[Cell]:
    shares = watch.weighing.relations.shares_on
    return {cell for each in cells for one in shares.get(each, ()) for cell in (one.part, one.whole)} | set(cells)


def _joined(surer: FigureDoubt, other: FigureDoubt) -> FigureDoubt:
    """One question of two; what explains a broken relation stays before what is only likelier."""
    readings = best_first([*surer.readings, *other.readings]) if surer.why is not WhyDoubted.BROKEN else [*surer.readings]
    first = [cell for one in readings[:1] for cell in one.cells]
    cells = tuple(dict.fromkeys([*first, *surer.cells, *other.cells]))
    return FigureDoubt(surer.why, cells, surer.score, tuple(readings), surer.broken)
