"""Looking something up: when rounds are due, who has seen a report, the totals; and what is not done here."""

from dataclasses import replace

from bot.conversation.core.doing import do, does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import ANSWERS, answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear, latest_in, round_at_hand
from bot.conversation.seeking.sought import Sought
from bot.errors.rights import NotYours
from bot.messages.actions import STATUS, TOTAL, Action, Choice, Right
from bot.reading.questions import AnswerShape, Question, Topic
from bot.texts.desk import looking_up as sentences
from bot.texts.desk import standing, standing_table
from bot.texts.office import menu
from tracker.audit.log import What
from tracker.audit_log.reading import LinesWanted, lines_of
from tracker.forms.catalogue import published_form
from tracker.office.officers import Officer
from tracker.office.units import Unit
from tracker.reports.reports import Report, reports_of
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import round_standing, rounds_standing

SEEN_OF = Action("seenof", right=Right.DESK)
_MOST_ROUNDS, _MOST_SEEN = 4, 200
_INSTEAD = {
    Topic.DRAFT: sentences.NO_LETTERS,
    Topic.CLOSE: sentences.NO_CLOSING,
    Topic.NO_NUDGE: sentences.NO_LESS_NUDGING,
}


@answers(Topic.DUE)
def due(turn: Turn, question: Question) -> Next:
    """Answer "hạn nộp quý 4 là ngày nào", of all units or of one."""
    meant = find_meant(turn, question)
    sought = Sought(round_id=meant.rounds[0].id if meant.rounds else 0)
    turn.go(Menu())
    if not is_clear(turn, question, meant, sought.of_some_unit):
        return STAY
    rounds = [*meant.rounds, *meant.others] or _still_to_come(turn)
    if days := question.objects.days:
        rounds = [one for one in (rounds if meant.rounds else rounds_within(turn.session, turn.unit)) if days.has(one.due_at)]
        turn.note("" if rounds else sentences.none_due(days))
        if not rounds:
            return STAY
    lines = [line for round_ in rounds[:_MOST_ROUNDS] for line in _due(turn, round_, meant)]
    turn.say("\n".join(lines) or standing_table.NO_ROUNDS, [STATUS.choice(standing.ALL_UNITS)])
    return STAY


def _still_to_come(turn: Turn) -> list[Round]:
    every = rounds_within(turn.session, turn.unit)
    return [one for one in every if one.due_at > turn.now] or every[:1]


def _due(turn: Turn, round_: Round, meant: Meant) -> list[str]:
    found = rounds_standing(turn.session, [round_], turn.unit)[0].units
    if meant.units:
        ids = {unit.id for unit in meant.units}
        return [sentences.due_of(one.unit, turn.asked(one.report)) for one in found if one.unit.id in ids]
    return [sentences.due(round_, [(one.unit, one.report) for one in found if one.report.due_at != round_.due_at])]


@answers(Topic.WHAT)
def what(turn: Turn, question: Question) -> Next:
    """Answer "mục 3.2.4 là gì": the row as each form that has it prints it."""
    rounds = rounds_within(turn.session, turn.unit)
    forms = {one.form_code: published_form(turn.session, one.form_code) for one in rounds}
    for form in forms.values():
        for key in question.objects.rows:
            if row := form.by_key.get(key):
                turn.note(sentences.what(form, row))
    turn.go(Menu())
    return STAY


@answers(Topic.SEEN)
def seen(turn: Turn, question: Question) -> Next:
    """Answer "ai đã xem báo cáo Đức Lương quý 3"."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant, Pick(SEEN_OF, (meant.rounds[0].id if meant.rounds else 0,))):
        return STAY
    if not meant.units:
        turn.note(sentences.WHICH_UNIT_SEEN)
    for unit in meant.units:
        _show_seen(turn, unit, meant.rounds[0] if meant.rounds else None)
    return STAY


@does(SEEN_OF)
def seen_of(turn: Turn, words: str) -> Next:
    """Who has seen the report of a unit that was chosen: the round's number, 0 for the latest, and the unit's."""
    number, _, unit_id = words.partition(" ")
    unit = turn.session.get(Unit, number_in(unit_id) or 0)
    if unit is None:
        raise NotYours
    _show_seen(turn, unit, round_at_hand(turn, number) if number != "0" else None)
    return STAY


def _show_seen(turn: Turn, unit: Unit, round_: Round | None) -> None:
    theirs = [one for one in reports_of(turn.session, unit.id) if round_ is None or one.round_id == round_.id]
    begun = [one for one in theirs if one.first_submitted_at] or theirs
    if not begun:
        turn.note(standing.not_asked(unit))
        return
    report: Report = turn.overseen_report(str(begun[0].id))
    lines = lines_of(turn.session, LinesWanted(report_id=report.id, what=What.REPORT), _MOST_SEEN)
    looked = [line for line in lines if line.step == "seen"]
    names = {line.officer_id: turn.session.get_one(Officer, line.officer_id).name for line in looked if line.officer_id}
    turn.note(sentences.seen(unit, turn.session.get_one(Round, report.round_id), looked, names))


@answers(Topic.TOTAL)
def total(turn: Turn, question: Question) -> Next:
    """Send the totals of the round that is named, or of the latest in which something is in."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    turn.note(sentences.ALL_LEVELS_INSIDE if question.objects.levels or meant.units else "")
    round_ = meant.rounds[0] if meant.rounds else latest_in(turn)
    for other in (*meant.rounds[1:], *meant.others):
        turn.offer(TOTAL.choice(standing.other_round(other), other.id))
    if not round_standing(turn.session, round_, turn.unit).units:
        raise NotYours
    return do(turn, TOTAL, str(round_.id))


@answers(Topic.BLANKS)
def blanks(turn: Turn, question: Question) -> Next:
    """Blank forms go to units; say so, and offer what a desk may mean."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    workbook = Sought(shape=AnswerShape.WORKBOOK, round_id=round_.id, unit_id=turn.unit.id)
    choices: list[Choice] = [
        TOTAL.choice(standing_table.TOTAL, round_.id),
        workbook.choice(standing.WORKBOOK),
        STATUS.choice(menu.STATUS),
    ]
    turn.go(Menu(shown=round_.id))
    turn.say(sentences.BLANKS, choices, numbered=True)
    return STAY


@answers(*_INSTEAD)
def say_what_else(turn: Turn, question: Question) -> Next:
    """Say what can be done instead of what is not done here."""
    turn.note(_INSTEAD[question.topic])
    return STAY


@answers(Topic.CALL)
def call(turn: Turn, question: Question) -> Next:
    """Show the telephone numbers instead."""
    turn.note(sentences.NO_CALLING)
    return ANSWERS[Topic.PEOPLE](turn, replace(question, topic=Topic.PEOPLE))
