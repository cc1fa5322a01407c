"""A file that the person wants to send: where to, on a channel that carries none."""

from bot.conversation.core.turn import Turn
from bot.texts.report import sheets as sentences


def ask_for_file(turn: Turn, _rest: str) -> None:
    """Say what may be sent, above the question that stands; the answer comes when it is read."""
    turn.want_file(sentences.ANY_FILE, "")
    turn.note(sentences.SEND_HERE)
