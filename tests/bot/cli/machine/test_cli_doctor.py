"""dunghan init sets an office up; dunghan doctor says that all is well there, and finds each fault that is planted."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.machine.examining import Grade, account_found
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.reminders.health import beat
from bot.running.clock import system_clock
from bot.running.lease import lease_of
from bot.sending.outbox import put
from bot.storage.database import make_engine, transaction
from bot.texts.office.health import Beat
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tests.servers import telegram
from tests.servers.service import in_thread
from tests.servers.telegram import TelegramServer
from tracker.audit.keys import SealKey
from tracker.office.officers import find_officer

ANSWERS = ["", telegram.TOKEN, "", "", "Thái Nguyên", "", "", "Đỗ Văn An", "0912 345 678"]


@pytest.fixture
def empty(bare_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:  # noqa: F811 - the fixture
    monkeypatch.delenv("DATABASE_URL")
    for name in ("AUDIT_KEY", "SECRET_KEY", "TELEGRAM_WEBHOOK_SECRET", "ZALO_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return bare_office


def set_up(office: Office, patch: pytest.MonkeyPatch, server: TelegramServer) -> str:
    patch.setenv("TELEGRAM_API_BASE", server.base)
    return office.does("init", typed="\n".join(ANSWERS) + "\n")


def settings(office: Office) -> dict[str, str]:
    lines = (office.folder / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def examined(office: Office) -> dict[str, tuple[str, str]]:
    """By name the worst grade and what was said of it."""
    done = office.run("doctor", "--json")
    found: dict[str, tuple[str, str]] = {}
    for one in json.loads(done.out):
        if one["name"] not in found or found[one["name"]][0] == Grade.GOOD:
            found[one["name"]] = (one["grade"], one["said"])
    assert done.code == any(one["grade"] == Grade.BAD for one in json.loads(done.out))
    return found


def make_well(office: Office) -> None:
    """The administrator has joined, a backup is made, and the ticks have run."""
    office.does("db", "backup", "copy.db")
    url = settings(office)["DATABASE_URL"]
    engine = make_engine(url, SealKey.of(settings(office)["AUDIT_KEY"]))
    with transaction(engine) as session:
        join(session, "telegram", "7", find_officer(session, "đỗ văn an"), system_clock())
        beat(session, Beat.REMIND, system_clock())
    engine.dispose()


def test_init_asks_writes_makes_keys_and_invites(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    server = TelegramServer()
    with in_thread(server):
        said = set_up(empty, monkeypatch, server)
        assert "Đỗ Văn An, admin of tỉnh Thái Nguyên, joins within 7 days" in said
        assert "https://t.me/" in said
        given = settings(empty)
        assert set(given) == {"DATABASE_URL", "SECRET_KEY", "AUDIT_KEY", "TELEGRAM_BOT_TOKEN"}
        assert (len(given["AUDIT_KEY"]), given["AUDIT_KEY"] != given["SECRET_KEY"]) == (64, True)
        assert (empty.folder / ".env").stat().st_mode & 0o077 == 0
        assert "THAI-NGUYEN" in empty.does("unit", "list")
        assert "already" in empty.refuses("init")


def test_init_asks_again_for_what_is_refused(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    server = TelegramServer()
    with in_thread(server):
        monkeypatch.setenv("TELEGRAM_API_BASE", server.base)
        answers = ["", "1:wrong", telegram.TOKEN, "", "http://x", "https://x.vn", "A", "", "", "-", "An", "12", ""]
        said = empty.run("init", typed="\n".join(answers) + "\n")
    assert said.code == 0, said.err
    for sentence in ("TELEGRAM_BOT_TOKEN", "must begin with https://", "telephone"):
        assert sentence in said.err
    assert settings(empty)["PUBLIC_URL"] == "https://x.vn"
    assert len(settings(empty)["TELEGRAM_WEBHOOK_SECRET"]) > 30


def _sql(office: Office, statement: str) -> None:
    with closing(sqlite3.connect(office.folder / "dunghan.db")) as connection, connection:
        connection.execute(statement)


def _append(office: Office, line: str) -> None:
    with (office.folder / ".env").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def _drop(office: Office, name: str) -> None:
    kept = {key: value for key, value in settings(office).items() if key != name}
    (office.folder / ".env").write_text("".join(f"{key}={value}\n" for key, value in kept.items()), encoding="utf-8")


def _no_secret_key(office: Office) -> None:
    _drop(office, "SECRET_KEY")
    _append(office, "PUBLIC_URL=https://127.0.0.1:9")


def _late(office: Office) -> None:
    engine = make_engine(settings(office)["DATABASE_URL"], SealKey.of(settings(office)["AUDIT_KEY"]))
    with transaction(engine) as session:
        put(session, [Outgoing("telegram", "7", "x", bulk=True, subject="reminder 1 1")], system_clock() - timedelta(hours=1))
    engine.dispose()


def _damage(office: Office) -> None:
    _sql(office, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = office.folder / "dunghan.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    for part in ("-wal", "-shm"):
        Path(f"{path}{part}").unlink(missing_ok=True)


PLANTED: dict[str, tuple[Callable[[Office], None], str, str, Grade]] = {
    "misspelt setting": (
        lambda o: _append(o, "TELEGRAM_BOT_TOKN=1:a"),
        "settings",
        "did you mean TELEGRAM_BOT_TOKEN",
        Grade.BAD,
    ),
    "setting of no use": (lambda o: _append(o, "LINK_HOURS=1000"), "settings", "LINK_HOURS", Grade.BAD),
    "no token": (lambda o: _drop(o, "TELEGRAM_BOT_TOKEN"), "channels", "nothing to serve", Grade.BAD),
    "refused token": (lambda o: _append(o, "TELEGRAM_BOT_TOKEN=1:wrong"), "telegram", "TELEGRAM_BOT_TOKEN", Grade.BAD),
    "no audit key": (lambda o: _drop(o, "AUDIT_KEY"), "audit key", "AUDIT_KEY is not set", Grade.LOOK),
    "webhook without a name": (
        lambda o: _append(o, "TELEGRAM_WEBHOOK_SECRET=12345678"),
        "webhook",
        "PUBLIC_URL is not",
        Grade.BAD,
    ),
    "public name that leads nowhere": (
        lambda o: _append(o, "PUBLIC_URL=https://127.0.0.1:9"),
        "public name",
        "not reached",
        Grade.BAD,
    ),
    "files by link without a key": (
        _no_secret_key,
        "secret key",
        "SECRET_KEY is not set",
        Grade.BAD,
    ),
    "settings that others may read": (lambda o: (o.folder / ".env").chmod(0o644), "settings file", "chmod 600", Grade.BAD),
    "disk nearly full": (lambda o: _append(o, "DISK_FREE_MB=999999999"), "disk", "MB free", Grade.BAD),
    "damaged database": (_damage, "database", "", Grade.BAD),
    "database of an older program": (
        lambda o: _sql(o, "UPDATE alembic_version SET version_num = '0019'"),
        "database",
        "revision 0019",
        Grade.BAD,
    ),
    "clock set back": (
        lambda o: _sql(o, "UPDATE heartbeat SET at = '2999-01-01 00:00:00'"),
        "clock",
        "set it right",
        Grade.BAD,
    ),
    "ticks that stand": (lambda o: _sql(o, "UPDATE heartbeat SET at = '2020-01-01 00:00:00'"), "serve", "2020", Grade.BAD),
    "reminders that wait": (_late, "sending", "quarter of an hour", Grade.BAD),
    "no backup": (lambda _: None, "backup", "never one", Grade.BAD),
    "head of the log that goes nowhere": (
        lambda o: _append(o, "AUDIT_HEAD_TO=nobody at all"),
        "log's head",
        "AUDIT_HEAD_TO: There is no officer",
        Grade.BAD,
    ),
    "nobody to alarm": (lambda o: _sql(o, "DELETE FROM address"), "administrator", "nobody gets alarms", Grade.BAD),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_each_planted_fault_is_found(empty: Office, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    plant, name, said, grade = PLANTED[fault]
    server = TelegramServer()
    with in_thread(server):
        set_up(empty, monkeypatch, server)
        lease = lease_of(settings(empty)["DATABASE_URL"])
        if fault != "no backup":
            make_well(empty)
            assert lease.take()
            before = examined(empty)
            assert [one for one, (how, _) in before.items() if how == Grade.BAD] == []
        plant(empty)
        found = examined(empty)
    assert found[name][0] == grade, found
    assert said in found[name][1]
    lease.release()


def test_nobody_serves_and_root_are_said() -> None:
    assert account_found(0).grade is Grade.LOOK
    assert account_found(1000).grade is Grade.GOOD


def test_a_database_that_is_not_there_yet_and_one_that_cannot_be_reached(
    empty: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert examined(empty)["database"][0] == Grade.LOOK
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    assert examined(empty)["database"][0] == Grade.BAD
    monkeypatch.setenv("DATABASE_URL", "oracle://x")
    assert "not understood" in examined(empty)["database"][1]
