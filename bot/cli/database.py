"""dunghan db: upgrade, backup, restore."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from bot.cli.common.office import at_work, office_engine, open_database
from bot.errors.command_line import FileInTheWay, NoBackup, NotOnPostgresql
from bot.running.settings import Settings
from bot.storage.database import upgrade
from tracker.audit.log import Deed, What, note

app = typer.Typer(no_args_is_help=True)


def _sqlite_path(tool: str) -> Path:
    url = make_url(Settings().database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotOnPostgresql(tool=tool)
    return Path(url.database)


@app.command(name="upgrade")
def upgrade_() -> None:
    """Bring the database to this program's revision; an empty one is made by any command."""
    upgrade_database("upgraded")
    typer.echo("The database is up to date.")


def upgrade_database(step: str, file: str = "") -> None:
    """Bring the office's database to the newest revision, whatever it is at; the audit log has it as this step."""
    engine = office_engine()
    upgrade(engine)
    with at_work(engine) as session:
        note(session, Deed(What.DATABASE, step, subject=file))
    engine.dispose()


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist.")]) -> None:
    """Copy the SQLite database to FILE while the bot may go on running."""
    source = _sqlite_path("pg_dump")
    if file.exists():
        raise FileInTheWay(path=file)
    with open_database() as engine:
        with at_work(engine) as session:  # so that the copy says that it is one
            note(session, Deed(What.DATABASE, "backed up", subject=file.name))
        _copy(source, file)
    typer.echo(f"Copied to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A copy made by `dunghan db backup`.")]) -> None:
    """Put the copy FILE in place of a database that is not there (any more); stop the bot before."""
    target = _sqlite_path("pg_restore")
    if target.exists():
        raise FileInTheWay(path=target)
    _check_backup(file)
    _copy(file, target)
    upgrade_database("restored", file.name)
    typer.echo(f"Restored from {file}.")


def _check_backup(file: Path) -> None:
    if not file.is_file():
        raise NoBackup(path=file)
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        raise NoBackup(path=file) from None
    finally:
        connection.close()
    if not whole:
        raise NoBackup(path=file)


def _copy(source: Path, target: Path) -> None:
    read, write = sqlite3.connect(source), sqlite3.connect(target)
    try:
        read.backup(write)
    finally:
        read.close()
        write.close()
