"""What Zalo is; zalo_bot.py talks to it."""

from bot.channels.kind import Service
from bot.channels.variables import Address, Count, Seconds, ServiceSettings
from bot.messages.messages import Carries


class ZaloSettings(ServiceSettings, alias_generator="zalo_{}".format):
    """Zalo publishes no limits; these are ours."""

    api_base: Address = "https://bot-api.zaloplatforms.com"
    per_second: Count = 10
    chat_seconds: Seconds = 1


ZALO = Service(
    "zalo",
    "Zalo",
    Carries(),
    settings=ZaloSettings,
    connecting="bot.channels.zalo_bot:connect",
    secret_header="X-Bot-Api-Secret-Token",  # noqa: S106 - the header's name, no secret
    polling="long polling, which Zalo means for development (a webhook needs PUBLIC_URL and ZALO_WEBHOOK_SECRET)",
)
