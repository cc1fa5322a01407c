"""What Telegram is; telegram_bot.py talks to it."""

from bot.channels.kind import Service
from bot.channels.variables import Address, Count, Seconds, ServiceSettings
from bot.messages.messages import Carries


class TelegramSettings(ServiceSettings, alias_generator="telegram_{}".format):
    """The limits are Telegram's own."""

    api_base: Address = "https://api.telegram.org"
    per_second: Count = 30
    chat_seconds: Seconds = 1


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
