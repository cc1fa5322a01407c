"""dunghan channel: check; and the channels that the settings name."""

import asyncio
from enum import StrEnum
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.channels.channel import Limits, SendFailed, Webhook
from bot.channels.telegram import TelegramChannel
from bot.channels.zalo import ZaloChannel
from bot.cli.office import office
from bot.errors.command_line import NoToken, NotThere
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.running.settings import Settings
from bot.texts.office import menu
from tracker.office.officers import find_officer

app = typer.Typer(no_args_is_help=True, help="The chat services.")
Served = TelegramChannel | ZaloChannel


class Name(StrEnum):
    """The services."""

    TELEGRAM = "telegram"
    ZALO = "zalo"


def channel_named(name: str, settings: Settings, *, brought: bool = False) -> Served | None:
    """The channel that the settings describe, `brought` by webhook if they give it a secret; None if it has no token."""
    if name == Name.TELEGRAM:
        if settings.telegram_bot_token is None:
            return None
        limits = Limits(settings.telegram_per_second, settings.telegram_chat_seconds)
        webhook = _webhook(name, settings, settings.telegram_webhook_secret) if brought else None
        return TelegramChannel(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_base, limits, webhook)
    if settings.zalo_bot_token is None:
        return None
    limits = Limits(settings.zalo_per_second, settings.zalo_chat_seconds)
    webhook = _webhook(name, settings, settings.zalo_webhook_secret) if brought else None
    return ZaloChannel(settings.zalo_bot_token.get_secret_value(), settings.zalo_api_base, limits, webhook)


def _webhook(name: str, settings: Settings, secret: SecretStr | None) -> Webhook | None:
    if settings.public_url is None or secret is None:
        return None
    return Webhook(f"{settings.public_url.rstrip('/')}/{name}", secret.get_secret_value())


@app.command()
def check(
    name: Annotated[Name, typer.Argument(help="The service.")],
    to: Annotated[
        str | None, typer.Option(help="Send a word to this officer too: number, or name without diacritics.")
    ] = None,
) -> None:
    """Try the token: which bot it is, how updates come, and whether a message that nobody asked for arrives."""
    channel = channel_named(name, Settings())
    if channel is None:
        raise NoToken(variable=f"{name.upper()}_BOT_TOKEN")
    asyncio.run(_check(channel, _trial(name, to) if to else None))


def _trial(name: Name, to: str) -> Outgoing:
    with office() as session:
        officer = find_officer(session, to)
        address = address_of(session, officer, [name])
    if address is None:
        raise NotThere(name=officer.name, channel=name.title())
    return Outgoing(address.channel, address.address, menu.TRIAL)


async def _check(channel: Served, trial: Outgoing | None) -> None:
    try:
        typer.echo(f"The token is good: {await channel.open()}.")
        url = await channel.webhook_url()
        typer.echo(f"Updates are brought to {url}." if url else "Updates wait to be asked for (long polling).")
        for part in channel.parts(trial) if trial else ():
            await part()
        if trial:
            typer.echo("The service took the message; ask the officer whether it arrived.")
    except SendFailed as failure:
        raise SendFailed(failure.kind, f"{channel.name.title()} refused: {failure}") from None
    finally:
        await channel.close()
