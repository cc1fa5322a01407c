"""All that a channel is, said without the library that speaks to its service."""

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name

from bot.channels.channel import Served, Webhook
from bot.channels.variables import ServiceSettings
from bot.messages.messages import Carries


@dataclass(frozen=True)
class ChannelKind:
    """A channel: its name as databases, paths and commands have it, its title as people know it, and what it carries."""

    name: str
    title: str
    carries: Carries


@dataclass(frozen=True, kw_only=True)
class Service(ChannelKind):
    """A channel behind which there is a chat service.

    `connecting` is the "module:function" that makes the channel of its token, its settings and its webhook: it is imported
    when the channel is used, and with it the service's library. `secret_header` carries the webhook's secret. `polling` says
    how updates come without one. `invitation`, where the service has such links, gives the link that joins at a tap, of what
    the bot is called there and the code.
    """

    settings: type[ServiceSettings]
    connecting: str
    secret_header: str
    polling: str = "long polling"
    invitation: Callable[[str, str], str] | None = None

    @property
    def token_variable(self) -> str:
        """The variable of the environment without which the channel is not served."""
        return self.settings.variable("bot_token")

    def connect(self, public_url: str | None = None) -> Served | None:
        """The channel as the settings describe it, to be opened; None if they name no token.

        With `public_url`, where this machine is reached, updates are brought there if the settings have a secret for them.
        Raises pydantic's ValidationError for settings that cannot be used.
        """
        settings = self.settings()
        if settings.bot_token is None:
            return None
        webhook = None
        if public_url and settings.webhook_secret:
            webhook = Webhook(f"{public_url.rstrip('/')}/{self.name}", settings.webhook_secret.get_secret_value())
        channel: Served = resolve_name(self.connecting)(settings.bot_token.get_secret_value(), settings, webhook)
        return channel
