"""Nudging those who owe a report, on the road of every reminder: shown and asked about first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.core.doing import does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.desk.unit_page import NUDGE_UNIT
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.errors.rights import NotYours, NudgedAlready
from bot.messages.actions import LEAVE, NUDGE, Action, Right
from bot.people.addresses import addresses_in, addresses_of
from bot.people.reach import unreachable
from bot.reading.questions import About, Question, Topic
from bot.reminders.notes import last_nudge, nudge
from bot.texts.desk import reminding as sentences
from bot.texts.office import menu
from tracker.calendar.ladder import next_working_time
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import leaders_of
from tracker.office.units import Unit, subtree_ids
from tracker.reports.reports import Report, unit_of
from tracker.reports.rounds import Round
from tracker.review.standing import round_standing

NUDGE_THEM = Action("nudgethem", right=Right.DESK)
_NONE = "-"
_MOST_NAMED = 5  # units that a button carries


@dataclass(frozen=True)
class _Owing:
    """Who is to be nudged: those who owe a report of the round, of a group and of levels, or these units alone."""

    round: Round
    sought: Sought
    units: tuple[int, ...] = ()

    @property
    def is_everybody(self) -> bool:
        return not self.units and not self.sought.levels and self.sought.about is About.ALL

    def data(self) -> tuple[object, ...]:
        units = ",".join(map(str, self.units)) or _NONE
        return self.sought.about, self.sought.levels or _NONE, self.round.id, units

    def reports(self, turn: Turn) -> list[Report]:
        found = round_standing(turn.session, self.round, turn.unit).owing
        asked = {id_ for unit in self.units for id_ in subtree_ids(turn.session, unit)}
        fitting = [one.report for one in found if belongs(one, self.sought, turn.now)]
        return [one for one in fitting if not asked or one.unit_id in asked]


@does(NUDGE)
def show(turn: Turn, words: str) -> Next:
    """Show whom it would remind of the round, or of the one on the screen last, and of which levels; then ask."""
    number, _, levels = words.partition(" ")
    owing = _Owing(round_at_hand(turn, number), Sought(levels=levels))
    turn.go(Menu(shown=owing.round.id))
    _ask(turn, owing)
    return STAY


@answers(Topic.NUDGE)
def answer(turn: Turn, question: Question) -> Next:
    """Show whom "nhắc các xã chưa nộp quý 3" or "nhắc Ba Bể" would remind, and ask."""
    meant = find_meant(turn, question)
    clear = is_clear(turn, question, meant, Pick(NUDGE_THEM, ("all", _NONE, _round_id(turn, meant.rounds))))
    if not clear:
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    about = About.ALL if question.about is About.OWING else question.about
    sought = Sought(about, levels=level_keys(question.objects.levels))
    owing = _Owing(round_, sought, tuple(unit.id for unit in meant.units[:_MOST_NAMED]))
    turn.go(Menu(shown=round_.id))
    _ask(turn, owing)
    return STAY


def _round_id(turn: Turn, rounds: Sequence[Round]) -> int:
    return rounds[0].id if rounds else round_at_hand(turn).id


@does(NUDGE_THEM)
def nudge_them(turn: Turn, words: str) -> Next:
    """Remind those who were shown and still owe; raises NotYours."""
    about, levels, number, units = (words.split(" ") + [""] * 4)[:4]
    if about not in set(About) or not number or not all(part.isdigit() for part in units.split(",") if part != _NONE):
        raise NotYours
    ids = tuple(int(part) for part in units.split(",") if part != _NONE)
    owing = _Owing(round_at_hand(turn, number), Sought(About(about), levels=levels.removeprefix(_NONE)), ids)
    turn.go(Menu(shown=owing.round.id))
    _nudge(turn, owing)
    return STAY


@does(NUDGE_UNIT)
def nudge_unit(turn: Turn, number: str) -> Next:
    """Remind one unit alone, by its report; the page that stands is left."""
    report = turn.overseen_report(number)
    round_ = turn.session.get_one(Round, report.round_id)
    turn.go(Menu(shown=round_.id))
    _nudge(turn, _Owing(round_, Sought(), (report.unit_id,)))
    return STAY


def _ask(turn: Turn, owing: _Owing) -> None:
    reports = owing.reports(turn)
    last = last_nudge(turn.session, owing.round, turn.unit.id, turn.now) if owing.is_everybody else None
    if last and reports:
        turn.note(sentences.nudged_already(last.at))
        return
    reached, people = _reached(turn, reports)
    if not reached:
        _say_nobody(turn, owing.round, reports)
        return
    cannot = sentences.unreachable(unreachable(turn.session, [unit_of(turn.session, one) for one in reports]))
    text = sentences.about_to_nudge(owing.round, reached, people, _begins(turn))
    choices = [NUDGE_THEM.choice(sentences.go_on(people), *owing.data()), LEAVE.choice(menu.LEAVE)]
    turn.say("\n".join([text, *cannot]), choices)


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
    if owing.is_everybody:
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
