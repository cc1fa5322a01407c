"""dunghan channel: check, list."""

import asyncio
from typing import Annotated

import typer

from bot.channels.channel import SendFailed, Served
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.office import office, print_listing
from bot.errors.command_line import NoToken, NotThere
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.texts.office import menu
from tracker.office.officers import find_officer

app = typer.Typer(no_args_is_help=True)


def service_named(name: str) -> Service:
    """One of the channels with a service behind them; raises typer's BadParameter."""
    known = services()
    if name not in known:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(map(repr, known))}.")
    return known[name]


Name = Annotated[Service, typer.Argument(parser=service_named, help="The service, as `channel list` has it.")]


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Name, the variable of its token and whether it is set, and what it carries beside text."""
    rows = [
        (
            service.name,
            service.token_variable,
            "set" if service.settings().bot_token else "not set",
            list(service.carries.named()),
        )
        for service in services().values()
    ]
    print_listing(("channel", "variable", "token", "carries"), rows, as_json=as_json)


@app.command()
def check(
    name: Name,
    to: Annotated[
        str | None, typer.Option(help="Send a word to this officer too: number, or name without diacritics.")
    ] = None,
) -> None:
    """Try the token: which bot it is, how updates come, and whether a message that nobody asked for arrives."""
    channel = name.connect()
    if channel is None:
        raise NoToken(variable=name.token_variable)
    asyncio.run(_check(name, channel, _trial(name, to) if to else None))


def _trial(service: Service, to: str) -> Outgoing:
    with office() as session:
        officer = find_officer(session, to)
        address = address_of(session, officer, [service.name])
    if address is None:
        raise NotThere(name=officer.name, channel=service.title)
    return Outgoing(address.channel, address.address, menu.TRIAL)


async def _check(service: Service, channel: Served, trial: Outgoing | None) -> None:
    try:
        typer.echo(f"The token is good: {await channel.open()}.")
        url = await channel.webhook_url()
        typer.echo(f"Updates are brought to {url}." if url else "Updates wait to be asked for (long polling).")
        for part in channel.parts(trial) if trial else ():
            await part()
        if trial:
            typer.echo("The service took the message; ask the officer whether it arrived.")
    except SendFailed as failure:
        raise SendFailed(failure.kind, f"{service.title} refused: {failure}") from None
    finally:
        await channel.close()
