"""What is told to people who did not ask, outside of a conversation: that something became of a report or a round."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlmodel import Session

from bot.messages.actions import OPEN, Choice, button
from bot.messages.messages import Outgoing
from bot.people.addresses import Address, addresses_in
from bot.texts.desk import reviewing as sentences
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

_MANY = 20  # messages that go out at once; more wait behind other people's answers


def say_to(addresses: Sequence[Address], title: str, text: str, choices: Sequence[Choice]) -> Iterator[Outgoing]:
    """Say this to each of them; only what lasts may be offered."""
    buttons = tuple(button(choice, 0) for choice in choices)
    for one in addresses:
        yield Outgoing(one.channel, one.address, text, title=title, buttons=buttons, unasked=True)


def in_turn(messages: Sequence[Outgoing]) -> list[Outgoing]:
    """Of many the later ones behind other people's answers."""
    return [replace(message, bulk=place >= _MANY) for place, message in enumerate(messages)]


def tell_those_of(session: Session, report: Report, title: str, text: str) -> Iterator[Outgoing]:
    """To those who fill a report: what was decided about it; they may open it if it is with them."""
    round_ = session.get_one(Round, report.round_id)
    choices = [OPEN.choice(sentences.OPEN, report.id)] if report.is_with_unit else []
    yield from say_to(addresses_in(session, report.unit_id), title, sentences.about(round_, text), choices)
