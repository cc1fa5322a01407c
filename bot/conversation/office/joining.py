"""Strangers: how to join, and joining; whoever has only six digits waits until somebody confirms who they are."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.conversation.core.turn import Turn
from bot.messages.actions import Action, Right, button
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import Address, address_of, addresses_of, join
from bot.people.invitations import LINK_LETTERS, CodeRefusal, Invitation, JoinRequest, redeem
from bot.texts.office import joining as sentences
from tracker.office.officers import Officer, Role, overseers
from tracker.office.staff import may_manage
from tracker.office.units import Unit

LET_IN, KEEP_OUT = Action("letin", right=Right.DESK, lasts=True), Action("keepout", right=Right.DESK, lasts=True)
_CODE = re.compile(rf"(?:/start\s+)?(?:(?P<link>{LINK_LETTERS})|(?P<first>[0-9]{{3}})\s?(?P<last>[0-9]{{3}}))")
FOLLOWED = re.compile(rf"\s*(?:(?=/start )|(?={LINK_LETTERS}\s*$)){_CODE.pattern}\s*")  # by somebody who has joined already


def admit(session: Session, incoming: Incoming, now: datetime) -> Officer | list[Outgoing]:
    """The officer whom the link in the message invites, or what to tell the stranger, and whoever confirms them."""
    door = (incoming.channel, incoming.address)
    found = _CODE.fullmatch(incoming.text.strip())
    if not found:
        return [Outgoing(*door, sentences.STRANGER)]
    redeemed = redeem(session, found["link"] or found["first"] + found["last"], door, now)
    if isinstance(redeemed, CodeRefusal):
        return [Outgoing(*door, sentences.refused(redeemed))]
    if isinstance(redeemed, JoinRequest):
        return [Outgoing(*door, sentences.WAITING), *to_confirm(session, redeemed)]
    join(session, *door, redeemed, now)
    return redeemed


def to_confirm(session: Session, request: JoinRequest) -> list[Outgoing]:
    """The question to whoever invited, or to all who could have."""
    invitation = session.get_one(Invitation, request.invitation_id)
    officer = session.get_one(Officer, invitation.officer_id)
    unit = session.get_one(Unit, officer.unit_id)
    choices = [LET_IN.choice(sentences.LET_IN, request.id), KEEP_OUT.choice(sentences.KEEP_OUT, request.id)]
    buttons = tuple(button(choice, 0) for choice in choices)
    text = sentences.who_is_it(officer, unit, request.channel)
    return [
        Outgoing(one.channel, one.address, text, title=sentences.CONFIRM_TITLE, buttons=buttons, unasked=True)
        for one in confirmers(session, officer, invitation.invited_by)
        if (one.channel, one.address) != request.door
    ]


def confirmers(session: Session, officer: Officer, invited_by: int | None) -> list[Address]:
    """Where the one who invited is reached if they may still manage the person, else where all are who may."""
    inviter = session.get(Officer, invited_by) if invited_by else None
    if inviter and inviter.active and may_manage(session, inviter, officer):
        reached = address_of(session, inviter)
        if reached and reached.blocked_at is None:
            return [reached]
    able = [one for one in overseers(session, officer.unit_id) if may_manage(session, one, officer)]
    nearest = [one for one in able if one.role == Role.DESK] or able
    return addresses_of(session, nearest) or addresses_of(session, able)


def welcome(turn: Turn) -> str:
    """The first words to somebody who has just joined."""
    return sentences.welcome(turn.officer, turn.unit)
