"""Nudging those who owe a report, on the road of every reminder: shown and asked about first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.conversation.core.confirming import About as AboutDeed
from bot.conversation.core.confirming import AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.desk.unit_page import NUDGE_UNIT
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.group import UnitGroup
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.sought import Sought
from bot.errors.rights import NotYours, NudgedAlready
from bot.messages.actions import NUDGE, Action, Right
from bot.people.addresses import addresses_in, addresses_of
from bot.people.reach import unreachable
from bot.reading.questions import About, Question, Topic
from bot.reminders.notes import last_nudge, nudge
from bot.texts.desk import reminding as sentences
from bot.texts.office import menu
from tracker.calendar.ladder import next_working_time
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import leaders_of
from tracker.office.units import Unit
from tracker.reports.reports import Report, unit_of
from tracker.reports.rounds import Round
from tracker.review.standing import round_standing

NUDGE_THEM = Action("nudgethem", right=Right.DESK)
_NONE = "-"


class _Owing(NamedTuple):
    """Who is to be nudged: those of a group who owe a report of the round."""

    round: Round
    group: UnitGroup = UnitGroup()

    def reports(self, turn: Turn) -> list[Report]:
        found = round_standing(turn.session, self.round, turn.unit).owing
        return [one.report for one in self.group.of(turn, found)]


@does(NUDGE)
def show(turn: Turn, words: str) -> Next:
    """Show whom it would remind of the round, or of the one on the screen last, and of which levels; then ask."""
    number, _, levels = words.partition(" ")
    return _ask(turn, _Owing(round_at_hand(turn, number), UnitGroup(Sought(levels=levels))))


@answers(Topic.NUDGE)
def answer(turn: Turn, question: Question) -> Next:
    """Show whom "nhắc các xã chưa nộp quý 3" or "nhắc Ba Bể" would remind, and ask."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant, Pick(NUDGE_THEM, ("all", _NONE, _round_id(turn, meant.rounds)))):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    group = UnitGroup.meant(question, meant)
    if question.about is About.OWING:
        group = group._replace(sought=group.sought._replace(about=About.ALL))  # a report that came back is owed as well
    return _ask(turn, _Owing(round_, group))


def _round_id(turn: Turn, rounds: Sequence[Round]) -> int:
    return rounds[0].id if rounds else round_at_hand(turn).id


@does(NUDGE_THEM)
def nudge_them(turn: Turn, words: str) -> Next:
    """Remind the unit that was chosen of the round; raises NotYours."""
    *_, number, unit = ["", *words.split(" ")]
    if not number or not unit.isdecimal():
        raise NotYours
    round_ = round_at_hand(turn, number)
    turn.go(Menu(shown=round_.id))
    _nudge(turn, _Owing(round_, UnitGroup(units=(int(unit),))))
    return STAY


@does(NUDGE_UNIT)
def nudge_unit(turn: Turn, number: str) -> Next:
    """Remind one unit alone, by its report; the page that stands is left."""
    report = turn.overseen_report(number)
    round_ = turn.session.get_one(Round, report.round_id)
    turn.go(Menu(shown=round_.id))
    _nudge(turn, _Owing(round_, UnitGroup(units=(report.unit_id,))))
    return STAY


def whom_to_nudge(turn: Turn, round_: Round, units: Sequence[int]) -> str:
    """Whom it would remind in these units, "" for nobody, which is said."""
    return _about_to(turn, _Owing(round_, UnitGroup(units=tuple(units))))[0]


def nudge_these(turn: Turn, round_: Round, units: Sequence[int]) -> None:
    """Remind those in these units who owe a report of the round."""
    _nudge(turn, _Owing(round_, UnitGroup(units=tuple(units))))


def _ask(turn: Turn, owing: _Owing) -> Next:
    turn.go(Menu(shown=owing.round.id))
    text, _ = _about_to(turn, owing)
    return NUDGE_ALL.ask(round=owing.round.id, **owing.group.packed()) if text else STAY


