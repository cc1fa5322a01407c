"""Figures out of line: corrected, or kept with a reason."""

from collections.abc import Sequence

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.report.filling import take
from bot.messages.choices import Choice
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


def go_to_first(turn: Turn) -> None:
    """To the first finding that is not settled, to all that is unlike the units below, or to the summary."""
    settle_computed(turn.session, turn.report(), turn.source, remark_in_print)
    finding = next(iter(unsettled(turn.session, turn.report())), None)
    if finding is None:
        turn.stand(At.SUMMARY)
    elif finding.rule.op == "rollup":
        turn.stand(At.TOTALS_CHANGED)
    else:
        turn.stand(At.QUESTIONED, focus=finding.rule.text)


def name_kept(turn: Turn, form: Form, found: Sequence[Finding]) -> None:
    """Say at the head of the next message what was kept, and why; of what is unlike the units below all rows together."""
    for one in found:
        turn.note("" if one.rule.op == "rollup" else refusals.kept_finding(form, one))
    turn.note(totals.kept_unlike([one for one in found if one.rule.op == "rollup"]))


def _finding(turn: Turn) -> Finding | None:
    return next((f for f in unsettled(turn.session, turn.report()) if f.rule.text == turn.place.focus), None)


def settled(turn: Turn) -> bool:
    """Whether the finding in question is no more."""
    return _finding(turn) is None


def _rows(turn: Turn, finding: Finding) -> list[Row]:
    claimed, level = figures_of(turn.session, turn.report()), turn.reporting_unit.level
    rows = [row for row in turn.form().rows if row.key in finding.rule.keys and row.concerns(level)]
    return [row for row in rows if row.typed or row.key in claimed]


def ask(turn: Turn) -> None:
    """Say what is out of line and what can be done."""
    finding = _finding(turn)
    if finding is None:
        return
    choices: list[Choice] = [(refusals.FIX, "fix")]
    if finding.rule.level is not Level.BLOCK:
        choices.append((refusals.KEEP, "keep"))
    how = refusals.how_to_settle(_rows(turn, finding), blocks=finding.rule.level is Level.BLOCK)
    turn.say(how, choices, title=refusals.finding(turn.form(), finding))


def hear(turn: Turn, text: str) -> None:
    """Take the rows typed anew, all of them; anything else is asked again."""
    finding = _finding(turn)
    if finding is None:
        return
    rows = _rows(turn, finding)
    answers = split_answers(text, len(rows))
    read = [read_answer(row, answer) for row, answer in zip(rows, answers, strict=False)]
    entries = {row.key: entry for row, entry in zip(rows, read, strict=False) if isinstance(entry, Entry)}
    if len(answers) == len(rows) == len(entries):
        turn.stand(At.FILLING)
        take(turn, entries)
        return
    for row, entry in zip(rows, read, strict=False):
        if isinstance(entry, Unread):
            turn.note(refusals.unread(row, entry))
            return
    turn.note(refusals.wrong_count(len(answers), rows))


def fix(turn: Turn, _rest: str) -> None:
    """Ask the rows of the finding again."""
    finding = _finding(turn)
    if finding is not None:
        turn.stand(At.FILLING, focus=" ".join(row.key for row in _rows(turn, finding)))


def keep(turn: Turn, reason: str) -> None:
    """Keep the figures: with the reason at once, or ask for it."""
    finding = _finding(turn) if turn.place.at in {At.QUESTIONED, At.EXPLAINING} else None
    if finding is None:
        return
    if finding.rule.level is Level.BLOCK:
        turn.note(refusals.broken(RuleBlocks(rule=finding.rule.text)))
    elif reason:
        hear_reason(turn, reason)
    else:
        turn.stand(At.EXPLAINING, focus=turn.place.focus)


def ask_reason(turn: Turn) -> None:
    """Ask why the figures are right."""
    turn.say(refusals.WHY_KEEP, [(refusals.FIX, "fix")])


def hear_reason(turn: Turn, text: str) -> None:
    """Take the reason; it needs words."""
    finding = _finding(turn)
    if finding is None:
        return
    reason = turn.reason(text)
    if reason is None:
        return
    explain(turn.session, turn.report(), finding.rule, reason, turn.entry_source)
    turn.note(refusals.KEPT)
    turn.stand(At.FILLING)
