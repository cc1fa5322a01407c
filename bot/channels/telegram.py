"""What Telegram is; telegram_bot.py talks to it."""

from pydantic import Field

from bot.channels.kind import Carries, Service
from bot.channels.variables import ADDRESS, ServiceSettings


class TelegramSettings(ServiceSettings, alias_generator="telegram_{}".format):
    """The limits are Telegram's own."""

    api_base: str = Field(default="https://api.telegram.org", pattern=ADDRESS)
    per_second: int = Field(default=30, ge=0)
    chat_seconds: float = Field(default=1, ge=0)


def invitation(bot: str, code: str) -> str:
    """A link that opens the chat with the bot ("@name") and sends it the code."""
    return f"https://t.me/{bot.lstrip('@')}?start={code}"


TELEGRAM = Service(
    "telegram",
    "Telegram",
    Carries(buttons=True, files=True, edits=True),
    settings=TelegramSettings,
    connecting="bot.channels.telegram_bot:connect",
    secret_header="X-Telegram-Bot-Api-Secret-Token",  # noqa: S106 - the header's name, no secret
    invitation=invitation,
)
