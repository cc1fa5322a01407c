"""Our messages as Telegram shows them: HTML, and the buttons below it."""

from collections.abc import Sequence
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.channels.pieces import ShownLine, cut
from bot.messages.messages import Button, Outgoing

_BUTTON_ROW = 28  # characters of labels that fit on one row of a phone


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
