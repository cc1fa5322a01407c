"""The migrations and the code describe the same database, and old ones are recognised."""

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

import bot.tables  # noqa: F401 - makes every table known
from bot import demo
from bot.database import DatabaseBehind, DatabaseUnreadable, make_engine, prepare, transaction, upgrade
from bot.messages import Outgoing
from bot.outbox import next_bulk, waiting


def test_the_migrations_make_what_the_code_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_empty_database_is_made_ready_by_itself(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    prepare(engine)
    prepare(engine)
    assert "figure" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_database_of_another_revision_is_refused_with_what_to_do(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(DatabaseBehind, match="dunghan db upgrade"):
        prepare(engine)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    upgrade(engine)


def test_what_waited_in_the_first_outbox_is_sent_as_it_was_put(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(engine, "0001")
    words = 'Gõ "bulk": true, "file_name" để xem'
    first = {"lead": "", "buttons": [], "numbered": False, "spent": None, "bulk": True, "file_name": None}
    bodies = [first | {"text": words, "title": ""}, first | {"text": "đáp", "title": "", "bulk": False}]
    with engine.begin() as connection:
        for body in bodies:
            row = {"body": json.dumps(body, ensure_ascii=False), "now": "2024-03-13 01:00:00.000000"}
            connection.execute(
                text(
                    "INSERT INTO outbox (channel, address, body, put_at, not_before, attempts, error) "
                    "VALUES ('terminal', '1', :body, :now, :now, 0, '')"
                ),
                row,
            )
    upgrade(engine)
    with transaction(engine) as session:
        assert next_bulk(session, "terminal", demo.START, ()) == (1, Outgoing("terminal", "1", words, bulk=True))
        assert waiting(session, ["terminal"], demo.START) == [(2, Outgoing("terminal", "1", "đáp"))]
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "mysql://u:secret@h/x", ""])
def test_an_address_that_is_no_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnreadable) as refused:
        make_engine(url)
    assert "secret" not in str(refused.value)


def test_sqlite_keeps_promises(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10000}
        assert {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted
    engine.dispose()
