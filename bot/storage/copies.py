"""Copies of a database of SQLite: made whole or not at all, put in place at once, and what they replace is kept."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from bot.errors.command_line import NoBackup
from bot.errors.database import CopyFailed, DatabaseInTheWay, DatabaseInUse, LogLeftBehind

_LOG, _INDEX = "-wal", "-shm"  # beside the file itself: the newest changes, and where they stand in it
_PARTS = ("", _LOG, _INDEX)


def back_up(source: Path, target: Path) -> None:
    """Copy a database while it may be in use; raises CopyFailed, and nothing is left of the copy then."""
    beside = target.with_name(f"{target.name}.part")
    try:
        _copy(source, beside)
        beside.replace(target)
        _settle(target.parent)
    except (sqlite3.Error, OSError) as fault:
        raise CopyFailed(path=target, why=_why(fault)) from fault
    finally:
        _remove(beside)


def require_backup(file: Path) -> None:
    """Raise NoBackup unless the file is a whole database of ours."""
    if not file.is_file():
        raise NoBackup(path=file)
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        raise NoBackup(path=file) from None
    if not whole:
        raise NoBackup(path=file)


def require_place(target: Path, *, replace: bool) -> None:
    """Raise DatabaseInTheWay if a database stands there that is not to be replaced, LogLeftBehind if only its log does."""
    if target.exists() and not replace:
        raise DatabaseInTheWay(path=target)
    log = _part(target, _LOG)
    if not target.exists() and log.exists() and log.stat().st_size:
        raise LogLeftBehind(path=target, log=log)


def put_in_place(file: Path, target: Path, now: datetime, prepare: Callable[[Path], None]) -> Path | None:
    """Put a copy in place of a database, after it was prepared beside it; gives the name under which that is kept.

    Raises CopyFailed, with everything as it was, and DatabaseInUse.
    """
    beside = target.with_name(f"{target.name}.restoring")
    _remove(beside)
    try:
        _copy(file, beside)
        prepare(beside)
        _fold_log(beside)
        kept = _set_aside(target, now)
        beside.replace(target)
        _settle(target.parent)
    except (sqlite3.Error, OSError) as fault:
        raise CopyFailed(path=target, why=_why(fault)) from fault
    finally:
        _remove(beside)
    return kept


def _set_aside(target: Path, now: datetime) -> Path | None:
    """Keep what stands there under another name: the log goes first, so that the file is never found without it."""
    if not target.exists():
        for part in (_LOG, _INDEX):
            _part(target, part).unlink(missing_ok=True)  # empty: what is not is refused before
        return None
    with suppress(sqlite3.DatabaseError):  # a damaged one is kept as it is, in its parts
        _fold_log(target)
    kept = target.with_name(f"{target.stem}-replaced-{now:%Y%m%d-%H%M%S}{target.suffix}")
    if kept.exists():
        raise FileExistsError(f"{kept} is there already")
    for part in (_INDEX, _LOG, ""):
        if _part(target, part).exists():
            _part(target, part).replace(_part(kept, part))
    return kept


def _fold_log(path: Path) -> None:
    """Bring all of a database into its file; raises DatabaseInUse while somebody reads or writes it."""
    with closing(sqlite3.connect(path, timeout=1)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise DatabaseInUse(path=path)


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True)) as read,
        closing(sqlite3.connect(target)) as to,
    ):
        read.backup(to)


def _part(path: Path, part: str) -> Path:
    return path.with_name(f"{path.name}{part}")


def _remove(path: Path) -> None:
    for part in (*_PARTS, "-journal"):
        with suppress(OSError):
            _part(path, part).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """What was renamed there survives a loss of power."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _why(fault: Exception) -> str:
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else str(fault)
