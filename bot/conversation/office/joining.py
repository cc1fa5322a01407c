"""Strangers: how to join, and joining."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.conversation.core.turn import Turn
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from bot.people.invitations import redeem
from bot.texts.office import joining as sentences
from tracker.office.officers import Officer

_CODE = re.compile(r"(?:/start\s+)?([0-9]{3})\s?([0-9]{3})")
FOLLOWED = re.compile(rf"\s*(?=/start ){_CODE.pattern}\s*")  # another invitation, by somebody who has joined already


def admit(session: Session, incoming: Incoming, now: datetime) -> Officer | Outgoing:
    """The officer whom the code in the message invites, or what to tell the stranger."""
    found = _CODE.fullmatch(incoming.text.strip())
    if not found:
        return Outgoing(incoming.channel, incoming.address, sentences.STRANGER)
    officer = redeem(session, found[1] + found[2], (incoming.channel, incoming.address), now)
    if not isinstance(officer, Officer):
        return Outgoing(incoming.channel, incoming.address, sentences.refused(officer))
    join(session, incoming.channel, incoming.address, officer, now)
    return officer


def welcome(turn: Turn) -> str:
    """The first words to somebody who has just joined."""
    return sentences.welcome(turn.officer, turn.unit)
