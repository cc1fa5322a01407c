"""The desk: where every unit stands, by group and page; nudging those who owe; the totals."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.desk import deciding, own_standing, standing_files, unit_page
from bot.conversation.desk.sought import ASK, Sought, belongs
from bot.conversation.desk.unit_page import NUDGE_UNIT
from bot.errors.rights import NotYours, NudgedAlready
from bot.messages.actions import NUDGE, SEE, STATUS, Action, Choice
from bot.messages.messages import Attachment
from bot.people.addresses import addresses_in, addresses_of
from bot.people.reach import unreachable
from bot.reading.questions import About, AnswerShape
from bot.reminders.notes import nudge
from bot.texts.desk import reminding
from bot.texts.desk import standing as sentences
from bot.texts.desk import standing_table as names
from bot.texts.office import menu
from tracker.calendar.ladder import next_working_time
from tracker.calendar.periods import parse_period
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import leaders_of, oversees
from tracker.office.units import Unit
from tracker.reports.reports import Report, State, unit_of
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import RoundStanding, round_standing, rounds_owing, rounds_standing
from tracker.rollup import roll_up
from tracker.workbooks.rollup_book import rollup_workbook

_MOST_TO_SEE, _MOST_OTHERS, _MOST_ROUNDS = 8, 3, 8  # buttons, buttons, lines


TOTAL = Action("total", whole=("tong hop",))


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
        standing_files.send_workbook(turn, unit, asked[0])
    elif sought.shape is AnswerShape.PICTURE:
        standing_files.send_picture(turn, unit, sought, rounds_before(asked[0], rounds))
    elif sought.shape is AnswerShape.HISTORY:
        _show_history(turn, unit, asked[0], rounds)
    else:
        _show_round(turn, unit, sought, rounds)


def lively(turn: Turn, rounds: Sequence[Round]) -> list[Round]:
    """Of each form the latest of these rounds in which somebody below the desk still owes something; else the latest round.

    Of a single unit as well: whether it has handed in is asked of the round that everybody is busy with.
    """
    owing = rounds_owing(turn.session, turn.unit)
    latest: dict[str, Round] = {}
    for round_ in rounds:
        if round_.id in owing:
            latest.setdefault(round_.form_code, round_)
    return list(latest.values()) or list(rounds[:1])


def rounds_before(round_: Round, rounds: Sequence[Round]) -> list[Round]:
    """The rounds of the same form before this one, the latest due first."""
    same = [one for one in rounds if one.form_code == round_.form_code]
    return same[same.index(round_) + 1 :]


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
    listed = sentences.Listed([one for one in found.by_stage if belongs(one, sought.about, turn.now)], sought.page)
    text = (
        sentences.board(found, listed) if sought.about is About.ALL else sentences.group(found, sought.about, listed, turn.now)
    )
    if listed.page == 1 and sought.about in {About.ALL, About.OWING, About.OVERDUE}:
        owing = found.owing if sought.about is About.ALL else listed.units
        cannot = unreachable(turn.session, [one.unit for one in owing])
        text = "\n".join([text, *reminding.unreachable(cannot)])
        deciding.name_waiting(turn)
    choices = [*_turning(sought, listed), *_to_see(listed), *_choices(turn, found, sought, rounds_before(round_, rounds))]
    turn.say(text, choices, title=sentences.title(round_, unit if unit.id != turn.unit.id else None))


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
    choices = [NUDGE.choice(names.NUDGE, found.round.id)] if found.owing and own else []
    choices += [TOTAL.choice(names.TOTAL, found.round.id)] if own and any(one.submitted for one in found.units) else []
    sought = sought._replace(page=1)
    choices.append(sought._replace(shape=AnswerShape.WORKBOOK).choice(sentences.WORKBOOK))
    choices.append(sought._replace(shape=AnswerShape.PICTURE).choice(sentences.PICTURE))
    return choices + [sought._replace(round_id=one.id).choice(sentences.ROUND_BEFORE) for one in before[:1]]


@does(TOTAL)
def send_total(turn: Turn, number: str) -> Next:
    """The totals of the subtree in the form's own layout, with who is missing; raises NothingHandedIn."""
    round_ = _round(turn, number)
    name, content = rollup_workbook(roll_up(turn.session, round_.form_code, parse_period(round_.period), turn.unit))
    file = Attachment(name, content, turn.unit.id)
    turn.say(names.here_is_the_total(round_), [STATUS.choice(menu.STATUS)], attachment=file)
    return STAY


@does(NUDGE)
def nudge_owing(turn: Turn, number: str) -> Next:
    """Remind those who owe a report of the round, on the same road as every reminder; says who cannot be reached.

    Without a number: of the latest round in which something is owed.
    """
    round_ = _round(turn, number)
    turn.go(Menu())
    _nudge(turn, round_, [one.report for one in round_standing(turn.session, round_, turn.unit).owing])
    return STAY


@does(NUDGE_UNIT)
def nudge_unit(turn: Turn, number: str) -> Next:
    """Remind one unit alone, by its report; the page that stands is left."""
    report = turn.overseen_report(number)
    turn.go(Menu())
    _nudge(turn, turn.session.get_one(Round, report.round_id), [report] if report.is_with_unit else [], report.unit_id)
    return STAY


def _nudge(turn: Turn, round_: Round, owing: Sequence[Report], alone: int | None = None) -> None:
    cannot = unreachable(turn.session, [unit_of(turn.session, report) for report in owing])
    if owing:
        try:
            nudge(turn.session, turn.officer, round_, turn.now, alone)
        except NudgedAlready as already:
            turn.note(reminding.nudged_already(already.at))
            return
    reached = {report.unit_id for report in owing} - {one.unit.id for one in cannot}
    people = sum(_people(turn, report) for report in owing if report.unit_id in reached)
    begins = next_working_time(turn.now, WorkingDays.of(turn.session))
    turn.note(reminding.nudged(len(reached), people, begins if begins > turn.now else None, cannot))


def _people(turn: Turn, report: Report) -> int:
    """How many people a reminder of this report goes to."""
    if report.is_open:
        return len(addresses_in(turn.session, report.unit_id))
    return len(addresses_of(turn.session, leaders_of(turn.session, report.unit_id)))


def _round(turn: Turn, number: str) -> Round:
    """A round with reports in the subtree that the person oversees; raises NotYours."""
    mine = rounds_within(turn.session, turn.unit) if oversees(turn.session, turn.officer, turn.unit.id) else []
    found = [round_ for round_ in mine if number == str(round_.id)] if number else lively(turn, mine)
    if not found:
        raise NotYours
    return found[0]
