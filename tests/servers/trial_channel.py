"""A channel that nobody has: all that it takes to add one, as a file of bot/channels would have it, with text alone."""

from collections.abc import Sequence
from functools import partial

import httpx

from bot.channels import registry
from bot.channels.channel import Limits, Part, Receive, SendFailed, Webhook
from bot.channels.kind import Service
from bot.channels.plain_text import written
from bot.channels.variables import Address, Count, ServiceSettings
from bot.cli import main
from bot.messages.messages import Carries, Failure, Incoming, Outgoing, SentFile

HEADER = "X-Pigeon-Secret"


class PigeonSettings(ServiceSettings, alias_generator="pigeon_{}".format):
    """Pigeons are slow."""

    api_base: Address = "https://pigeon.example"
    per_second: Count = 2


PIGEON = Service(
    "pigeon",
    "Pigeon",
    Carries(),
    settings=PigeonSettings,
    connecting="tests.servers.trial_channel:connect",
    secret_header=HEADER,
)


class PigeonChannel:
    """Sends by POST to a service on loopback, and is brought what people write."""

    name = PIGEON.name
    carries = PIGEON.carries

    def __init__(self, token: str, api_base: str, limits: Limits, webhook: Webhook | None) -> None:
        self.limits, self.webhook, self.is_open = limits, webhook, False
        self._client = httpx.AsyncClient(base_url=f"{api_base}/bot{token}/")

    async def open(self) -> str:
        """Ask nothing."""
        self.is_open = True
        return "coo"

    async def close(self) -> None:
        await self._client.aclose()

    async def listen(self, receive: Receive) -> None:
        """Updates are brought."""

    async def take(self, update: object, receive: Receive) -> None:
        if isinstance(update, dict):
            await receive(Incoming(self.name, str(update["id"]), str(update["chat"]), text=str(update["text"])))

    async def webhook_url(self) -> str:
        return self.webhook.url if self.webhook else ""

    def parts(self, message: Outgoing) -> Sequence[Part]:
        return [partial(self._send, message.address, text) for text in written(message, message.links, 500)]

    async def _send(self, address: str, text: str) -> None:
        (await self._client.post("sendMessage", json={"chat_id": address, "text": text})).raise_for_status()

    async def fetch(self, file: SentFile) -> bytes:
        raise SendFailed(Failure.GONE, f"no files: {file.name}")


def connect(token: str, settings: PigeonSettings, webhook: Webhook | None) -> PigeonChannel:
    return PigeonChannel(token, settings.api_base, settings.limits, webhook)


if __name__ == "__main__":  # the command line with one line more in the registry
    registry.KINDS = (*registry.KINDS, PIGEON)
    main()
