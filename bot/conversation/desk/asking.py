"""Questions in words: whom they mean, which round, and what is answered; officers get their own unit alone."""

from collections.abc import Mapping, Sequence

from bot.conversation.core.naming import ask_back
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Questions, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.desk import own_standing, standing
from bot.conversation.desk.sought import Sought
from bot.messages.actions import LEAVE
from bot.reading.questions import Question, When, called, names_form, read_question
from bot.texts.desk import standing as sentences
from bot.texts.office import menu
from tracker.office.officers import is_desk
from tracker.office.units import Unit, subtree_ids, units_below, units_called
from tracker.reports.rounds import Round, rounds_within

_MOST_OTHERS = 3  # rounds that are offered besides


def answered(turn: Turn, text: str) -> bool:
    """Whether the text was a question of this kind, which is answered then; in the middle of a report only if surely so."""
    among = [turn.unit, *(units_below(turn.session, turn.unit, turn.today) if is_desk(turn.officer) else [])]
    names = {name for unit in among for name in map(called, (unit.name, unit.full_name, unit.code)) if name}
    question = read_question(text, turn.today, names)
    if question is None or (step_at(turn).manner.questions is Questions.IF_SURE and (not question.asks or question.left)):
        return False
    if is_desk(turn.officer):
        return _answer_desk(turn, question, among)
    return own_standing.answer(turn, question)


def _answer_desk(turn: Turn, question: Question, among: Sequence[Unit]) -> bool:
    """The group, the unit or the file that is meant; False where words are left that mean nothing here."""
    rounds = rounds_within(turn.session, turn.unit)
    of_form = [round_ for round_ in rounds if names_form(question.left, round_.form_name, round_.form_code)]
    names, left = list(question.names), "" if of_form else question.left
    if left and not names:
        if not units_called(among, left) and not question.may_name_nobody:
            return False
        names = [left]
    is_said = question.when.is_said or bool(of_form)
    meant = _rounds(turn, of_form or rounds, question.when) if is_said else []
    sought = Sought(question.about, question.shape, meant[0].id if meant else 0)
    turn.go(Menu())
    if is_said and not meant:
        _say_no_round(turn, sought, rounds)
    else:
        _answer_of(turn, sought, _fitting(turn, among, names), among, meant[1:])
    return True


def _fitting(turn: Turn, among: Sequence[Unit], names: Sequence[str]) -> dict[str, list[Unit]]:
    """By name the units that it may mean; a unit that stands above another that is named tells which one is meant."""
    units = {name: units_called(among, name) for name in names}
    for name, above in list(units.items()):
        below = subtree_ids(turn.session, above[0].id) - {above[0].id} if len(above) == 1 else set()
        within = {other: [unit for unit in fitting if unit.id in below] for other, fitting in units.items()}
        if any(within.values()):
            del units[name]
            units |= {other: fitting for other, fitting in within.items() if fitting}
    return units


def _answer_of(
    turn: Turn, sought: Sought, named: Mapping[str, Sequence[Unit]], among: Sequence[Unit], others: Sequence[Round]
) -> None:
    """Answer of the unit that is named, all of them if none is; ask back a name that fits none or several."""
    unclear = next((name for name, fitting in named.items() if len(fitting) != 1), None)
    if unclear:
        ask_back(turn, unclear, among, sought.of_some_unit, [LEAVE.choice(menu.LEAVE)])
        return
    units = [fitting[0] for fitting in named.values()] or [turn.unit]
    if len(units) > 1:
        choices = [sought._replace(unit_id=unit.id).choice(unit.full_name) for unit in units]
        turn.say(sentences.WHICH_UNIT_FIRST, choices, numbered=True)
        return
    sought = sought._replace(unit_id=units[0].id)
    standing.offer_others(turn, sought, others)
    standing.show(turn, sought)


def _rounds(turn: Turn, rounds: Sequence[Round], when: When) -> list[Round]:
    """The round that is meant, then the others that the words fit; [] for none."""
    fitting = [round_ for round_ in rounds if when.fits(round_.period)]
    if not fitting:
        return []
    if when.parts:
        latest: dict[tuple[str, str], Round] = {}
        for round_ in fitting:
            latest.setdefault((round_.form_code, round_.period.partition("-")[2]), round_)
        return list(latest.values())
    lively = standing.lively(turn, fitting)
    return standing.rounds_before(lively[0], fitting)[when.back - 1 : when.back] if when.back else lively


def _say_no_round(turn: Turn, sought: Sought, rounds: Sequence[Round]) -> None:
    sought = sought._replace(unit_id=turn.unit.id)
    choices = [sought._replace(round_id=round_.id).choice(sentences.other_round(round_)) for round_ in rounds[:_MOST_OTHERS]]
    turn.say(sentences.no_such_round(rounds), choices, numbered=True)
