"""dunghan officer import, invite-again: many people invited at once, their codes on a sheet to print and to send."""

import asyncio
import contextlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.channels.channel import SendFailed
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.office import office, read_upload, rehearsal
from bot.errors.command_line import FileInTheWay
from bot.people.addresses import Address
from bot.people.invitations import LIFE, invite
from bot.running.clock import system_clock
from tracker.calendar.periods import ZONE
from tracker.kernel.grids import Value
from tracker.office.officers import Officer, add_officer, known_officer
from tracker.office.people_table import PersonLine, read_people_table
from tracker.office.staff import namesakes
from tracker.office.units import Unit, subtree_ids, unit_by_code
from tracker.workbooks.invitations_book import Invited, invitations_workbook

Sheet = Annotated[Path, typer.Option("--out", help="The sheet of codes and links to write, an .xlsx; must not exist.")]


def import_people(
    file: Annotated[
        Path,
        typer.Argument(
            help="An .xlsx with a table whose head names unit, name and, if wanted, role and phone, also in Vietnamese."
        ),
    ],
    out: Sheet = Path("invitations.xlsx"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who is new.")] = False,
) -> None:
    """Invite the people of a list, all or none; who has joined already is left alone, and who has not gets a new code."""
    if not dry_run:
        _require_free(out)
    rows = [[_text(value) for value in row] for row in read_upload(file)[0].rows]
    today = system_clock().astimezone(ZONE).date()
    with rehearsal() if dry_run else office() as session:
        units = [unit for unit in session.exec(select(Unit)) if unit.exists_on(today)]
        people = [_take(session, line) for line in read_people_table(rows, units)]
        waiting = _not_joined(session, people)
    if dry_run:
        typer.echo(f"{len(people)} people, {len(waiting)} of them would be invited.")
        return
    _invite(waiting, out)


def invite_again(
    out: Sheet = Path("invitations.xlsx"),
    below: Annotated[str, typer.Option(help="Only the people of this unit and of those below it, by its code.")] = "",
) -> None:
    """Invite everybody once more who has not joined; their earlier codes are void."""
    _require_free(out)
    with office() as session:
        wanted = select(Officer).where(Officer.active).order_by(col(Officer.unit_id), col(Officer.id))
        if below:
            wanted = wanted.where(col(Officer.unit_id).in_(subtree_ids(session, unit_by_code(session, below).id)))
        waiting = _not_joined(session, [officer.id for officer in session.exec(wanted)])
    _invite(waiting, out)


def _require_free(out: Path) -> None:
    if out.exists():
        raise FileInTheWay(path=out)
    if not out.parent.is_dir():
        raise NotADirectoryError(f"There is no folder {out.parent}")


def _take(session: Session, line: PersonLine) -> int:
    """Add one; says whether they are new, changed or as they were; gives their number."""
    known = known_officer(session, line.name, line.unit, line.role)
    before = (known.active, known.phone) if known else None
    officer = add_officer(session, line.name, line.unit, line.role, line.phone)
    what = "new" if before is None else "unchanged" if before == (officer.active, officer.phone) else "changed"
    typer.echo(f"{what}\t{officer.name}\t{officer.role}\t{line.unit.code}\t{officer.phone or '-'}")
    for other in namesakes(session, officer):
        typer.echo(f"Note: row {line.row}: {other.id} {other.name} is {other.role} of {line.unit.code} as well.", err=True)
    return officer.id


def _not_joined(session: Session, people: Sequence[int]) -> list[int]:
    joined = set(session.exec(select(Address.officer_id).where(col(Address.officer_id).in_(people))))
    return [number for number in dict.fromkeys(people) if number not in joined]


def _invite(people: Sequence[int], out: Path) -> None:
    """Codes for each, in a transaction of its own: the bot must be able to write between."""
    made: list[Invited] = []
    with typer.progressbar(people, label="Codes", file=typer.get_text_stream("stderr")) as numbers:
        for number in numbers:
            with office() as session:
                officer, now = session.get_one(Officer, number), system_clock()
                unit = session.get_one(Unit, officer.unit_id).full_name
                codes = invite(session, officer, now)
            made.append(Invited(unit, officer.name, officer.role, officer.phone, codes.digits, codes.link, now + LIFE, ()))
    links = asyncio.run(_links([one.link for one in made]))
    out.write_bytes(invitations_workbook([one._replace(links=links[one.link]) for one in made]))
    typer.echo(f"{len(made)} people invited; their codes are in {out} and nowhere else.")


async def _links(codes: Sequence[str]) -> dict[str, list[str]]:
    """By code the links that join at a tap, of every service that has them and can be reached."""
    found: dict[str, list[str]] = {code: [] for code in codes}
    for service in services().values() if codes else ():
        name = await _name_on(service)
        for code in codes:
            if name and service.invitation:
                found[code].append(service.invitation(name, code))
    return found


async def _name_on(service: Service) -> str:
    channel = service.connect() if service.invitation else None
    if channel is None:
        return ""
    try:
        with contextlib.suppress(SendFailed):
            return await channel.open()
        typer.echo(f"No links for {service.title}: it cannot be reached.", err=True)
        return ""
    finally:
        await channel.close()


def _text(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")
