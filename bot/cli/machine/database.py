"""dunghan db: upgrade, backup, restore, prune."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common.office import at_work, audit_keys, office, office_engine, open_database, print_json, print_table
from bot.errors.command_line import FileInTheWay
from bot.errors.database import DatabaseServed
from bot.keeping.pruning import count_old, prune_some
from bot.running.clock import system_clock
from bot.running.lease import lease_of
from bot.running.settings import Settings
from bot.storage.copies import back_up, put_in_place, require_backup, require_place
from bot.storage.database import file_of, revision_of, upgrade
from bot.storage.dumps import back_up_server, require_dump, restore_server
from tracker.audit.log import Deed, What, note, seal_anew

app = typer.Typer(no_args_is_help=True)
_PREFIX = "dunghan-"


@app.command(name="upgrade")
def upgrade_() -> None:
    """Bring the database to this program's revision; an empty one is made by any command."""
    upgrade_database("upgraded")
    typer.echo("The database is up to date.")


def upgrade_database(step: str, file: str = "", url: str | None = None) -> None:
    """Bring a database, the office's if none is given, to the newest revision; its audit log has it as this step."""
    engine = office_engine(url)
    try:
        before = revision_of(engine)
        upgrade(engine)
        changed = revision_of(engine) != before
        with at_work(engine) as session:
            note(session, Deed(What.DATABASE, step, subject=file))
            if changed:
                seal_anew(session, audit_keys()[-1])
    finally:
        engine.dispose()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy; a folder, for a copy that is named by the time.")],
    keep: Annotated[int | None, typer.Option(min=1, help="In a folder: only so many copies, the newest.")] = None,
) -> None:
    """Copy the database, of SQLite or PostgreSQL, while the bot may go on running: whole, or not at all."""
    if keep is not None:
        file.mkdir(parents=True, exist_ok=True)
    url, now = Settings().database_url, system_clock()
    source = file_of(url)
    lease_of(url)  # refuses one in memory
    suffix = ".db" if source else ".dump"
    target = file / f"{_PREFIX}{now:%Y%m%d-%H%M%S}{suffix}" if file.is_dir() else file
    if target.exists():
        raise FileInTheWay(path=target)
    with open_database() as engine, at_work(engine) as session:  # so that the copy says that it is one
        note(session, Deed(What.DATABASE, "backed up", subject=target.name))
    if source:
        back_up(source, target)
    else:
        back_up_server(url, target)
    typer.echo(f"Copied to {target}.")
    for old in sorted(file.glob(f"{_PREFIX}*{suffix}"))[:-keep] if keep else ():
        old.unlink()
        typer.echo(f"Deleted {old}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy made by `dunghan db backup`.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace the database that is there; it is kept.")] = False,
) -> None:
    """Put the copy FILE in place of the database; refused while `dunghan serve` runs."""
    url, now = Settings().database_url, system_clock()
    target = file_of(url)
    if target is None:
        require_dump(url, file)
        with _alone(url):
            kept = restore_server(url, file, now, replace=replace)
            upgrade_database("restored", file.name)
        kept = f"the schema {kept}" if kept else ""
    else:
        require_place(target, replace=replace)
        require_backup(file)
        with _alone(url):
            named = put_in_place(file, target, now, lambda path: upgrade_database("restored", file.name, f"sqlite:///{path}"))
        kept = str(named or "")
    typer.echo(f"Restored from {file}." + (f" What stood there is kept as {kept}." if kept else ""))


@app.command()
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what is older than it is kept.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Delete what is older than the office keeps it (KEEP_… in .env); `dunghan serve` does so once a day by itself."""
    retention, now = Settings().retention, system_clock()
    with office() as session:
        found = count_old(session, retention, now)
    more = not dry_run
    while more:  # a transaction for each piece: the bot must be able to write between
        with office() as session:
            more = bool(prune_some(session, retention, now))
    if as_json:
        print_json([one._asdict() for one in found])
        return
    print_table(found, ("what", "kept for days", "older"))
    rows = sum(one.rows for one in found)
    typer.echo(f"{rows} rows {'would be' if dry_run else 'were'} deleted.")


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """While nobody serves the database; raises DatabaseServed."""
    lease = lease_of(url)
    if not lease.take():
        raise DatabaseServed
    try:
        yield
    finally:
        lease.release()
