"""The desk moves the due time of a round, for all or some, or cancels it; what it does is shown, and asked about once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, select

from bot.conversation.core import manners, until
from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_saying
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu, Until
from bot.conversation.core.step import Step, keep_nothing, never, one_back, stay
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import ANSWERS, answers
from bot.conversation.seeking.meant import Meant, desk_units, find_meant, is_clear, known_to, task_ordered
from bot.errors.rights import NotYourRound
from bot.messages.actions import LEAVE, Action, Right
from bot.reading.questions import Question, Topic, read_order
from bot.reminders.changed_rounds import tell_cancelled, tell_changed
from bot.texts.common.wording import report_name
from bot.texts.desk import asking, rounds, standing_table
from bot.texts.desk import changing_rounds as sentences
from bot.texts.office import menu
from tracker.calendar.periods import ZONE
from tracker.calendar.working_days import WorkingDays
from tracker.office.officers import oversees
from tracker.office.units import Unit, units_by_id
from tracker.reports.reports import Report
from tracker.reports.round_changes import RoundChange, cancel_round, change_round, effect_of, reports_in
from tracker.reports.rounds import Round, rounds_within

_DUE = ("doi han nop", "doi han", "chuyen han nop", "lui han nop", "keo dai han nop", "sua han nop")
_CANCEL = ("huy ky bao cao", "huy ky", "huy bao cao ky")
_MOST_CHOICES, _MOST_UNITS = 8, 5
MOVE_DUE = Action("changedue", right=Right.DESK, whole=_DUE, begins=_DUE)
CANCEL_ROUND = Action("cancelround", right=Right.DESK, whole=_CANCEL, begins=_CANCEL)
CHANGE_ROUND = Action("changeround", right=Right.DESK)


class _What(StrEnum):
    DUE = "due"
    CANCEL = "cancel"


@dataclass(frozen=True)
class ChangingRound(Held, at="changing_round", leaving=Leaving.RECORDED):
    """A round whose new due time, or the reason for cancelling it, is asked for; `units` are those that it is about."""

    round: int = 0
    what: str = _What.DUE
    units: tuple[int, ...] = ()


@does(MOVE_DUE)
def move_due(turn: Turn, words: str) -> Next:
    """Move the due time of the round that is named: "quý 4 sang 20/12 vì mưa lũ"; of a task its due day."""
    if task := task_ordered(turn):
        return ANSWERS[task.topic](turn, task)
    return _find(turn, _What.DUE, words)


@answers(Topic.MOVE_ROUND)
def move_of_round(turn: Turn, _question: Question) -> Next:
    """Move it where its words come in another order: "quý 4 lùi hạn tới 20/12"."""
    return _find(turn, _What.DUE, turn.incoming.text)


@does(CANCEL_ROUND)
def cancel(turn: Turn, words: str) -> Next:
    """Cancel the round that is named: "quý 3 vì mở nhầm"."""
    return _find(turn, _What.CANCEL, words)


def _find(turn: Turn, what: _What, words: str) -> Next:
    question = read_order(words, turn.today, known_to(turn, desk_units(turn)))
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    named = [*meant.rounds, *meant.others]
    mine = [one for one in named or rounds_within(turn.session, turn.unit) if is_mine(turn, one)]
    if named and not mine:
        raise NotYourRound
    if not mine:
        turn.note(standing_table.NO_ROUNDS)
        return STAY
    if len(mine) == 1:
        held = ChangingRound(mine[0].id, what, tuple(_units_meant(turn, mine[0], question, meant)))
        return _begin(turn, held, question.rest)
    units = ",".join(str(unit.id) for unit in meant.units[:_MOST_UNITS]) or "-"
    choices = [CHANGE_ROUND.choice(report_name(one), what, one.id, units) for one in mine[:_MOST_CHOICES]]
    turn.say(sentences.WHICH, [*choices, LEAVE.choice(menu.LEAVE)], numbered=True)
    turn.hold(Menu(words=question.rest))
    return STAY


def _units_meant(turn: Turn, round_: Round, question: Question, meant: Meant) -> Sequence[int]:
    """Those that are named, or of the levels that are; none for all."""
    if meant.units or not question.objects.levels:
        return [unit.id for unit in meant.units]
    asked = select(Unit).join(Report, col(Report.unit_id) == Unit.id).where(Report.round_id == round_.id)
    return [unit.id for unit in turn.session.exec(asked) if unit.level in question.objects.levels]


@does(CHANGE_ROUND)
def choose(turn: Turn, words: str) -> Next:
    """The round that was chosen; what was typed before still counts."""
    what, number, units = [*words.split(" "), "", ""][:3]
    ids = tuple(number_in(one) or 0 for one in units.split(",") if one and one != "-")
    if what not in set(_What):
        raise NotYourRound
    held, round_ = turn.held, _round(turn, number)
    ids = tuple(report.unit_id for report in reports_in(turn.session, round_) if report.unit_id in ids)
    return _begin(turn, ChangingRound(round_.id, what, ids), held.words if isinstance(held, Menu) else "")


def is_mine(turn: Turn, round_: Round) -> bool:
    """Whether the person may move or cancel the round: it stands, and a unit that they oversee has opened it."""
    return round_.withdrawn == 0 and oversees(turn.session, turn.officer, round_.of_unit_id)


def _round(turn: Turn, number: object) -> Round:
    """The round of this number; raises NotYourRound unless it was opened by a unit that the person oversees."""
    found = turn.session.get(Round, number_in(str(number)) or 0)
    if found is None or not is_mine(turn, found):
        raise NotYourRound
    return found


def _begin(turn: Turn, held: ChangingRound, words: str) -> Next:
    _round(turn, held.round)
    if not words:
        return Aside(held)
    said = _said(turn, held, words)
    turn.note("" if said else asking.not_known(words))
    return said or Aside(held)


def _said(turn: Turn, held: ChangingRound, text: str) -> Next | None:
    """The question before it is done, once the text says what is needed; else says what is missing."""
    if held.what == _What.CANCEL:
        reason = turn.reason(until.reason_in(text))
        return CANCEL.ask(round=held.round, reason=reason) if reason else None
    said = until.hear(turn, Until(), text, turn.now)
    if said.until is None:
        return None
    about = {"due": said.until.isoformat(), "units": list(held.units), "reason": said.reason}
    return DUE.ask(round=held.round, **about)


def ask(turn: Turn, held: ChangingRound) -> None:
    """Ask for the new due time, or for the reason."""
    round_ = _round(turn, held.round)
    if held.what == _What.CANCEL:
        text = sentences.why(round_, len(reports_in(turn.session, round_)))
    else:
        text = sentences.when(round_, units_by_id(turn.session, held.units))
    turn.say(text, [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, held: ChangingRound, text: str) -> Next:
    """Take it."""
    _round(turn, held.round)
    return _said(turn, held, text) or STAY


def _change(about: About) -> RoundChange:
    return RoundChange(due_at=datetime.fromisoformat(about["due"]), of_units=tuple(about["units"]))


def _show_due(turn: Turn, about: About) -> Shown | None:
    round_ = _round(turn, about["round"])
    effect = effect_of(turn.session, round_, _change(about))
    units = units_by_id(turn.session, [one.report.unit_id for one in effect.moved])
    text = sentences.about_to_move(round_, effect, units, about["reason"])
    days, due_on = WorkingDays.of(turn.session), datetime.fromisoformat(about["due"]).astimezone(ZONE).date()
    if not days.is_working(due_on):
        text = f"{text}\n{rounds.day_off(due_on, days.next_working(due_on))}"
    return Shown(sentences.DUE_TITLE, text, sentences.DUE_YES, sentences.NO)


def _move(turn: Turn, about: About) -> Next:
    round_ = _round(turn, about["round"])
    effect = change_round(turn.session, round_, _change(about), about["reason"])
    turn.go(Menu(shown=round_.id))
    turn.note(sentences.moved(round_, effect))
    turn.replies += tell_changed(turn.session, round_, effect, about["reason"], turn.now)
    return STAY


def _show_cancel(turn: Turn, about: About) -> Shown | None:
    round_ = _round(turn, about["round"])
    reports = reports_in(turn.session, round_)
    units = units_by_id(turn.session, [report.unit_id for report in reports])
    text = sentences.about_to_cancel(round_, reports, units, about["reason"])
    return Shown(sentences.CANCEL_TITLE, text, sentences.CANCEL_YES, sentences.NO)


def _cancel(turn: Turn, about: About) -> Next:
    round_ = _round(turn, about["round"])
    reports = cancel_round(turn.session, round_, about["reason"])
    turn.go(Menu())
    turn.note(sentences.cancelled(round_, len(reports)))
    turn.replies += tell_cancelled(turn.session, round_, reports, about["reason"])
    return STAY


DUE = AskedFirst(name="move round", show=_show_due, do=_move, leave=leave_saying(sentences.KEPT))
CANCEL = AskedFirst(name="cancel round", show=_show_cancel, do=_cancel, leave=leave_saying(sentences.KEPT))
CHANGING_ROUND = Step(
    holds=ChangingRound,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
