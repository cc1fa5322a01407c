"""Taking many reports at once: those that wait are shown, with how many have no warning, and asked about once."""

from collections.abc import Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.desk.actions import ACCEPT_MANY
from bot.conversation.desk.reviewing import offer_next, rounds_waiting, see, waiting_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.group import UnitGroup
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.searching import Search, search_for
from bot.conversation.seeking.sought import Sought
from bot.messages.actions import LEAVE, SEE, Choice
from bot.reading.questions import Question, Topic
from bot.texts.desk import accepting as sentences
from bot.texts.desk import reviewing
from bot.texts.office import menu
from tracker.office.units import units_by_id
from tracker.reports.reports import Report, State, unit_of
from tracker.reports.rounds import Round
from tracker.review.submission import accept_report
from tracker.review.waiting import WaitingReports, sort_waiting

_MOST_OTHERS = 3  # rounds that are offered besides


@answers(Topic.ACCEPT)
def answer(turn: Turn, question: Question) -> Next:
    """Show what waits in the round that is named, "tiếp nhận hết các báo cáo quý 3"; of one unit its report."""
    if len(question.names) == 1:
        wanted = Search(_is_waiting, see, SEE, sentences.WHICH_REPORT, sentences.none_of_unit)
        return search_for(turn, question, wanted)
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    group = UnitGroup.meant(question, meant)
    others = [*meant.rounds[1:], *meant.others]
    if meant.rounds:
        round_ = meant.rounds[0]
    else:
        waiting = rounds_waiting(turn, meant.units)
        round_, others = (waiting[0], waiting[1:]) if waiting else (round_at_hand(turn), [])
    for other in others[:_MOST_OTHERS] if group.is_everybody or group.sought.levels else ():
        turn.offer(ACCEPT_MANY.choice(other.period_label, other.id, group.sought.levels))
    return _look(turn, round_, group)


def _is_waiting(_turn: Turn, report: Report) -> bool:
    return report.state == State.SUBMITTED


@does(ACCEPT_MANY)
def show(turn: Turn, words: str) -> Next:
    """What waits in the round of this number; raises NotYours."""
    number, _, levels = words.partition(" ")
    return _look(turn, round_at_hand(turn, number), UnitGroup(Sought(levels=levels)))


def _look(turn: Turn, round_: Round, group: UnitGroup) -> Next:
    turn.go(Menu(shown=round_.id))
    waiting = waiting_in(turn, round_)
    found = sort_waiting(turn.session, group.of(turn, waiting))
    named = set(group.units) - {one.unit.id for one in waiting} if group.units and not group.but else set()
    turn.note(sentences.not_waiting(units_by_id(turn.session, sorted(named))) if named else "")
    if found.clean:
        looked_at = {str(one.standing.report.id): one.standing.report.submissions for one in found.warned}
        shown = {str(one.report.id): one.report.submissions for one in found.clean}
        return ACCEPT_THEM.ask(round=round_.id, reports=shown, warned=looked_at)
    if found.warned:
        turn.say(sentences.waiting_list(round_, found), [*_one_by_one(found), LEAVE.choice(menu.LEAVE)], numbered=True)
    else:
        turn.note(sentences.none_waiting(round_))
    return STAY


def _one_by_one(found: WaitingReports) -> Sequence[Choice]:
    first = found.warned[0].standing if found.warned else found.clean[0]
    return [SEE.choice(sentences.ONE_BY_ONE, first.report.id)]


def _as_shown(turn: Turn, about: About) -> tuple[Round, WaitingReports]:
    """The round, and what of that which was shown waits as it did; raises NotYours."""
    round_, shown = round_at_hand(turn, str(about["round"])), {**about["warned"], **about["reports"]}
    waiting = [one for one in waiting_in(turn, round_) if shown.get(str(one.report.id)) == one.report.submissions]
    return round_, sort_waiting(turn.session, waiting)


def _shown(turn: Turn, about: About) -> Shown | None:
    round_, found = _as_shown(turn, about)
    if not found.clean:
        return None
    yes = sentences.accept_all(len(found.clean))
    return Shown("", sentences.waiting_list(round_, found), yes, menu.LEAVE, _one_by_one(found))


def _accept(turn: Turn, about: About) -> Next:
    """Take those without a warning that were shown and wait as they did; name those that do not."""
    round_, found = _as_shown(turn, about)
    clean = [one for one in found.clean if str(one.report.id) in about["reports"]]
    accept_these(turn, [one.report for one in clean])
    turn.go(Menu(shown=round_.id))
    turn.note(sentences.accepted([one.unit for one in clean]) if clean else "")
    other = set(about["reports"]) - {str(one.report.id) for one in clean}
    turn.note(sentences.changed([unit_of(turn.session, turn.overseen_report(number)) for number in sorted(other)]))
    offer_next(turn, round_)
    return STAY


def accept_these(turn: Turn, reports: Sequence[Report]) -> None:
    """Take these, which the person receives; raises WrongState for one that waits no more."""
    for report in reports:
        accept_report(turn.session, report, turn.source)
        tell_officers(turn, report, reviewing.ACCEPTED_TITLE, "")


ACCEPT_THEM = AskedFirst(name="accept many", show=_shown, do=_accept, leave=leave_as_it_is)
