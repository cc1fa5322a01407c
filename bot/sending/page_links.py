"""Ways to pages: each message that has one gets a link of its own, which lets its person in once."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.messages.messages import Outgoing, PageLink
from bot.people.addresses import Address
from bot.people.web_sessions import keyed, make_web_link, new_token
from bot.sending.links import LinkOffice

LET_IN = "vao"  # the first part of such a link's path
_LINK = "web link"


def link_hash(office: LinkOffice, key: str) -> str:
    """What is stored of such a link."""
    return keyed(office.secret_key, _LINK, key)


def page_url(session: Session, address: Address, path: str, office: LinkOffice, now: datetime) -> str | None:
    """A link for the person of this address; None where they have too many that are alive."""
    key = new_token()
    if not make_web_link(session, address, path, link_hash(office, key), now):
        return None
    return f"{office.public_url.rstrip('/')}/{LET_IN}/{key}"


def with_page(session: Session, message: Outgoing, office: LinkOffice | None, now: datetime) -> Outgoing:
    """The message with the address of its page in words, or with what is said where there is none."""
    if message.page is None:
        return message
    return replace(message, text=_with_line(message.text, _line(session, message, message.page, office, now)), page=None)


def _line(session: Session, message: Outgoing, page: PageLink, office: LinkOffice | None, now: datetime) -> str:
    address = session.get(Address, (message.channel, message.address))
    if office is None or address is None:
        return page.missing
    url = page_url(session, address, page.path, office, now)
    return page.words.format(url=url) if url else page.too_many


def _with_line(text: str, line: str) -> str:
    return "\n".join(filter(None, (text, line)))
