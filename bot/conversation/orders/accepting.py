"""Taking many reports at once: those that wait are shown, with how many have no warning, and asked about once."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.desk.actions import ACCEPT_MANY
from bot.conversation.desk.reviewing import offer_next, see, waiting_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.searching import Search, search_for
from bot.conversation.seeking.sought import Sought, level_keys
from bot.messages.actions import LEAVE, SEE, Action, Right
from bot.reading.questions import Question, Topic
from bot.texts.desk import accepting as sentences
from bot.texts.desk import reviewing
from bot.texts.office import menu
from tracker.office.units import subtree_ids
from tracker.reports.comments import draft_comments
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import UnitStanding
from tracker.review.submission import accept_report

ACCEPT_ALL = Action("acceptall", right=Right.DESK)
_MOST_OTHERS = 3  # rounds that are offered besides


class _Waiting(NamedTuple):
    """The reports of a round that wait for the desk: without a warning, and with one, which is said."""

    clean: list[UnitStanding]
    warned: list[tuple[UnitStanding, str]]


@answers(Topic.ACCEPT)
def answer(turn: Turn, question: Question) -> Next:
    """Show what waits in the round that is named, "tiếp nhận hết các báo cáo quý 3"; of one unit its report."""
    if question.names:
        wanted = Search(_is_waiting, see, SEE, sentences.WHICH_REPORT, sentences.none_of_unit)
        return search_for(turn, question, wanted)
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    others = [*meant.rounds[1:], *meant.others]
    if meant.rounds:
        round_ = meant.rounds[0]
    else:
        waiting = _rounds_waiting(turn)
        round_, others = (waiting[0], waiting[1:]) if waiting else (round_at_hand(turn), [])
    levels = level_keys(question.objects.levels)
    for other in others[:_MOST_OTHERS]:
        turn.offer(ACCEPT_MANY.choice(other.period_label, other.id, levels))
    _show(turn, round_, levels)
    return STAY


def _is_waiting(_turn: Turn, report: Report) -> bool:
    return report.state == State.SUBMITTED


def _rounds_waiting(turn: Turn) -> list[Round]:
    """The rounds in which something waits, that on the screen last first."""
    below = subtree_ids(turn.session, turn.unit.id) - {turn.unit.id}
    wanted = select(Report.round_id).where(col(Report.unit_id).in_(below), Report.state == State.SUBMITTED).distinct()
    numbers = set(turn.session.exec(wanted))
    shown = turn.held.shown if isinstance(turn.held, Menu) else 0
    found = [one for one in rounds_within(turn.session, turn.unit) if one.id in numbers]
    return sorted(found, key=lambda one: one.id != shown)


@does(ACCEPT_MANY)
def show(turn: Turn, words: str) -> Next:
    """What waits in the round of this number; raises NotYours."""
    number, _, levels = words.partition(" ")
    _show(turn, round_at_hand(turn, number), levels)
    return STAY


def _show(turn: Turn, round_: Round, levels: str) -> None:
    turn.go(Menu(shown=round_.id))
    found = _waiting(turn, round_, levels)
    everybody = [*found.clean, *(one for one, _ in found.warned)]
    if not everybody:
        turn.note(sentences.none_waiting(round_))
        return
    count = len(found.clean)
    choices = [ACCEPT_ALL.choice(sentences.accept_all(count), round_.id, count, levels)] if count else []
    first = found.warned[0][0] if found.warned else found.clean[0]
    choices += [SEE.choice(sentences.ONE_BY_ONE, first.report.id), LEAVE.choice(menu.LEAVE)]
    turn.say(sentences.waiting_list(round_, *found), choices, numbered=True)


def _waiting(turn: Turn, round_: Round, levels: str) -> _Waiting:
    found = _Waiting([], [])
    for one in waiting_in(turn, round_):
        if not Sought(levels=levels).is_of(one.unit.level):
            continue
        comments = len(draft_comments(turn.session, one.report))
        if one.kept or one.unsettled or comments:
            found.warned.append((one, sentences.warned(one.kept + one.unsettled, comments)))
        else:
            found.clean.append(one)
    return found


@does(ACCEPT_ALL)
def accept_all(turn: Turn, words: str) -> Next:
    """Take those without a warning, if they are still as many as were shown; raises NotYours."""
    number, count, levels = [*words.split(" "), "", ""][:3]
    round_ = round_at_hand(turn, number)
    clean = _waiting(turn, round_, levels).clean
    if not clean or number_in(count) != len(clean):
        turn.note(sentences.CHANGED)
        _show(turn, round_, levels)
        return STAY
    _accept(turn, [one.report for one in clean])
    turn.go(Menu(shown=round_.id))
    turn.note(sentences.accepted([one.unit for one in clean]))
    offer_next(turn, round_)
    return STAY


def _accept(turn: Turn, reports: Sequence[Report]) -> None:
    for report in reports:
        accept_report(turn.session, report, turn.source)
        tell_officers(turn, report, reviewing.ACCEPTED_TITLE, "")
