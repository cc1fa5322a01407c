"""Copies of a database on PostgreSQL, by its own pg_dump and pg_restore: whole or not at all, what is replaced is kept."""

import os
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, make_url, text

from bot.errors.command_line import NoBackup
from bot.errors.database import CopyFailed, DatabaseInTheWay, ToolMissing

_SCHEMA = "public"


def back_up_server(url: str, target: Path) -> None:
    """Dump the database while it may be in use; raises CopyFailed, ToolMissing, and nothing is left of the copy then."""
    beside = target.with_name(f"{target.name}.part")
    try:
        _run(url, target, "pg_dump", "--format=custom", f"--schema={_SCHEMA}", f"--file={beside}")
        beside.replace(target)
    except OSError as fault:
        raise CopyFailed(path=target, why=fault.strerror or str(fault)) from fault
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def require_dump(url: str, file: Path) -> None:
    """Raise NoBackup unless pg_restore can list the file, and our tables are in it; ToolMissing without that tool."""
    try:
        listed = _run(url, file, "pg_restore", "--list", str(file)) if file.is_file() else ""
    except CopyFailed:
        listed = ""
    if "alembic_version" not in listed:
        raise NoBackup(path=file)


def restore_server(url: str, file: Path, now: datetime, *, replace: bool) -> str:
    """Restore a dump; gives the schema in which what stood there is kept, "" if there was nothing.

    Raises DatabaseInTheWay, CopyFailed (then everything is as it was), ToolMissing.
    """
    engine = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
    try:
        return _restore(engine, url, file, now, replace=replace)
    finally:
        engine.dispose()


def _restore(engine: Engine, url: str, file: Path, now: datetime, *, replace: bool) -> str:
    name = str(make_url(url).database)
    is_empty = not inspect(engine).get_table_names(schema=_SCHEMA)
    if not is_empty and not replace:
        raise DatabaseInTheWay(path=name)
    kept = f"replaced_{now:%Y%m%d_%H%M%S}"
    _do(engine, f"ALTER SCHEMA {_SCHEMA} RENAME TO {kept}", f"CREATE SCHEMA {_SCHEMA}")
    options = ("--no-owner", "--single-transaction", "--exit-on-error", f"--schema={_SCHEMA}", f"--dbname={name}")
    try:
        _run(url, file, "pg_restore", *options, str(file))
    except (CopyFailed, OSError):
        _do(engine, f"DROP SCHEMA {_SCHEMA} CASCADE", f"ALTER SCHEMA {kept} RENAME TO {_SCHEMA}")
        raise
    if is_empty:
        _do(engine, f"DROP SCHEMA {kept} CASCADE")
    return "" if is_empty else kept


def _do(engine: Engine, *statements: str) -> None:
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _run(url: str, file: Path, tool: str, *arguments: str) -> str:
    """What the tool prints; raises ToolMissing, and CopyFailed with the first line of what it says."""
    found = shutil.which(tool)
    if found is None:
        raise ToolMissing(tool=tool)
    ended = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [found, *arguments], env=os.environ | _environment(url), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        said = ended.stderr.strip().splitlines() or ["no reason given"]
        raise CopyFailed(path=file, why=said[0])
    return ended.stdout


def _environment(url: str) -> dict[str, str]:
    """The database for the tools of PostgreSQL: a password among the arguments could be read by others."""
    parsed = make_url(url)
    host = parsed.host or parsed.query.get("host", "")
    known = {
        "PGHOST": host if isinstance(host, str) else host[0],
        "PGPORT": str(parsed.port or ""),
        "PGUSER": parsed.username or "",
        "PGPASSWORD": str(parsed.password or ""),
        "PGDATABASE": parsed.database or "",
    }
    return {name: value for name, value in known.items() if value}
