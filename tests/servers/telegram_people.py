"""The people on the loopback Telegram: what they write and tap, what they have received, and what tests arrange for them."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.servers.telegram_rules import Json, Refused

Keyboard = list[list[tuple[str, str]]]  # rows of labels with what they carry


@dataclass
class Sent:
    """What a chat has received; `text` is what the person reads (the caption of a document)."""

    chat: int
    number: int
    text: str
    keyboard: Keyboard
    file_name: str | None = None
    content: bytes = b""

    @property
    def buttons(self) -> dict[str, str]:
        return {label: data for row in self.keyboard for label, data in row}


@dataclass(frozen=True)
class SentDocument:
    """A file of a request."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A request and how it was answered; `status` 0 is a connection that was cut."""

    method: str
    fields: Json
    status: int


@dataclass
class Fault:
    """What the next call of this method (to this chat) meets: a gate, and behind it perhaps a refusal or a cut (code 0)."""

    method: str
    chat: int | None
    gate: asyncio.Event
    refusal: Refused | None = None


@dataclass
class Chat:
    kind: str = "private"
    blocked: bool = False
    deleted: bool = False  # the person's account
    received: list[Sent] = field(default_factory=list)
    tell: Callable[[Sent], None] = lambda _: None  # for those who wait by the thousand, instead of `until`


