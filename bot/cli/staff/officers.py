"""dunghan officer: invite, import, invite-again, confirm, list, edit, move, end, end-address."""

import asyncio
import sys
from typing import Annotated

import segno
import typer
from sqlmodel import Session, select

from bot.channels.channel import SendFailed
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.office import office, print_listing
from bot.cli.staff.admitting import confirm
from bot.cli.staff.inviting import import_people, invite_again
from bot.errors.command_line import NoSuchAddress
from bot.messages.messages import Outgoing
from bot.people.addresses import Address, address_of
from bot.people.invitations import Codes
from bot.people.invitations import invite as make_invitation
from bot.people.leaving import Door, doors_of, end_addresses, end_person
from bot.running.clock import system_clock
from bot.sending.links import revoke_links
from bot.sending.outbox import put
from bot.texts.office import staff as sentences
from tracker.office.officers import Officer, Role, add_officer, find_officer
from tracker.office.staff import OfficerChange, change_officer, move_officer, namesakes
from tracker.office.units import Unit, unit_by_code

app = typer.Typer(no_args_is_help=True)
app.command("import")(import_people)
app.command("invite-again")(invite_again)
app.command("confirm")(confirm)
_MEND = "End one with `dunghan officer end`, or change the role with `dunghan officer edit`."
Who = Annotated[str, typer.Argument(help="The person: number, or name without diacritics.")]


@app.command()
def invite(
    unit: Annotated[str, typer.Option(help="The code of the person's unit.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[Role, typer.Option(help="What the person is to the unit.")] = Role.OFFICER,
    phone: Annotated[str, typer.Option(help="Shown to the desk when no message reaches the person.")] = "",
) -> None:
    """Make a one-time invitation, good for seven days; inviting the same person again makes the earlier code void."""
    with office() as session:
        of_unit = unit_by_code(session, unit)
        officer = add_officer(session, name, of_unit, role, phone)
        full_name = of_unit.full_name
        for other in namesakes(session, officer):
            typer.echo(f"Note: {other.id} {other.name} is {other.role} of {full_name} as well; one person? {_MEND}", err=True)
        codes = make_invitation(session, officer, system_clock())
    say_codes(officer, full_name, codes)


def say_codes(officer: Officer, unit: str, codes: Codes) -> None:
    """Print the codes of an invitation, and its link with its square code wherever a service has one."""
    typer.echo(f"{officer.name}, {officer.role} of {unit}, joins within 7 days by sending the bot this code: {codes.link}")
    typer.echo(f"Or by these six digits, which somebody confirms (`dunghan officer confirm`, or in the chat): {codes.digits}")
    for service in services().values():
        link = asyncio.run(_link_to_join(service, codes.link))
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
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Number, name, role, unit, telephone, and the channels that the person has joined on."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit))}
        channels: dict[int, list[str]] = {}
        for address in session.exec(select(Address).order_by(Address.channel)):
            channels.setdefault(address.officer_id, []).append(address.channel)
        officers = session.exec(select(Officer).where(Officer.active).order_by(Officer.id)).all()  # type: ignore[arg-type]
        rows = [(o.id, o.name, o.role, units[o.unit_id].code, o.phone, channels.get(o.id, [])) for o in officers]
    if not as_json:
        rows = [(*row[:5], row[5] or ["not joined"]) for row in rows]
    print_listing(("number", "name", "role", "unit", "phone", "channels"), rows, as_json=as_json)


@app.command()
def edit(
    officer: Who,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    phone: Annotated[str | None, typer.Option(help='Another telephone number; "" for none.')] = None,
    role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
) -> None:
    """Change a person's name, telephone number or role; a new role counts from their next message on, and they are told."""
    if name is None and phone is None and role is None:
        raise typer.BadParameter("give --name, --phone or --role")
    with office() as session:
        found = find_officer(session, officer)
        before = found.role
        changed = change_officer(session, found, OfficerChange(name, phone, role))
        unit = session.get_one(Unit, found.unit_id)
        if found.role != before:
            _tell(session, found, sentences.told_of_role(found, unit))
        said = f"{found.id} {found.name}, {found.role} of {unit.full_name}, {found.phone or 'no telephone number'}"
    typer.echo(f"{said}." if changed else f"{said}: nothing to change.")


@app.command()
def move(
    officer: Who,
    unit: Annotated[str, typer.Option(help="The code of the unit that the person belongs to from now on.")],
) -> None:
    """Move a person to another unit with their role; reports, drafts included, stay with the unit, and the person is told."""
    with office() as session:
        found, new = find_officer(session, officer), unit_by_code(session, unit)
        old = session.get_one(Unit, found.unit_id)
        if old.id != new.id:
            move_officer(session, found, new)
            _tell(session, found, sentences.told_of_move(old, new))
    typer.echo(f"{found.id} {found.name} moved from {old.full_name} to {new.full_name}.")


@app.command()
def end(officer: Who) -> None:
    """End a person's work here at once, on every channel; invitations and links are void. Inviting them begins it anew."""
    now = system_clock()
    with office() as session:
        found = find_officer(session, officer)
        unit = session.get_one(Unit, found.unit_id)
        doors = end_person(session, found, now)
        revoke_links(session, found, now)
        put(session, [_told(door, sentences.told_of_end(unit)) for door in doors], now)
    typer.echo(f"{found.id} {found.name} of {unit.full_name} ended; {len(doors)} accounts ended.")


@app.command(name="end-address")
def end_address(
    officer: Who,
    channel: Annotated[str, typer.Option(help="The channel, as `officer list` writes it.")],
    address: Annotated[str, typer.Option(help="One address there; all of the person's if left out.")] = "",
) -> None:
    """End one account of a person, such as that of a lost telephone; their others go on."""
    now = system_clock()
    with office() as session:
        found = find_officer(session, officer)
        doors = end_addresses(session, found, doors_of(session, found, channel, address))
        if not doors:
            raise NoSuchAddress(name=found.name, channel=channel)
        put(session, [_told(door, sentences.told_of_door(found)) for door in doors], now)
    typer.echo(f"{found.id} {found.name}: {len(doors)} accounts on {channel} ended.")


def _tell(session: Session, officer: Officer, text: str) -> None:
    address = address_of(session, officer)
    if address:
        put(session, [_told(Door(address.channel, address.address), text)], system_clock())


def _told(door: Door, text: str) -> Outgoing:
    return Outgoing(*door, text, title=sentences.TOLD_TITLE, unasked=True)
