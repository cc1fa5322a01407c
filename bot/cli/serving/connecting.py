"""The channels of `dunghan serve`: connected, tried, and tended; of each it is said what becomes of it."""

import asyncio

import typer

from bot.channels.channel import SendFailed, Served
from bot.channels.registry import services
from bot.errors.command_line import NoChannelLeft
from bot.running.app import App

_RECONNECT_SECONDS = 10


async def kept(public_url: str | None) -> list[Served]:
    """The channels to serve, connected or to be connected; says of each one what becomes of it. Raises NoChannelLeft."""
    channels = []
    for service in services().values():
        channel = service.connect(public_url)
        if channel:
            channels.append(channel)
        else:
            say(f"{service.title}: not served: {service.token_variable} is not set.")
    accepted = await asyncio.gather(*(_connect(channel) for channel in channels))
    for channel in [channel for channel, kept in zip(channels, accepted, strict=True) if not kept]:
        channels.remove(channel)
        await channel.close()
    if not channels:
        raise NoChannelLeft
    return channels


async def _connect(channel: Served) -> bool:
    """Whether to serve it: the service accepts us, or could not be asked."""
    service = services()[channel.name]
    try:
        name = await channel.open()
    except SendFailed as failure:
        if failure.kind.retryable:
            say(f"{service.title}: {failure}; trying again every {_RECONNECT_SECONDS} seconds.")
        else:
            say(f"{service.title}: not served: {failure}.")
        return failure.kind.retryable
    way = f"updates come to {channel.webhook.url}" if channel.webhook else service.polling
    say(f"{service.title}: serving as {name}, {way}.")
    return True


async def tend(channel: Served, app: App) -> None:
    """Listen, as soon as the service can be reached."""
    while not channel.is_open:
        await asyncio.sleep(_RECONNECT_SECONDS)
        if not await _connect(channel):
            return
    await channel.listen(app.receive)


def say(line: str) -> None:
    """To whoever watches the bot run."""
    typer.echo(line, err=True)
