"""The desk: where every unit stands."""

from bot.conversation.place import At
from bot.conversation.turn import Turn
from bot.texts import desk as sentences
from tracker.officers import oversees
from tracker.reports import reports_of
from tracker.rounds import Round, rounds_within
from tracker.standing import round_standing

_MOST = 3  # rounds on one screen


def show_standing(turn: Turn, _rest: str) -> None:
    """The latest rounds with the units of the asker's subtree; an officer sees their own unit alone."""
    rounds = _rounds(turn)[:_MOST]
    turn.stand(At.MENU)
    if not rounds:
        turn.note(sentences.NO_ROUNDS)
        return
    for round_ in rounds:
        found = round_standing(turn.session, round_, turn.unit)
        turn.say(sentences.standing(found), title=sentences.standing_title(found))


def _rounds(turn: Turn) -> list[Round]:
    if oversees(turn.session, turn.officer, turn.unit.id):
        return rounds_within(turn.session, turn.unit)
    return [turn.session.get_one(Round, report.round_id) for report in reports_of(turn.session, turn.unit.id)]
