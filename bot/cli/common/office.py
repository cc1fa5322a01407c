"""What the commands share: the office's database and how results are printed."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import Engine
from sqlmodel import Session

from bot.running.clock import system_clock
from bot.running.settings import Settings
from bot.storage.database import make_engine, prepare, transaction
from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import Tool, act_as
from tracker.uploads.reading import MOST_BYTES, Sheets, TextRead, read_grids
from tracker.uploads.texts import read_text


def office_engine(url: str | None = None) -> Engine:
    """An engine on the office's database, or on another; what is done is sealed with the office's key."""
    return make_engine(url or Settings().database_url, audit_keys()[-1])


def audit_keys() -> list[SealKey]:
    """What sealed the audit log, one after the other; the last one seals it now."""
    settings = Settings()
    secrets = [*settings.replaced_audit_keys(), *([settings.audit_key.get_secret_value()] if settings.audit_key else [])]
    return [NO_KEY, *map(SealKey.of, secrets)]


@contextmanager
def open_database(url: str | None = None) -> Iterator[Engine]:
    """The office's database, or another, made if there is none and let go at the end; raises DatabaseBehind."""
    engine = office_engine(url)
    try:
        prepare(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def office() -> Iterator[Session]:
    """One transaction on the office's database."""
    with open_database() as engine, at_work(engine) as session:
        yield session


@contextmanager
def at_work(engine: Engine) -> Iterator[Session]:
    """One transaction of the command line; the audit log names the account that runs it."""
    with transaction(engine) as session:
        act_as(session, Tool(f"cli {_account()}".strip(), system_clock()))
        yield session


def _account() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # a container may run as a number without a name
        return ""


class _Over(Exception):
    """A rehearsal ends."""


@contextmanager
def rehearsal() -> Iterator[Session]:
    """A session of the office of which nothing stays."""
    with suppress(_Over), office() as session:
        yield session
        raise _Over


def read_upload(file: Path) -> Sheets:
    """The sheets of a file that somebody gave us, with the file; raises UploadRefused, OSError."""
    with file.open("rb") as opened:
        return read_grids(opened.read(MOST_BYTES + 1))


def read_document(file: Path) -> TextRead:
    """The text of a .docx or .pdf that somebody gave us; raises UploadRefused, OSError."""
    with file.open("rb") as opened:
        return read_text(opened.read(MOST_BYTES + 1))


def print_json(value: Any) -> None:
    """For a program."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_listing(head: Sequence[str], rows: Sequence[Sequence[object]], *, as_json: bool) -> None:
    """A list of things of one kind: for a program an object for each, by the names of the head; else a table."""
    if as_json:
        print_json([{name: _plain(cell) for name, cell in zip(head, row, strict=True)} for row in rows])
    else:
        print_table([[_shown(cell) for cell in row] for row in rows], head)


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _shown(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, list):
        cell = ", ".join(map(str, cell))
    return "-" if cell is None or cell == "" else cell


def head_of(rows: Sequence[Mapping[str, object]]) -> Sequence[str]:
    """The names of what a line has, for the head of its table."""
    return [*rows[0]] if rows else ()


def print_table(rows: Sequence[Sequence[object]], head: Sequence[str] = ()) -> None:
    """Columns parted by tabs, one line a row, for people and for cut; people at a terminal see the head as well."""
    if head and rows and sys.stdout.isatty():
        typer.echo("\t".join(head))
    for row in rows:
        typer.echo("\t".join(str(cell) for cell in row))
