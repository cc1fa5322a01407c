"""dunghan link: list, revoke."""

from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.office import office, print_table
from bot.running.clock import system_clock
from bot.sending.links import USED, revoke_links
from tracker.audit.log import AuditLine, What
from tracker.office.officers import Officer, find_officer

app = typer.Typer(no_args_is_help=True)


@app.command(name="list")
def list_() -> None:
    """Every use: when, what came of it, whose link, for which file; a chat's preview robot opens links too."""
    wanted = select(AuditLine.at, AuditLine.step, Officer.name, AuditLine.new).where(AuditLine.officer_id == Officer.id)
    used = wanted.where(AuditLine.what == What.LINK, AuditLine.origin == USED)
    with office() as session:
        uses = session.exec(used.order_by(AuditLine.number)).all()  # type: ignore[arg-type]
        print_table([(at.isoformat(timespec="seconds") if at else "-", step, name, file) for at, step, name, file in uses])


@app.command()
def revoke(officer: Annotated[str, typer.Option(help="Whose links: number, or name without diacritics.")]) -> None:
    """Make all links of an officer void at once."""
    with office() as session:
        found = find_officer(session, officer)
        count = revoke_links(session, found, system_clock())
    typer.echo(f"{found.name}: {count} links revoked.")
