"""What Zalo is; zalo_bot.py talks to it."""

from pydantic import Field

from bot.channels.kind import Carries, Service
from bot.channels.variables import ADDRESS, ServiceSettings


class ZaloSettings(ServiceSettings, alias_generator="zalo_{}".format):
    """Zalo publishes no limits; these are ours."""

    api_base: str = Field(default="https://bot-api.zaloplatforms.com", pattern=ADDRESS)
    per_second: int = Field(default=10, ge=0)
    chat_seconds: float = Field(default=1, ge=0)


ZALO = Service(
    "zalo",
    "Zalo",
    Carries(),
    settings=ZaloSettings,
    connecting="bot.channels.zalo_bot:connect",
    secret_header="X-Bot-Api-Secret-Token",  # noqa: S106 - the header's name, no secret
    polling="long polling, which Zalo means for development (a webhook needs PUBLIC_URL and ZALO_WEBHOOK_SECRET)",
)
