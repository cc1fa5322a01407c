"""A person is erased: a pseudonym takes the place of their name, and nothing leads to them any more.

What they entered stays with its unit under the pseudonym, in the reports as in the log, of which their name, telephone and
addresses are taken out.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, false, or_, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, SQLModel, col, select

from bot.errors.rights import ErasedAlready
from bot.people.addresses import Address
from bot.people.leaving import Door, doors_of
from bot.people.wishes import Settlement, WishOutcome, settle_wish, wishes_of
from tracker.audit.log import AuditLine, Deed, What, note
from tracker.audit.redacting import ERASED, redact
from tracker.audit.row_seals import touch_rows
from tracker.kernel.names import spelt
from tracker.office.officers import Officer
from tracker.office.staff import end_officer, rename_erased

_WRITTEN = re.compile(r"(?P<name>.+), [a-z]+ of [^,]+?(?:, (?P<phone>[0-9+][^,]*))?(?:, not active)?")  # in the log
_EVER = datetime.min.replace(tzinfo=UTC)
_SAID = {"address": ("told", "told_earlier"), "place": ("held", "before", "offered", "shown", "put_by")}
# by table where their messages, files and steps are; each has the columns channel and address
_AT_DOORS = ("outbox", "received", "question", "incoming_file", "arrived", "wrong_code", "join_request", "doorway")
_OF_OFFICER = (
    "web_code",
    "web_link",
    "web_session",
    "wrong_web_code",
    "link",
    "invitation",
    "message_done",
    "place",
    "snooze",
)
_WHEN = {"outbox": "put_at", "received": "received_at", "question": "sent_at"}


def erase_person(session: Session, officer: Officer, pseudonym: str, now: datetime) -> list[Door]:
    """Erase the person, who ends if they were active; gives where they were reached, to tell them once.

    Raises LastAdministrator, ErasedAlready.
    """
    if spelt(officer.name) == spelt(pseudonym):
        raise ErasedAlready(number=officer.id)
    called = _called(session, officer)
    rename_erased(session, officer, pseudonym)
    if officer.active:
        end_officer(session, officer)
    doors = doors_of(session, officer)
    for door in doors:
        session.delete(session.get_one(Address, door))
        note(session, Deed(What.ADDRESS, "ended", officer.unit_id, subject=ERASED, old=f"officer {officer.id}"))
    session.flush()
    _empty_wishes(session, officer, now)
    _drop_traces(session, officer, list(_theirs(session, officer, doors)))
    _take_out_of_log(session, officer)
    for words in sorted(called, key=len, reverse=True):
        _take_out_of_messages(session, words, pseudonym)
    return doors


def _called(session: Session, officer: Officer) -> set[str]:
    """The names and telephone numbers that they ever had here, as far as they are nobody else's word for anything."""
    about = (AuditLine.what == What.OFFICER, AuditLine.subject == f"{officer.id}")
    lines = [officer.name, officer.phone]
    for written in session.exec(select(AuditLine.old, AuditLine.new).where(*about)):
        lines += [part or "" for one in written if (found := _WRITTEN.fullmatch(one)) for part in found.groups()]
    return {words for words in lines if " " in words or words.removeprefix("+").isdecimal()}


def _empty_wishes(session: Session, officer: Officer, now: datetime) -> None:
    for wish in wishes_of(session, officer):
        if wish.is_open:
            settle_wish(session, wish, Settlement(WishOutcome.DONE), now)
        wish.text = wish.answer = ""
        session.add(wish)


def _theirs(session: Session, officer: Officer, doors: Sequence[Door]) -> Iterator[tuple[Door, datetime | None]]:
    """Every address that they ever had; with the time at which it became somebody else's, if it has."""
    yield from ((door, None) for door in doors)
    joined = (AuditLine.what == What.ADDRESS, AuditLine.step == "joined", col(AuditLine.subject) != ERASED)
    mine = select(AuditLine.subject).where(*joined, AuditLine.new == f"officer {officer.id}").distinct()
    for subject in session.exec(mine):
        door = Door(*subject.partition(" ")[::2])
        if door in doors:
            continue
        later = select(AuditLine.at).where(*joined, AuditLine.subject == subject, AuditLine.new != f"officer {officer.id}")
        others = session.exec(later.order_by(col(AuditLine.number).desc())).all()
        yield door, (others[0] or _EVER) if others else None


