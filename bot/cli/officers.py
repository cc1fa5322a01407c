"""dunghan officer: invite, list."""

import asyncio
import sys
from typing import Annotated

import segno
import typer
from sqlmodel import select

from bot.channels.channel import SendFailed
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.office import office, print_table
from bot.people.addresses import Address
from bot.people.invitations import invite as make_invitation
from bot.running.clock import system_clock
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, unit_by_code

app = typer.Typer(no_args_is_help=True)


@app.command()
def invite(
    unit: Annotated[str, typer.Option(help="The code of the person's unit.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[Role, typer.Option(help="What the person is to the unit.")] = Role.OFFICER,
    phone: Annotated[str, typer.Option(help="Shown to the desk when no message reaches the person.")] = "",
) -> None:
    """Make a one-time invitation, good for seven days; inviting the same person again makes the earlier code void."""
    with office() as session:
        officer = add_officer(session, name, unit_by_code(session, unit), role, phone)
        full_name = unit_by_code(session, unit).full_name
        code = make_invitation(session, officer, system_clock())
    typer.echo(f"{officer.name}, {officer.role} of {full_name}, joins by sending the bot this code within 7 days: {code}")
    for service in services().values():
        link = asyncio.run(_link_to_join(service, code))
        if link:
            typer.echo(link)
            if sys.stdout.isatty():
                segno.make(link).terminal(compact=True)


async def _link_to_join(service: Service, code: str) -> str:
    """The link that joins at a tap; "" where the service has none, has no token, or cannot be reached."""
    channel = service.connect() if service.invitation else None
    if channel is None or service.invitation is None:
        return ""
    try:
        return service.invitation(await channel.open(), code)
    except SendFailed as failure:
        typer.echo(f"No link: {failure}.", err=True)
        return ""
    finally:
        await channel.close()


@app.command(name="list")
def list_() -> None:
    """Number, name, role, unit, telephone, and the channels that the person has joined on."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit))}
        channels: dict[int, list[str]] = {}
        for address in session.exec(select(Address).order_by(Address.channel)):
            channels.setdefault(address.officer_id, []).append(address.channel)
        officers = session.exec(select(Officer).where(Officer.active).order_by(Officer.id)).all()  # type: ignore[arg-type]
        print_table(
            [
                (
                    o.id,
                    o.name,
                    o.role,
                    units[o.unit_id].code,
                    o.phone or "-",
                    ", ".join(channels.get(o.id, [])) or "not joined",
                )
                for o in officers
            ]
        )
