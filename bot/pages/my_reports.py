"""The reports of a person's unit on one page: those that are owed, and those that were handed in."""

from dataclasses import dataclass

from bot.conversation.report.opening import my_reports
from bot.pages.page_turn import PageTurn
from bot.texts.common.states import STAGES
from bot.texts.common.wording import due, report_name
from tracker.reports.rounds import Asked
from tracker.reports.snapshot import snapshot_of

_MOST_HANDED_IN = 20


@dataclass(frozen=True)
class ReportLine:
    """One report, and whether it can be filled now."""

    report_id: int
    title: str
    due: str
    stage: str
    entered: int
    asked: int
    open: bool


def my_report_lines(turn: PageTurn) -> list[ReportLine]:
    """The next due first, then what was handed in, the latest first."""
    mine = my_reports(turn)
    return [_line(turn, one) for one in (*mine.owed, *mine.to_approve, *mine.handed_in[:_MOST_HANDED_IN])]


def _line(turn: PageTurn, one: Asked) -> ReportLine:
    report, here = one.report, snapshot_of(turn.session, one.report)
    asked = len(here.form.of_level(here.unit.level).cells)
    entered = asked - len(here.open) if report.is_open else asked
    stage = STAGES[report.stage(begun=bool(here.figures))].heading
    is_open = report.is_open and not report.is_locked(turn.now)
    return ReportLine(report.id, report_name(one.round), due(report), stage, entered, asked, is_open)
