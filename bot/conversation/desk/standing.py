"""The desk: where every unit stands."""

from collections.abc import Sequence

from bot.addresses import addresses_in, addresses_of
from bot.choices import Choice
from bot.conversation.desk import deciding
from bot.conversation.place import At
from bot.conversation.turn import NotYours, Turn
from bot.messages import Attachment
from bot.pictures import table_picture
from bot.reach import unreachable
from bot.reminders.notes import NudgedAlready, nudge
from bot.texts import desk as sentences
from bot.texts import menu, reminding
from tracker.ladder import next_working_time
from tracker.officers import leaders_of, oversees
from tracker.periods import parse_period
from tracker.reports import Report, State, reports_of
from tracker.rollup import roll_up, rollup_workbook
from tracker.rounds import Round, rounds_within
from tracker.standing import RoundStanding, round_standing, rounds_standing
from tracker.working_days import WorkingDays

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
    first = standings[0]
    choices = [*_to_see(standings), *_to_nudge(first), *_pictures(first)] if desk else []
    cannot = unreachable(turn.session, [one.unit for one in first.owing]) if desk else []
    text = "\n".join([sentences.standing(first), *reminding.unreachable(cannot)])
    deciding.name_waiting(turn)
    turn.say(text, choices, title=sentences.standing_title(first))


def _pictures(standing: RoundStanding) -> list[Choice]:
    handed_in = any(unit.submitted for unit in standing.units)
    total: list[Choice] = [(sentences.TOTAL, f"total {standing.round.id}")] if handed_in else []
    return [*total, (sentences.PICTURE, "picture")]


def send_total(turn: Turn, number: str) -> None:
    """The totals of the subtree in the form's own layout, with who is missing; raises NothingHandedIn."""
    round_ = _round(turn, number)
    name, content = rollup_workbook(roll_up(turn.session, round_.form_code, parse_period(round_.period), turn.unit))
    turn.say(
        sentences.here_is_the_total(round_), [(menu.STATUS, "status")], attachment=Attachment(name, content, turn.unit.id)
    )


def send_picture(turn: Turn, _rest: str) -> None:
    """The units with the latest rounds as a coloured table, from the same query as the words."""
    if not oversees(turn.session, turn.officer, turn.unit.id):
        turn.note(menu.NOT_UNDERSTOOD)
        return
    standings = rounds_standing(turn.session, _rounds(turn)[:_MOST][::-1], turn.unit)
    title = sentences.picture_title(turn.unit, turn.now)
    content = table_picture(title, sentences.picture_head(standings), sentences.picture_rows(standings))
    turn.say(
        sentences.HERE_IS_THE_PICTURE,
        [(menu.STATUS, "status")],
        attachment=Attachment(sentences.PICTURE_NAME, content, turn.unit.id),
    )


def _to_nudge(standing: RoundStanding) -> list[Choice]:
    return [(sentences.NUDGE, f"nudge {standing.round.id}")] if standing.owing else []


def nudge_owing(turn: Turn, number: str) -> None:
    """Remind those who owe a report of the round, on the same road as every reminder; says who cannot be reached.

    Without a number: of the latest round.
    """
    round_ = _round(turn, number)
    turn.stand(At.MENU)
    standing = round_standing(turn.session, round_, turn.unit)
    owing = [one.unit for one in standing.owing]
    cannot = unreachable(turn.session, owing)
    if owing:
        try:
            nudge(turn.session, turn.officer, round_, turn.now)
        except NudgedAlready as already:
            turn.note(reminding.nudged_already(already.at))
            return
    reached = {unit.id for unit in owing} - {one.unit.id for one in cannot}
    people = sum(_people(turn, one.report) for one in standing.owing if one.unit.id in reached)
    begins = next_working_time(turn.now, WorkingDays.of(turn.session))
    turn.note(reminding.nudged(len(reached), people, begins if begins > turn.now else None, cannot))


def _people(turn: Turn, report: Report) -> int:
    """How many people a reminder of this report goes to."""
    if report.is_open:
        return len(addresses_in(turn.session, report.unit_id))
    return len(addresses_of(turn.session, leaders_of(turn.session, report.unit_id)))


def _round(turn: Turn, number: str) -> Round:
    """A round with reports in the subtree that the person oversees; raises NotYours."""
    mine = _rounds(turn) if oversees(turn.session, turn.officer, turn.unit.id) else []
    found = [round_ for round_ in mine if number in {"", str(round_.id)}]
    if not found:
        raise NotYours
    return found[0]


def _to_see(standings: Sequence[RoundStanding]) -> list[Choice]:
    """The reports of the latest round that wait for the desk."""
    waiting = [unit for unit in standings[0].units if unit.report.state == State.SUBMITTED]
    return [(sentences.see(unit.unit), f"see {unit.report.id}") for unit in waiting[:_MOST_BUTTONS]]


def _rounds(turn: Turn) -> list[Round]:
    if oversees(turn.session, turn.officer, turn.unit.id):
        return rounds_within(turn.session, turn.unit)
    return [turn.session.get_one(Round, report.round_id) for report in reports_of(turn.session, turn.unit.id)]
