"""dunghan audit: read the log of who did and saw what, and verify that nothing was altered."""

import sys
from typing import Annotated

import typer
from sqlalchemy import Engine
from sqlmodel import Session

from bot.channels.registry import services
from bot.cli.common.dates import read_time
from bot.cli.common.head_keepers import HeadKeepers, head_keepers
from bot.cli.common.office import audit_keys, head_of, office, open_database, print_json, print_table
from bot.cli.reports import report_of
from bot.reminders.alarms import to_administrators
from bot.running.clock import system_clock
from bot.running.settings import Settings
from bot.sending.outbox import put
from bot.storage.database import transaction
from bot.texts.office import health as sentences
from tracker.audit.log import AuditLine, What
from tracker.audit.row_seals import WATCHED
from tracker.audit_log.reading import LinesWanted, lines_of
from tracker.audit_log.verifying import Chain, Fault, unlike_log, unlike_seals
from tracker.office.officers import Officer, find_officer
from tracker.office.units import Unit, subtree_ids, unit_by_code

_CHATS = ", ".join(f"{name}:CHAT" for name in services())

app = typer.Typer()


@app.callback(invoke_without_command=True)
def read(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option(help="Only what concerns this unit and those below.")] = None,
    officer: Annotated[str | None, typer.Option(help="Only what this officer did: number or name.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="From this time on, ISO.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Up to this time, ISO.")] = None,
    report: Annotated[
        tuple[str, str, str] | None, typer.Option(metavar="FORM PERIOD UNIT", help="Only what concerns this report.")
    ] = None,
    what: Annotated[What | None, typer.Option(help="Only lines of this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Number, time, who, over which channel, what was done to what of which unit, old and new value, reason."""
    if context.invoked_subcommand:
        return
    with office() as session:
        wanted = LinesWanted(
            unit_ids=subtree_ids(session, unit_by_code(session, unit).id) if unit else None,
            officer_id=find_officer(session, officer).id if officer else None,
            since=read_time(since) if since else None,
            until=read_time(until) if until else None,
            report_id=report_of(session, *report).id if report else None,
            what=what,
        )
        shown = [_shown(session, line) for line in lines_of(session, wanted, limit)]
    if as_json:
        print_json(shown)
    else:
        print_table(
            [[cell if cell not in {None, ""} else "-" for cell in line.values()] for line in shown],
            head_of(shown),
        )


def _shown(session: Session, line: AuditLine) -> dict[str, object]:
    officer = session.get(Officer, line.officer_id) if line.officer_id else None
    unit = session.get(Unit, line.unit_id) if line.unit_id else None
    return {
        "number": line.number,
        "at": line.at.isoformat() if line.at else None,
        "officer": f"{officer.id} {officer.name}" if officer else None,
        "origin": line.origin,
        "what": line.what,
        "step": line.step,
        "unit": unit.code if unit else None,
        "report": line.report_id,
        **{name: getattr(line, name) for name in ("subject", "old", "new", "reason")},
    }


@app.command()
def verify(
    head: Annotated[str, typer.Option(help="A head that was printed before: it must still be in the log.")] = "",
    tell: Annotated[
        bool, typer.Option("--tell", help="Send the result and the head to AUDIT_HEAD_TO, or to the administrators, too.")
    ] = False,
    to: Annotated[
        list[str] | None,
        typer.Option(help=f"Send them there: a person by number or name, {_CHATS}, file:PATH. May be repeated."),
    ] = None,
) -> None:
    """Verify the log, and all that it speaks of against it; prints the head, to be kept elsewhere."""
    chain = Chain(audit_keys(), head)
    wanted = to or (Settings().head_keepers if tell else [])
    with office() as session:
        keepers = head_keepers(session, wanted)  # what cannot be told to is refused before the long look
    with open_database() as engine:
        more = True
        while more:  # a transaction for each piece: on SQLite the bot cannot write during one
            with transaction(engine) as session:
                more = chain.follow(session)
        faults = [fault for fault in [chain.conclude()] if fault]
        faults += _unlike_log(engine)
    for fault in faults:
        typer.echo(fault.words, err=True)
    sealed = "" if chain.mark else ", not sealed (AUDIT_KEY is not set)"
    erased = f", {chain.redacted} of them without the name of a person who was erased" if chain.redacted else ""
    typer.echo(f"{chain.number} lines verified{erased}{sealed}. Head: {chain.head or '-'}")
    if tell or to:
        _tell(chain, len(faults), keepers, administrators=bool(faults) or not wanted)
    if faults:
        sys.exit(1)


def _tell(chain: Chain, faults: int, keepers: HeadKeepers, *, administrators: bool) -> None:
    """To whoever keeps the head, which is elsewhere then, and to the administrators: what was verified, once to each chat."""
    now = system_clock()
    keepers.write(now, chain.number, chain.head, faults)
    with office() as session:
        text = sentences.log_verified(chain.number, chain.head, faults)
        told = keepers.messages(sentences.LOG, text)
        told += to_administrators(session, sentences.LOG, text) if administrators else []
        put(session, {(one.channel, one.address): one for one in told}.values(), now)


def _unlike_log(engine: Engine) -> list[Fault]:
    faults: list[Fault] = []
    after: int | None = 0
    while after is not None:
        with transaction(engine) as session:
            found, after = unlike_log(session, after)
            faults += found
    for name in WATCHED:
        with transaction(engine) as session:
            faults += unlike_seals(session, name, audit_keys())
    return faults
