"""dunghan audit: who did and saw what, and whether anything was altered."""

import json
import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.people.addresses import join
from bot.running.clock import system_clock
from bot.sending.outbox import Waiting
from bot.storage.database import make_engine, transaction
from tests.auditing import log_of, spoil
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.by_row import record_figures
from tracker.office.officers import find_officer
from tracker.reports.entry import Entry
from tracker.reports.reports import Source, reports_of

WORD = re.compile(r"[0-9a-f]{64}")


@pytest.fixture
def busy(office: Office) -> Office:  # noqa: F811 - the fixture above
    """An office that the command line has set up, with a figure in Bản Thi's report."""
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Hoàng Thị Lan")
    office.does("officer", "invite", "--unit", "XUAN-LAC", "--name", "Ma Thị Hoa")
    office.does("day", "swap", "2026-01-02", "off", "--note", "hoán đổi")
    office.does("round", "open", "--yes", "ban-thi-2024", "2024-Q1", "--due", "2044-03-15T17:00")
    enter(office, "41")
    return office


def enter(into: Office, figure: str) -> None:
    engine = make_engine(into.database_url)
    with transaction(engine) as session:
        lan = find_officer(session, "Lan")
        (report,) = reports_of(session, lan.unit_id)
        record_figures(session, report, {"1.1": Entry.number(int(figure))}, Source(lan.id, system_clock(), "telegram"))
    engine.dispose()


def by_hand(into: Office, *statements: str) -> None:
    engine = make_engine(into.database_url)
    spoil(engine, *statements)
    engine.dispose()


def test_a_line_says_who_did_what_when_over_which_channel(busy: Office) -> None:
    (line,) = [line.split("\t") for line in busy.does("audit", "--what", "figure").splitlines()]
    assert line[2:] == ["1 Hoàng Thị Lan", "telegram", "figure", "entered", "BAN-THI", line[7], "1.1", "-", "41", "-"]
    (as_json,) = json.loads(busy.does("audit", "--what", "figure", "--json"))
    assert (as_json["officer"], as_json["origin"], as_json["old"], as_json["new"]) == ("1 Hoàng Thị Lan", "telegram", "", "41")
    assert datetime.fromisoformat(as_json["at"]) - system_clock() < timedelta(minutes=1)


def test_the_log_is_read_by_unit_person_time_report_and_kind(busy: Office) -> None:
    def steps(*options: str) -> list[tuple[str, str]]:
        return [(line["what"], line["step"]) for line in json.loads(busy.does("audit", "--json", *options))]

    assert steps("--officer", "lan") == [("figure", "entered")]
    assert steps("--report", "ban-thi-2024", "2024-Q1", "BAN-THI") == [("report", "asked"), ("figure", "entered")]
    assert steps("--unit", "XUAN-LAC") == [
        ("unit", "imported"),
        ("officer", "added"),
        ("invitation", "made"),
        ("report", "asked"),
    ]
    assert ("figure", "entered") in steps("--unit", "CHO-DON")
    assert steps("--to", "2020-01-01T00:00") == []
    assert len(steps("--from", "2020-01-01T00:00")) == len(steps())
    assert len(steps("--limit", "2")) == 2
    assert steps("--what", "day") == [("day", "swapped")]
    assert "ban-thi-2024" in busy.refuses("audit", "--report", "ban-thi-2024", "2024-Q2", "BAN-THI")


def test_whoever_takes_figures_out_is_noted(busy: Office) -> None:
    report = ("ban-thi-2024", "2024-Q1", "BAN-THI")
    busy.does("report", "export", *report, "--out", "a.xlsx")
    busy.does("report", "check", *report)
    busy.does("report", "compare", *report)
    busy.does("task", "export", "--out", "b.xlsx")
    busy.refuses("rollup", "show", "ban-thi-2024", "2024-Q1", "CHO-DON")
    lines = json.loads(busy.does("audit", "--json", "--limit", "4"))
    assert [(line["step"], line["subject"], line["unit"]) for line in lines] == [
        ("exported", "a.xlsx", "BAN-THI"),
        ("seen", "", "BAN-THI"),
        ("seen", "", "BAN-THI"),
        ("exported", "b.xlsx", "CHO-DON"),
    ]


def test_whatever_the_command_line_does_it_says_when_and_that_it_was_it(busy: Office) -> None:
    engine = make_engine(busy.database_url)
    with transaction(engine) as session:
        lines = [line for line in log_of(session) if line.officer_id is None]
    engine.dispose()
    assert {line.what for line in lines} >= {"unit", "officer", "invitation", "day", "round", "report", "form"}
    assert all(line.at and line.origin.startswith("cli") for line in lines)


def test_a_log_that_is_whole_verifies_and_its_head_is_printed(busy: Office) -> None:
    said = busy.does("audit", "verify")
    assert "not sealed (AUDIT_KEY is not set)" in said
    (head,) = WORD.findall(said)
    enter(busy, "42")
    assert WORD.findall(busy.does("audit", "verify", "--head", head)) != [head]


def test_what_was_altered_is_named_and_ends_with_1(busy: Office) -> None:
    by_hand(busy, "UPDATE audit_line SET \"new\" = '43' WHERE what = 'figure'")
    done = busy.run("audit", "verify")
    assert done.code == 1
    assert re.search(r"^line \d+ is not as it was written", done.err)


