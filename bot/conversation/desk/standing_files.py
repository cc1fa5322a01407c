"""The desk takes the standing along: as a workbook, and as pictures that a phone can show."""

from collections.abc import Sequence

from bot.conversation.core.turn import Turn
from bot.conversation.seeking.sought import Sought
from bot.messages.actions import STATUS
from bot.messages.messages import Attachment
from bot.people.reach import contacts_of
from bot.reading.questions import AnswerShape
from bot.texts.desk import standing as sentences
from bot.texts.desk import standing_table as names
from tracker.office.units import Unit
from tracker.reports.rounds import Round
from tracker.review.standing import RoundStanding, rounds_standing
from tracker.workbooks.pictures import table_picture
from tracker.workbooks.status_book import status_workbook

_ROUNDS, _ROWS = 3, 40  # in one picture


def send_workbook(turn: Turn, unit: Unit, round_: Round) -> None:
    """The round by unit, and the units over the rounds."""
    people = contacts_of(turn.session, [one.unit.id for one in rounds_standing(turn.session, [round_], unit)[0].units])
    name, content = status_workbook(turn.session, round_, unit, turn.now, people)
    file = Attachment(name, content, unit.id)
    turn.say(sentences.here_is_the_workbook(round_), [STATUS.choice(sentences.ALL_UNITS)], attachment=file)


def send_picture(turn: Turn, unit: Unit, sought: Sought, before: Sequence[Round]) -> None:
    """Forty units with the round and the two before it, those that owe it first; the others on further pictures."""
    round_ = turn.session.get_one(Round, sought.round_id)
    found = rounds_standing(turn.session, [*before[: _ROUNDS - 1][::-1], round_], unit)
    standings = [RoundStanding(one.round, [each for each in one.units if sought.is_of(each.unit.level)]) for one in found]
    units = standings[-1].units
    rows = names.picture_rows(standings, units if len(units) <= _ROWS else standings[-1].by_stage)
    last = max(1, -(-len(rows) // _ROWS))
    page = min(max(sought.page, 1), last)
    part = rows[(page - 1) * _ROWS : page * _ROWS]
    title = names.picture_title(unit, turn.now, (page, last))
    content = table_picture(title, names.picture_head(standings), part)
    sought = sought._replace(shape=AnswerShape.PICTURE)
    choices = [sought._replace(page=page + 1).choice(sentences.MORE)] if page < last else []
    turn.say(
        names.here_is_the_picture(round_),
        [*choices, STATUS.choice(sentences.ALL_UNITS)],
        attachment=Attachment(names.PICTURE_NAME, content, unit.id),
    )
