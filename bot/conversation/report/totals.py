"""Totals (số tổng hợp): a desk's own report takes over what the units below make, and is told when that changes."""

from collections.abc import Sequence

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.messages.choices import Choice
from bot.messages.messages import Attachment
from bot.texts.report import reporting
from bot.texts.report import totals as sentences
from tracker.forms.form import Row
from tracker.kernel.names import fold
from tracker.reports.figures import Entry, figures_of
from tracker.review.desk_report import count_again, keep_unlike, open_totals, take_totals, unsettled_unlike
from tracker.rollup import Why, decisions
from tracker.rollup.below import rollup_below
from tracker.workbooks.rollup_book import rollup_workbook
from tracker.workbooks.words import remark_in_print


def note_opening(turn: Turn) -> None:
    """When a report is opened: which units below are in, and what cannot be taken from them; nothing where none is below."""
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None:
        return
    if turn.report().submissions == 0 and not figures_of(turn.session, turn.report()):
        turn.note(sentences.opening(rolled, len(open_totals(turn.session, turn.report()))))
        return
    turn.note(sentences.counted(rolled))
    turn.note(sentences.counted_in(count_again(turn.session, turn.report(), turn.source, remark_in_print)))


def note_changed(turn: Turn) -> None:
    """Say that the units below have changed something since the report was handed in."""
    unlike = unsettled_unlike(turn.session, turn.report())
    turn.note(sentences.changed_since(unlike) if unlike else "")


def settled(turn: Turn) -> bool:
    """Whether every row of the report at hand is what the units below make, or was explained."""
    return not unsettled_unlike(turn.session, turn.report())


def totals_of(turn: Turn, rows: Sequence[Row]) -> dict[str, Entry]:
    """What the units below make of those of these rows that wait for an answer."""
    totals = open_totals(turn.session, turn.report())
    return {row.key: totals[row.key] for row in rows if row.key in totals}


def beside(turn: Turn, rows: Sequence[Row]) -> list[str]:
    """What is said under a question: the totals of its rows, and how the units answered what cannot be added."""
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None:
        return []
    totals, keys = totals_of(turn, rows), {row.key for row in rows}
    said = [sentences.offer(turn.form(), totals)] if totals else []
    wanted = {Why.ANSWERS, Why.BARE_RATE, Why.DESK_ROW}
    found = [one for one in decisions(rolled) if one.why in wanted and one.form_code == rolled.form.code and one.lines]
    return said + [sentences.answers(one) for one in found if one.row.key in keys]


def choices(turn: Turn) -> list[Choice]:
    """All totals that are open, in one tap."""
    waiting = open_totals(turn.session, turn.report())
    return [(sentences.take(len(waiting)), "taketotals"), (sentences.WORKBOOK, "totalsheet")] if waiting else []


def take(turn: Turn, _rest: str) -> None:
    """Take over what the units below make, wherever a row is open or stands otherwise without a reason."""
    report = turn.report()
    report.require_unlocked(turn.now)
    rolled = rollup_below(turn.session, report)
    if rolled is None:
        turn.note(sentences.NOTHING_BELOW)
        return
    count = take_totals(turn.session, report, turn.source, remark_in_print)
    turn.note(sentences.taken(count, rolled) if count else sentences.NOTHING_TO_TAKE)
    turn.stand(At.FILLING)


def ask(turn: Turn) -> None:
    """Name the rows that are not what the units below make today, and what can be done."""
    unlike = unsettled_unlike(turn.session, turn.report())
    turn.say(
        sentences.changed(unlike),
        [(sentences.UPDATE, "taketotals"), (sentences.KEEP, "keep"), (sentences.WORKBOOK, "totalsheet")],
        title=sentences.changed_title(len(unlike)),
        numbered=True,
    )


def hear(turn: Turn, text: str) -> None:
    """Only the choices and edits are understood, also when another message has come after them."""
    if fold(text) == fold(sentences.UPDATE):
        take(turn, "")
    else:
        turn.note(reporting.TAP_OR_TYPE)


def keep(turn: Turn, reason: str) -> None:
    """Keep these rows as they are: with the reason at once, or ask for it."""
    if reason:
        hear_reason(turn, reason)
    else:
        turn.stand(At.KEEPING_FIGURES)


def ask_reason(turn: Turn) -> None:
    """Ask why the figures are right."""
    turn.say(sentences.WHY_KEEP, [(sentences.UPDATE, "taketotals")])


def hear_reason(turn: Turn, text: str) -> None:
    """Take the reason for all of them; it needs words."""
    reason = turn.reason(text)
    if reason is None:
        return
    turn.note(sentences.kept(keep_unlike(turn.session, turn.report(), reason, turn.source)))
    turn.stand(At.FILLING)


def send_workbook(turn: Turn, _rest: str) -> None:
    """The workbook of the roll-up behind the report at hand; the question stays."""
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None or not rolled.taken:
        turn.note(sentences.NOTHING_BELOW)
        return
    name, content = rollup_workbook(rolled)
    turn.say(sentences.HERE_IS_THE_WORKBOOK, [(sentences.BACK, "go")], attachment=Attachment(name, content, turn.unit.id))
