"""The database: its engine, its migrations, and the one place where a transaction begins and ends."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlmodel import Session, SQLModel

from bot.errors.database import DatabaseBehind, DatabaseGone, DatabaseUnreadable
from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import write_log
from tracker.kernel.keeping import kept
from tracker.review.counting import keep_counts, recount_all

_MIGRATIONS = files("migrations")


def make_engine(url: str, key: SealKey = NO_KEY) -> Engine:
    """An engine on SQLite (WAL, foreign keys, immediate transactions) or PostgreSQL; `key` seals the audit log."""
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise DatabaseUnreadable(url=url) from fault
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUnreadable(url=parsed.render_as_string(hide_password=True))
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True, execution_options={"seal_key": key})
    engine = create_engine(parsed, hide_parameters=True, execution_options={"seal_key": key})
    path = file_of(url)
    event.listen(engine, "connect", lambda connection, record: _open_sqlite(connection, record, path))
    event.listen(engine, "begin", lambda connection: _begin_immediate(connection, path))
    return engine


def file_of(url: str) -> Path | None:
    """The file of a database of SQLite; None for any other, and for one without a file."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}
    return Path(str(parsed.database)) if is_file else None


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells the file that stands there from every other one; None if none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _open_sqlite(connection: Any, record: Any, path: Path | None) -> None:
    record.info["file"] = identity_of(path) if path else None
    connection.isolation_level = None  # the driver's own BEGIN comes too late: it is emitted below
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 10000", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection, path: Path | None) -> None:
    """Nothing is written to a file that was moved away since it was opened: nobody would find it there."""
    if path and connection.info["file"] != identity_of(path):
        raise OperationalError("BEGIN IMMEDIATE", None, DatabaseGone(path=path))
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Holding(Session):
    """A session that holds what it loaded: SQLAlchemy's own forgets, and asks the database for the same row again."""


class Loaded:
    """The rows that a transaction has loaded."""

    def __init__(self) -> None:
        """None yet."""
        self.rows: list[object] = []


def _hold(session: Session, row: object) -> None:
    kept(session, Loaded).rows.append(row)


event.listen(Holding, "loaded_as_persistent", _hold)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed at the end, all of it or, when an exception passes, none.

    It does not flush by itself before every query: whoever adds or changes rows flushes them. What was noted for the audit
    log is committed with it, and the reports that it changed are counted.
    """
    with Holding(engine, expire_on_commit=False, autoflush=False) as session, session.begin():
        yield session
        keep_counts(session)
        write_log(session, engine.get_execution_options()["seal_key"])


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the newest revision, where what stands in reports is counted anew, or to that one."""
    from alembic import command  # noqa: PLC0415 - a third of a second, and nearly every command finds the database up to date
    from alembic.config import Config  # noqa: PLC0415 - comes with it

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with _without_foreign_keys(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    if revision == "head":
        with transaction(engine) as session:
            recount_all(session)


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """A connection on which SQLite can alter a table by putting a copy in its place: to drop one deletes its rows first."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver: Any = connection.connection.driver_connection  # a pragma in a transaction of SQLAlchemy's changes nothing
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys = ON")


def revision_of(engine: Engine) -> str | None:
    """The revision of the database, None where there is none yet."""
    with engine.connect() as connection:
        if "alembic_version" not in inspect(connection).get_table_names():
            return None
        found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return found


def prepare(engine: Engine) -> None:
    """Upgrade an empty database; raises DatabaseBehind for one that an older program left."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables:
        upgrade(engine)
        return
    found = revision_of(engine)
    needed = newest_revision()
    if found != needed:
        raise DatabaseBehind(found=found, needed=needed)


def newest_revision() -> str:
    """The revision that the program needs: migrations are numbered, and their files begin with their numbers."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").iterdir() if file.name[0].isdigit())


def insert_once(session: Session, table: type[SQLModel], values: Mapping[str, object]) -> bool:
    """Insert unless a unique key forbids it; whether it was inserted.

    A conflict is no error and needs no savepoint (which on SQLite survives a rollback when it is the first statement).
    """
    statement = _insert_or_not(table, session.get_bind().dialect.name)
    return session.execute(statement, values).first() is not None


@lru_cache
def _insert_or_not(table: type[SQLModel], dialect: str) -> Any:
    """Of the bare table: what the ORM does with an insert costs as much as the insert."""
    mapped = inspect(table)
    insert = sqlite.insert(mapped.local_table) if dialect == "sqlite" else postgresql.insert(mapped.local_table)
    return insert.on_conflict_do_nothing().returning(next(iter(mapped.primary_key)))
