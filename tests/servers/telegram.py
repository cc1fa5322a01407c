"""A Telegram Bot API on loopback: takes what the real one takes, and refuses what the real one refuses in its words."""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiohttp import BodyPartReader, web

from tests.servers.service import Service
from tests.servers.telegram_people import Call, Sent, SentDocument
from tests.servers.telegram_rules import Json, Refused, checked_commands, checked_keyboard, checked_text, json_of, not_modified

TOKEN = "1234567:" + "A" * 20 + "-loopback_token"
_LONGEST_TEXT, _LONGEST_CAPTION = 4096, 1024
_LARGEST_DOWNLOAD = 20 * 2**20
_NO_QUERY = "query is too old and response timeout expired or query ID is invalid"
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class TelegramServer(Service):
    """The service and the people who use it."""

    longest_body = 50 * 2**20

    def __init__(self, token: str = TOKEN, latency: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(token)
        self.latency, self._clock = latency, clock
        self.per_chat: int | None = None  # messages to one chat in `flood_seconds`
        self.overall: int | None = None
        self.flood_seconds = 1.0
        self.arrivals: list[float] = []  # when each message was taken
        self._times: dict[int | None, list[float]] = defaultdict(list)
        self._poller: object = None

    def _routes(self) -> list[web.RouteDef]:
        download = web.get("/file/bot{token}/{path:.+}", self._download)
        return [web.route("*", "/bot{token}/{method}", self._answer), download]

    async def _fields(self, request: web.Request) -> Json:
        if request.content_type == "application/json":
            return dict(await request.json())
        if request.content_type != "multipart/form-data":
            return {**request.query, **await request.post()}
        fields: Json = dict(request.query)
        async for part in await request.multipart():  # not `post`, which leaves a file open when the caller goes away
            if isinstance(part, BodyPartReader) and part.name:
                fields[part.name] = (
                    SentDocument(part.filename, bytes(await part.read())) if part.filename else await part.text()
                )
        return fields

    async def _do(self, token: str, method: str, fields: Json) -> Any:
        if self.latency:
            await asyncio.sleep(self.latency)
        return await super()._do(token, method, fields)

    async def _do_getMe(self, _: Json) -> Json:  # noqa: N802 - the service's name
        return self._bot() | {"id": int(self.token.split(":")[0])}

    async def _do_deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    async def _do_setWebhook(self, fields: Json) -> bool:  # noqa: N802
        self.webhook = fields
        return True

    async def _do_getWebhookInfo(self, _: Json) -> Json:  # noqa: N802
        return {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": 0}

    async def _do_setMyCommands(self, fields: Json) -> bool:  # noqa: N802
        checked_commands(json_of(fields, "commands") or [])
        return True

    async def _do_setChatMenuButton(self, fields: Json) -> bool:  # noqa: N802
        if (json_of(fields, "menu_button") or {}).get("type") not in {"default", "commands", "web_app"}:
            raise Refused("Bad Request: can't parse MenuButton: unsupported type specified")
        return True

    async def _do_getUpdates(self, fields: Json) -> list[Json]:  # noqa: N802
        mine = self._poller = object()
        self.polls += 1
        self.offset = max(self.offset, int(fields.get("offset") or 0))
        self._queue = [update for update in self._queue if update["update_id"] >= self.offset]
        self._allowed = json_of(fields, "allowed_updates") or self._allowed
        self._changed()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(float(fields.get("timeout") or 0)):
                await self.until(lambda: bool(self._queue or self._repeated or self._closing or self._poller is not mine))
        if self._poller is not mine:
            raise Refused(_CONFLICT, 409)
        repeated, self._repeated = self._repeated, []
        return (repeated + self._queue)[: min(int(fields.get("limit") or 100), 100)]

    async def _do_sendMessage(self, fields: Json) -> Json:  # noqa: N802
        chat = self._open_chat(fields)
        text = checked_text(fields.get("text", ""), fields, _LONGEST_TEXT, "message is too long", "message text is empty")
        return self._take(Sent(chat, 0, text, checked_keyboard(fields)))

    async def _do_sendDocument(self, fields: Json) -> Json:  # noqa: N802
        chat = self._open_chat(fields)
        caption = checked_text(fields.get("caption", ""), fields, _LONGEST_CAPTION, "message caption is too long")
        file = fields.get("document")
        if isinstance(file, str) and file.startswith("attach://"):
            file = fields.get(file.removeprefix("attach://"))
        if not isinstance(file, SentDocument):
            raise Refused("Bad Request: there is no document in the request")
        return self._take(Sent(chat, 0, caption, checked_keyboard(fields), file.name, file.content))

    async def _do_getFile(self, fields: Json) -> Json:  # noqa: N802
        number = str(fields.get("file_id"))
        if number not in self.files:
            raise Refused("Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[number])
        if size > _LARGEST_DOWNLOAD:
            raise Refused("Bad Request: file is too big")
        return {"file_id": number, "file_unique_id": number, "file_size": size, "file_path": f"documents/{number}.xlsx"}

    async def _download(self, request: web.Request) -> web.Response:
        """As the real one does, the path of getFile under the bot's own token."""
        number = request.match_info["path"].removeprefix("documents/").removesuffix(".xlsx")
        found = request.match_info["token"] == self.token and number in self.files
        status = 200 if found else 404
        self.calls.append(Call("download", {"file_id": number}, status))
        self._changed()
        return web.Response(body=self.files[number] if found else b"", status=status)

    async def _do_editMessageReplyMarkup(self, fields: Json) -> Json:  # noqa: N802
        return self._edit(fields, None)

    async def _do_editMessageText(self, fields: Json) -> Json:  # noqa: N802
        text = checked_text(fields.get("text", ""), fields, _LONGEST_TEXT, "message is too long", "message text is empty")
        return self._edit(fields, text)

    def _edit(self, fields: Json, text: str | None) -> Json:
        chat = self._chat(fields)
        sent = next((s for s in self.received(chat) if str(s.number) == str(fields.get("message_id"))), None)
        if sent is None:
            raise Refused("Bad Request: message to edit not found")
        keyboard = checked_keyboard(fields)
        if keyboard == sent.keyboard and text in {None, sent.text}:
            raise not_modified()
        sent.keyboard, sent.text = keyboard, sent.text if text is None else text
        return self._message(chat, sent.number) | {"text": sent.text}

    async def _do_answerCallbackQuery(self, fields: Json) -> bool:  # noqa: N802
        if fields.get("callback_query_id") not in self._queries:
            raise Refused(f"Bad Request: {_NO_QUERY}")
        return True

    def _chat(self, fields: Json) -> int:
        number = str(fields.get("chat_id", ""))
        chat = int(number) if number.lstrip("-").isdigit() else 0
        if chat not in self.chats:
            raise Refused("Bad Request: chat not found")
        if self.chats[chat].blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        if self.chats[chat].deleted:
            raise Refused("Forbidden: user is deactivated", 403)
        return chat

    def _open_chat(self, fields: Json) -> int:
        chat, now = self._chat(fields), self._clock()
        for key, limit in ((chat, self.per_chat), (None, self.overall)):
            self._times[key] = recent = [at for at in self._times[key] if now - at < self.flood_seconds]
            if limit is not None and len(recent) >= limit:
                pause = max(1, round(recent[0] + self.flood_seconds - now))
                raise Refused(f"Too Many Requests: retry after {pause}", 429, pause)
        return chat

    def _take(self, sent: Sent) -> Json:
        now = self._clock()
        self.arrivals.append(now)
        for key in (sent.chat, None):
            self._times[key].append(now)
        sent.number = next(self._ids["message"])
        self.received(sent.chat).append(sent)
        self.chats[sent.chat].tell(sent)
        return self._message(sent.chat, sent.number) | {"text": sent.text}
