"""What a desk does with the units that it has ticked: shown by name first, done after a yes, as the chat does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.core.doing import do
from bot.conversation.core.until import moment_of
from bot.conversation.orders.accepting import accept_these
from bot.conversation.orders.announcing import ANNOUNCE
from bot.conversation.orders.giving import give_to
from bot.conversation.orders.nudging import nudge_these, whom_to_nudge
from bot.conversation.seeking.meant import round_at_hand
from bot.conversation.tasks.assigning import ASSIGN_IT, ask, drafted
from bot.conversation.tasks.draft import Assigning
from bot.messages.messages import Outgoing
from bot.pages.board import rounds_of
from bot.pages.page_turn import PageTurn, do_on_page
from bot.reading.dates import DateSaid, read_date
from bot.texts.common.wording import moment
from bot.texts.pages import board as sentences
from bot.texts.tasks.assigning import QUESTIONS
from tracker.kernel.names import tidy
from tracker.reports.reports import Report, State, unit_of

TICKED = "r"  # before the number of a report that is ticked
_MOST = 4000


@dataclass(frozen=True)
class DeedShown:
    """What a deed would do, with whom, and with whom it cannot be done; "" where nothing is wrong with it."""

    how: str
    title: str
    units: str
    left_out: str
    reports: Sequence[int]
    more: Sequence[str]
    yes: str
    wrong: str = ""


def ticked(turn: PageTurn, form: Mapping[str, str]) -> list[Report]:
    """The reports that are ticked; raises NotYours if any is not received by the person."""
    numbers = [name[len(TICKED) :] for name in form if name.startswith(TICKED) and name[len(TICKED) :].isdecimal()]
    return [turn.overseen_report(number) for number in numbers[:_MOST]]


def _can(turn: PageTurn, how: str, report: Report) -> bool:
    if how == "accept":
        return report.state == State.SUBMITTED
    if how in {"assign", "announce"}:
        return True
    if how == "extend":
        return report.first_submitted_at is None and not report.is_locked(turn.now)
    return report.is_with_unit


def _until(turn: PageTurn, form: Mapping[str, str]) -> datetime | None:
    said = read_date(form.get("until", ""), turn.today)
    return moment_of(said) if isinstance(said, DateSaid) else None


def _task(turn: PageTurn, reports: Sequence[Report], form: Mapping[str, str]) -> Assigning:
    """The task as it would be assigned to their units; what is said of it is kept for the page."""
    draft = drafted(turn, [one.unit_id for one in reports], form.get("task", ""))
    turn.go(draft)
    if draft.in_question is None:
        ask(turn, draft)
    return draft


def _announced(reports: Sequence[Report], form: Mapping[str, str]) -> dict[str, Any]:
    """What would be announced to which units, as the chat holds it."""
    return {"units": [one.unit_id for one in reports], "text": tidy(form.get("announcement", ""))}


def _show_announcement(turn: PageTurn, about: Mapping[str, Any]) -> tuple[list[str], str]:
    """Whom it goes to and what it says; else what is wrong with it."""
    if not about["text"]:
        return [], sentences.NO_WORDS
    shown = ANNOUNCE.show(turn, about)
    return ([shown.text], "") if shown else ([], "\n".join(turn.take_said()))


def preview(turn: PageTurn, how: str, form: Mapping[str, str]) -> DeedShown:
    """Whom it concerns and what would be done; raises NotTheDesk, NotYours."""
    rounds_of(turn)
    reports = ticked(turn, form)
    can = [one for one in reports if _can(turn, how, one)]
    names = [unit_of(turn.session, one).full_name for one in can]
    left = [unit_of(turn.session, one).full_name for one in reports if one not in can]
    more, wrong = [], ""
    if how == "nudge" and can:
        text = whom_to_nudge(turn, round_at_hand(turn, str(can[0].round_id)), [one.unit_id for one in can])
        more = [*turn.take_said(), *([text] if text else [])]
    if how == "extend":
        until = _until(turn, form)
        more = [f"{moment(until)} · {form.get('why', '').strip()}"] if until else []
        wrong = sentences.NO_DAY if until is None else ""
    if how == "assign" and can:
        draft = _task(turn, can, form)
        wrong = QUESTIONS[draft.in_question] if draft.in_question else ""
        more = turn.take_said()
    if how == "announce" and can:
        more, wrong = _show_announcement(turn, _announced(can, form))
    if not can:
        wrong = sentences.NOT_THESE if reports else sentences.NOBODY_TICKED
    title = f"{sentences.DEEDS[how]}: {len(can)}"
    numbers, yes = [one.id for one in can], sentences.yes(how, len(can))
    return DeedShown(how, title, sentences.named(names), sentences.named(left), numbers, more, yes, wrong)


def do_with_ticked(turn: PageTurn, how: str, form: Mapping[str, str]) -> tuple[list[str], list[Outgoing]]:
    """Do it with all that are ticked, if it still can be done with each; raises NotTheDesk, NotYours."""
    rounds_of(turn)
    reports = ticked(turn, form)
    if not reports or not all(_can(turn, how, one) for one in reports):
        return [sentences.CHANGED], []

    def deed() -> None:
        until = _until(turn, form)
        if how == "accept":
            accept_these(turn, reports)
            turn.note(sentences.accepted(len(reports)))
        elif how == "extend" and until:
            for report in reports:
                give_to(turn, report, until, form.get("why", ""))
            turn.note(sentences.extended(len(reports), moment(until)))
        elif how == "assign" and _task(turn, reports, form).in_question is None:
            turn.take_said()
            turn.follow(do(turn, ASSIGN_IT, ""))
        elif how == "announce" and (about := _announced(reports, form))["text"]:
            turn.follow(ANNOUNCE.do(turn, about))
        elif how == "nudge":
            nudge_these(turn, round_at_hand(turn, str(reports[0].round_id)), [one.unit_id for one in reports])
        else:
            turn.note(sentences.CHANGED)

    return do_on_page(turn, deed)
