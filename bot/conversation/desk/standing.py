"""The desk: where every unit stands, by group and page; nudging those who owe; the totals."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.desk import deciding, own_standing, standing_files, unit_page
from bot.conversation.desk.actions import ACCEPT_MANY
from bot.conversation.seeking.meant import latest_in, lively, round_at_hand, rounds_before
from bot.conversation.seeking.people import PEOPLE, whom_to_call
from bot.conversation.seeking.sought import ASK, Sought, belongs
from bot.errors.rights import NotYours
from bot.messages.actions import NUDGE, SEE, STATUS, TOTAL, Choice
from bot.messages.messages import Attachment
from bot.people.reach import unreachable
from bot.reading.questions import About, AnswerShape
from bot.texts.desk import accepting, reminding
from bot.texts.desk import standing as sentences
from bot.texts.desk import standing_table as names
from bot.texts.office import menu
from tracker.calendar.periods import parse_period
from tracker.office.officers import oversees
from tracker.office.units import Unit, subtree_ids, units_by_id
from tracker.reports.reports import State
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import RoundStanding, round_standing, rounds_standing
from tracker.rollup import roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook

_MOST_TO_SEE, _MOST_OTHERS, _MOST_ROUNDS = 8, 3, 8  # buttons, buttons, lines


@does(STATUS)
def show_standing(turn: Turn, _rest: str) -> Next:
    """The round in which something is owed, to the desk; an officer sees their own unit alone."""
    if oversees(turn.session, turn.officer, turn.unit.id):
        turn.go(Menu())
        show(turn, Sought(unit_id=turn.unit.id))
    else:
        turn.note(own_standing.told(turn))
    return STAY


@does(ASK)
def ask(turn: Turn, words: str) -> Next:
    """What a button of an answer asks for; raises NotYours."""
    turn.go(Menu())
    show(turn, Sought.read(words))
    return STAY


def show(turn: Turn, sought: Sought) -> None:
    """Answer what is sought, of a unit that the person oversees; raises NotYours."""
    unit = turn.session.get(Unit, sought.unit_id)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    rounds = rounds_within(turn.session, unit)
    asked = [round_ for round_ in rounds if round_.id == sought.round_id] if sought.round_id else lively(turn, rounds)
    if not asked:
        turn.note(sentences.not_asked(unit) if rounds else names.NO_ROUNDS)
        return
    if not sought.round_id:
        offer_others(turn, sought, asked[1:])
    sought = sought._replace(round_id=asked[0].id)
    if sought.shape is AnswerShape.WORKBOOK:
        turn.note(sentences.ALL_LEVELS_INSIDE if sought.levels or sought.days or sought.late_by else "")
        standing_files.send_workbook(turn, unit, asked[0])
    elif sought.shape is AnswerShape.PICTURE:
        standing_files.send_picture(turn, unit, sought, rounds_before(asked[0], rounds))
    elif sought.shape is AnswerShape.HISTORY:
        _show_history(turn, unit, asked[0], rounds)
    else:
        _show_round(turn, unit, sought, rounds)


def show_each(turn: Turn, sought: Sought, units: Sequence[Unit], round_: Round) -> bool:
    """Where each of several units stands in a round, each to be looked at; False where one of them does not report in it."""
    by_id = {one.unit.id: one for one in round_standing(turn.session, round_, turn.unit).units}
    if any(unit.id not in by_id for unit in units):
        return False
    turn.go(Menu(shown=round_.id))
    choices = [sought._replace(round_id=round_.id, unit_id=unit.id).choice(unit.full_name) for unit in units]
    text = sentences.each([by_id[unit.id] for unit in units], turn.now)
    turn.say(text, choices, title=sentences.title(round_), numbered=True)
    return True


def offer_others(turn: Turn, sought: Sought, others: Sequence[Round]) -> None:
    """Say that the question fits other rounds as well, and offer them."""
    if others:
        turn.note(sentences.several_rounds(len(others) + 1))
    for round_ in others[:_MOST_OTHERS]:
        turn.offer(sought._replace(round_id=round_.id).choice(sentences.other_round(round_)))


def _show_history(turn: Turn, unit: Unit, round_: Round, rounds: Sequence[Round]) -> None:
    """Of a unit that reports, its own; of one above others, the numbers of its rounds."""
    if unit_page.reports_itself(turn, unit, round_):
        unit_page.show_history(turn, unit)
        return
    found = rounds_standing(turn.session, rounds[:_MOST_ROUNDS], unit)
    text = sentences.numbers_of_rounds(found)
    turn.say(text, [STATUS.choice(sentences.ALL_UNITS)], title=sentences.rounds_title(unit))


def _show_round(turn: Turn, unit: Unit, sought: Sought, rounds: Sequence[Round]) -> None:
    round_ = next(one for one in rounds if one.id == sought.round_id)
    found = round_standing(turn.session, round_, unit)
    if [one.unit.id for one in found.units] == [unit.id] and unit.id != turn.unit.id:
        unit_page.show(turn, found, rounds_before(round_, rounds))
        return
    turn.go(Menu(shown=round_.id))
    narrow = _narrowed(turn, found, sought)
    if narrow is None:
        return
    listed = sentences.Listed([one for one in narrow.by_stage if belongs(one, sought, turn.now)], sought.page)
    text = _text(turn, narrow, sought, listed)
    if listed.page == 1 and sought.about in {About.ALL, About.OWING, About.OVERDUE}:
        owing = narrow.owing if sought.about is About.ALL else listed.units
        cannot = unreachable(turn.session, [one.unit for one in owing])
        text = "\n".join([text, *reminding.unreachable(cannot)])
        if reminding.is_cut(cannot):
            turn.offer(PEOPLE.choice(names.WHOM_TO_CALL, *whom_to_call(round_.id, sought.levels), unit.id))
        deciding.name_waiting(turn)
    choices = [*_turning(sought, listed), *_to_see(listed), *_choices(turn, narrow, sought, rounds_before(round_, rounds))]
    within = unit if unit.id != turn.unit.id else None
    but = [one.full_name for one in units_by_id(turn.session, sorted(sought.left_out))]
    only = _levels(narrow) if sought.levels and narrow is not found else ()
    turn.say(text, choices, title=sentences.title(round_, within, only, but))


def _narrowed(turn: Turn, found: RoundStanding, sought: Sought) -> RoundStanding | None:
    """The units of the levels that are asked for, if that makes a difference; None, and says so, where there is none."""
    out = {id_ for number in sought.left_out for id_ in subtree_ids(turn.session, number)}
    units = [one for one in found.units if sought.is_of(one.unit.level) and one.unit.id not in out]
    if len(units) == len(found.units):
        return found
    everybody = sought._replace(levels="", but="", page=1).choice(sentences.ALL_LEVELS)
    if units:
        turn.offer(everybody)
        return RoundStanding(found.round, units)
    turn.say(sentences.no_such_level(_levels(found)), [everybody])
    return None


def _levels(found: RoundStanding) -> list[str]:
    return list(dict.fromkeys(one.unit.level for one in found.units))


def _text(turn: Turn, found: RoundStanding, sought: Sought, listed: sentences.Listed) -> str:
    if sought.span and sought.span.since <= turn.now:
        return sentences.on_days(found, sought.about, listed, sought.span)
    if sought.about is About.ALL:
        return sentences.board(found, listed)
    return sentences.group(found, sought.about, listed, turn.now, sought.late_by)


def _turning(sought: Sought, listed: sentences.Listed) -> list[Choice]:
    page = listed.page
    more = [sought._replace(page=page + 1).choice(sentences.MORE)] if page < listed.last else []
    return more + ([sought._replace(page=page - 1).choice(sentences.LESS)] if page > 1 else [])


def _to_see(listed: sentences.Listed) -> list[Choice]:
    """The reports on this page that wait for the desk."""
    waiting = [one for one in listed.shown if one.report.state == State.SUBMITTED]
    return [SEE.choice(names.see(one.unit), one.report.id) for one in waiting[:_MOST_TO_SEE]]


def _choices(turn: Turn, found: RoundStanding, sought: Sought, before: Sequence[Round]) -> list[Choice]:
    """What can be done with this round."""
    own = sought.unit_id == turn.unit.id
    of_round = (found.round.id, sought.levels) if sought.levels else (found.round.id,)
    choices = [NUDGE.choice(names.NUDGE, *of_round)] if found.owing and own and not sought.but else []
    choices += [TOTAL.choice(names.TOTAL, found.round.id)] if own and any(one.submitted for one in found.units) else []
    if sought.about is About.TO_REVIEW and found.to_review > 1:
        choices.append(ACCEPT_MANY.choice(accepting.ACCEPT_MANY, found.round.id, sought.levels))
    sought = sought._replace(page=1)
    choices.append(sought._replace(shape=AnswerShape.WORKBOOK).choice(sentences.WORKBOOK))
    choices.append(sought._replace(shape=AnswerShape.PICTURE).choice(sentences.PICTURE))
    return choices + [sought._replace(round_id=one.id).choice(sentences.ROUND_BEFORE) for one in before[:1]]


@does(TOTAL)
def send_total(turn: Turn, number: str) -> Next:
    """The totals of the subtree in the form's own layout, with who is missing; raises NothingHandedIn."""
    round_ = round_at_hand(turn, number) if number else latest_in(turn)
    name, content = rollup_workbook(roll_up(turn.session, round_.form_code, parse_period(round_.period), turn.unit))
    file = Attachment(name, content, turn.unit.id)
    turn.say(names.here_is_the_total(round_), [STATUS.choice(menu.STATUS)], attachment=file)
    return STAY
