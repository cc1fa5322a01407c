"""The desk looks at one unit: its report for a round, whom to call, its history."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.conversation.core.turn import Turn
from bot.conversation.seeking.sought import Sought
from bot.messages.actions import SEE, STATUS, Action
from bot.reading.questions import AnswerShape
from bot.texts.desk import reviewing, standing
from bot.texts.desk import unit_page as sentences
from tracker.office.officers import Officer, is_desk, may_fill
from tracker.office.units import Unit
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round
from tracker.reports.unit_history import PastReport, unit_histories
from tracker.review.standing import RoundStanding

NUDGE_UNIT = Action("nudgeunit")
_MOST_ROUNDS = 20


def reports_itself(turn: Turn, unit: Unit, round_: Round) -> bool:
    """Whether the unit has a report of its own in this round."""
    own = select(Report.id).where(Report.round_id == round_.id, Report.unit_id == unit.id)
    own = own.where(Report.state != State.CANCELLED)
    return turn.session.exec(own).first() is not None


def show(turn: Turn, found: RoundStanding, before: Sequence[Round]) -> None:
    """The only unit of this standing."""
    (one,) = found.units
    unit, report = one.unit, one.report
    people = turn.session.exec(select(Officer).where(Officer.unit_id == unit.id, Officer.active).order_by(col(Officer.id)))
    able = [officer for officer in people if may_fill(officer, unit.id)]
    past = [p for p in unit_histories(turn.session, [unit.id])[unit.id] if p.round.id in {round_.id for round_ in before}]
    begun = one.entered or one.submitted
    sought = Sought(round_id=found.round.id, unit_id=unit.id)
    choices = [SEE.choice(sentences.SEE, report.id)] if begun else []
    choices += [NUDGE_UNIT.choice(sentences.NUDGE, report.id)] if report.is_open else []
    choices.append(sought._replace(shape=AnswerShape.HISTORY).choice(sentences.HISTORY))
    choices += [sought._replace(round_id=round_.id).choice(standing.ROUND_BEFORE) for round_ in before[:1]]
    choices.append(sought._replace(unit_id=turn.unit.id).choice(standing.ALL_UNITS))
    turn.say(sentences.page(one, able, past, turn.now), choices, title=reviewing.title(found.round, unit))


def show_year(turn: Turn, unit: Unit, rounds: Sequence[Round]) -> None:
    """What became of a unit's reports in these rounds alone, the latest first."""
    _show_past(turn, unit, [one for one in unit_histories(turn.session, [unit.id])[unit.id] if one.round in rounds])


def show_history(turn: Turn, unit: Unit) -> None:
    """The rounds of a unit with what became of each, the latest first."""
    _show_past(turn, unit, unit_histories(turn.session, [unit.id])[unit.id])


def _show_past(turn: Turn, unit: Unit, past: Sequence[PastReport]) -> None:
    text = sentences.history(past[:_MOST_ROUNDS], turn.now) or sentences.NO_HISTORY
    choices = [STATUS.choice(standing.ALL_UNITS)] if is_desk(turn.officer) else []
    turn.say(text, choices, title=sentences.history_title(unit))
