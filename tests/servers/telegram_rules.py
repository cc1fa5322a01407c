"""What Telegram refuses, in its words: markup, lengths, buttons."""

import json
import re
from html import unescape
from typing import Any

Json = dict[str, Any]
_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "span", "tg-spoiler", "blockquote"}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z-]*)[^>]*>?")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);")
_LONGEST_DATA = 64
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS, _LONGEST_DESCRIPTION = 100, 256


class Refused(Exception):
    """A refusal as the service words it, or `page`: what somebody else answers in its place."""

    def __init__(self, why: str, code: int = 400, retry_after: int = 0, page: str | None = None) -> None:
        super().__init__(why)
        self.code, self.page = code, page
        self.answer: Json = {"ok": False, "error_code": code, "description": why}
        if retry_after:
            self.answer["parameters"] = {"retry_after": retry_after}


def not_modified() -> Refused:
    return Refused(
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
        "current content and reply markup of the message"
    )


def json_of(fields: Json, name: str) -> Any:
    """A nested value: JSON inside a form field, or as it is."""
    value = fields.get(name)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise Refused(f"Bad Request: can't parse {name} JSON object") from None


def checked_text(raw: str, fields: Json, longest: int, too_long: str, empty: str | None = None) -> str:
    """What the person reads."""
    text = _read_html(raw) if fields.get("parse_mode") == "HTML" else raw
    if empty and not text.strip():
        raise Refused(f"Bad Request: {empty}")
    if len(text) > longest:
        raise Refused(f"Bad Request: {too_long}")
    return text.strip()


def _read_html(raw: str) -> str:
    opened: list[str] = []
    for tag in _TAG.finditer(raw):
        at = len(raw[: tag.start()].encode())
        if tag["name"] not in _TAGS:
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag["name"]}" at byte offset {at}')
        if not tag[0].endswith(">"):
            raise Refused(f"Bad Request: can't parse entities: Unclosed start tag at byte offset {at}")
        if not tag["close"]:
            opened.append(tag["name"])
        elif not opened or opened.pop() != tag["name"]:
            raise Refused(f"Bad Request: can't parse entities: Unexpected end tag at byte offset {at}")
    if opened:
        raise Refused(f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1]}\"")
    return _ENTITY.sub(lambda entity: unescape(entity[0]), _TAG.sub("", raw))


def checked_commands(commands: list[dict[str, str]]) -> None:
    if len(commands) > _MOST_COMMANDS:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not _COMMAND.fullmatch(one.get("command", "")):
            raise Refused("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= _LONGEST_DESCRIPTION:
            raise Refused("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def checked_keyboard(fields: Json) -> list[list[tuple[str, str]]]:
    """The buttons, in rows."""
    markup = json_of(fields, "reply_markup") or {}
    rows = [
        [(button.get("text", ""), button.get("callback_data", "")) for button in row]
        for row in markup.get("inline_keyboard", [])
    ]
    for label, data in (button for row in rows for button in row):
        if not label:
            raise Refused("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if not 1 <= len(data.encode()) <= _LONGEST_DATA:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")
    return rows
