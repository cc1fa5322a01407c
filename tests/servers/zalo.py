"""A Zalo Bot Platform on loopback, as its documents say: HTTP 200 whatever happens, one update a call, no second copy."""

import asyncio
import itertools
from collections.abc import Mapping
from typing import Any

import aiohttp

from tests.servers.service import Service
from tests.servers.telegram_people import Sent
from tests.servers.telegram_rules import Json, Refused

TOKEN = "7654321:" + "z" * 20 + "-loopback_token"
_LONGEST = 2000
_SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class ZaloServer(Service):
    """The service and the people who use it; a chat's number is written as text on the wire."""

    refuses_with_status = False
    cancels = True

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.asking = 0  # calls of getUpdates that wait
        self.idle_seconds: float = 30
        self.brought: list[int] = []  # how the webhook answered
        self._times = itertools.count(1_710_000_000_000, 1000)

    async def _do_getMe(self, _: Json) -> Json:  # noqa: N802 - the service's name
        return {"id": self.token.split(":", maxsplit=1)[0], "account_name": "bot.dunghan", "account_type": "BASIC"}

    async def _do_setWebhook(self, fields: Json) -> Json:  # noqa: N802
        if not 8 <= len(fields.get("secret_token", "")) <= 256:
            raise Refused("Bad Request: secret_token must have 8 to 256 characters")
        self.webhook = fields
        return {"url": fields["url"]}

    async def _do_deleteWebhook(self, _: Json) -> Json:  # noqa: N802
        self.webhook = {}
        return {"url": ""}

    async def _do_getWebhookInfo(self, _: Json) -> Json:  # noqa: N802
        return {"url": self.webhook.get("url", "")}

    async def _do_getUpdates(self, fields: Json) -> Json:  # noqa: N802
        if self.webhook:
            raise Refused("Bad Request: a webhook is set")
        self.polls += 1
        self.asking += 1
        self._changed()
        try:
            async with asyncio.timeout(min(float(fields.get("timeout") or 30), self.idle_seconds)):
                await self.until(lambda: bool(self._queue or self._closing))
        except TimeoutError:
            raise Refused("Request timeout", 408) from None
        finally:
            self.asking -= 1
        if not self._queue:
            raise Refused("Request timeout", 408)
        return self._queue.pop(0)

    async def _do_sendMessage(self, fields: Json) -> Json:  # noqa: N802
        chat, text = self._chat(fields), fields.get("text", "")
        if not 1 <= len(text) <= _LONGEST or not text.strip():
            raise Refused("Bad Request: text must have 1 to 2000 characters")
        return self._take(Sent(chat, 0, text, []))

    async def _do_sendPhoto(self, fields: Json) -> Json:  # noqa: N802
        chat, photo, caption = self._chat(fields), str(fields.get("photo", "")), fields.get("caption", "")
        if not photo.startswith("http") or len(caption) > _LONGEST:
            raise Refused("Bad Request: photo must be a public address, caption at most 2000 characters")
        return self._take(Sent(chat, 0, caption, [], file_name=photo))

    def _chat(self, fields: Mapping[str, Any]) -> int:
        chat = int(fields.get("chat_id", 0))
        if chat not in self.chats:
            raise Refused("Not Found: no such chat", 404)
        if self.chats[chat].blocked:
            raise Refused("Forbidden: the user does not take messages of this bot", 403)
        return chat

    def _take(self, sent: Sent) -> Json:
        sent.number = next(self._ids["message"])
        self.received(sent.chat).append(sent)
        self.chats[sent.chat].tell(sent)
        return {"message_id": f"m{sent.number}", "date": next(self._times)}

    def bring(self, chat: int, event: str = "message.text.received", *, sender: Json | None = None, **content: Any) -> Json:
        """A message of any content, by whichever way was chosen; `message_id=None` leaves the id out."""
        kind = "GROUP" if self.chats[chat].kind == "group" else "PRIVATE"
        message = {
            "message_id": f"m{next(self._ids['message'])}",
            "date": next(self._times),
            "from": sender or {"id": f"{chat}", "display_name": "Lan", "is_bot": False},
            "chat": {"id": f"{chat}", "chat_type": kind},
        }
        given = {name: value for name, value in (message | content).items() if value is not None}
        update = {"event_name": event, "message": given}
        self.deliver_again(update)
        return update

    def deliver_again(self, update: Json) -> None:
        """The same update, perhaps not for the first time."""
        self._queue.append(update)
        self._changed()

    async def bring_waiting(self) -> None:
        """Post what waits to the webhook, once: the service makes no second attempt."""
        headers = {_SECRET_HEADER: self.webhook["secret_token"]}
        async with aiohttp.ClientSession(headers=headers) as session:
            while self._queue:
                body = {"ok": True, "result": self._queue.pop(0)}
                async with session.post(self.webhook["url"], json=body) as response:
                    self.brought.append(response.status)

    @property
    def all_taken(self) -> bool:
        """Whether everything was handed out, and what was handed out last is stored: the bot asks for more."""
        return self.is_empty and self.asking > 0
