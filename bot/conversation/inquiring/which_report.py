"""Which report an officer's question is about: the one at hand, the one of the period that is said, or what is owed."""

from collections.abc import Sequence

from bot.conversation.core.places import Reopening
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report.approving import SendingBack
from bot.conversation.report.extending import Extending
from bot.conversation.report.locking import AskingReopening
from bot.conversation.report.opening import my_reports
from bot.reading.questions import When
from tracker.reports.rounds import Asked

_MOST = 3


def at_hand(turn: Turn) -> bool:
    """Whether the person stands at a report, or at a question about one."""
    return step_at(turn).manner.open_report or turn.at(Reopening, Extending, AskingReopening, SendingBack)


def meant(turn: Turn, when: When, *, handed_in: bool = False) -> list[Asked]:
    """The reports that are meant, those that want doing first; [] for none of that period.

    Without a period: the one at hand; else those that are owed, or the last one handed in, and that one first if `handed_in`.
    """
    mine = my_reports(turn)
    own = [*mine.owed, *mine.to_approve, *mine.handed_in]
    here = [one for one in own if one.report.id == turn.place.report_id]
    if when.parts:
        return [one for one in own if when.fits(one.round.period)][:_MOST]
    if at_hand(turn) and here:
        wanted = here
    elif handed_in and mine.handed_in:
        wanted = [one for one in here if one.report.submitted_at] or mine.handed_in[:1]
    else:
        wanted = [*mine.owed, *mine.to_approve][:_MOST] or mine.handed_in[:1]
    return _before(wanted, own, when.back) if when.back else wanted


def _before(wanted: Sequence[Asked], own: Sequence[Asked], back: int) -> list[Asked]:
    """The report on the same form so many rounds before the first of those."""
    if not wanted:
        return []
    last = wanted[0]
    same = [one for one in own if one.round.form_code == last.round.form_code and one.report.due_at < last.report.due_at]
    return sorted(same, key=lambda one: one.report.due_at, reverse=True)[back - 1 : back]
