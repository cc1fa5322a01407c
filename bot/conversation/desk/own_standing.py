"""An officer asks where things stand: they get their own unit, and hear who may see the others; nobody is moved."""

from bot.conversation.core.turn import Turn
from bot.reading.questions import AnswerShape, Question, When, names_form
from bot.texts.desk import standing as sentences
from bot.texts.desk import standing_table as names
from bot.texts.desk import unit_page
from tracker.office.officers import overseers
from tracker.office.units import Unit, units_called
from tracker.reports.rounds import Asked, rounds_within
from tracker.reports.unit_history import unit_histories
from tracker.review.standing import round_standing

_MOST, _MOST_PAST = 3, 8  # rounds on one screen
_ANY = When()


def answer(turn: Turn, question: Question) -> bool:
    """Answer a question above the one that stands; False where words are left that mean nothing here."""
    about_others = bool(question.left) and not (
        units_called([turn.unit], question.left) or _names_own_form(turn, question.left)
    )
    if about_others and not question.may_name_nobody:
        return False
    if about_others or question.many or question.shape in {AnswerShape.WORKBOOK, AnswerShape.PICTURE}:
        turn.note(_who_may_see(turn))
    turn.note(_history(turn) if question.shape is AnswerShape.HISTORY and not about_others else told(turn, question.when))
    return True


def _names_own_form(turn: Turn, words: str) -> bool:
    rounds = rounds_within(turn.session, turn.unit)
    return any(names_form(words, round_.form_name, round_.form_code) for round_ in rounds)


def _who_may_see(turn: Turn) -> str:
    people = [(officer, turn.session.get_one(Unit, officer.unit_id)) for officer in overseers(turn.session, turn.unit.id)]
    return sentences.only_own(turn.unit, people[:_MOST])


def of_others(turn: Turn, when: When = _ANY) -> str:
    """Who may see how others stand, beside where the person's own unit stands."""
    return f"{_who_may_see(turn)}\n{told(turn, when)}"


def _history(turn: Turn) -> str:
    past = unit_histories(turn.session, [turn.unit.id])[turn.unit.id]
    text = unit_page.history(past[:_MOST_PAST], turn.now) or unit_page.NO_HISTORY
    return f"{unit_page.history_title(turn.unit)}\n{text}"


def told(turn: Turn, when: When = _ANY) -> str:
    """Where the latest reports of the person's own unit stand."""
    mine = unit_histories(turn.session, [turn.unit.id])[turn.unit.id]
    lines = []
    fitting = [one for one in mine if when.fits(one.round.period)]
    for past in fitting[when.back : when.back + 1] if when.back else fitting[:_MOST]:
        found = round_standing(turn.session, past.round, turn.unit)
        lines += [
            sentences.own(Asked(one.report, past.round), one, turn.now)
            for one in found.units
            if one.report.id == past.report.id
        ]
    if lines:
        return "\n".join([sentences.own_title(turn.unit), *lines])
    return sentences.no_such_round([]) if mine else names.NO_ROUNDS
