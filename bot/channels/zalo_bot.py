"""Zalo: the Bot Platform's API over httpx; an update counts only once it is stored, by long polling or by webhook.

The platform has no buttons, no files and no editing; see "Zalo Bot Platform" in docs/zalo.md for what it is known to do.
"""

import asyncio
import hashlib
import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from bot.channels.channel import NO_LIMITS, Limits, Part, Receive, SendFailed, Webhook
from bot.channels.plain_text import written
from bot.channels.zalo import ZALO, ZaloSettings
from bot.messages.messages import Failure, FileLink, Incoming, Outgoing, SentFile
from bot.texts.common import links as link_texts

_log = logging.getLogger(__name__)
_LONGEST_TEXT = 2000
_POLL_SECONDS = 30
_ANSWER_SECONDS = 20.0
_PAUSES = (1, 2, 5, 10, 30)  # seconds after faults in a row; the last one repeats
_ID = re.compile(r"[!-~]{1,100}")
_PICTURES = (".png", ".jpg", ".jpeg")
Json = dict[str, Any]
Result = TypeVar("Result")


class _Idle(SendFailed):
    """The service timed out: while we polled, nobody wrote."""


class _TokenRefused(SendFailed):
    """The service does not know the token (any more): what waits goes out when the administrator has corrected it."""


class ZaloChannel:
    """One bot on the Zalo Bot Platform, which may take `answer_seconds` for an answer."""

    name = ZALO.name
    carries = ZALO.carries

    def __init__(
        self,
        token: str,
        api_base: str,
        limits: Limits = NO_LIMITS,
        webhook: Webhook | None = None,
        answer_seconds: float = _ANSWER_SECONDS,
    ) -> None:
        self.limits, self.webhook = limits, webhook
        self._token, self._seconds, self.is_open = token, answer_seconds, False
        self._client = httpx.AsyncClient(base_url=f"{api_base.rstrip('/')}/bot{token}/", timeout=answer_seconds)

    async def open(self) -> str:
        """Say which bot this is; raises SendFailed with what is wrong."""
        try:
            me = await self._ask("getMe")
        except SendFailed as failure:
            if isinstance(failure, _TokenRefused) or not failure.kind.retryable:
                raise SendFailed(Failure.REFUSED, f"Zalo does not accept {ZALO.token_variable} ({failure})") from None
            raise SendFailed(failure.kind, f"Zalo cannot be reached: {failure}") from None
        self.is_open = True
        return str(_object(me).get("account_name") or _object(me).get("id") or "")

    async def close(self) -> None:
        """Disconnect."""
        await self._client.aclose()

    async def webhook_url(self) -> str:
        """Where the platform brings updates now; "" if it waits to be asked. Raises SendFailed."""
        return str(_object(await self._ask("getWebhookInfo")).get("url") or "")

    async def listen(self, receive: Receive) -> None:
        """Have updates brought, or ask for them, until cancelled; the platform brings and gives each only once."""
        if self.webhook:
            await self._insist(partial(self._ask, "setWebhook", url=self.webhook.url, secret_token=self.webhook.secret))
            await asyncio.Event().wait()
        await self._insist(partial(self._ask, "deleteWebhook"))  # the platform remembers one, and it excludes polling
        while True:
            for update in await self._insist(self._poll):
                await self._insist(partial(self.take, update, receive))

    async def _insist(self, work: Callable[[], Awaitable[Result]]) -> Result:
        faults = 0
        while True:
            try:
                return await work()
            except SendFailed as failure:
                _log.warning("listening: %s", failure)
            except Exception:  # noqa: BLE001 - whatever it is, there is no second copy of the update
                _log.exception("an update could not be stored; it is tried again")
            await asyncio.sleep(_PAUSES[min(faults, len(_PAUSES) - 1)])
            faults += 1

    async def _poll(self) -> list[object]:
        """What somebody wrote: by the documents one update at most."""
        try:
            result = await self._ask("getUpdates", _POLL_SECONDS + self._seconds, timeout=_POLL_SECONDS)
        except _Idle:
            return []
        return result if isinstance(result, list) else [result]

    async def take(self, update: object, receive: Receive) -> None:
        """Store an update, wherever it comes from; what nobody can answer is left out."""
        message = incoming(update)
        if message:
            bot = self._token.partition(":")[0]  # another bot of the same office counts its own messages
            await receive(replace(message, external_id=f"{bot} {message.external_id}"))

    def parts(self, message: Outgoing) -> list[Part]:
        """Pictures first, then as many pieces as the text takes; choices are written out below it."""
        parts: list[Part] = []
        for link in message.links:
            if _is_picture(link):
                parts.append(partial(self._do, "sendPhoto", chat_id=message.address, photo=link.url, caption=link.name))
            elif link.preview:
                parts.append(partial(self._preview, message.address, link))
        return [*parts, *(partial(self._do, "sendMessage", chat_id=message.address, text=text) for text in texts(message))]

    async def _preview(self, address: str, link: FileLink) -> None:
        """A picture of a workbook; the text with its link goes out all the same if the service does not get the picture."""
        caption = link_texts.PREVIEW.format(name=link.name)
        try:
            await self._do("sendPhoto", chat_id=address, photo=link.preview, caption=caption)
        except SendFailed as failure:
            if failure.kind in {Failure.FLOOD, Failure.BLOCKED, Failure.GONE}:
                raise
            _log.warning("no preview of %s: %s", link.name, failure)

    async def fetch(self, file: SentFile) -> bytes:
        """Nobody can send a file here; what was sent on a page of ours has its content with it."""
        raise SendFailed(Failure.GONE, f"there are no files on Zalo: {file.name}")

    async def _do(self, method: str, **fields: object) -> None:
        await self._ask(method, None, **fields)

    async def _ask(self, method: str, seconds: float | None = None, /, **fields: object) -> object:
        """The result; raises SendFailed."""
        try:
            response = await self._client.post(method, json=fields, timeout=seconds or self._seconds)
        except httpx.HTTPError as fault:  # its words may hold the address, and so the token
            raise SendFailed(Failure.UNREACHABLE, type(fault).__name__) from None
        answer = _read(response.content)
        if not isinstance(answer, dict) or "ok" not in answer:
            raise SendFailed(Failure.GARBLED, "garbled: the answer is not Zalo's")
        if answer["ok"] is True:
            return answer.get("result")
        code = answer.get("error_code", response.status_code)
        raise _failure(code, str(answer.get("description") or "").replace(self._token, "[token]"))


