"""The migrations and the code describe the same database, and old ones are recognised."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, Table, insert, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, select

import bot.running.tables  # noqa: F401 - makes every table known
from bot import demo
from bot.errors.database import DatabaseBehind, DatabaseUnreadable
from bot.messages.messages import Outgoing
from bot.sending.outbox import next_bulk, waiting
from bot.storage.database import make_engine, prepare, transaction, upgrade
from tests.by_row import version_figures
from tests.conftest import fresh_database, hurried_engine
from tracker.forms.catalogue import FormVersion, fingerprint_of
from tracker.forms.cell import Cell
from tracker.office.units import unit_by_code
from tracker.reports.comments import ReportComment
from tracker.reports.figures import Figure, earlier_figures, standing_figures
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

FIGURES: Table = Figure.__table__  # type: ignore[attr-defined]
DUE, HOUR = datetime(2024, 3, 15, 10, tzinfo=UTC), timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that nobody uses afterwards: these tests change its tables."""
    with fresh_database(request.param, request, tmp_path) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = hurried_engine(database_url)
    yield engine
    engine.dispose()


def test_the_migrations_make_what_the_code_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


AMOUNT = "123456789012.34"
OLD_ROWS: dict[str, list[dict[str, object]]] = {
    "unit": [{"id": 1, "code": "BAN-THI", "name": "Bản Thi", "level": "xã", "parent_id": None}],
    "officer": [{"id": 1, "name": "Lan", "unit_id": 1, "role": "officer", "active": True}],
    "form_version": [{"id": 1, "code": "x", "version": 1, "body": "{}"}],
    "round": [
        {
            "id": number,
            "form_code": "x",
            "form_name": "X",
            "period": f"2024-Q{number}",
            "of_unit_id": 1,
            "basis": "công văn 480",
        }
        | {"window_from": date(2023, 12, 1), "window_to": date(2024, 3, 8), "opened_at": DUE, "due_at": DUE + number * HOUR}
        for number in (1, 2)
    ],
    "report": [
        {"id": 10 * number, "round_id": number, "unit_id": 1, "form_version_id": 1, "state": "drafting", "submissions": 0}
        for number in (1, 2)
    ],
    "figure": [
        {"id": 1, "report_id": 10, "row_key": "1.1", "answer": "value", "amount": AMOUNT, "note": ""}
        | {"officer_id": 1, "at": DUE, "origin": "test"},
    ],
}


def test_what_the_first_revision_stored_survives_and_reports_are_due_as_their_rounds_were(engine: Engine) -> None:
    SQLModel.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(engine, "0001")
    with engine.begin() as connection:
        for name, rows in OLD_ROWS.items():
            table = Table(name, MetaData(), autoload_with=connection)
            connection.execute(insert(table), rows)
    upgrade(engine, "heads")  # and counts nothing: the form is none
    with transaction(engine) as session:
        reports = session.exec(select(Report).order_by(col(Report.id))).all()
        assert [(report.id, report.due_at) for report in reports] == [(10, DUE + HOUR), (20, DUE + 2 * HOUR)]
        assert [(report.locks_at, report.moved_from) for report in reports] == [(None, None)] * 2
        assert session.exec(select(Round.basis, Round.locks_at)).all() == [("công văn 480", None)] * 2
        figure = session.exec(select(Figure)).one()
        assert (figure.report_id, figure.amount) == (10, Decimal("123456789012.34"))
        assert unit_by_code(session, "BAN-THI").name == "Bản Thi"
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_figures_of_before_know_of_which_version_they_are(engine: Engine) -> None:
    """1.1 was replaced after the first submission; 2.1 before it; 3.1.1 was taken away by "none arose"."""
    SQLModel.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(engine, "0001")
    entered = {"report_id": 10, "answer": "value", "note": "", "officer_id": 1, "origin": "test"}
    step = {"report_id": 10, "officer_id": 1, "origin": "test", "reason": ""}
    rows = OLD_ROWS | {
        "earlier_figure": [
            entered | {"id": number, "row_key": key, "amount": amount, "at": DUE - 2 * HOUR}
            for number, (key, amount) in enumerate([("1.1", "5"), ("2.1", "6"), ("3.1.1", "7")], start=1)
        ],
        "figure": [
            entered | {"id": 1, "row_key": "1.1", "amount": "8", "at": DUE + HOUR},
            entered | {"id": 2, "row_key": "2.1", "amount": "9", "at": DUE - HOUR},
        ],
        "report_event": [
            step | {"id": 1, "what": "submitted", "at": DUE},
            step | {"id": 2, "what": "reopened", "at": DUE + HOUR},
            step | {"id": 3, "what": "submitted", "at": DUE + 2 * HOUR},
        ],
    }
    with engine.begin() as connection:
        for name, of_table in rows.items():
            connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), of_table)
        connection.execute(text("UPDATE report SET submissions = 2, state = 'submitted' WHERE id = 10"))
    upgrade(engine, "heads")
    with transaction(engine) as session:
        report = session.get_one(Report, 10)
        versions = [version_figures(session, report, number) for number in (1, 2)]
    assert [{key: figure.amount for key, figure in version.items()} for version in versions] == [
        {"1.1": Decimal(5), "2.1": Decimal(9)},
        {"1.1": Decimal(8), "2.1": Decimal(9)},
    ]


def test_what_stood_in_rows_stands_in_the_one_column(engine: Engine) -> None:
    SQLModel.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(engine, "0001")
    said = {"report_id": 10, "officer_id": 1, "at": DUE, "origin": "test"}
    earlier = said | {"id": 1, "row_key": "1.1", "answer": "value", "amount": "5", "note": "chờ"}
    comment = said | {"id": 1, "row_key": "1.1", "version": 1, "text": "xem lại", "answer": ""}
    with engine.begin() as connection:
        for name, rows in (OLD_ROWS | {"earlier_figure": [earlier]}).items():
            connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), rows)
    upgrade(engine, "0013")
    with engine.begin() as connection:
        connection.execute(insert(Table("report_comment", MetaData(), autoload_with=connection)), [comment])
    upgrade(engine, "heads")
    here = Cell("1.1")
    with transaction(engine) as session:
        report = session.get_one(Report, 10)
        assert {cell: one.amount for cell, one in standing_figures(session, 10).figures.items()} == {here: Decimal(AMOUNT)}
        before = earlier_figures(session, report, here)
        assert [(one.cell, one.amount, one.entry.note) for one in before] == [(here, Decimal(5), "chờ")]
        assert [(one.cell, one.text) for one in session.exec(select(ReportComment))] == [(here, "xem lại")]
        version = session.exec(select(FormVersion)).one()
        assert version.fingerprint == fingerprint_of("{}")
    stands = said | {"id": 2, "row_key": "1.1", "answer": "blank", "note": "", "since": 1}
    with engine.begin() as connection:
        connection.execute(insert(FIGURES), [stands | {"column_key": "nam"}])
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(FIGURES), [stands | {"id": 3, "column_key": ""}])
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


@pytest.mark.usefixtures("stored_district")
def test_the_checks_and_foreign_keys_of_a_table_outlive_its_migration(engine: Engine) -> None:
    for wrong in ("state = 'lost'", "round_id = 999", "due_at = NULL"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(f"UPDATE report SET {wrong}"))  # noqa: S608 - ours


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
