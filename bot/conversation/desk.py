"""The desk: where every unit stands."""

from collections.abc import Sequence

from bot.conversation.place import At
from bot.conversation.turn import Choice, Turn
from bot.texts import desk as sentences
from tracker.officers import oversees
from tracker.reports import State, reports_of
from tracker.rounds import Round, rounds_within
from tracker.standing import RoundStanding, round_standing

_MOST = 3  # rounds on one screen
_MOST_BUTTONS = 20


def show_standing(turn: Turn, _rest: str) -> None:
    """The latest rounds with the units of the asker's subtree; an officer sees their own unit alone."""
    rounds = _rounds(turn)[:_MOST]
    turn.stand(At.MENU)
    if not rounds:
        turn.note(sentences.NO_ROUNDS)
        return
    desk = oversees(turn.session, turn.officer, turn.unit.id)
    standings = [round_standing(turn.session, round_, turn.unit) for round_ in rounds]
    for standing in standings[:0:-1]:
        turn.say(sentences.standing(standing), title=sentences.standing_title(standing))
    choices = _to_see(standings) if desk else []
    turn.say(sentences.standing(standings[0]), choices, title=sentences.standing_title(standings[0]))


def _to_see(standings: Sequence[RoundStanding]) -> list[Choice]:
    """The reports of the latest round that wait for the desk."""
    waiting = [unit for unit in standings[0].units if unit.report.state == State.SUBMITTED]
    return [(sentences.see(unit.unit), f"see {unit.report.id}") for unit in waiting[:_MOST_BUTTONS]]


def _rounds(turn: Turn) -> list[Round]:
    if oversees(turn.session, turn.officer, turn.unit.id):
        return rounds_within(turn.session, turn.unit)
    return [turn.session.get_one(Round, report.round_id) for report in reports_of(turn.session, turn.unit.id)]
