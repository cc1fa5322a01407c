"""Who keeps the head of the audit log out of reach of the database's keeper: people, other chats, files elsewhere."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session

from bot.channels.registry import services
from bot.errors.command_line import HeadKeeperUnknown, NoToken, NotThere
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.people.leaving import Door
from tracker.office.officers import find_officer

_FILE = "file"


class HeadKeepers(NamedTuple):
    """Chats to write to, and files to write on in."""

    doors: Sequence[Door]
    files: Sequence[Path]

    def messages(self, title: str, text: str) -> list[Outgoing]:
        """To each chat."""
        return [Outgoing(door.channel, door.address, text, title=title, unasked=True) for door in self.doors]

    def write(self, now: datetime, lines: int, head: str, faults: int) -> None:
        """On in each file: when, how many lines, the head, how many faults; it is on the disk when this returns."""
        for path in self.files:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{now.isoformat(timespec='seconds')}\t{lines}\t{head}\t{faults}\n")
                file.flush()
                os.fsync(file.fileno())


def head_keepers(session: Session, said: Sequence[str]) -> HeadKeepers:
    """Those that are named: a person, where they wrote last, by number or name; SERVICE:CHAT; file:PATH.

    Raises HeadKeeperUnknown, NoToken, NotThere, OfficerUnknown, OfficerAmbiguous, OSError for a file that cannot be written.
    """
    doors, files = list[Door](), list[Path]()
    for one in said:
        kind, is_other, address = (part.strip() for part in one.partition(":"))
        if not is_other:
            doors.append(_door_of(session, kind))
        elif kind == _FILE and address:
            with Path(address).open("a", encoding="utf-8"):
                files.append(Path(address))
        else:
            doors.append(_door(kind, address, one))
    return HeadKeepers(doors, files)


def _door_of(session: Session, person: str) -> Door:
    officer = find_officer(session, person)
    address = address_of(session, officer)
    if address is None:
        raise NotThere(name=officer.name, channel="any channel")
    return Door(address.channel, address.address)


def _door(channel: str, address: str, said: str) -> Door:
    service = services().get(channel)
    if service is None or not address:
        kinds = ", ".join([*(f"{name}:CHAT" for name in services()), f"{_FILE}:PATH"])
        raise HeadKeeperUnknown(said=said, kinds=kinds)
    if service.settings().bot_token is None:
        raise NoToken(variable=service.token_variable)
    return Door(channel, address)
