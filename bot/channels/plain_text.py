"""Messages on a channel that shows text alone, without buttons: choices and links are written out."""

from collections.abc import Sequence

from bot.channels.pieces import ShownLine, cut
from bot.messages.messages import FileLink, Outgoing
from bot.texts.common import choices, links


def written(message: Outgoing, shown: Sequence[FileLink], longest: int) -> list[str]:
    """Everything that a screen says, the choices and these links below, in as many messages of `longest` as it takes."""
    lines = [*message.lead.split("\n"), ""] if message.lead else []
    lines += [line for part in (message.title, message.text) if part for line in part.split("\n")]
    lines += choices.written_out([button.label for button in message.buttons], numbered=message.numbered)
    lines += [line for link in shown for line in links.in_chat(link)]
    return ["\n".join(line.text for line in piece) for piece in cut(map(ShownLine, lines), longest)]
