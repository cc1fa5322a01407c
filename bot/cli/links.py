"""dunghan link: list, revoke."""

from typing import Annotated

import typer
from sqlmodel import select

from bot.app import system_clock
from bot.cli.office import office, print_table
from bot.links import Link, LinkUse, Way, revoke_links
from tracker.officers import Officer, find_officer

app = typer.Typer(no_args_is_help=True, help="Links to files, for people whose channel carries none.")


@app.command(name="list")
def list_() -> None:
    """Every use: when, what came of it, whose link, for which file; a chat's preview robot opens links too."""
    wanted = select(LinkUse, Link, Officer).where(LinkUse.link_key == Link.key, Link.officer_id == Officer.id)
    with office() as session:
        uses = session.exec(wanted.order_by(LinkUse.id)).all()  # type: ignore[arg-type]
        print_table(
            [
                (
                    use.at.isoformat(timespec="seconds"),
                    use.what,
                    officer.name,
                    link.name if link.way == Way.FETCH else "upload",
                )
                for use, link, officer in uses
            ]
        )


@app.command()
def revoke(officer: Annotated[str, typer.Option(help="Whose links: number, or name without diacritics.")]) -> None:
    """Make all links of an officer void at once."""
    with office() as session:
        found = find_officer(session, officer)
        count = revoke_links(session, found, system_clock())
    typer.echo(f"{found.name}: {count} links revoked.")