def test_a_figure_changed_in_the_database_is_named(busy: Office) -> None:
    by_hand(busy, "UPDATE figure SET amount = '43'")
    done = busy.run("audit", "verify")
    assert done.code == 1
    assert "row 1.1: 43 stands, but the log says 41" in done.err


def test_a_sealed_log_needs_its_key(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    assert "start the bot and verify again" in busy.run("audit", "verify").err
    busy.does("day", "unswap", "2026-01-02")
    assert "not sealed" not in busy.does("audit", "verify")
    monkeypatch.delenv("AUDIT_KEY")
    assert "AUDIT_KEY" in busy.refuses("day", "swap", "2026-01-02", "off")
    assert "another key than AUDIT_KEY" in busy.run("audit", "verify").err


def test_the_head_tells_that_an_older_backup_was_restored(bare_office: Office) -> None:  # noqa: F811 - the fixture above
    bare_office.does("day", "swap", "2026-01-02", "off")
    bare_office.does("db", "backup", "copy.db")
    bare_office.does("day", "swap", "2026-01-10", "on")
    (head,) = WORD.findall(bare_office.does("audit", "verify"))
    for file in bare_office.folder.glob("dunghan.db*"):
        file.unlink()
    bare_office.does("db", "restore", "copy.db")
    bare_office.does("audit", "verify")
    done = bare_office.run("audit", "verify", "--head", head)
    assert done.code == 1
    assert f"no line has the hash {head}" in done.err
    steps = [(line["step"], line["subject"]) for line in json.loads(bare_office.does("audit", "--json", "--what", "database"))]
    assert steps == [("backed up", "copy.db"), ("restored", "copy.db")]


def test_the_head_goes_to_the_administrators_telephone(bare_office: Office) -> None:  # noqa: F811 - the fixture above
    bare_office.does("unit", "add", "TINH", "--name", "Thái Nguyên", "--level", "tỉnh")
    bare_office.does("officer", "invite", "--unit", "TINH", "--name", "Đỗ Văn An", "--role", "admin")
    engine = make_engine(bare_office.database_url)
    with transaction(engine) as session:
        join(session, "telegram", "7", find_officer(session, "do van an"), system_clock())
    (head,) = WORD.findall(bare_office.does("audit", "verify", "--tell"))
    with transaction(engine) as session:
        (told,) = session.exec(select(Waiting)).all()
        assert (told.channel, told.address) == ("telegram", "7")
        assert head in str(told.body)
        session.connection().exec_driver_sql("UPDATE officer SET phone = '0912 345 678'")
    assert bare_office.run("audit", "verify", "--tell").code == 1
    with transaction(engine) as session:
        assert any("không khớp nhật ký" in one.body for one in session.exec(select(Waiting)))
    engine.dispose()


@pytest.fixture
def staffed(bare_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:  # noqa: F811 - the fixture above
    """An administrator, a leader whom the administrator trusts, and a desk who has not joined."""
    bare_office.does("unit", "add", "TINH", "--name", "Thái Nguyên", "--level", "tỉnh")
    for name, role in (("Đỗ Văn An", "admin"), ("Ma Thị Tú", "leader"), ("Nông Văn Thu", "desk")):
        bare_office.does("officer", "invite", "--unit", "TINH", "--name", name, "--role", role)
    engine = make_engine(bare_office.database_url)
    with transaction(engine) as session:
        join(session, "telegram", "7", find_officer(session, "do van an"), system_clock())
        join(session, "zalo", "z8", find_officer(session, "ma thi tu"), system_clock())
    engine.dispose()
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:a")
    return bare_office


def told(of: Office) -> list[tuple[str, str]]:
    """Where messages wait to go."""
    engine = make_engine(of.database_url)
    with transaction(engine) as session:
        found = sorted((one.channel, one.address) for one in session.exec(select(Waiting)))
    engine.dispose()
    return found


def test_the_head_goes_to_whom_the_administrator_chose(staffed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_HEAD_TO", "ma thi tu, telegram:-100123, file:heads.tsv")
    (head,) = WORD.findall(staffed.does("audit", "verify", "--tell"))
    assert told(staffed) == [("telegram", "-100123"), ("zalo", "z8")]
    staffed.does("audit", "verify", "--to", "file:heads.tsv")
    lines = (staffed.folder / "heads.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[2:] for line in lines] == [[head, "0"]] * 2
    assert len(told(staffed)) == 2  # as before: it was for the file alone
    by_hand(staffed, "UPDATE officer SET phone = '0912 345 678' WHERE id = 1")
    staffed.run("audit", "verify", "--tell")
    assert told(staffed)[2:] == [("telegram", "7"), ("zalo", "z8"), ("zalo", "z8")]  # the administrator hears of faults


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("nong van thu", "Nông Văn Thu has not joined over any channel"),
        ("nobody at all", "There is no officer 'nobody at all'"),
        ("fax:12", "nowhere to send the log's head: write the number or name of a person, or one of telegram:CHAT"),
        ("telegram:", "nowhere to send the log's head"),
        ("zalo:8", "There is no ZALO_BOT_TOKEN"),
        ("file:/nonexistent/heads.tsv", "/nonexistent/heads.tsv: No such file or directory"),
    ],
)
def test_where_nothing_can_be_sent_is_refused_before_anything_is_verified(staffed: Office, to: str, said: str) -> None:
    done = staffed.run("audit", "verify", "--to", to)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert told(staffed) == []
