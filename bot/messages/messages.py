"""What comes in and what goes out, the same for every channel."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

_LONGEST_DATA = 64  # bytes, Telegram's limit for what a button carries


@dataclass(frozen=True)
class SentFile:
    """A file that a person sent: its name, its size in bytes, and what the channel fetches it by, or its content.

    `action` leads to what it is for, if it came by a link that was made for that; "" where the person stands decides.
    """

    name: str
    size: int
    ref: str = ""
    content: bytes | None = None
    action: str = ""


@dataclass(frozen=True)
class Carries:
    """What a channel carries beside text; `edits`: used up buttons can be taken off a message that was sent."""

    buttons: bool = False
    files: bool = False
    edits: bool = False

    def named(self) -> list[str]:
        """In words, what of it there is."""
        return [field.name for field in fields(self) if getattr(self, field.name)]


@dataclass(frozen=True)
class Incoming:
    """A text that a person wrote, or (`pressed`) what the button that they tapped carries, or a file.

    `external_id` is the channel's own id of this delivery, `message_ref` the channel's reference of the message whose
    button was tapped. `unsupported` marks what a channel cannot turn into text: a photo, a sticker, a voice message.
    `at` is when the person did it, by the channel's clock; None where the channel does not say. `ref` is the channel's
    reference of the message itself, which an edit of it (`edited`) shares. `answers` is the channel's reference of our
    message that it replies to. `unread` is what the channel could not read, as it came; the address is "" if it does not
    even say whose it is. `private_at` marks a call in a group, and is where the person can write to us alone.
    """

    channel: str
    external_id: str
    address: str
    text: str = ""
    pressed: str | None = None
    message_ref: str | None = None
    unsupported: bool = False
    file: SentFile | None = None
    at: datetime | None = None
    ref: str = ""
    edited: bool = False
    answers: str = ""
    unread: str = ""
    private_at: str = ""


@dataclass(frozen=True)
class Button:
    """A choice: what it says and what comes back when it is taken, at most 64 bytes."""

    label: str
    data: str

    def __post_init__(self) -> None:
        """Refuse what Telegram would refuse, while the code that made it is still on the stack."""
        if not 0 < len(self.data.encode()) <= _LONGEST_DATA:
            raise ValueError(self.data)


@dataclass(frozen=True)
class Attachment:
    """A file for the person; `unit_id` is the unit whose figures it shows, which decides who may have it.

    `fills`: the number of the report that the file, filled in and sent back, is for; `shows`: of the report that it is.
    """

    name: str
    content: bytes
    unit_id: int
    fills: int | None = None
    shows: int | None = None


@dataclass(frozen=True)
class Wanted:
    """A file that the person may send in answer: `what` it is, in words, and the `action` that leads there, "" for none.

    `fills`: the number of the report that it is for, if it is for one.
    """

    what: str
    action: str = ""
    fills: int | None = None


@dataclass(frozen=True)
class PageLink:
    """A page for the person, by its path: the words with its address.

    `missing` is said where there are no pages, `too_many` where the person has too many links that were not used.
    """

    path: str
    words: str
    missing: str = ""
    too_many: str = ""


@dataclass(frozen=True)
class FileLink:
    """Where a person fetches the file of this name, or, without a name, sends one; no `url`: there is no such place.

    `preview` is the address of a picture (.png) of a workbook's first page, `pages` that of a web page with all of them;
    "" where there are none.
    """

    name: str
    url: str
    preview: str = ""
    pages: str = ""


@dataclass(frozen=True)
class Outgoing:
    """What we say to one address: `lead` (what just happened), `title` (shown strong), `text`, then the choices.

    `numbered`: the choices may be answered by number; otherwise a number is a figure and they are answered in words.
    `spent`: the channel's reference of a message whose buttons are used up. `bulk`: waits behind replies, and is decided
    once more at the moment of sending, by its `subject`. `begun`: how many of the channel's parts of it are through.
    `unasked`: it is no answer, and until the next answer its choices may be typed. `links` stand for the attachment, and for
    sending it back or the file that it `wants`, on a channel that carries no files. `passed_on`: it did not get through on
    another channel of the person. `instead`: it stands for one that the channel refused. `asks` is the place at which figures
    are asked with it, as it is stored: a reply to it answers there. `page` becomes a line of the text before it is stored.
    """

    channel: str
    address: str
    text: str
    title: str = ""
    lead: str = ""
    buttons: tuple[Button, ...] = ()
    numbered: bool = False
    attachment: Attachment | None = None
    wants: Wanted | None = None
    unasked: bool = False
    links: tuple[FileLink, ...] = ()
    spent: str | None = None
    bulk: bool = False
    subject: str = ""
    begun: int = 0
    passed_on: bool = False
    instead: bool = False
    asks: dict[str, Any] | None = field(default=None, hash=False)
    page: PageLink | None = None


class Failure(StrEnum):
    """Why a message was not taken."""

    FLOOD = "flood"  # too many messages
    BLOCKED = "blocked"  # by the person
    GONE = "gone"  # there is no such chat (any more)
    DELETED = "deleted"  # the person's account is no more
    REFUSED = "refused"  # this message, for good
    UNREACHABLE = "unreachable"  # no answer, or the service is in trouble
    GARBLED = "garbled"  # an answer that is not the service's: a proxy's page, half an answer
    FAULT = "fault"  # our own code is wrong

    @property
    def retryable(self) -> bool:
        """Whether another attempt may end differently."""
        return self in {Failure.FLOOD, Failure.UNREACHABLE, Failure.GARBLED, Failure.FAULT}
