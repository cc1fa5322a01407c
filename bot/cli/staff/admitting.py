"""dunghan officer confirm: who waits at the door with six digits, let in or kept out."""

from typing import Annotated

import typer
from sqlmodel import Session

from bot.cli.common.office import office, print_json, print_table
from bot.errors.command_line import NobodyWaits
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.people.invitations import JoinRequest, keep_out, let_in, waiting_requests
from bot.running.clock import system_clock
from bot.sending.outbox import put
from bot.texts.office import joining as sentences
from tracker.office.officers import Officer
from tracker.office.units import Unit

_FIELDS = ("number", "name", "role", "unit", "phone", "channel", "since")


def confirm(
    numbers: Annotated[list[int] | None, typer.Argument(help="Those who are let in, by their numbers here.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Let in everybody who waits.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Keep these out instead; their invitations are void.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Who gave the six digits of an invitation and waits to be let in; with numbers or --all, let them in."""
    with office() as session:
        waiting = {request.id: (request, officer) for request, officer, _ in waiting_requests(session, system_clock())}
        chosen = list(waiting) if all_ else numbers or []
        for number in chosen:
            if number not in waiting:
                raise NobodyWaits(number=number)
            typer.echo(_settle(session, *waiting[number], refuse=refuse))
        rows = [] if chosen else [_row(session, *one) for one in waiting.values()]
    if as_json and not chosen:
        print_json([dict(zip(_FIELDS, row, strict=True)) for row in rows])
    elif not chosen:
        print_table(rows, _FIELDS)


def _row(session: Session, request: JoinRequest, officer: Officer) -> tuple[object, ...]:
    unit = session.get_one(Unit, officer.unit_id).code
    return request.id, officer.name, officer.role, unit, officer.phone or "-", request.channel, request.asked_at.isoformat()


def _settle(session: Session, request: JoinRequest, officer: Officer, *, refuse: bool) -> str:
    door, now = request.door, system_clock()
    unit = session.get_one(Unit, officer.unit_id)
    if refuse:
        keep_out(session, request, now)
        said, done = sentences.KEPT_OUT, "kept out; invite them again"
    else:
        let_in(session, request, now)
        join(session, *door, officer, now)
        said, done = sentences.welcome(officer, unit), "let in"
    put(session, [Outgoing(*door, said, unasked=True)], now)
    return f"{officer.name}, {officer.role} of {unit.full_name}: {done}."
