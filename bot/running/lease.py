"""The lease on the office's database: whoever holds it serves it, alone; it ends with its process, however that ends."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.errors.database import DatabaseGone, DatabaseUnreadable, LeaseLost
from bot.storage.database import file_of, identity_of
from tracker.kernel.errors import TrackerError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

STANDING_BY = "Another `dunghan serve` serves this database; standing by, and taking over when it ends."
_ASKED_EVERY, _WATCHED_EVERY = 0.5, 1.0  # seconds
_SERVING, _LEADING = 7305810, 7305811  # beside the log's; any numbers, the same for all who serve


class Lease(Protocol):
    """One for each database. `grace` is how many seconds it may take its last holder to notice that it is lost."""

    grace: float

    def take(self) -> bool:
        """Whether it is ours now; False while another process holds it."""
        ...

    def watch(self) -> None:
        """Raise DatabaseGone or LeaseLost once what it stands for is not ours any more; takes it again if it can."""
        ...

    def release(self) -> None:
        """Let it go."""
        ...


def lease_of(url: str) -> Lease:
    """The lease on the database at this address; raises DatabaseUnreadable for one in memory, which nobody can serve."""
    path = file_of(url)
    if path is None and make_url(url).get_backend_name() == "sqlite":
        raise DatabaseUnreadable(url=url)
    return FileLease(path) if path else AdvisoryLease(url)


def shared_lease(url: str) -> "AdvisoryLease":
    """What each of several processes holds: none serves a database of PostgreSQL alone meanwhile."""
    return AdvisoryLease(url, shared=True)


def leading(url: str) -> "AdvisoryLease":
    """What one of several processes holds: it asks for updates, does what is due, sends, and reads files."""
    return AdvisoryLease(url, _LEADING)


async def until_ours(lease: Lease) -> None:
    """Wait until the lease is ours, and whoever held it has noticed that it is not theirs."""
    if await asyncio.to_thread(_takes, lease):
        return
    while not await asyncio.to_thread(_takes, lease):  # noqa: ASYNC110 - another process gives it up
        await asyncio.sleep(_ASKED_EVERY)
    await asyncio.sleep(lease.grace)


def stand_by(lease: Lease, say: Callable[[str], None]) -> bool:
    """Wait until the lease is ours, having said so once; False if we are told to stop meanwhile."""
    if lease.take():
        return True
    stopped = threading.Event()
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    say(STANDING_BY)
    try:
        while not _takes(lease):
            if stopped.wait(_ASKED_EVERY):
                return False
        return not stopped.wait(lease.grace)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _takes(lease: Lease) -> bool:
    """Whether it is ours now; a server that is away for a while ends no waiting."""
    with contextlib.suppress(DBAPIError):
        return lease.take()
    return False


async def end_without(lease: Lease) -> None:
    """Watch the lease, and end the process at once, with a sentence, when what it stands for is not ours any more.

    Nothing is finished first: whatever was acknowledged is stored, and whatever is done now would be done twice, or where
    nobody finds it.
    """
    while True:
        await asyncio.sleep(_WATCHED_EVERY)
        try:
            await asyncio.to_thread(lease.watch)
        except TrackerError as gone:
            sys.stderr.write(f"{gone}\n")
            sys.stderr.flush()
            os._exit(1)


class FileLease:
    """A lock on a file beside a database of SQLite, which is one file or gone."""

    grace = 0.0

    def __init__(self, path: Path) -> None:
        """Not taken yet."""
        self._database, self._path = path, path.with_name(f"{path.name}-lease")
        self._file: int | None = None
        self._served: tuple[int, int] | None = None

    def take(self) -> bool:
        """Whether it is ours now; False while another process holds it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(file):
            os.close(file)
            return False
        self._file = file
        return True

    def watch(self) -> None:
        """Raise DatabaseGone once another file, or none, stands where the database was when this was first asked."""
        found = identity_of(self._database)
        self._served = self._served or found
        if found is None or found != self._served:
            raise DatabaseGone(path=self._database)

    def release(self) -> None:
        """Let it go; the file stays, since another process may wait for it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock(file: int) -> bool:
    """Whether this process has the file to itself now."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class AdvisoryLease:
    """A lock that a connection to PostgreSQL holds as long as it lives; `shared`: with any who share it."""

    grace = 3.0  # seconds; it is watched every second

    def __init__(self, url: str, key: int = _SERVING, *, shared: bool = False) -> None:
        """Not taken yet."""
        self._take = text(f"SELECT pg_try_advisory_lock{'_shared' if shared else ''}({key})")
        self._engine = create_engine(make_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether it is ours now; False while another process holds it."""
        connection = self._engine.connect()
        if not connection.execute(self._take).scalar_one():
            connection.close()
            return False
        self._connection = connection
        return True

    def watch(self) -> None:
        """Raise LeaseLost once another process has it; while the server is away nobody has."""
        if self._connection is not None:
            try:
                self._connection.exec_driver_sql("SELECT 1")
            except DBAPIError:
                self.release()
            else:
                return
        with contextlib.suppress(DBAPIError):
            if not self.take():
                raise LeaseLost

    def release(self) -> None:
        """Let it go."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                self._connection.close()
            self._connection = None