class People:
    """Chats, the updates that come from them, and the faults that calls meet."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        self.date: Callable[[], float] = time.time  # of what people do
        self.held = 0  # calls that wait at a gate
        self.offset = 0  # everything below it is confirmed
        self.files: dict[str, bytes] = {}  # what people have sent, by file id
        self._queue: list[Json] = []
        self._repeated: list[Json] = []
        self._allowed: list[str] = []
        self._faults: list[Fault] = []
        self._queries: set[str] = set()
        self._ids = defaultdict[str, Iterator[int]](lambda: itertools.count(1001))
        self._waiting: set[asyncio.Event] = set()

    def person(self, chat: int, kind: str = "private") -> int:
        self.chats[chat] = Chat(kind)
        return chat

    def write(self, chat: int, text: str) -> Json:
        return self.bring(chat, text=text)

    def bring(self, chat: int, **content: Any) -> Json:
        """A message of any content: text, photo, sticker."""
        return self._update("message", self._message(chat, next(self._ids["message"])) | {"from": _user(chat)} | content)

    def reply(self, sent: Sent, text: str) -> Json:
        """A reply to a message that was received."""
        answered = self._message(sent.chat, sent.number) | {"from": self._bot(), "text": sent.text}
        return self.bring(sent.chat, text=text, reply_to_message=answered)

    def edit(self, update: Json, **content: Any) -> Json:
        """A message that was written before, written anew."""
        before = update.get("message") or update["edited_message"]
        return self._update("edited_message", before | {"edit_date": int(self.date())} | content)

    def album(self, chat: int, *captions: str) -> list[Json]:
        """Photos that are sent together: as many updates, with one id for all."""
        together = f"album-{next(self._ids['album'])}"
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        return [
            self.bring(chat, photo=photo, media_group_id=together, **({"caption": caption} if caption else {}))
            for caption in captions
        ]

    def add_bot(self, group: int, by: int, was: str = "left", now: str = "member") -> Json:
        """Somebody changes what the bot is in a group."""
        members = [{"status": status, "user": self._bot()} for status in (was, now)]
        change = {
            "chat": {"id": group, "type": self.chats[group].kind, "title": "Tổ CCHC"},
            "from": _user(by),
            "date": int(self.date()),
            "old_chat_member": members[0],
            "new_chat_member": members[1],
        }
        return self._update("my_chat_member", change)

    def bring_odd(self, chat: int) -> Json:
        """A poll as a Bot API server writes it that is older than the library: a field is missing that the library wants."""
        poll = {
            "id": "1",
            "question": "Mấy giờ họp?",
            "options": [{"text": "8", "voter_count": 0, "persistent_id": "0"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
        return self.bring(chat, poll=poll)

    def send_file(self, chat: int, name: str, content: bytes, **more: Any) -> Json:
        number = f"file-{next(self._ids['file'])}"
        self.files[number] = content
        document = {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": len(content)}
        return self.bring(chat, document=document, **more)

    def press(self, sent: Sent, label: str) -> Json:
        """Tap a button of a message that was received, even after it was taken off: the tap may be on its way."""
        query = f"q{next(self._ids['query'])}"
        self._queries.add(query)
        message = self._message(sent.chat, sent.number) | {"text": sent.text}
        tap = {"id": query, "from": _user(sent.chat), "message": message, "chat_instance": "1", "data": sent.buttons[label]}
        return self._update("callback_query", tap)

    def under_new_id(self, update: Json) -> Json:
        """The same tap or message once more as a new update, as it happens after a reconnect."""
        kind = next(key for key in update if key != "update_id")
        return self._update(kind, update[kind])

    def deliver_again(self, update: Json) -> None:
        """The same update once more, although it may be confirmed."""
        self._repeated.append(update)
        self._changed()

    def forget_taps(self) -> None:
        """All taps so far become too old to be answered."""
        self._queries.clear()

    def received(self, chat: int) -> list[Sent]:
        return self.chats[chat].received

    def refuse(self, method: str, code: int, why: str = "", *, chat: int | None = None, retry_after: int = 0) -> asyncio.Event:
        """The next call fails, as soon as the event that is returned is set, which it is; code 0 cuts the connection."""
        gate = asyncio.Event()
        gate.set()
        self._faults.append(Fault(method, chat, gate, Refused(why, code, retry_after)))
        return gate

    def garble(self, method: str, page: str, code: int = 200) -> None:
        """The next call is answered by somebody else, and the service hears nothing of it."""
        self.refuse(method, code)
        self._faults[-1].refusal = Refused("", code, page=page)

    def hold(self, method: str, chat: int | None = None) -> asyncio.Event:
        """The next call waits until the event is set."""
        gate = asyncio.Event()
        self._faults.append(Fault(method, chat, gate))
        return gate

    def count(self, method: str, status: int | None = None) -> int:
        return sum(call.method == method and status in {None, call.status} for call in self.calls)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to become true of this server; looks again after every call and every update."""
        changed = asyncio.Event()
        self._waiting.add(changed)
        try:
            while not true():
                changed.clear()
                await changed.wait()
        finally:
            self._waiting.discard(changed)

    async def receives(self, chat: int, count: int) -> list[Sent]:
        await self.until(lambda: len(self.received(chat)) >= count)
        return self.received(chat)

    @property
    def holds_repeated(self) -> bool:
        return bool(self._repeated)

    @property
    def is_empty(self) -> bool:
        """Whether every update is handed out, and confirmed where the service waits for that."""
        return not self._queue and not self._repeated

    async def confirms(self, update: Json) -> None:
        await self.until(lambda: self.offset > update["update_id"])

    async def _meet_faults(self, method: str, fields: Json) -> None:
        for fault in self._faults:
            if fault.method == method and (fault.chat is None or str(fault.chat) == str(fields.get("chat_id"))):
                self._faults.remove(fault)
                self.held += 1
                self._changed()
                await fault.gate.wait()
                self.held -= 1
                if fault.refusal:
                    raise fault.refusal
                return

    def _changed(self) -> None:
        for event in self._waiting:
            event.set()

    def _update(self, kind: str, content: Json) -> Json:
        update = {"update_id": next(self._ids["update"]), kind: content}
        if not self._allowed or kind in self._allowed:
            self._queue.append(update)
        self._changed()
        return update

    def _message(self, chat: int, number: int) -> Json:
        where = {"id": chat, "type": self.chats[chat].kind}
        return {"message_id": number, "date": int(self.date()), "chat": where}

    def _bot(self) -> Json:
        return {"id": 1234567, "is_bot": True, "first_name": "Đúng Hạn", "username": "dunghan_test_bot"}


def _user(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Lan"}
