"""Figures out of line: corrected, or kept with a reason."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Explaining, Filling, Questioned, Summary, TotalsChanged
from bot.conversation.core.step import Step
from bot.conversation.core.turn import Turn
from bot.conversation.report.filling import ask_again, go_to_group
from bot.conversation.report.taking import Entries, go_on, hear_figures, take
from bot.messages.actions import KEEP, Action
from bot.texts import refusals
from bot.texts.common.wording import cell_names
from bot.texts.refusals import suspecting
from bot.texts.report import totals
from bot.texts.report.cells import elsewhere
from tracker.doubts.held import Mending
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Level
from tracker.kernel.errors import RuleBlocks
from tracker.review.desk_report import settle_computed
from tracker.review.doubting import TO_LAST
from tracker.review.findings import Finding, unsettled
from tracker.review.questions import note_questions
from tracker.review.reasons import explain
from tracker.workbooks.words import remark_in_print

FIX = Action("fix", whole=("sua so",))
MEND = Action("mend", begins=("sua thanh", "sua lai thanh"))
THERE = Action("there", whole=("sua o bao cao kia", "sua bao cao kia"))
_FEW = 2  # cells that a reading may change, and values that are offered at once
_LONGEST = 40  # characters of what a button sets: it carries 64 with its step
_MUCH_LESS = 1.0  # a power of ten


def first_in_question(turn: Turn) -> Held:
    """The first finding that is not settled, all that is unlike the units below, or the summary."""
    settle_computed(turn.session, turn.report(), turn.source, remark_in_print)
    finding = next(iter(unsettled(turn.session, turn.report())), None)
    if finding is None:
        return Summary()
    return TotalsChanged() if finding.rule.op == "rollup" else Questioned(finding.rule.text)


def name_kept(turn: Turn, form: Form, found: Sequence[Finding]) -> None:
    """Say at the head of the next message what was kept, and why; of what is unlike the units below all rows together."""
    for one in found:
        turn.note("" if one.rule.op == "rollup" else refusals.kept_finding(form, one))
    turn.note(totals.kept_unlike([one for one in found if one.rule.op == "rollup"]))


def finding_of(turn: Turn) -> Finding | None:
    """The finding in question, as long as it is unsettled."""
    held = turn.held
    rule = held.rule if isinstance(held, Questioned | Explaining) else ""
    return next((f for f in unsettled(turn.session, turn.report()) if f.rule.text == rule), None)


def settled(turn: Turn, held: Held) -> Held | None:
    """Once the finding in question is no more, on to the next that the same message raised, else with the report."""
    return next_after(turn, held) if finding_of(turn) is None else None


def next_after(turn: Turn, held: Held) -> Held:
    """What is asked after a finding: the next of the same message that is unsettled, else the next figures."""
    then = held.then if isinstance(held, Questioned | Explaining) else []
    open_rules = {one.rule.text for one in unsettled(turn.session, turn.report())} if then else set()
    left = [rule for rule in then if rule in open_rules]
    return Questioned(left[0], left[1:]) if left else Filling()


def _cells(turn: Turn, finding: Finding) -> list[Cell]:
    """The cells of a finding that the unit answers, in printed order: those that are typed, and others that somebody typed.

    Where it is known which is likely to be wrong, those alone.
    """
    here = turn.snapshot
    rows = [row for row in here.form.fields if row.concerns(here.unit.level)]
    compared = [(row, row.cell) for row in rows if row.cell in finding.rule.cells]
    cells = [cell for row, cell in compared if row.typed or cell in here.figures]
    likely = {cell for one in offered(finding)[:1] for cell in one.cells}
    return [row.cell for row in rows if row.cell in likely] or cells


def ask(turn: Turn, _held: Questioned) -> None:
    """Say what is out of line, which figure is likely to be wrong, and what can be done: one tap mends or keeps it."""
    finding = finding_of(turn)
    if finding is None:
        return
    note_questions(turn.session, turn.snapshot, [finding], turn.now)
    form, blocks, cells = turn.form(), finding.rule.level is Level.BLOCK, _cells(turn, finding)
    readings = offered(finding)
    mends = [MEND.choice(suspecting.mend(form, one), written(one)) for one in readings]
    which = [FIX.choice(suspecting.fix(form.row_of(cell)), cell) for cell in cells]
    fixes = which if not readings and 1 < len(cells) <= _FEW else [FIX.choice(refusals.FIX)]
    keeps = [] if blocks else [KEEP.choice(_keep_label(turn, readings))]
    likely = [] if finding.told else readings[:1]  # which of the two reports is right nothing tells
    hints = [suspecting.suspected(form, one, _before(turn, finding)) for one in likely]
    hints += [suspecting.which(cell_names(form, cells))] if fixes is which else []
    how = refusals.how_to_settle(form.rows_of(cells), blocks=blocks)
    told = finding.told
    there = [THERE.choice(elsewhere.THERE)] if told and turn.may_fill(told.other.report) else []
    turn.say("\n".join([*hints, how]), [*mends, *fixes, *there, *keeps], title=refusals.finding(form, finding))


def _before(turn: Turn, finding: Finding) -> Mapping[Cell, Decimal]:
    """Last period's numbers, less one that the question names anyway."""
    named = {finding.rule.about} if finding.rule.op in TO_LAST else set()
    return {cell: number for cell, number in turn.snapshot.amounts_before.items() if cell not in named}