def connect(token: str, settings: ZaloSettings, webhook: Webhook | None) -> ZaloChannel:
    """The bot of the office's settings."""
    return ZaloChannel(token, settings.api_base, settings.limits, webhook)


def _failure(code: object, why: str) -> SendFailed:
    """By the codes that the platform documents; a 403 that speaks of an internal error is not the person's doing."""
    said = f"{code} {why}".strip()
    if code == HTTPStatus.REQUEST_TIMEOUT:
        return _Idle(Failure.UNREACHABLE, said)
    if code == HTTPStatus.UNAUTHORIZED:
        return _TokenRefused(Failure.UNREACHABLE, said)
    if code == HTTPStatus.FORBIDDEN and "internal" not in why.casefold():
        return SendFailed(Failure.BLOCKED, f"blocked: {said}")
    kinds = {
        HTTPStatus.TOO_MANY_REQUESTS: Failure.FLOOD,
        HTTPStatus.NOT_FOUND: Failure.GONE,
        HTTPStatus.BAD_REQUEST: Failure.REFUSED,
    }
    kind = next((kind for status, kind in kinds.items() if status == code), Failure.UNREACHABLE)
    return SendFailed(kind, f"{kind}: {said}")


def _read(body: bytes | str) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def incoming(update: object) -> Incoming | None:
    """An update in our own terms, in or out of the envelope of a webhook; None for what is no message of a person to us."""
    event = _object(update)
    event = _object(event.get("result")) or event
    message = _object(event.get("message"))
    chat, sender = _object(message.get("chat")), _object(message.get("from"))
    address = _id(chat.get("id"))
    if not address or chat.get("chat_type", "PRIVATE") != "PRIVATE" or sender.get("is_bot"):
        return None
    text = message.get("text")
    text = text.encode(errors="replace").decode().replace("\0", "") if isinstance(text, str) else ""
    ref = _id(message.get("message_id"))
    return Incoming(
        ZALO.name, _identity(event), address, text=text, unsupported=not text, at=_time(message.get("date")), ref=ref
    )


def _id(value: object) -> str:
    return str(value) if isinstance(value, str | int) and _ID.fullmatch(str(value)) else ""


def _time(milliseconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC) if type(milliseconds) is int else None
    except (ValueError, OverflowError, OSError):  # what is no time of this world
        return None


def _identity(event: Mapping[str, Any]) -> str:
    """What tells a message from another: its id; else its content with its time, in milliseconds; else nothing does."""
    message = event["message"]
    number = _id(message.get("message_id"))
    if number:
        return f"message {number}"
    if not message.get("date"):
        return f"unknown {secrets.token_hex(16)}"
    return f"content {hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()}"


def _is_picture(link: FileLink) -> bool:
    return bool(link.url) and link.name.endswith(_PICTURES)


def texts(message: Outgoing) -> list[str]:
    """The messages of text; the pictures go by themselves."""
    return written(message, [link for link in message.links if not _is_picture(link)], _LONGEST_TEXT)
