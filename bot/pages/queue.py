"""The reports that wait for a desk: one after the other, those that may move the totals most first, or all unwarned."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.conversation.desk.reviewing import rounds_waiting, waiting_in
from bot.errors.rights import NotTheDesk
from bot.pages.page_turn import PageTurn
from bot.texts.common.wording import report_name
from tracker.office.officers import is_desk
from tracker.office.units import subtree_ids
from tracker.reports.reports import Report, State
from tracker.review.influence import by_influence
from tracker.review.waiting import sort_waiting


@dataclass(frozen=True)
class WaitingRound:
    """What waits in a round: the reports of which nothing warns, by number and unit, and how many others there are."""

    title: str
    clean: Sequence[tuple[int, str]]
    warned: int


def clean_waiting(turn: PageTurn) -> list[WaitingRound]:
    """What waits, by round; raises NotTheDesk."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    found = [(round_, sort_waiting(turn.session, waiting_in(turn, round_))) for round_ in rounds_waiting(turn)]
    return [
        WaitingRound(report_name(round_), [(one.report.id, one.unit.full_name) for one in apart.clean], len(apart.warned))
        for round_, apart in found
    ]


def next_waiting(turn: PageTurn, after: int) -> int | None:
    """The number of the report that waits next after this one, or the first; None where none does. Raises NotTheDesk."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    below = subtree_ids(turn.session, turn.unit.id) - {turn.unit.id}
    wanted = select(Report.id).where(Report.state == State.SUBMITTED, col(Report.unit_id).in_(below))
    longest = turn.session.exec(wanted.order_by(col(Report.submitted_at), col(Report.id)))
    risks = by_influence(turn.session, below).of_reports
    waiting = sorted(longest, key=lambda number: -risks.get(number, 0))
    if after in waiting:
        return waiting[(waiting.index(after) + 1) % len(waiting)]
    return waiting[0] if waiting else None