def _about_to(turn: Turn, owing: _Owing) -> tuple[str, int]:
    """What a nudge would do, and how many people it reaches; "" and 0, and why, where it would do nothing."""
    reports = owing.reports(turn)
    last = last_nudge(turn.session, owing.round, turn.unit.id, turn.now) if owing.group.is_everybody else None
    if last and reports:
        turn.note(sentences.nudged_already(last.at))
        return "", 0
    reached, people = _reached(turn, reports)
    if not reached:
        _say_nobody(turn, owing.round, reports)
        return "", 0
    cannot = sentences.unreachable(unreachable(turn.session, [unit_of(turn.session, one) for one in reports]))
    text = sentences.about_to_nudge(owing.round, reached, people, _begins(turn))
    return "\n".join([text, *cannot]), people


def _as_asked(turn: Turn, about: AboutDeed) -> _Owing:
    return _Owing(round_at_hand(turn, str(about["round"])), UnitGroup.read(about))


def _shown(turn: Turn, about: AboutDeed) -> Shown | None:
    text, people = _about_to(turn, _as_asked(turn, about))
    return Shown("", text, sentences.go_on(people), menu.LEAVE) if text else None


def _nudge_all(turn: Turn, about: AboutDeed) -> Next:
    """Remind those who were shown and still owe."""
    owing = _as_asked(turn, about)
    turn.go(Menu(shown=owing.round.id))
    _nudge(turn, owing)
    return STAY


def _nudge(turn: Turn, owing: _Owing) -> None:
    reports = owing.reports(turn)
    reached, people = _reached(turn, reports)
    if not reached:
        _say_nobody(turn, owing.round, reports)
        return
    try:
        done = _note(turn, owing, reports)
    except NudgedAlready as already:
        turn.note(sentences.nudged_already(already.at))
        return
    reached, people = _reached(turn, done)
    turn.note(sentences.nudged(owing.round, reached, people, _begins(turn)))
    cannot = unreachable(turn.session, [unit_of(turn.session, one) for one in done])
    turn.note("\n".join(sentences.unreachable(cannot)))


def _note(turn: Turn, owing: _Owing, reports: Sequence[Report]) -> list[Report]:
    """Note it for all at once, or unit by unit, for those that were not nudged lately; raises NudgedAlready if all were."""
    if owing.group.is_everybody:
        nudge(turn.session, turn.officer, owing.round, turn.now)
        return list(reports)
    fresh = [one for one in reports if not last_nudge(turn.session, owing.round, one.unit_id, turn.now)]
    for report in fresh or reports[:1]:
        nudge(turn.session, turn.officer, owing.round, turn.now, report.unit_id)
    return fresh


def _say_nobody(turn: Turn, round_: Round, reports: Sequence[Report]) -> None:
    if not reports:
        turn.note(sentences.nobody_owes(round_))
        return
    cannot = unreachable(turn.session, [unit_of(turn.session, one) for one in reports])
    turn.note("\n".join([sentences.nobody_reached(round_), *sentences.unreachable(cannot)]))


def _reached(turn: Turn, reports: Sequence[Report]) -> tuple[list[Unit], int]:
    """The units in which somebody is reminded of these reports, and how many people."""
    people = {report.unit_id: _people(turn, report) for report in reports}
    units = [unit_of(turn.session, report) for report in reports if people[report.unit_id]]
    cannot = {one.unit.id for one in unreachable(turn.session, units)}
    count = sum(count for number, count in people.items() if number not in cannot)
    return [unit for unit in units if unit.id not in cannot], count


def _people(turn: Turn, report: Report) -> int:
    """How many people a reminder of this report goes to."""
    if report.is_open:
        return len(addresses_in(turn.session, report.unit_id))
    return len(addresses_of(turn.session, leaders_of(turn.session, report.unit_id)))


def _begins(turn: Turn) -> datetime | None:
    """When reminders go out next; None for at once."""
    begins = next_working_time(turn.now, WorkingDays.of(turn.session))
    return begins if begins > turn.now else None


NUDGE_ALL = AskedFirst(name="nudge", show=_shown, do=_nudge_all, leave=leave_as_it_is)
