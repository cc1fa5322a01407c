"""Rounds by command: a due time in the past is meant, changes are told and listed, a cancelled one may be opened anew."""

import json
from datetime import timedelta

import pytest

from bot.people.addresses import join
from bot.running.clock import system_clock
from bot.storage.database import make_engine, transaction
from tests.bot.cli.staff.test_cli_officers import kept, staffed  # noqa: F401 - the fixture
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture

FAR = "2098-12-20"


@pytest.fixture
def opened(staffed: Office) -> Office:  # noqa: F811 - the fixture
    """Two communes are asked; the due time is to come."""
    staffed.does("round", "open", "ban-thi-2024", "2098-Q3", "--due", "2098-10-20")
    return staffed


def test_a_due_time_in_the_past_is_refused_unless_it_is_meant(staffed: Office) -> None:  # noqa: F811 - the fixture
    assert "is already past" in staffed.refuses("round", "open", "ban-thi-2024", "2024-Q1")
    assert staffed.does("round", "list") == ""
    staffed.does("round", "open", "ban-thi-2024", "2024-Q1", "--yes")
    edit = ("round", "edit", "ban-thi-2024", "2024-Q1", "--due", "2024-04-01")
    assert "is already past" in staffed.refuses(*edit)
    assert "2 reports moved" in staffed.does(*edit, "--yes")


def test_a_round_is_changed_told_and_kept_in_the_log(opened: Office) -> None:
    edit = ("round", "edit", "ban-thi-2024", "2098-Q3", "--due", FAR, "--reason", "mưa lũ", "--basis", "CV 12")
    assert "2 reports moved" in opened.does(*edit, "--dry-run")
    assert "2098-10-20" in json.loads(opened.does("round", "list", "--json"))[0]["due_at"]
    assert kept(opened)[2] == []
    assert "1 people told" in opened.does(*edit)
    found = json.loads(opened.does("round", "list", "--json"))[0]
    assert (found["due_at"][:10], found["basis"]) == (FAR, "CV 12")
    assert "Lý do: mưa lũ" in kept(opened)[2][0]
    assert "is like that already" in opened.refuses(*edit)
    opened.does("audit", "verify")
    assert "round\tchanged" in opened.does("audit")


def test_units_are_taken_out_and_in(opened: Office) -> None:
    edit = ("round", "edit", "ban-thi-2024", "2098-Q3")
    assert "Asked no more: XUAN-LAC." in opened.does(*edit, "--remove", "XUAN-LAC")
    assert "has no report" in opened.refuses("report", "check", "ban-thi-2024", "2098-Q3", "XUAN-LAC")
    assert "dunghan round cancel" in opened.refuses(*edit, "--remove", "BAN-THI")
    assert "Asked as well: XUAN-LAC." in opened.does(*edit, "--add", "XUAN-LAC")
    opened.does("report", "check", "ban-thi-2024", "2098-Q3", "XUAN-LAC")
    assert "1 reports moved" in opened.does(*edit, "--units", "BAN-THI", "--due", FAR)
    opened.does("audit", "verify")


def test_a_round_is_cancelled_and_opened_anew(opened: Office) -> None:
    assert opened.run("round", "cancel", "ban-thi-2024", "2098-Q3").code == 2  # no reason
    assert "A reason is needed" in opened.refuses("round", "cancel", "ban-thi-2024", "2098-Q3", "--reason", " ")
    said = opened.does("round", "cancel", "ban-thi-2024", "2098-Q3", "--reason", "mở nhầm")
    assert "cancelled for 2 units; 1 people told" in said
    assert opened.does("round", "list") == ""
    assert opened.does("round", "list", "--all").strip().endswith("cancelled")
    assert "dunghan round list" in opened.refuses("round", "cancel", "ban-thi-2024", "2098-Q3", "--reason", "x")
    opened.does("round", "open", "ban-thi-2024", "2098-Q3", "--due", FAR)
    assert len(json.loads(opened.does("status", "--json"))["rounds"]) == 1
    opened.does("audit", "verify")


def test_nobody_is_reminded_of_a_cancelled_round(opened: Office) -> None:
    engine = make_engine(opened.database_url)
    with transaction(engine) as session:
        join(session, "terminal", "x", kept(opened)[0][1], system_clock() + timedelta(hours=1))
    engine.dispose()
    before = opened.does("remind", "--dry-run")
    opened.does("round", "cancel", "ban-thi-2024", "2098-Q3", "--reason", "mở nhầm")
    assert opened.does("remind", "--dry-run") != before
