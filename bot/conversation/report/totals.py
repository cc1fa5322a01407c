"""Totals (số tổng hợp): a desk's own report takes over what the units below make, and is told when that changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.core import manners
from bot.conversation.core.doing import do, does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, TotalsChanged
from bot.conversation.core.step import Step, stay
from bot.conversation.core.turn import Turn
from bot.messages.actions import GO_ON, KEEP, SET, TOTAL, Action, Choice
from bot.messages.messages import Attachment
from bot.reading.answering import says_rows
from bot.texts.report import reporting
from bot.texts.report import totals as sentences
from tracker.forms.cell import Cell
from tracker.kernel.names import fold
from tracker.office.officers import is_desk
from tracker.reports.entry import Entry
from tracker.review.desk_report import count_in, keep_unlike, take_totals, totals_to_enter, unsettled_unlike
from tracker.rollup import WhyDecide, decisions
from tracker.rollup.below import rollup_below
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook
from tracker.workbooks.words import remark_in_print

TAKE = Action("taketotals", whole=("lay so tong hop",))
WORKBOOK = Action("totalsheet", whole=("bang tong hop",))


@dataclass(frozen=True)
class KeepingFigures(Held, at="keeping_figures", leaving=Leaving.RECORDED):
    """The reason for figures that are not what the units below make."""


def note_opening(turn: Turn) -> None:
    """When a report is opened: which units below are in, and what cannot be taken from them; nothing where none is below."""
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None:
        return
    if turn.report().submissions == 0 and not turn.snapshot.figures:
        turn.note(sentences.opening(rolled, len(totals_to_enter(turn.session, turn.report()))))
        return
    turn.note(sentences.counted(rolled))
    turn.note(sentences.counted_in(count_in(turn.session, turn.report(), turn.source, remark_in_print)))


def note_changed(turn: Turn) -> None:
    """Say that the units below have changed something since the report was handed in."""
    unlike = unsettled_unlike(turn.session, turn.report())
    turn.note(sentences.changed_since(unlike) if unlike else "")


def settled(turn: Turn, _held: Held) -> Held | None:
    """On with the report once every row is what the units below make, or was explained."""
    return None if unsettled_unlike(turn.session, turn.report()) else Filling()


def totals_of(turn: Turn, cells: Sequence[Cell]) -> dict[Cell, Entry]:
    """What the units below make of those of these cells that wait for an answer."""
    totals = totals_to_enter(turn.session, turn.report())
    return {cell: totals[cell] for cell in cells if cell in totals}


def beside(turn: Turn, cells: Sequence[Cell]) -> list[str]:
    """What is said under a question: the totals of its cells, and how the units answered what cannot be added."""
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None:
        return []
    totals = totals_of(turn, cells)
    said = [sentences.offer(turn.form(), totals)] if totals else []
    wanted = {WhyDecide.ANSWERS, WhyDecide.BARE_RATE, WhyDecide.DESK_ROW, WhyDecide.NOT_ADDED, WhyDecide.UNLIKE}
    found = [one for one in decisions(rolled) if one.why in wanted and one.form_code == rolled.form.code and one.lines]
    return said + [sentences.answers(one) for one in found if one.cell in cells]


def choices(turn: Turn) -> list[Choice]:
    """All totals that are open, in one tap."""
    waiting = totals_to_enter(turn.session, turn.report())
    return [TAKE.choice(sentences.take(len(waiting))), WORKBOOK.choice(sentences.WORKBOOK)] if waiting else []


@does(TAKE)
def take(turn: Turn, _rest: str) -> Next:
    """Take over what the units below make, wherever a row is open or stands otherwise without a reason."""
    report = turn.report()
    report.require_unlocked(turn.now)
    rolled = rollup_below(turn.session, report)
    if rolled is None:
        turn.note(sentences.NOTHING_BELOW)
        return STAY
    count = take_totals(turn.session, report, turn.source, remark_in_print)
    turn.note(sentences.taken(count, rolled) if count else sentences.NOTHING_TO_TAKE)
    if count:
        offer_undo(turn)
    return Go(Filling())


def ask(turn: Turn, _held: TotalsChanged) -> None:
    """Name the rows that are not what the units below make today, and what can be done."""
    unlike = unsettled_unlike(turn.session, turn.report())
    turn.say(
        sentences.changed(unlike),
        [TAKE.choice(sentences.UPDATE), KEEP.choice(sentences.KEEP), WORKBOOK.choice(sentences.WORKBOOK)],
        title=sentences.changed_title(len(unlike)),
        numbered=True,
    )


def hear(turn: Turn, _held: TotalsChanged, text: str) -> Next:
    """Only the choices and edits are understood, also when another message has come after them."""
    if fold(text) == fold(sentences.UPDATE):
        return take(turn, "")
    if says_rows(text):
        return do(turn, SET, text)
    turn.note(reporting.TAP_OR_TYPE)
    return STAY


def keep(turn: Turn, _held: Held, reason: str) -> Next:
    """Keep these rows as they are: with the reason at once, or ask for it."""
    return _keep(turn, reason) if reason else Go(KeepingFigures())


def ask_reason(turn: Turn, _held: KeepingFigures) -> None:
    """Ask why the figures are right."""
    turn.say(sentences.WHY_KEEP, [TAKE.choice(sentences.UPDATE)])


def hear_reason(turn: Turn, _held: KeepingFigures, text: str) -> Next:
    """Take the reason for all of them."""
    return _keep(turn, text)


def _keep(turn: Turn, text: str) -> Next:
    """Keep them for this reason; it needs words."""
    reason = turn.reason(text)
    if reason is None:
        return STAY
    turn.note(sentences.kept(keep_unlike(turn.session, turn.report(), reason, turn.source)))
    return Go(Filling())


@does(WORKBOOK)
def send_workbook(turn: Turn, _rest: str) -> Next:
    """The workbook of the roll-up behind the report at hand; the question stays."""
    if turn.rests and is_desk(turn.officer):
        return do(turn, TOTAL, "")
    rolled = rollup_below(turn.session, turn.report())
    if rolled is None or not rolled.taken:
        turn.note(sentences.NOTHING_BELOW)
        return STAY
    file = Attachment(*rollup_workbook(rolled), turn.unit.id)
    turn.say(sentences.HERE_IS_THE_WORKBOOK, [GO_ON.choice(sentences.BACK)], attachment=file)
    return STAY


TOTALS_CHANGED = Step(
    holds=TotalsChanged,
    manner=manners.OF_A_DOUBT,
    ask=ask,
    hear=hear,
    settled=settled,
    back=stay,
    go_on=stay,
    keep=keep,
)
KEEPING_FIGURES = Step(
    holds=KeepingFigures,
    manner=manners.OF_A_REASON,
    ask=ask_reason,
    hear=hear_reason,
    settled=settled,
    back=stay,
    go_on=stay,
    keep=keep,
)
