"""Telegram: long polling in which an update counts as received only once it is stored, and sending."""

import asyncio
import contextlib
import logging
import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from html import escape

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType, MessageLimit, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.channel import NO_LIMITS, Limits, Part, Receive, SendFailed, Webhook
from bot.channels.pieces import ShownLine, cut
from bot.channels.telegram import TELEGRAM, TelegramSettings
from bot.channels.telegram_http import AiohttpRequest, Garbled
from bot.messages.messages import Button, Failure, Incoming, Outgoing, SentFile

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns on every flood limit otherwise
_log = logging.getLogger(__name__)
_ALLOWED = [Update.MESSAGE, Update.CALLBACK_QUERY]
_POLL_SECONDS = 50
_PAUSES = (1, 2, 5, 10, 30)  # seconds before polling again after faults in a row
_ANSWER_SECONDS = 20.0
_GONE = ("chat not found", "user not found", "deactivated", "peer_id_invalid")
_BUTTON_ROW = 28  # characters of labels that fit on one row of a phone


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
        base = api_base.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(answer_seconds),
            get_updates_request=AiohttpRequest(answer_seconds),
        )
        self._side_tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> str:
        """Connect and say which bot this is; raises SendFailed with what is wrong."""
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise SendFailed(Failure.REFUSED, f"Telegram does not know {TELEGRAM.token_variable}") from None
        except TelegramError as fault:
            raise SendFailed(Failure.UNREACHABLE, f"Telegram cannot be reached: {fault}") from None
        self.is_open = True
        return f"@{self._bot.username}"

    async def close(self) -> None:
        """Disconnect."""
        await asyncio.gather(*self._side_tasks, return_exceptions=True)
        await self._bot.shutdown()

    async def listen(self, receive: Receive) -> None:
        """Have updates brought, or poll, until cancelled; the offset moves on only after everything before it is stored."""
        offset: int | None = None
        faults, way_chosen = 0, False
        while True:
            try:
                way_chosen = way_chosen or await self._choose_way()
                updates = await self._bot.get_updates(offset=offset, timeout=_POLL_SECONDS, allowed_updates=_ALLOWED)
                await self._take(updates, receive)
            except Exception as fault:  # noqa: BLE001 - whatever it is, polling must go on, and the updates come again
                await asyncio.sleep(_pause(fault, faults))
                faults += 1
                continue
            faults = 0
            offset = updates[-1].update_id + 1 if updates else offset

    async def _choose_way(self) -> bool:
        """Telegram remembers a webhook, and it excludes polling."""
        if self.webhook is None:
            return await self._bot.delete_webhook()
        await self._bot.set_webhook(self.webhook.url, secret_token=self.webhook.secret, allowed_updates=_ALLOWED)
        return await asyncio.Event().wait()  # updates are brought

    async def webhook_url(self) -> str:
        """Where Telegram brings updates now; "" if it waits to be asked. Raises SendFailed."""
        try:
            return (await self._bot.get_webhook_info()).url
        except TelegramError as fault:
            raise _failure(fault) from None

    async def take(self, update: object, receive: Receive) -> None:
        """Store an update that was brought; what is none is left out."""
        try:
            read = Update.de_json(update, self._bot) if isinstance(update, dict) else None
        except Exception:  # noqa: BLE001 - the library raises whatever comes of JSON that is no update
            _log.warning("what was brought is no update")
            return
        if read:
            await self._take([read], receive)

    async def _take(self, updates: Sequence[Update], receive: Receive) -> None:
        """Store a batch: one chat's updates in their order, different chats side by side."""
        chats: dict[str, list[Update]] = defaultdict(list)
        for update in updates:
            if update.effective_chat and update.effective_chat.type == ChatType.PRIVATE:
                chats[str(update.effective_chat.id)].append(update)

        async def in_order(address: str, mine: list[Update]) -> None:
            for update in mine:
                await receive(incoming(update, address))
                if update.callback_query:
                    self._aside(update.callback_query.id)

        await asyncio.gather(*(in_order(address, mine) for address, mine in chats.items()))

    def _aside(self, query_id: str) -> None:
        """Take the waiting sign off a tapped button; nobody waits for that, and it may fail."""

        async def answer() -> None:
            with contextlib.suppress(TelegramError):
                await self._bot.answer_callback_query(query_id)

        task = asyncio.create_task(answer())
        self._side_tasks.add(task)
        task.add_done_callback(self._side_tasks.discard)

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

    async def _send_after(self, before: Part, part: Part) -> None:
        await before()
        await part()

    async def _send_text(self, address: str, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
        await self._bot.send_message(address, text, parse_mode=ParseMode.HTML, reply_markup=markup)

    async def _send_last(self, message: Outgoing, text: str) -> None:
        markup = keyboard(message.buttons)
        if message.attachment is None:
            await self._send_text(message.address, text, markup)
            return
        await self._bot.send_document(
            message.address,
            message.attachment.content,
            filename=message.attachment.name,
            caption=text or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )

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


def incoming(update: Update, address: str) -> Incoming:
    """An update in our own terms."""
    query = update.callback_query
    identity = f"update {update.update_id}"
    if query:
        ref = str(query.message.message_id) if query.message else None
        return Incoming(TELEGRAM.name, identity, address, pressed=query.data or "", message_ref=ref)
    message: Message | None = update.message
    document = message.document if message else None
    if document:
        file = SentFile(document.file_name or "", document.file_size or 0, document.file_id)
        return Incoming(TELEGRAM.name, identity, address, file=file)
    text = message.text if message else None
    return Incoming(TELEGRAM.name, identity, address, text=text or "", unsupported=not text)


def html(message: Outgoing) -> list[str]:
    """Lead, strong title and text as Telegram's HTML, in as many messages as it takes; the limit counts what is read."""
    lines = [*(ShownLine(text) for text in message.lead.split("\n")), ShownLine("")] if message.lead else []
    lines += [ShownLine(text, strong=True) for text in message.title.split("\n")] if message.title else []
    lines += [ShownLine(text) for text in message.text.split("\n")] if message.text else []
    return ["\n".join(_tagged(line) for line in part) for part in cut(lines, MessageLimit.MAX_TEXT_LENGTH)]


def _tagged(line: ShownLine) -> str:
    text = escape(line.text, quote=False)
    return f"<b>{text}</b>" if line.strong else text


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Short labels share a row."""
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and sum(len(other.label) for other in rows[-1]) + len(button.label) <= _BUTTON_ROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in rows])


async def _translating(part: Part) -> None:
    try:
        await part()
    except TelegramError as fault:
        raise _failure(fault) from None


def _failure(fault: TelegramError) -> SendFailed:
    if isinstance(fault, Garbled) or isinstance(fault.__cause__, Garbled):  # also a proxy's own 403 or 404
        return SendFailed(Failure.GARBLED, "garbled: the answer is not Telegram's")
    if isinstance(fault, RetryAfter):
        pause = fault.retry_after
        pause = pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
        return SendFailed(Failure.FLOOD, "flood limit", pause)
    text = fault.message.casefold()
    if isinstance(fault, Forbidden | BadRequest) and any(words in text for words in _GONE):
        return SendFailed(Failure.GONE, f"gone: {fault.message}")
    if isinstance(fault, Forbidden):
        return SendFailed(Failure.BLOCKED, f"blocked: {fault.message}")
    if isinstance(fault, BadRequest):
        return SendFailed(Failure.REFUSED, f"refused: {fault.message}")
    return SendFailed(Failure.UNREACHABLE, f"{type(fault).__name__}: {fault.message}")


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
