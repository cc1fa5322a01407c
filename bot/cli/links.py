"""dunghan link: list, revoke."""

from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.office import office, print_listing
from bot.people.web_sessions import end_sessions
from bot.running.clock import system_clock
from bot.sending.links import USED, revoke_links
from tracker.audit.log import AuditLine, What
from tracker.office.officers import Officer, find_officer

app = typer.Typer(no_args_is_help=True)


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Every use: when, what came of it, whose link, for which file; a chat's preview robot opens links too."""
    wanted = select(AuditLine.at, AuditLine.step, Officer.name, AuditLine.new).where(AuditLine.officer_id == Officer.id)
    used = wanted.where(AuditLine.what == What.LINK, AuditLine.origin == USED)
    with office() as session:
        uses = session.exec(used.order_by(AuditLine.number)).all()  # type: ignore[arg-type]
    print_listing(("at", "step", "officer", "file"), uses, as_json=as_json)


@app.command()
def revoke(officer: Annotated[str, typer.Option(help="Whose links: number, or name without diacritics.")]) -> None:
    """Make all links of an officer void at once, and end their sessions on the pages."""
    with office() as session:
        found = find_officer(session, officer)
        count = revoke_links(session, found, system_clock())
        sessions = end_sessions(session, found, system_clock())
    typer.echo(f"{found.name}: {count} links revoked.")
    if sessions:
        typer.echo(f"{found.name}: {sessions} sessions on the pages ended.")
