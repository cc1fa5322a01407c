"""Figures out of line: corrected, or kept with a reason."""

from collections.abc import Mapping, Sequence

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
from bot.texts.report import totals
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.rules import Level
from tracker.kernel.errors import RuleBlocks
from tracker.review.desk_report import settle_computed
from tracker.review.findings import Finding, explain, unsettled
from tracker.workbooks.words import remark_in_print

FIX = Action("fix")


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


def _finding(turn: Turn) -> Finding | None:
    held = turn.held
    rule = held.rule if isinstance(held, Questioned | Explaining) else ""
    return next((f for f in unsettled(turn.session, turn.report()) if f.rule.text == rule), None)


def settled(turn: Turn, _held: Held) -> Held | None:
    """On with the report once the finding in question is no more."""
    return Filling() if _finding(turn) is None else None


def _cells(turn: Turn, finding: Finding) -> list[Cell]:
    """The cells of a finding that the unit answers, in printed order: those that are typed, and others that somebody typed."""
    here = turn.snapshot
    rows = [row for row in here.form.rows if row.concerns(here.unit.level)]
    compared = [(row, cell) for row in rows for cell in here.form.cells_of(row) if cell in finding.rule.cells]
    return [cell for row, cell in compared if row.typed or cell in here.figures]


def ask(turn: Turn, _held: Questioned) -> None:
    """Say what is out of line and what can be done."""
    finding = _finding(turn)
    if finding is None:
        return
    choices = [FIX.choice(refusals.FIX)]
    if finding.rule.level is not Level.BLOCK:
        choices.append(KEEP.choice(refusals.KEEP))
    how = refusals.how_to_settle(turn.form().rows_of(_cells(turn, finding)), blocks=finding.rule.level is Level.BLOCK)
    turn.say(how, choices, title=refusals.finding(turn.form(), finding))


def hear(turn: Turn, _held: Questioned, text: str) -> Next:
    """Take the rows typed anew; anything else is asked again."""
    finding = _finding(turn)
    if finding is None:
        return STAY
    heard = hear_figures(turn, text, _cells(turn, finding))
    return taken(turn, heard) if isinstance(heard, Mapping) else heard


def taken(turn: Turn, entries: Entries) -> Next:
    """Record what was heard; on with the report once nothing is out of line."""
    follows = take(turn, entries)
    return Go(Filling()) if follows is STAY else follows


@does(FIX)
def fix(turn: Turn, _rest: str) -> Next:
    """Ask the rows of the finding again."""
    finding = _finding(turn)
    return Go(ask_again(_cells(turn, finding))) if finding else STAY


def keep(turn: Turn, held: Questioned | Explaining, reason: str) -> Next:
    """Keep the figures: with the reason at once, or ask for it."""
    finding = _finding(turn)
    if finding is None:
        return STAY
    if finding.rule.level is Level.BLOCK:
        turn.note(refusals.broken(RuleBlocks(rule=finding.rule.text)))
        return STAY
    return _keep(turn, finding, reason) if reason else Go(Explaining(held.rule))


def ask_reason(turn: Turn, _held: Explaining) -> None:
    """Ask why the figures are right."""
    turn.say(refusals.WHY_KEEP, [FIX.choice(refusals.FIX)])


def hear_reason(turn: Turn, _held: Explaining, text: str) -> Next:
    """Take the reason."""
    finding = _finding(turn)
    return _keep(turn, finding, text) if finding else STAY


def _keep(turn: Turn, finding: Finding, text: str) -> Next:
    """Keep it for this reason; it needs words."""
    reason = turn.reason(text)
    if reason is None:
        return STAY
    explain(turn.session, turn.report(), finding.rule, reason, turn.entry_source)
    turn.note(refusals.KEPT)
    return Go(Filling())


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
