"""The channels that there are. To add one, write its file and name it here."""

from collections.abc import Mapping

from bot.channels.kind import ChannelKind, Service
from bot.channels.telegram import TELEGRAM
from bot.channels.terminal import TERMINAL
from bot.channels.zalo import ZALO

KINDS: tuple[ChannelKind, ...] = (
    TELEGRAM,
    ZALO,
    TERMINAL,
)


def titles() -> Mapping[str, str]:
    """What people call each channel, by its name."""
    return {kind.name: kind.title for kind in KINDS}


def services() -> Mapping[str, Service]:
    """The channels behind which there is a chat service, by their names."""
    return {kind.name: kind for kind in KINDS if isinstance(kind, Service)}


def without_files() -> list[str]:
    """The titles of the channels that carry no files: what the bot makes and what people send goes by links there."""
    return [kind.title for kind in KINDS if not kind.carries.files]
