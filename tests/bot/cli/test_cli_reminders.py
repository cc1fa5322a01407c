"""dunghan remind --dry-run: looks ahead with the bot's own eyes, and changes nothing."""

import pytest

from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811 - the fixture above
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Lan")
    office.does("officer", "invite", "--unit", "XUAN-LAC", "--name", "Hoa", "--phone", "0912 345 678")
    office.does("chat", "--as", "lan", typed="giúp\n")
    office.does("round", "open", "--yes", "ban-thi-2024", "2026-Q4", "--due", "2026-12-18T17:00")
    return office


def test_who_would_be_reminded_when_and_why_others_would_not(ready: Office) -> None:
    said = ready.does("remind", "--dry-run", "--at", "2026-12-14T06:00", "--days", "7").splitlines()
    lan = [line.split("\t")[0] for line in said if "\tLan\t" in line]
    assert lan == [
        "2026-12-14 07:30",
        "2026-12-15 08:00",
        "2026-12-17 08:00",
        "2026-12-18 07:30",
        "2026-12-18 15:00",
        "2026-12-21 08:00",
    ]
    assert any("xã Xuân Lạc" in line and "nobody of the unit has joined (Hoa 0912 345 678)" in line for line in said)
    assert said[-1].startswith("6 messages, ")


def test_rounds_that_schedules_open_are_foreseen(ready: Office) -> None:
    ready.does("schedule", "add", "hoang-luu-2024", "--of", "CHO-DON", "--every", "half", "--due", "20")
    said = ready.does("remind", "--dry-run", "--at", "2027-05-31T06:00", "--days", "9")
    assert "2027-06-04 08:00\tLan\txã Bản Thi\t" in said
    assert "6 tháng đầu năm 2027 (opened)" in said


def test_looking_ahead_changes_nothing(ready: Office) -> None:
    once = ready.does("remind", "--dry-run", "--at", "2026-12-14T06:00", "--days", "7")
    assert ready.does("remind", "--dry-run", "--at", "2026-12-14T06:00", "--days", "7") == once
    assert "hoang-luu" not in ready.does("round", "list")


def test_without_dry_run_it_says_who_sends_reminders(ready: Office) -> None:
    done = ready.run("remind")
    assert done.code == 2
    assert "dunghan serve" in done.err


def test_the_telephone_is_listed(ready: Office) -> None:
    assert "0912 345 678" in ready.does("officer", "list")
