"""What the commands share: the office's database and how results are printed."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import Engine
from sqlmodel import Session

from bot.database import make_engine, prepare, transaction
from bot.settings import Settings
from tracker.grids import Grid
from tracker.uploads import MOST_BYTES, read_grids


@contextmanager
def open_database(url: str | None = None) -> Iterator[Engine]:
    """The office's database, or another, made if there is none and let go at the end; raises DatabaseBehind."""
    engine = make_engine(url or Settings().database_url)
    try:
        prepare(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def office() -> Iterator[Session]:
    """One transaction on the office's database."""
    with open_database() as engine, transaction(engine) as session:
        yield session


class _Over(Exception):
    """A rehearsal ends."""


@contextmanager
def rehearsal() -> Iterator[Session]:
    """The same, of which nothing stays."""
    with suppress(_Over), office() as session:
        yield session
        raise _Over


def read_upload(file: Path) -> list[Grid]:
    """The sheets of a file that somebody gave us; raises UploadRefused, OSError."""
    with file.open("rb") as opened:
        return read_grids(opened.read(MOST_BYTES + 1))


def print_json(value: Any) -> None:
    """For a program."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Sequence[object]]) -> None:
    """Columns parted by tabs, one line a row, for people and for cut."""
    for row in rows:
        typer.echo("\t".join(str(cell) for cell in row))
