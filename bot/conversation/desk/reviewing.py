"""The desk reviews a report: see it, take it, or return it with comments or a reason; its officers are told at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu, Reviewing
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.conversation.desk import commenting
from bot.conversation.desk.actions import COMPARE_UNIT, ENTER_FOR, RETURN
from bot.conversation.report import questioning
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.searching import Search, search, search_for
from bot.conversation.seeking.sought import Sought
from bot.messages.actions import ACCEPT, SEE, STATUS, UNLOCK, VERSIONS, Action, Choice, Right
from bot.messages.messages import Attachment
from bot.reading.numbers import read_comments
from bot.reading.questions import About, Question, Topic
from bot.texts.desk import accepting, behalf, comparing
from bot.texts.desk import reviewing as sentences
from bot.texts.office import menu
from bot.texts.report import locking, reporting
from bot.texts.report import versions as of_versions
from tracker.audit.log import Deed, What, note
from tracker.office.officers import Officer, is_desk, receives
from tracker.office.units import Unit, subtree_ids
from tracker.reports.behalf import EntryWay
from tracker.reports.comments import draft_comments, sent_comments
from tracker.reports.reports import Report, Stage, State, form_of, unit_of
from tracker.reports.rounds import Round, rounds_within
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import differences, figures_of_version, versions_of
from tracker.review.findings import look_over
from tracker.review.standing import UnitStanding, round_standing
from tracker.review.submission import accept_report, return_report
from tracker.workbooks.appendices import report_appendix, shown_cells

SEE_UNIT = Action("seeunit", right=Right.DESK, begins=("xem bao cao",))
RETURN_WITH = Action("returnwith", at_review=("tra lai",))


@dataclass(frozen=True)
class Returning(Held, at="returning", leaving=Leaving.RECORDED):
    """Why a report goes back."""


@does(SEE_UNIT)
def find(turn: Turn, name: str) -> Next:
    """See a report of the unit of this name, whatever became of it: "xem báo cáo Bản Thi"."""
    return search(turn, name, _search())


@answers(Topic.SEE)
def answer(turn: Turn, question: Question) -> Next:
    """See the report that is meant."""
    return search_for(turn, question, _search())


@answers(Topic.RETURN)
def answer_return(turn: Turn, question: Question) -> Next:
    """Show the report that shall go back; it does once the desk says so there."""

    def take(turn: Turn, number: str) -> Next:
        turn.note(sentences.how_to_return(question.rest))
        return see(turn, number)

    return search_for(turn, question, Search(_may_return, take, SEE, sentences.WHICH_REPORT, accepting.none_of_unit))


def _may_return(_turn: Turn, report: Report) -> bool:
    return report.state == State.SUBMITTED


def _search() -> Search:
    return Search(_is_begun, see, SEE, sentences.WHICH_REPORT, sentences.none_begun)


def _is_begun(turn: Turn, report: Report) -> bool:
    return bool(snapshot_of(turn.session, report).figures)


@does(SEE)
def see(turn: Turn, number: str) -> Next:
    """The report on one screen: what changed since the desk had it last, the reasons, the figures; the appendix attached."""
    report = turn.overseen_report(number)
    here = snapshot_of(turn.session, report)
    note(turn.session, Deed(What.REPORT, "seen", report.unit_id, report.id), turn.source)
    turn.go(Reviewing(), report=report)
    turn.note(_entered_for(turn, report))
    turn.note(_changes(turn, report))
    questioning.name_kept(turn, here.form, look_over(turn.session, here))
    turn.say(
        reporting.figures_by_section(here.form, shown_cells(turn.session, report), here.amounts_before),
        [*commenting.settling(turn, report), *_other_ways(turn, report), STATUS.choice(sentences.ALL_UNITS)],
        title=sentences.title(here.round, here.unit),
        numbered=True,
        attachment=Attachment(*report_appendix(turn.session, report), report.unit_id, shows=report.id),
    )
    return STAY


def _submitted_for(turn: Turn, report: Report) -> tuple[Officer, EntryWay] | None:
    """Who handed the report in on behalf of its unit, and how the figures came; None if the unit did."""
    latest = next(iter(versions_of(turn.session, report)[::-1]), None)
    return (turn.session.get_one(Officer, latest.submitted.officer_id), latest.how) if latest and latest.how else None


def _entered_for(turn: Turn, report: Report) -> str:
    found = _submitted_for(turn, report)
    return behalf.submitted_for(*found, report) if found else ""


def _changes(turn: Turn, report: Report) -> str:
    """What became of the comments on the version before, then what else changed since."""
    before = report.submissions - 1
    if before < 1:
        return ""
    here = snapshot_of(turn.session, report)
    comments = [one for one in sent_comments(turn.session, report) if one.comment.version == before]
    asked_for = {cell for one in comments for cell in one.cells}
    changes = differences(here.form, figures_of_version(turn.session, report, before), here.figures)
    others = [of_versions.change(change) for change in changes if change.cell not in asked_for]
    return sentences.since_returned(before, [sentences.what_became(here.form, one) for one in comments], others)


def _other_ways(turn: Turn, report: Report) -> list[Choice]:
    choices: list[Choice] = []
    if report.is_locked(turn.now) and report.state != State.ACCEPTED:
        choices.append(UNLOCK.choice(locking.UNLOCK_THIS, report.id))
    if report.is_open and not report.is_locked(turn.now):
        choices.append(ENTER_FOR.choice(behalf.ENTER, report.id))
    if report.submissions > 1:
        choices.append(VERSIONS.choice(of_versions.VERSIONS, report.id))
    if not report.is_with_unit:
        choices.append(COMPARE_UNIT.choice(comparing.WITH_PAST, report.unit_id))
    return choices


@does(ACCEPT)
def accept(turn: Turn, number: str) -> Next:
    """Take it (tiếp nhận), and offer the next that waits in its round."""
    report = turn.overseen_report(number)
    accept_report(turn.session, report, turn.source)
    turn.go(Menu(shown=report.round_id))
    turn.note(sentences.accepted(unit_of(turn.session, report), len(draft_comments(turn.session, report))))
    entered = _submitted_for(turn, report)
    own = entered is not None and entered[0].id == turn.officer.id
    tell_officers(turn, report, sentences.ACCEPTED_TITLE, behalf.taken_too(turn.officer) if own else "")
    offer_next(turn, turn.session.get_one(Round, report.round_id))
    return STAY


def waiting_in(turn: Turn, round_: Round) -> list[UnitStanding]:
    """The reports of a round that wait for the desk, by name."""
    found = round_standing(turn.session, round_, turn.unit).at(Stage.SUBMITTED)
    return [one for one in found if receives(turn.session, turn.officer, one.unit.id)]


def rounds_waiting(turn: Turn, units: Sequence[Unit] = ()) -> list[Round]:
    """The rounds in which something waits, of these units alone if any are given; that on the screen last first."""
    below = [unit.id for unit in units] or subtree_ids(turn.session, turn.unit.id) - {turn.unit.id}
    wanted = select(Report.round_id).where(col(Report.unit_id).in_(below), Report.state == State.SUBMITTED).distinct()
    numbers = set(turn.session.exec(wanted))
    shown = turn.held.shown if isinstance(turn.held, Menu) else 0
    found = [one for one in rounds_within(turn.session, turn.unit) if one.id in numbers]
    return sorted(found, key=lambda one: one.id != shown)


def offer_next(turn: Turn, decided: Round) -> None:
    """Lead on to the next report that waits, in the round of what was decided or else in another; "tiếp" shows it, too."""
    round_, waiting = next((found for found in _waiting_from(turn, decided) if found[1]), (decided, []))
    if not waiting:
        return
    turn.hold(Menu(shown=round_.id))
    of_round = Sought(round_id=round_.id, unit_id=turn.unit.id)
    choices = [
        SEE.choice(accepting.go_on(waiting[0].unit), waiting[0].report.id),
        of_round._replace(about=About.TO_REVIEW).choice(accepting.waiting(len(waiting))),
        of_round.choice(sentences.ALL_UNITS),
    ]
    turn.say(accepting.still_waiting(round_, len(waiting)), choices)


def _waiting_from(turn: Turn, first: Round) -> Iterator[tuple[Round, list[UnitStanding]]]:
    """What waits in this round, then in the others; those are only looked for once they are asked for."""
    yield first, waiting_in(turn, first)
    yield from ((one, waiting_in(turn, one)) for one in rounds_waiting(turn))


def next_waiting(turn: Turn) -> Report | None:
    """The report that waits after the one that the desk has before it, or has decided on last; None in any other place."""
    shown = turn.held.shown if isinstance(turn.held, Menu) else 0
    if not is_desk(turn.officer) or not (shown or turn.at(Reviewing)):
        return None
    waiting = [one.report for round_ in rounds_waiting(turn) for one in waiting_in(turn, round_)]
    here = turn.place.report_id if turn.at(Reviewing) else None
    at = next((place for place, one in enumerate(waiting) if one.id == here), -1)
    following = [*waiting[at + 1 :], *waiting[: max(at, 0)]]
    return following[0] if following else None


@does(RETURN)
def return_(turn: Turn, number: str) -> Next:
    """Return it with the comments (trả lại), or ask why it goes back where there are none."""
    if not number and not turn.at(Reviewing):
        turn.note(menu.NOT_UNDERSTOOD)
        return STAY
    report = turn.overseen_report(number)
    return _return(turn, report, "") if draft_comments(turn.session, report) else Go(Returning(), report)


def ask_reason(turn: Turn, _held: Returning) -> None:
    """Ask for the reason, which the officers will read."""
    turn.say(sentences.why_return(unit_of(turn.session, turn.overseen_report())))


def hear_reason(turn: Turn, _held: Returning, text: str) -> Next:
    """Return it for what is said in one message."""
    return return_with(turn, text)


@does(RETURN_WITH)
def return_with(turn: Turn, text: str) -> Next:
    """Return it for what is said in one message: comments on rows, a reason, or both; nothing goes if a row is unknown."""
    if not turn.at(Reviewing, Returning):
        return STAY
    report, said = turn.overseen_report(), read_comments(text)
    if not commenting.write(turn, report, said.on_rows):
        turn.note(sentences.NOT_RETURNED)
        return Go(Reviewing())
    if said.on_rows and not said.of_none:
        return _return(turn, report, "")
    reason = turn.reason(said.of_none)
    return STAY if reason is None else _return(turn, report, reason)


def _return(turn: Turn, report: Report, reason: str) -> Next:
    comments = draft_comments(turn.session, report)
    return_report(turn.session, report, turn.source, reason)
    turn.note(sentences.returned(unit_of(turn.session, report), len(comments)))
    listed = sentences.comments(form_of(turn.session, report), comments, shown_cells(turn.session, report))
    label = sentences.CORRECT if comments else sentences.OPEN
    tell_officers(turn, report, sentences.RETURNED_TITLE, sentences.returned_because(reason, listed), open_label=label)
    turn.go(Menu(shown=report.round_id))
    offer_next(turn, turn.session.get_one(Round, report.round_id))
    return STAY


RETURNING = Step(
    holds=Returning,
    manner=manners.OF_A_SENTENCE,
    ask=ask_reason,
    hear=hear_reason,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
