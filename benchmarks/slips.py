"""Slips of officers in filled forms: how many are questioned, whether the right cell is named and the right value offered.

    python benchmarks/slips.py [--forms FOLDER] [--seeds N] [--most N] [--on fit|kept|all] [--times]

Works on the four filled appendices of tests/data, and with `--forms` on every form of the folder that has a filled twin
(NAME.xlsx, NAME-filled.xlsx). All single slips of five kinds go into every figure; neighbouring rows are exchanged, blocks
typed a row too low or copied from last period, totals left at last period's, cumulative figures reckoned anew, rates reckoned
with a wrong base, dots and commas put elsewhere.

The eight periods before are made by a stated model (made_history.py), and by a second one that nothing was chosen with. The
spreads assumed beforehand, the weights and the threshold's rule were chosen on the forms whose place in the
alphabet is even (the first is 0), with seeds from 1 and the first model (`--on fit --forms FOLDER`); what is printed otherwise
is of the other forms, with seeds from 101. Without `--forms` that leaves Đình Cả's and Ninh Thuận's appendices, of which the
first was among the forms to choose on when the folder was there.

A slip counts as questioned if a question is raised that the true report does not raise; relations that the document's own
figures break count for nothing. Names and values are counted among the questioned.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.filled_forms import Filled, appendices, offices_forms
from benchmarks.made_history import FIRST, NOW, SECOND, Figures, History, Model
from benchmarks.made_slips import Made, fallen, other_slips, single_slips, wrong_bases
from tracker.doubts.doubts import FigureDoubt, Watch, WhyDoubted, doubts_of_answer, doubts_of_report, watch_over
from tracker.doubts.past import UnitPast, past_of
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Facts

_BY_HALF = Decimal("0.5")
_LINE = "{:<28} {:>7} {:>12} {:>9} {:>9} {:>9} {:>9}"


@dataclass
class Tally:
    """Of slips of one kind: how many there are, and of how many what was right; `sizes` are shares of each form's whole."""

    slips: int = 0
    questioned: int = 0
    cell_first: int = 0
    value_first: int = 0
    value_of_three: int = 0

    def line(self, name: str, *, values: bool) -> str:
        """One line of the table."""
        named = [_percent(one, self.questioned) for one in (self.cell_first, self.value_first, self.value_of_three)]
        return _LINE.format(
            name, self.slips, _percent(self.questioned, self.slips), named[0], *(named[1:] if values else ("", "")), ""
        )


@dataclass
class Result:
    """What one way of running gave."""

    by_kind: dict[str, Tally] = field(default_factory=dict)
    size: float = 0.0
    size_questioned: float = 0.0
    in_vain: list[int] = field(default_factory=list)

    def tally(self, kind: str) -> Tally:
        """Of slips of this kind."""
        return self.by_kind.setdefault(kind, Tally())


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def facts_of(form: Form, figures: Mapping[Cell, Decimal]) -> Facts:
    """What the rules are held against if these figures were handed in and all else left blank; as a file is taken in."""
    free = {cell: value for cell, value in figures.items() if cell not in form.computed}
    known = dict(form.known) | free
    claimed = set()
    for cell, formula in form.computed.items():
        value = formula.value(known)
        if cell in figures and figures[cell] != value:
            claimed.add(cell)
            value = figures[cell]
        if value is not None:
            known[cell] = value
    return Facts(known, {cell for cell, value in known.items() if value}, frozenset(), claimed)


@dataclass
class Case:
    """A filled form with a past: what is asked of the true report, and of the same with a slip."""

    form: Form
    figures: Figures
    history: History
    past: UnitPast

    def __post_init__(self) -> None:
        """Ask about the true report."""
        self.watch: Watch = watch_over(self.form, self.past)
        facts = facts_of(self.form, self.figures)
        relations = self.watch.weighing.relations
        self.settled = frozenset(rule.text for rule in relations.all_for(facts.known) if rule.check(facts))
        found = doubts_of_report(self.watch, facts, self.settled)
        self.in_truth = [
            one for one in found if one.why is not WhyDoubted.NO_WHOLE
        ]  # a relation as well, of which the rest is told
        self.known = {(one.why, one.cells) for one in found}

    def questions(self, slip: Made) -> list[FigureDoubt]:
        """Those that the slip raises and the true report does not."""
        facts = facts_of(self.form, self.figures | dict(slip.changes))
        return [one for one in doubts_of_report(self.watch, facts, self.settled) if (one.why, one.cells) not in self.known]

    def slips(self) -> Iterator[Made]:
        """All that are put in."""
        yield from single_slips(self.figures)
        last = self.past.last
        yield from other_slips(self.form, self.figures, last)
        yield from wrong_bases(self.form, self.figures)
        cumulative = [cell for cell, kind in self.history.kinds.items() if kind == "cumulative"]
        yield from fallen(self.figures, last, cumulative)


