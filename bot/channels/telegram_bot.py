"""Telegram: long polling in which an update counts as received only once it is stored, and sending."""

import asyncio
import contextlib
import logging
import os
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from telegram import Bot, BotCommandScopeAllPrivateChats, InlineKeyboardMarkup, MenuButtonDefault
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.channel import NO_LIMITS, Limits, Part, Receive, SendFailed, Webhook
from bot.channels.telegram import TELEGRAM, TelegramSettings
from bot.channels.telegram_http import AiohttpRequest, Garbled
from bot.channels.telegram_shown import html, keyboard
from bot.channels.telegram_updates import ALLOWED, Brought, Json, read_update, updates_in
from bot.messages.actions import ACTIONS
from bot.messages.messages import Failure, Incoming, Outgoing, SentFile
from bot.texts.common import commands

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns on every flood limit otherwise
_log = logging.getLogger(__name__)
_POLL_SECONDS = 50
_PAUSES = (1, 2, 5, 10, 30)  # seconds before polling again after faults in a row
_ANSWER_SECONDS = 20.0
_DELETED = "deactivated"
_GONE = ("chat not found", "user not found", "peer_id_invalid")
_MOST_ALBUMS = 1000  # of which it is remembered by which update they are answered


class TelegramChannel:
    """One bot on one Bot API server, which may take `answer_seconds` for an answer."""

    name = TELEGRAM.name
    carries = TELEGRAM.carries

    def __init__(
        self,
        token: str,
        api_base: str,
        limits: Limits = NO_LIMITS,
        webhook: Webhook | None = None,
        answer_seconds: float = _ANSWER_SECONDS,
    ) -> None:
        self.limits, self.webhook, self.is_open = limits, webhook, False
        self._polling = AiohttpRequest(answer_seconds)
        base = api_base.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(answer_seconds),
            get_updates_request=self._polling,
        )
        self._side_tasks: set[asyncio.Task[None]] = set()
        self._albums: dict[str, int] = {}
        self._name = ""

    async def open(self) -> str:
        """Connect and say which bot this is; raises SendFailed with what is wrong."""
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise SendFailed(Failure.REFUSED, f"Telegram does not know {TELEGRAM.token_variable}") from None
        except TelegramError as fault:
            raise SendFailed(Failure.UNREACHABLE, f"Telegram cannot be reached: {fault}") from None
        self.is_open, self._name = True, self._bot.username
        return f"@{self._name}"

    async def close(self) -> None:
        """Disconnect."""
        await asyncio.gather(*self._side_tasks, return_exceptions=True)
        await self._bot.shutdown()

    async def listen(self, receive: Receive) -> None:
        """Have updates brought, or poll, until cancelled; the offset moves on only after everything before it is stored."""
        self._beside(self._introduce())
        offset: int | None = None
        faults, way_chosen = 0, False
        while True:
            try:
                way_chosen = way_chosen or await self._choose_way()
                updates = await self._poll(offset)
                await self._take(updates, receive)
            except Exception as fault:  # noqa: BLE001 - whatever it is, polling must go on, and the updates come again
                await asyncio.sleep(_pause(fault, faults))
                faults += 1
                continue
            faults = 0
            offset = max(update["update_id"] for update in updates) + 1 if updates else offset

    async def _poll(self, offset: int | None) -> list[Json]:
        """As the service writes them: the library reads all or none, and one that it cannot read would stop everybody."""
        asked = {"timeout": _POLL_SECONDS, "allowed_updates": ALLOWED} | ({"offset": offset} if offset else {})
        result = await self._polling.raw(f"{self._bot.base_url}/getUpdates", _POLL_SECONDS, **asked)
        updates = updates_in(result)
        if result and not updates:
            raise Garbled("what came are no updates")
        return updates

    async def _choose_way(self) -> bool:
        """Telegram remembers a webhook, and it excludes polling."""
        if self.webhook is None:
            return await self._bot.delete_webhook()
        await self._bot.set_webhook(self.webhook.url, secret_token=self.webhook.secret, allowed_updates=ALLOWED)
        return await asyncio.Event().wait()  # updates are brought

    async def _introduce(self) -> None:
        """Show the commands in the menu of the chat; without them the bot is at work all the same."""
        told = [(word, commands.DESCRIBED[name]) for name, word in _commands().items()]
        try:
            await self._bot.set_my_commands(told, scope=BotCommandScopeAllPrivateChats())
            await self._bot.set_chat_menu_button(menu_button=MenuButtonDefault())
        except TelegramError as fault:
            _log.warning("the commands are not in the menu: %s: %s", type(fault).__name__, fault.message)

    async def webhook_url(self) -> str:
        """Where Telegram brings updates now; "" if it waits to be asked. Raises SendFailed."""
        try:
            return (await self._bot.get_webhook_info()).url
        except TelegramError as fault:
            raise _failure(fault) from None

    async def take(self, update: object, receive: Receive) -> None:
        """Store an update that was brought; what is none is left out."""
        updates = updates_in([update])
        if not updates:
            _log.warning("what was brought is no update")
        await self._take(updates, receive)

    async def _take(self, updates: Sequence[Json], receive: Receive) -> None:
        """Store a batch: one chat's updates in their order, different chats side by side."""
        chats: dict[str, list[tuple[Incoming, str]]] = defaultdict(list)
        for one in self._answered([read_update(update, self._bot, self._name) for update in updates]):
            if one.message:
                chats[one.message.address].append((one.message, one.query))

        async def in_order(mine: list[tuple[Incoming, str]]) -> None:
            for message, query in mine:
                await receive(message)
                if query:
                    self._beside(self._answer_tap(query))

        await asyncio.gather(*(in_order(_dated(mine)) for mine in chats.values()))

    def _answered(self, updates: Sequence[Brought]) -> list[Brought]:
        """Of photos that were sent together those that say something; where none does, the one that came first."""
        for one in sorted(updates, key=_has_text, reverse=True):
            if one.album:
                self._albums.setdefault(one.album, one.number)
        answered = [one for one in updates if not one.album or _has_text(one) or self._albums[one.album] == one.number]
        for album in list(self._albums)[:-_MOST_ALBUMS]:
            del self._albums[album]
        return answered

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        """Do what nobody waits for, and what may fail."""
        task = asyncio.create_task(work)
        self._side_tasks.add(task)
        task.add_done_callback(self._side_tasks.discard)

    async def _answer_tap(self, query: str) -> None:
        """Take the waiting sign off a tapped button."""
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(query)

    def parts(self, message: Outgoing) -> list[Part]:
        """As many pieces as the text takes, the file and the buttons with the last; used up buttons go with the first."""
        *pieces, last = html(message)
        if message.attachment and len(last) > MessageLimit.CAPTION_LENGTH:
            pieces, last = [*pieces, last], ""
        parts: list[Part] = [partial(self._send_text, message.address, piece) for piece in pieces]
        parts.append(partial(self._send_last, message, last))
        if message.spent:
            parts[0] = partial(self._send_after, partial(self._take_buttons_away, message.address, message.spent), parts[0])
        return [partial(_translating, part) for part in parts]

    async def _send_after(self, before: Part, part: Part) -> str | None:
        await before()
        return await part()

    async def _send_text(self, address: str, text: str, markup: InlineKeyboardMarkup | None = None) -> str:
        sent = await self._bot.send_message(address, text, parse_mode=ParseMode.HTML, reply_markup=markup)
        return str(sent.message_id)

    async def _send_last(self, message: Outgoing, text: str) -> str:
        markup = keyboard(message.buttons)
        if message.attachment is None:
            return await self._send_text(message.address, text, markup)
        sent = await self._bot.send_document(
            message.address,
            message.attachment.content,
            filename=message.attachment.name,
            caption=text or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
        return str(sent.message_id)

    async def fetch(self, file: SentFile) -> bytes:
        """The content of a document; Telegram gives up to 20 MB; raises SendFailed."""
        try:
            found = await self._bot.get_file(file.ref)
            return bytes(await found.download_as_bytearray())
        except TelegramError as fault:
            raise _failure(fault) from None

    async def _take_buttons_away(self, address: str, message_id: str) -> None:
        """From a message whose buttons are used up; one that has none any more, or is gone, is as good."""
        with contextlib.suppress(BadRequest):
            await self._bot.edit_message_reply_markup(address, int(message_id), reply_markup=None)


def connect(token: str, settings: TelegramSettings, webhook: Webhook | None) -> TelegramChannel:
    """The bot of the office's settings."""
    return TelegramChannel(token, settings.api_base, settings.limits, webhook)


def _commands() -> dict[str, str]:
    """The command of each action that is in the menu: the first of its words with a slash."""
    slashed = {
        name: [word.removeprefix("/") for word in action.whole if word.startswith("/")] for name, action in ACTIONS.items()
    }
    return {name: slashed[name][0] for name in commands.DESCRIBED if slashed.get(name)}


def _has_text(one: Brought) -> bool:
    return one.message is not None and bool(one.message.text)


def _dated(mine: Sequence[tuple[Incoming, str]]) -> list[tuple[Incoming, str]]:
    """A tap has no time of its own: it came no later than what the same person sent after it, if that waited with it."""
    dated: list[tuple[Incoming, str]] = []
    later = None
    for message, query in reversed(mine):
        later = message.at or later
        dated.append((replace(message, at=later), query))
    return dated[::-1]


async def _translating(part: Part) -> str | None:
    try:
        return await part()
    except TelegramError as fault:
        raise _failure(fault) from None


def _failure(fault: TelegramError) -> SendFailed:
    if isinstance(fault, Garbled) or isinstance(fault.__cause__, Garbled):  # also a proxy's own 403 or 404
        return SendFailed(Failure.GARBLED, "garbled: the answer is not Telegram's")
    if isinstance(fault, RetryAfter):
        pause = fault.retry_after
        pause = pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
        return SendFailed(Failure.FLOOD, "flood limit", pause)
    if isinstance(fault, Forbidden | BadRequest):
        kind = _final(fault)
        return SendFailed(kind, f"{kind}: {fault.message}")
    return SendFailed(Failure.UNREACHABLE, f"{type(fault).__name__}: {fault.message}")


def _final(fault: Forbidden | BadRequest) -> Failure:
    text = fault.message.casefold()
    if _DELETED in text:
        return Failure.DELETED
    if any(words in text for words in _GONE):
        return Failure.GONE
    return Failure.BLOCKED if isinstance(fault, Forbidden) else Failure.REFUSED


def _pause(fault: Exception, faults: int) -> float:
    if isinstance(fault, Conflict):
        _log.error("another program is polling with this bot's token; stop it, or give it a bot of its own")
    elif isinstance(fault, TelegramError):
        _log.warning("polling: %s: %s", type(fault).__name__, fault.message)
    else:
        _log.exception("updates could not be stored; Telegram brings them again")
    if isinstance(fault, RetryAfter):
        pause = fault.retry_after
        return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
    return _PAUSES[min(faults, len(_PAUSES) - 1)]