def offered(finding: Finding) -> list[Mending]:
    """What may be set by one tap: the likeliest readings of one cell or two that are not much less likely than the first."""
    readings = finding.suspicion.readings if finding.suspicion else ()
    likely = [one for one in readings if one.score >= readings[0].score - _MUCH_LESS]
    return [one for one in likely if _fits(one)][:_FEW]


def _fits(reading: Mending) -> bool:
    return (
        len(reading.changes) <= _FEW
        and len(written(reading)) <= _LONGEST
        and all(value is not None for _, value in reading.changes)
    )


def written(reading: Mending) -> str:
    """A reading as a choice carries it: "3.3.1a=231"."""
    return ";".join(f"{cell}={value}" for cell, value in reading.changes)


def _keep_label(turn: Turn, readings: Sequence[Mending]) -> str:
    cells = {cell for one in readings for cell in one.cells}
    number = turn.snapshot.amounts.get(next(iter(cells))) if len(cells) == 1 else None
    return refusals.KEEP if number is None else suspecting.keep(number)


def hear(turn: Turn, _held: Questioned, text: str) -> Next:
    """Take the rows typed anew; anything else is asked again."""
    finding = finding_of(turn)
    if finding is None:
        return STAY
    heard = hear_figures(turn, text, _cells(turn, finding))
    return taken(turn, heard) if isinstance(heard, Mapping) else heard


def taken(turn: Turn, entries: Entries) -> Next:
    """Record what was heard; on with the report once nothing is out of line."""
    held, follows = turn.held, take(turn, entries)
    return Go(next_after(turn, held)) if follows is STAY else follows


@does(FIX)
def fix(turn: Turn, which: str) -> Next:
    """Ask the rows of the finding again, or the one that was chosen."""
    finding = finding_of(turn)
    if finding is None:
        return STAY
    cells = _cells(turn, finding)
    return Go(ask_again([cell for cell in cells if str(cell) == which] or cells))


def keep(turn: Turn, held: Questioned | Explaining, reason: str) -> Next:
    """Keep the figures: with the reason at once, or ask for it."""
    finding = finding_of(turn)
    if finding is None:
        return STAY
    if finding.rule.level is Level.BLOCK:
        turn.note(refusals.broken(RuleBlocks(rule=finding.rule.text)))
        return STAY
    return _keep(turn, finding, reason) if reason else Go(Explaining(held.rule, held.then))


def ask_reason(turn: Turn, _held: Explaining) -> None:
    """Ask why the figures are right."""
    turn.say(refusals.WHY_KEEP, [FIX.choice(refusals.FIX)])


def hear_reason(turn: Turn, _held: Explaining, text: str) -> Next:
    """Take the reason."""
    finding = finding_of(turn)
    return _keep(turn, finding, text) if finding else STAY


def _keep(turn: Turn, finding: Finding, text: str) -> Next:
    """Keep it for this reason; it needs words."""
    reason = turn.reason(text)
    if reason is None:
        return STAY
    held = turn.held
    explain(turn.session, turn.report(), finding.rule, reason, turn.entry_source)
    turn.note(refusals.KEPT)
    return Go(next_after(turn, held))


def back(turn: Turn, held: Questioned | Explaining) -> Next:
    """To the group that the finding is about."""
    return go_to_group(turn, Cell.read(held.rule.split()[0]))


QUESTIONED = Step(
    holds=Questioned,
    manner=manners.OF_A_FINDING,
    ask=ask,
    hear=hear,
    settled=settled,
    back=back,
    go_on=go_on,
    keep=keep,
)
EXPLAINING = Step(
    holds=Explaining,
    manner=manners.OF_A_REASON,
    ask=ask_reason,
    hear=hear_reason,
    settled=settled,
    back=back,
    go_on=go_on,
    keep=keep,
)