def count(case: Case, result: Result, most: int) -> None:
    """Put every slip into the form, or so many at most, and count what is asked."""
    result.in_vain.append(len(case.in_truth))
    sizes: list[tuple[float, bool]] = []
    slips = list(case.slips())
    for slip in slips[:: max(1, -(-len(slips) // most))]:
        doubts = case.questions(slip)
        kinds = [slip.kind]
        if slip.is_single:
            ((cell, typed),) = slip.changes
            true = case.figures[cell]
            off = abs(typed - true)
            kinds += ["all single slips", *(["  off by half or more"] if off >= _BY_HALF * abs(true) else [])]
            sizes.append((float(off), bool(doubts)))
        for kind in kinds:
            _count_one(result.tally(kind), case, slip, doubts)
    whole = sum(size for size, _ in sizes)
    if whole:
        result.size += 1
        result.size_questioned += sum(size for size, found in sizes if found) / whole


def _count_one(tally: Tally, case: Case, slip: Made, doubts: Sequence[FigureDoubt]) -> None:
    tally.slips += 1
    if not doubts:
        return
    tally.questioned += 1
    changed = dict(slip.changes)
    tally.cell_first += doubts[0].cells[0] in changed
    truth = {(cell, case.figures[cell]) for cell in changed}
    right = [set(one.changes) == truth for one in doubts[0].readings[:3]]
    tally.value_first += right[:1] == [True]
    tally.value_of_three += any(right)


def made_reports(form: Form, figures: Figures, model: Model, seeds: Iterable[int]) -> Iterator[int]:
    """How many questions reports that the model made itself raise, those left out that break a relation."""
    for seed in seeds:
        history = History(form, figures, model, f"report {seed}")
        now, earlier = history.made()
        if history.broken(now):
            continue
        past = past_of(NOW, earlier)
        facts = facts_of(form, now)
        watch = watch_over(form, past)
        settled = frozenset(rule.text for rule in watch.weighing.relations.all_for(facts.known) if rule.check(facts))
        yield len(doubts_of_report(watch, facts, settled))


def run(forms: Sequence[Filled], model: Model | None, seeds: Sequence[int], most: int) -> Result:
    """All slips in all forms with the past that a model makes, or without one."""
    result = Result()
    for name, form, figures in forms:
        for seed in seeds if model else seeds[:1]:
            history = History(form, figures, model or FIRST, f"{name} {seed}")
            past = past_of(NOW, history.earlier()) if model else UnitPast(NOW)
            count(Case(form, figures, history, past), result, most)
        if model:
            result.in_vain += made_reports(form, figures, model, range(seeds[0], seeds[0] + 5 * len(seeds)))
    return result


def show(title: str, result: Result, *, values: bool) -> None:
    """Print one table."""
    print(f"\n{title}")
    print(_LINE.format("slip", "made", "questioned %", "cell 1st", "value 1st", "of three", ""))
    for kind, tally in sorted(result.by_kind.items(), key=lambda one: (one[0] != "all single slips", one[0])):
        print(tally.line(kind, values=values))
    print(f"single slips by their size: {_percent(result.size_questioned, result.size)} % questioned")
    print(
        f"questions a true report: {sum(result.in_vain) / max(len(result.in_vain), 1):.3f} over {len(result.in_vain)} reports"
    )


def times(forms: Sequence[Filled]) -> None:
    """Processor milliseconds of one answer and of a whole report, with eight periods and a past that is read anew."""
    for name, form, figures in forms:
        history = History(form, figures, FIRST, name)
        past, facts = past_of(NOW, history.earlier()), facts_of(form, figures)
        answers, reports = [], []
        for cell in list(figures) * 3:
            begun = time.process_time()
            doubts_of_answer(watch_over(form, past), facts, [cell])
            answers.append(time.process_time() - begun)
        for _ in range(9):
            begun = time.process_time()
            doubts_of_report(watch_over(form, past), facts)
            reports.append(time.process_time() - begun)
        middle, most, report = (1000 * one for one in (sorted(answers)[len(answers) // 2], max(answers), sorted(reports)[4]))
        print(f"{name:<28} {len(form.rows):>4} rows: an answer {middle:.2f} ms (at most {most:.2f}), a report {report:.1f} ms")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=Path, help="a folder of offices' forms with filled twins")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--on", choices=("fit", "kept", "all"), default="kept")
    parser.add_argument("--times", action="store_true", help="measure the cost instead")
    parser.add_argument("--most", type=int, default=10_000, help="of a form's slips every n-th, so that no more are put in")
    parser.add_argument("--only", default="", help="forms whose name holds this")
    arguments = parser.parse_args()
    forms = sorted([*appendices(), *(offices_forms(arguments.forms) if arguments.forms else ())], key=lambda one: one[0])
    chosen = [one for place, one in enumerate(forms) if arguments.on == "all" or (place % 2 == 0) is (arguments.on == "fit")]
    chosen = [one for one in chosen if arguments.only in one[0]]
    if arguments.times:
        times(chosen)
        return
    first = 1 if arguments.on == "fit" else 101
    seeds = range(first, first + arguments.seeds)
    print(f"{len(chosen)} forms: {', '.join(name for name, *_ in chosen)}; seeds from {first}")
    for model in (FIRST, SECOND):
        show(f"with eight periods, {model.name} model", run(chosen, model, seeds, arguments.most), values=True)
    show("in a unit's first period", run(chosen, None, seeds, arguments.most), values=False)


if __name__ == "__main__":
    main()
