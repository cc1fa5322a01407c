"""What an older database had stands in the log after the upgrade, and what keeps the log outlives every migration."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, MetaData, Table, insert, text
from sqlmodel import SQLModel, col, select

from bot.storage.database import make_engine, transaction, upgrade
from tests.auditing import KEPT, log_of, wrong_with
from tests.bot.storage.test_migrations import DUE, HOUR, OLD_ROWS, database_url  # noqa: F401 - the fixture
from tracker.audit.keys import SealKey
from tracker.audit.log import seal_anew
from tracker.forms.catalogue import official_form
from tracker.reports.behalf import EntryWay, pack
from tracker.reports.figures import EarlierFigure, Figure
from tracker.reports.reports import Report, ReportEvent, Source
from tracker.review.submission import return_report

KEY = SealKey.of("k" * 32)
LINK = {
    "key": "k",
    "way": "tai",
    "officer_id": 1,
    "unit_id": 1,
    "report_id": None,
    "channel": "zalo",
    "address": "z",
    "name": "a.xlsx",
    "content": None,
    "expires_at": DUE,
    "revoked_at": None,
}
PACKED = {
    "telegram on behalf (paper)": ("telegram", "paper"),
    "zalo on behalf (telephone)": ("zalo", "telephone"),
    "máy on behalf (other)": ("máy", "other"),
    "rollup": ("", "rollup"),
    "import": ("import", ""),
    " on behalf (paper)": (" on behalf (paper)", ""),
    "x on behalf (post)": ("x on behalf (post)", ""),
}


@pytest.fixture
def upgraded(database_url: str) -> Iterator[Engine]:  # noqa: F811 - the fixture above
    """A database of the revision before the log, with figures, a report handed in late and a link that was used, upgraded."""
    engine = make_engine(database_url, KEY)
    SQLModel.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(engine, "0009")
    rows = dict(OLD_ROWS)
    rows["unit"] = [{**row, "valid_from": date(2000, 1, 1)} for row in rows["unit"]]
    rows["form_version"] = [{**row, "body": official_form("hoang-luu-2024").dumps()} for row in rows["form_version"]]
    rows["officer"] = [{**row, "phone": ""} for row in rows["officer"]]
    rows["report"] = [{**row, "due_at": DUE, "locks_at": None} for row in rows["report"]]
    rows["report"][1] |= {"state": "submitted", "submissions": 1, "first_submitted_at": DUE + HOUR, "submitted_at": DUE + HOUR}
    rows["figure"] = [
        *rows["figure"],
        {**rows["figure"][0], "id": 2, "row_key": "1.6", "amount": None, "text": 'Có "đủ"'},
        {**rows["figure"][0], "id": 3, "row_key": "1.7", "answer": "blank", "amount": None, "note": "chờ số liệu"},
    ]
    entered = {**rows["figure"][0], "amount": "5"}
    rows["earlier_figure"] = [{**entered, "id": number, "origin": origin} for number, origin in enumerate(PACKED, start=1)]
    rows["figure"] += [
        {**entered, "id": 10 + number, "row_key": f"2.{number}", "origin": origin} for number, origin in enumerate(PACKED)
    ]
    step = {"report_id": 10, "what": "entering_for", "officer_id": 1, "at": DUE, "reason": ""}
    rows["report_event"] = [{**step, "id": 100 + number, "origin": origin} for number, origin in enumerate(PACKED)]
    rows["link"] = [LINK]
    rows["link_use"] = [{"link_key": "k", "at": DUE, "what": "opened"}]
    with engine.begin() as connection:
        for name, lines in rows.items():
            for line in lines:
                connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), line)
    upgrade(engine)
    with transaction(engine) as session:
        seal_anew(session, KEY)
    yield engine
    engine.dispose()


def test_what_stood_before_the_log_is_its_beginning(upgraded: Engine) -> None:
    assert wrong_with(upgraded, KEY) == []
    with transaction(upgraded) as session:
        lines = log_of(session)
    figures = [line for line in lines if line.what == "figure" and line.origin == "test"]
    assert [(line.step, line.subject, line.new, line.reason, line.at, line.officer_id) for line in figures] == [
        ("opening", "1.1", "123456789012.34", "", DUE, 1),
        ("opening", "1.6", '"Có \\"đủ\\""', "", DUE, 1),
        ("opening", "1.7", "blank", "chờ số liệu", DUE, 1),
    ]
    assert [(line.step, line.origin, line.new) for line in lines if line.what == "link"] == [("opened", "link", "a.xlsx")]


def test_an_origin_is_taken_apart_and_the_log_keeps_what_it_sealed(upgraded: Engine) -> None:
    assert wrong_with(upgraded, KEY) == []
    with transaction(upgraded) as session:
        figures = session.exec(select(Figure).where(col(Figure.row_key).startswith("2."))).all()
        earlier, steps = session.exec(select(EarlierFigure)).all(), session.exec(select(ReportEvent)).all()
        logged = [line.origin for line in log_of(session) if line.subject.startswith("2.")]
    assert logged == list(PACKED)
    for rows in ([(row.id, row.origin, row.way) for row in of_table] for of_table in (figures, earlier, steps)):
        assert [(origin, way) for _, origin, way in sorted(rows)] == list(PACKED.values())
    for origin, (channel, way) in PACKED.items():
        assert pack(channel, EntryWay(way)) == origin


def test_the_log_goes_on_from_its_beginning(upgraded: Engine) -> None:
    with transaction(upgraded) as session:
        return_report(session, session.get_one(Report, 20), Source(1, DUE, "test"), "thiếu")
    assert wrong_with(upgraded, KEY) == []


def test_what_only_grows_is_kept_by_triggers_whatever_was_migrated_since(engine: Engine) -> None:
    """SQLite alters a table by putting a copy in its place, without triggers: a migration that does so makes them again."""
    name, table = ("name", "tbl_name") if engine.dialect.name == "sqlite" else ("tgname", "tgrelid::regclass::text")
    source = "sqlite_master WHERE type = 'trigger'" if engine.dialect.name == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        found = {tuple(row) for row in connection.execute(text(f"SELECT {name}, {table} FROM {source}"))}  # noqa: S608 - ours
    assert found >= {(f"{kept}_keeps_{verb}", kept) for kept in KEPT for verb in ("update", "delete")}
