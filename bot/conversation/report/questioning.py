"""Figures out of line: corrected, or kept with a reason."""

from collections.abc import Sequence

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Explaining, Filling, Questioned, Summary, TotalsChanged
from bot.conversation.core.step import Step
from bot.conversation.core.turn import Turn
from bot.conversation.report.filling import go_to_group
from bot.conversation.report.taking import go_on, take
from bot.messages.actions import KEEP, Action
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, split_answers
from bot.texts import refusals
from bot.texts.report import totals
from tracker.forms.form import Form, Row
from tracker.forms.rules import Level
from tracker.kernel.errors import RuleBlocks
from tracker.reports.figures import Entry, figures_of
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


def _rows(turn: Turn, finding: Finding) -> list[Row]:
    claimed, level = figures_of(turn.session, turn.report()), turn.reporting_unit.level
    rows = [row for row in turn.form().rows if row.key in finding.rule.keys and row.concerns(level)]
    return [row for row in rows if row.typed or row.key in claimed]


def ask(turn: Turn, _held: Questioned) -> None:
    """Say what is out of line and what can be done."""
    finding = _finding(turn)
    if finding is None:
        return
    choices = [FIX.choice(refusals.FIX)]
    if finding.rule.level is not Level.BLOCK:
        choices.append(KEEP.choice(refusals.KEEP))
    how = refusals.how_to_settle(_rows(turn, finding), blocks=finding.rule.level is Level.BLOCK)
    turn.say(how, choices, title=refusals.finding(turn.form(), finding))


def hear(turn: Turn, _held: Questioned, text: str) -> Next:
    """Take the rows typed anew, all of them; anything else is asked again."""
    finding = _finding(turn)
    if finding is None:
        return STAY
    rows = _rows(turn, finding)
    answers = split_answers(text, len(rows))
    read = [read_answer(row, answer) for row, answer in zip(rows, answers, strict=False)]
    entries = {row.key: entry for row, entry in zip(rows, read, strict=False) if isinstance(entry, Entry)}
    if len(answers) == len(rows) == len(entries):
        follows = take(turn, entries)
        return Go(Filling()) if follows is STAY else follows
    for row, entry in zip(rows, read, strict=False):
        if isinstance(entry, Unread):
            turn.note(refusals.unread(row, entry))
            return STAY
    turn.note(refusals.wrong_count(len(answers), rows))
    return STAY


@does(FIX)
def fix(turn: Turn, _rest: str) -> Next:
    """Ask the rows of the finding again."""
    finding = _finding(turn)
    return Go(Filling(again=tuple(row.key for row in _rows(turn, finding)))) if finding else STAY


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
    return go_to_group(turn, held.rule.split()[0])


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
