"""Backup and restore on SQLite: whole or not at all, by the words of the tool's own messages, and nothing is lost."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.running.lease import FileLease
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tracker.office.units import Unit

DATABASE, COPY = "dunghan.db", "copy.db"


def names(path: Path) -> list[str]:
    engine = make_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        found = sorted(unit.name for unit in session.exec(select(Unit)))
    engine.dispose()
    return found


def write(path: Path, name: str) -> None:
    engine = make_engine(f"sqlite:///{path}")
    with transaction(engine) as session:
        session.add(Unit(code=name.upper(), name=name, level="xã"))
    engine.dispose()


@pytest.fixture
def backed_up(bare_office: Office) -> Office:  # noqa: F811 - the fixture
    """An office with one unit, and a copy of it."""
    bare_office.does("unit", "list")
    write(bare_office.folder / DATABASE, "Một")
    bare_office.does("db", "backup", COPY)
    return bare_office


@pytest.fixture
def killed(backed_up: Office) -> Office:
    """Another unit was written since, and the process was killed before it brought its log into the file."""
    folder, aside = backed_up.folder, backed_up.folder / "aside"
    aside.mkdir()
    engine = make_engine(f"sqlite:///{folder / DATABASE}")
    with transaction(engine) as session:
        session.add(Unit(code="HAI", name="Hai", level="xã"))
    for file in folder.glob(f"{DATABASE}*"):
        shutil.copy(file, aside)
    engine.dispose()
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()
    for file in aside.iterdir():
        shutil.move(file, folder)
    aside.rmdir()
    assert (folder / f"{DATABASE}-wal").stat().st_size
    return backed_up


@contextmanager
def no_room(most_bytes: int) -> Iterator[None]:
    """No file grows beyond this, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def kept_by(said: str) -> str:
    return said.split("is kept as ")[1].strip().rstrip(".")


def test_what_was_acknowledged_before_a_kill_is_in_what_is_kept(killed: Office) -> None:
    assert "with --replace the copy takes its place" in killed.refuses("db", "restore", COPY)
    said = killed.does("db", "restore", COPY, "--replace")
    assert names(killed.folder / DATABASE) == ["Một"]
    assert names(Path(kept_by(said))) == ["Hai", "Một"]


def test_a_database_that_was_moved_away_without_its_log_gets_it_back(killed: Office) -> None:
    (killed.folder / DATABASE).rename(killed.folder / "broken.db")
    refused = killed.refuses("db", "restore", COPY)
    assert "dunghan.db-wal has the newest changes" in refused
    assert "broken.db-wal beside broken.db" in refused
    assert "dunghan.db-wal" in killed.refuses("db", "restore", COPY, "--replace")
    (killed.folder / "dunghan.db-wal").rename(killed.folder / "broken.db-wal")  # as it says
    killed.does("db", "restore", COPY)
    assert names(killed.folder / DATABASE) == ["Một"]
    assert names(killed.folder / "broken.db") == ["Hai", "Một"]


def test_a_damaged_database_is_kept_as_it_is(killed: Office) -> None:
    (killed.folder / DATABASE).write_bytes(b"damaged" * 1000)
    said = killed.does("db", "restore", COPY, "--replace")
    assert Path(kept_by(said)).read_bytes().startswith(b"damaged")
    assert names(killed.folder / DATABASE) == ["Một"]


def test_a_served_database_is_not_replaced(killed: Office) -> None:
    lease = FileLease(killed.folder / DATABASE)
    assert lease.take()
    assert "serves this database; stop it first" in killed.refuses("db", "restore", COPY, "--replace")
    lease.release()
    assert names(killed.folder / DATABASE) == ["Hai", "Một"]
    killed.does("db", "restore", COPY, "--replace")


def test_a_full_disk_leaves_no_half_copy(backed_up: Office) -> None:
    before = {file.name for file in backed_up.folder.iterdir()}
    with no_room(100_000):
        assert "was not written, and nothing else was changed" in backed_up.refuses("db", "backup", "other.db")
    assert {file.name for file in backed_up.folder.iterdir()} <= before | {f"{DATABASE}-wal", f"{DATABASE}-shm"}
    backed_up.does("db", "backup", "other.db")


def test_a_full_disk_leaves_the_database_as_it_was(killed: Office) -> None:
    with no_room(100_000):
        assert "nothing else was changed" in killed.refuses("db", "restore", COPY, "--replace")
    assert not list(killed.folder.glob("*restoring*"))
    assert names(killed.folder / DATABASE) == ["Hai", "Một"]


def test_only_so_many_copies_are_kept(backed_up: Office) -> None:
    folder = backed_up.folder / "copies"
    folder.mkdir()
    for day in ("20250101-000000", "20250102-000000", "20250103-000000"):
        (folder / f"dunghan-{day}.db").write_bytes(b"")
    (folder / "mine.db").write_bytes(b"")
    said = backed_up.does("db", "backup", "copies", "--keep", "2")
    left = sorted(file.name for file in folder.iterdir())
    assert len(left) == 3
    assert "dunghan-20250103-000000.db" in left
    assert "mine.db" in left
    assert said.count("Deleted") == 2


def test_what_is_no_backup_replaces_nothing(backed_up: Office) -> None:
    (backed_up.folder / "junk.db").write_text("junk")
    for file in ("junk.db", "missing.db", "."):
        assert "no backup" in backed_up.refuses("db", "restore", file, "--replace")
    assert names(backed_up.folder / DATABASE) == ["Một"]


def test_the_log_says_that_it_was_restored(backed_up: Office) -> None:
    backed_up.does("db", "restore", COPY, "--replace")
    assert "database\trestored" in backed_up.does("audit")
