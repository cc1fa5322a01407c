"""Telegram's updates in our own terms, each read by itself from what the service wrote."""

import json
import logging
import re
from datetime import datetime
from typing import Any, NamedTuple

from telegram import Bot, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram import TELEGRAM
from bot.messages.actions import ACTIONS
from bot.messages.messages import Incoming, SentFile

ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
_log = logging.getLogger(__name__)
_COMMAND = re.compile(r"(?P<command>/\w+)(?:@(?P<bot>\w+))?(?=\s|$)")
_OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
Json = dict[str, Any]


class Brought(NamedTuple):
    """One update: its number, what somebody did with it, None if nobody is to be answered, and what belongs to that.

    `query` is a tap that waits for an answer of its own; `album` the photos and videos that were sent together with this one.
    """

    number: int
    message: Incoming | None = None
    query: str = ""
    album: str = ""


def updates_in(result: object) -> list[Json]:
    """The updates of an answer of the service; what is none has no number, and cannot be confirmed."""
    listed = result if isinstance(result, list) else []
    return [raw for raw in listed if isinstance(raw, dict) and type(raw.get("update_id")) is int]


def read_update(raw: Json, bot: Bot, name: str) -> Brought:
    """One update to the bot of this name; `name` is "" until the service has said it, and then no group is answered.

    What the library cannot read is put aside, and whoever sent it is answered as if it were a photo.
    """
    number = raw["update_id"]
    identity = f"{bot.token.partition(':')[0]} update {number}"  # another bot of the same office counts its own updates
    try:
        return _brought(Update.de_json(raw, bot), identity, name)
    except Exception as fault:  # noqa: BLE001 - the library raises whatever comes of JSON that it does not know
        _log.warning("update %s cannot be read (%s) and is put aside", number, type(fault).__name__)
        unread = Incoming(TELEGRAM.name, identity, _private_chat(raw), unsupported=True, unread=json.dumps(raw))
        return Brought(number, unread)


def _private_chat(raw: Json) -> str:
    """Whose message it is; "" if that cannot be known."""
    message = raw.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    private = isinstance(chat, dict) and chat.get("type") == ChatType.PRIVATE and type(chat.get("id")) is int
    return str(chat["id"]) if isinstance(chat, dict) and private else ""


def _brought(update: Update, identity: str, bot: str) -> Brought:
    number, chat = update.update_id, update.effective_chat
    if chat is None:
        return Brought(number)
    if chat.type != ChatType.PRIVATE:
        return Brought(number, _in_group(update, identity, bot))
    query = update.callback_query
    if query:
        ref = str(query.message.message_id) if query.message else None
        tap = Incoming(TELEGRAM.name, identity, str(chat.id), pressed=query.data or "", message_ref=ref)
        return Brought(number, tap, query=query.id)
    if update.message:
        album = update.message.media_group_id if not update.message.document else None
        return Brought(number, _said(update.message, identity, bot), album=album or "")
    return Brought(number, _edited(update.edited_message, identity, bot) if update.edited_message else None)


def _said(message: Message, identity: str, bot: str) -> Incoming | None:
    """What somebody wrote or sent; None for what Telegram itself puts into the chat: a pinned message, a timer.

    A kind of message that the library does not know yet counts as sent.
    """
    text = _own_name_cut(message.text or message.caption or "", bot)
    document = message.document if not message.animation else None
    sent = message.effective_attachment or message.checklist or message.api_kwargs
    if not text and not sent:
        return None
    answered = message.reply_to_message
    return Incoming(
        TELEGRAM.name,
        identity,
        str(message.chat.id),
        text=text,
        unsupported=not message.text and document is None,
        file=SentFile(document.file_name or "", document.file_size or 0, document.file_id) if document else None,
        at=message.date,
        ref=str(message.message_id),
        answers=str(answered.message_id) if answered else "",
    )


def _edited(message: Message, identity: str, bot: str) -> Incoming | None:
    """What was written anew; None for an edit without words, as a live location makes one every few seconds."""
    text = _own_name_cut(message.text or message.caption or "", bot)
    if not text:
        return None
    return Incoming(
        TELEGRAM.name,
        identity,
        str(message.chat.id),
        text=text,
        at=message.edit_date,
        ref=str(message.message_id),
        edited=True,
    )


def _own_name_cut(text: str, bot: str) -> str:
    """`/baocao@our_bot` is `/baocao`; another bot's name stays."""
    begins = _COMMAND.match(text)
    ours = begins and begins["bot"] and begins["bot"].casefold() == bot.casefold()
    return f"{begins['command']}{text[begins.end() :]}" if begins and ours else text


def _in_group(update: Update, identity: str, bot: str) -> Incoming | None:
    """In a group only being added, and a command of ours, are answered: where we work, once a day."""
    if not bot:
        return None
    if update.my_chat_member and _is_added(update.my_chat_member):
        return _only_private(update.my_chat_member.chat.id, update.my_chat_member.date, identity, bot)
    message = update.message
    if message and _is_ours(message.text or "", bot):
        return _only_private(message.chat.id, message.date, identity, bot)
    return None


def _is_added(change: ChatMemberUpdated) -> bool:
    return (
        change.chat.type != ChatType.CHANNEL
        and change.old_chat_member.status in _OUTSIDE
        and change.new_chat_member.status not in _OUTSIDE
    )


def _is_ours(text: str, bot: str) -> bool:
    begins = _COMMAND.match(text)
    if not begins:
        return False
    if begins["bot"]:
        return begins["bot"].casefold() == bot.casefold()
    return any(begins["command"].casefold() in action.whole for action in ACTIONS.values())


def _only_private(group: int, at: datetime, identity: str, bot: str) -> Incoming:
    """Of one group and one day, however often somebody calls, it is the same delivery."""
    once = f"{identity.split(maxsplit=1)[0]} group {group} {at:%Y-%m-%d}"
    return Incoming(TELEGRAM.name, once, str(group), private_at=f"t.me/{bot}")
