"""Replies: who answers an older question of ours by a reply to it answers that one, and comes back to where they stood."""

from dataclasses import replace
from typing import Any

from bot.conversation.core.held import Held
from bot.conversation.core.listening import Said
from bot.conversation.core.places import Correcting, Explaining, Filling, Guessing, Questioned, Revising
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.conversation.report.correcting import Answering
from bot.conversation.report.filling import ask_again
from bot.conversation.report.revising import still_open
from bot.errors.rights import NotYours
from bot.messages.actions import SET
from bot.people.questions import question_of
from bot.texts import refusals
from bot.texts.report import replying as sentences
from tracker.forms.cell import Cell
from tracker.reports.rounds import Round

PLACES = (TickingOff, Filling, Revising, Correcting, Answering, Questioned, Explaining)  # where a message answers for figures


def remember(turn: Turn, since: int) -> None:
    """What was said from this reply on is the question at hand: a reply to it will answer here."""
    if turn.at(Guessing, *PLACES):
        turn.replies[since:] = [replace(reply, asks=turn.place.where()) for reply in turn.replies[since:]]


def stand(turn: Turn) -> bool:
    """Stand where the message is to be heard: at the older question that it replies to, if it does.

    False, and says why, if that question cannot be answered any more: then nothing is recorded.
    """
    incoming, place = turn.incoming, turn.place
    if not incoming.answers or incoming.text.startswith("/"):
        return True
    question = question_of(turn.session, incoming.channel, incoming.address, incoming.answers)
    if question is None or question.place == place.where():
        return True
    before = place.before or place.where()
    place.go_to(question.place)
    held = _held_there(turn)
    if held is None:
        place.go_to(before)
        return False
    place.hold(held)
    place.before, place.failures = before, 0
    return True


def _held_there(turn: Turn) -> Held | None:
    """What is held at the older question; None, and says why, if it is settled or its report is not open."""
    try:
        report = turn.report()
    except NotYours as refused:
        turn.note(refusals.broken(refused))
        return None
    if not report.is_open:
        turn.note(sentences.closed(turn.session.get_one(Round, report.round_id)))
        return None
    held = turn.held
    if isinstance(held, Filling):
        return ask_again(map(Cell.read, held.asked))
    if _is_settled(turn, held):
        turn.note(sentences.SETTLED)
        return None
    return held


def _is_settled(turn: Turn, held: Held) -> bool:
    match held:
        case Guessing():  # a guess that nobody stands at any more was answered, or typed anew
            return True
        case Revising():
            return not still_open(turn, held)
    return bool(step_at(turn).settled(turn, held))


def aside(turn: Turn) -> dict[str, Any] | None:
    """Where to come back to from an older question; None where the person is at no such question."""
    return turn.place.before if turn.at(*PLACES) else None


def come_back(turn: Turn, before: dict[str, Any] | None, said: Said) -> None:
    """Once the older question is answered, or something else was asked; while it is not, it stands."""
    if before is None or not turn.at(*PLACES):
        return
    held = turn.held
    answered = said.action is SET or (isinstance(held, Filling) and not held.again)
    if answered or turn.spoken:
        turn.place.go_to(before)
    else:
        turn.place.before = before