def _drop_traces(session: Session, officer: Officer, doors: Sequence[tuple[Door, datetime | None]]) -> None:
    """Messages, files, links, sessions, invitations; of an address that is somebody else's now only what was before."""
    received = _table("received")
    here = _at(received, doors)
    unread = _table("unread_update")
    ids = sql_select(received.c.channel, received.c.external_id).where(here)
    for channel, external_id in session.execute(ids).all():
        session.execute(delete(unread).where(unread.c.channel == channel, unread.c.external_id == external_id))
    for name in _AT_DOORS:
        session.execute(delete(_table(name)).where(_at(_table(name), doors)))
    invitations, requests = _table("invitation"), _table("join_request")
    theirs = sql_select(invitations.c.id).where(invitations.c.officer_id == officer.id)
    session.execute(delete(requests).where(requests.c.invitation_id.in_(theirs)))
    for name in _OF_OFFICER:
        table = _table(name)
        gone = session.execute(delete(table).where(table.c.officer_id == officer.id).returning(*table.primary_key))
        touch_rows(session, name, gone.all())
    session.flush()


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _at(table: Table, doors: Sequence[tuple[Door, datetime | None]]) -> ColumnElement[bool]:
    def one(door: Door, until: datetime | None) -> ColumnElement[bool]:
        here = and_(table.c.channel == door.channel, table.c.address == door.address)
        if until is None:
            return here
        return and_(here, table.c[_WHEN[table.name]] < until) if table.name in _WHEN else false()

    return or_(false(), *(one(*door) for door in doors))


def _take_out_of_messages(session: Session, words: str, pseudonym: str) -> None:
    """Others were told of them, in messages, buttons and what they held: the pseudonym stands there."""
    session.flush()
    outbox, whole = _table("outbox"), _whole(session, words)
    told = sql_select(outbox.c.id, outbox.c.body).where(outbox.c.body.contains(words, autoescape=True))
    for number, body in session.execute(told).all():
        session.execute(update(outbox).where(outbox.c.id == number).values(body=_without(body, whole, pseudonym)))
    for name, columns in _SAID.items():
        table = _table(name)
        for row in session.execute(sql_select(table)).mappings().all():
            said = {column: _without(row[column], whole, pseudonym) for column in columns}
            if any(said[column] != row[column] for column in columns):
                here = [key == row[key.name] for key in table.primary_key]
                session.execute(update(table).where(*here).values(said))
    session.expire_all()


def _whole(session: Session, words: str) -> re.Pattern[str]:
    """The words by themselves; where they are a part of somebody else's longer name, that one is found as `other`."""
    longer = select(Officer.name).where(col(Officer.name).contains(words, autoescape=True), Officer.name != words)
    others = "|".join(re.escape(name) for name in sorted(session.exec(longer), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?P<other>{others or '(?!)'})|{re.escape(words)})(?!\w)")


def _without(value: Any, words: re.Pattern[str], pseudonym: str) -> Any:
    """JSON with the pseudonym where the words stood."""
    if isinstance(value, str):
        return words.sub(lambda found: found["other"] or pseudonym, value)
    if isinstance(value, list):
        return [_without(one, words, pseudonym) for one in value]
    return {key: _without(one, words, pseudonym) for key, one in value.items()} if isinstance(value, dict) else value


def _take_out_of_log(session: Session, officer: Officer) -> None:
    number = f"officer {officer.id}"
    line = AuditLine
    of_machine = col(line.step).in_(("signed in", "signed out"))
    about: tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...] = (
        (("old", "new"), (line.what == What.OFFICER, line.subject == f"{officer.id}")),
        (("subject",), (line.what == What.ADDRESS, or_(col(line.old) == number, col(line.new) == number))),
        (("new",), (line.what == What.INVITATION, line.subject == number)),
        (("subject",), (line.what == What.LINK, line.officer_id == officer.id, of_machine)),
    )
    for columns, these in about:
        redact(session, session.exec(select(line).where(*these)), columns)
